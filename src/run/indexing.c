#include "weir/run/indexing.h"

#include <time.h>

#include "weir/store/search.h"
#include "weir/system/clock.h"
#include "weir/system/log.h"

#define DAY_S 86400

size_t indexing_slice(size_t n, double took_s)
{
    if (took_s > INDEXING_TURN_S)
        n /= 2;
    else if (took_s < INDEXING_TURN_S / 3)
        n *= 2;
    return n < 1 ? 1 : n > INDEX_LIMIT_SLICE ? INDEX_LIMIT_SLICE : n;
}

static struct expiry expiry_of(int64_t keep_s, int64_t now)
{
    return (struct expiry){.now = now, .before_at = now - keep_s};
}

static void expire_some(struct indexing *indexing)
{
    struct error err;
    int rc = store_expire(indexing->store, &indexing->expiry, &err);
    if (rc < 0)
        log_error("expiry: %s", err.text);
    if (rc > 0)
        return;
    if (indexing->expiry.n_deleted > 0)
        log_info("%zu stories without a topic were older than `keep`", indexing->expiry.n_deleted);
    indexing_stop(indexing);
}

static void on_idle(struct ev_loop *loop, ev_idle *idle, int events)
{
    struct indexing *indexing = idle->data;
    struct error err;
    size_t n = 0;
    double began_s = clock_steady_s();
    (void)loop, (void)events;
    if (store_index(indexing->store, indexing->slice, &n, &err) < 0) {
        log_error("indexing: %s", err.text);
        indexing_stop(indexing);
        return;
    }
    if (n == 0)
        expire_some(indexing);
    else if (n == indexing->slice)
        indexing->slice = indexing_slice(n, clock_steady_s() - began_s);
}

void indexing_init(struct indexing *indexing, struct ev_loop *loop, struct store *store, int64_t keep_s)
{
    indexing->keep_s = keep_s;
    indexing->loop = loop;
    indexing->store = store;
    indexing->slice = INDEXING_FIRST;
    ev_idle_init(&indexing->idle, on_idle);
    indexing->idle.data = indexing;
}

void indexing_wake_daily(struct indexing *indexing, int64_t now)
{
    if (now / DAY_S != indexing->expiry.now / DAY_S)
        indexing_wake(indexing);
}

void indexing_wake(struct indexing *indexing)
{
    int64_t now = (int64_t)time(NULL);
    if (now / DAY_S != indexing->expiry.now / DAY_S)
        indexing->expiry = expiry_of(indexing->keep_s, now);
    ev_idle_start(indexing->loop, &indexing->idle);
}

void indexing_stop(struct indexing *indexing)
{
    ev_idle_stop(indexing->loop, &indexing->idle);
}

int indexing_finish(struct store *store, int64_t keep_s, int64_t now, struct error *err)
{
    struct expiry expiry = expiry_of(keep_s, now);
    size_t n;
    int rc;
    do {
        if (store_index(store, INDEX_LIMIT_SLICE, &n, err) < 0)
            return -1;
    } while (n == INDEX_LIMIT_SLICE);
    while ((rc = store_expire(store, &expiry, err)) > 0)
        continue;
    return rc;
}
