#ifndef WEIR_RUN_INDEXING_H
#define WEIR_RUN_INDEXING_H
/*
 * indexing — has what was stored found by searches, behind the polls: in slices that keep the loop free, and
 * only while nothing else is to be done. What waits is known to the store, so that a process which dies
 * loses nothing, and the next one goes on.
 */
#include <ev.h>

#include "weir/store/store.h"

struct indexing {
    ev_idle idle;
    struct ev_loop *loop;
    struct store *store;
    size_t slice; /* items of the next turn */
};

#define INDEXING_FIRST  ((size_t)50) /* items of the first turn … */
#define INDEXING_TURN_S 0.03         /* … and of the next so many that one takes no longer, by the clock */

/* How many items to take after `n` of them took so long. Pure. */
size_t indexing_slice(size_t n, double took_s);

/* The struct must stay where it is until indexing_stop. */
void indexing_init(struct indexing *indexing, struct ev_loop *loop, struct store *store);

/* Something may wait. */
void indexing_wake(struct indexing *indexing);

/* No more slices, whatever waits. */
void indexing_stop(struct indexing *indexing);

/* Everything that waits, at once: for a process that ends behind it. */
int indexing_finish(struct store *store, struct error *err);

#endif
