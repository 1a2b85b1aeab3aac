#ifndef WEIR_RUN_INDEXING_H
#define WEIR_RUN_INDEXING_H
/*
 * indexing — what the store does behind the polls: what came is found by searches, and once a day what is too
 * old goes (`keep`). In slices that keep the loop free, and only while nothing else is to be done. What waits
 * is known to the store, so that a process which dies loses nothing, and the next one goes on.
 */
#include <ev.h>

#include "weir/store/expire.h"

struct indexing {
    ev_idle idle;
    struct ev_loop *loop;
    struct store *store;
    size_t slice; /* items of the next turn */
    int64_t keep_s;
    struct expiry expiry;
};

#define INDEXING_FIRST  ((size_t)50) /* items of the first turn … */
#define INDEXING_TURN_S 0.03         /* … and of the next so many that one takes no longer, by the clock */

/* How many items to take after `n` of them took so long. Pure. */
size_t indexing_slice(size_t n, double took_s);

/* The struct must stay where it is until indexing_stop. */
void indexing_init(struct indexing *indexing, struct ev_loop *loop, struct store *store, int64_t keep_s);

/* Something may wait. */
void indexing_wake(struct indexing *indexing);

/* … when a day has begun since it was last looked for what is too old. */
void indexing_wake_daily(struct indexing *indexing, int64_t now);

/* No more slices, whatever waits. */
void indexing_stop(struct indexing *indexing);

/* Everything that waits, at once: for a process that ends behind it. */
int indexing_finish(struct store *store, int64_t keep_s, int64_t now, struct error *err);

#endif
