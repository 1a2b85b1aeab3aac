#include "weir/run/indexing.h"

#include "weir/store/search.h"
#include "weir/system/clock.h"
#include "weir/system/log.h"

size_t indexing_slice(size_t n, double took_s)
{
    if (took_s > INDEXING_TURN_S)
        n /= 2;
    else if (took_s < INDEXING_TURN_S / 3)
        n *= 2;
    return n < 1 ? 1 : n > INDEX_LIMIT_SLICE ? INDEX_LIMIT_SLICE : n;
}

static void on_idle(struct ev_loop *loop, ev_idle *idle, int events)
{
    struct indexing *indexing = idle->data;
    struct error err;
    size_t n = 0;
    double began_s = clock_steady_s();
    (void)loop, (void)events;
    if (store_index(indexing->store, indexing->slice, &n, &err) < 0)
        log_error("indexing: %s", err.text);
    if (n < indexing->slice)
        indexing_stop(indexing);
    else
        indexing->slice = indexing_slice(n, clock_steady_s() - began_s);
}

void indexing_init(struct indexing *indexing, struct ev_loop *loop, struct store *store)
{
    indexing->loop = loop;
    indexing->store = store;
    indexing->slice = INDEXING_FIRST;
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
