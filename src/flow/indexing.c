#include "weir/flow/indexing.h"

#include "weir/store/search.h"
#include "weir/system/log.h"

/* Items a turn of the loop: some ten milliseconds. */
#define SLICE ((size_t)100)

static void on_idle(struct ev_loop *loop, ev_idle *idle, int events)
{
    struct indexing *indexing = idle->data;
    struct error err;
    size_t n = 0;
    (void)loop, (void)events;
    if (store_index(indexing->store, SLICE, &n, &err) < 0)
        log_error("indexing: %s", err.text);
    if (n < SLICE)
        indexing_stop(indexing);
}

void indexing_init(struct indexing *indexing, struct ev_loop *loop, struct store *store)
{
    indexing->loop = loop;
    indexing->store = store;
    ev_idle_init(&indexing->idle, on_idle);
    indexing->idle.data = indexing;
}

void indexing_wake(struct indexing *indexing)
{
    ev_idle_start(indexing->loop, &indexing->idle);
}

void indexing_stop(struct indexing *indexing)
{
    ev_idle_stop(indexing->loop, &indexing->idle);
}

int indexing_finish(struct store *store, struct error *err)
{
    size_t n;
    do {
        if (store_index(store, INDEX_LIMIT_SLICE, &n, err) < 0)
            return -1;
    } while (n == INDEX_LIMIT_SLICE);
    return 0;
}
