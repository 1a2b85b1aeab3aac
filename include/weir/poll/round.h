#ifndef WEIR_POLL_ROUND_H
#define WEIR_POLL_ROUND_H
/*
 * round — several sources harvested at once, and what came of it: the part of the walk that `poll` does once
 * and `run` for ever. It keeps nothing of its own that the store does not know.
 *
 *     struct harvest_tools tools = {.conf = conf, .store = store, .matcher = matcher};
 *     round_open(loop, &tools, on_harvest, arg, &round, err);
 *     round_start_due(round, now);          …the loop runs; on_harvest is called for each source…
 *     if (round_n_under_way(round) == 0) publish
 */
#include "weir/poll/harvest.h"

#define ROUND_STORE_RETRY_S 60

struct ev_loop;
struct round;

/* Makes the transfers' engine, and reads the system's clock; of `tools`, the rest is the caller's and must
 * outlive the round. */
int round_open(struct ev_loop *loop, const struct harvest_tools *tools, harvest_done *on_harvest, void *arg,
               struct round **out, struct error *err);

/* Gives up what is under way. */
void round_close(struct round *round);

/* Starts polling one source, unless it is being polled already. */
void round_start(struct round *round, const struct source *source);

/*
 * Takes in what the source's hub delivers, and calls on_harvest. While the source is being polled, it is
 * polled once more instead: an answer under way may be older. -1 when the document is no good.
 */
int round_push(struct round *round, const struct source *source, const struct document *document,
               struct error *err);

/* What its harvests share, for other requests of the same program: hosts have one pace. */
const struct harvest_tools *round_tools(const struct round *round);

/* For a daemon that starts: what is overdue now is polled over the next two minutes rather than all at once.
 */
void round_spread(struct round *round, int64_t now);

/* Starts every source whose time has come; returns how many. None while the store takes no write: what came
 * could not be kept, and would be asked for again and again. The store is tried every ROUND_STORE_RETRY_S. */
size_t round_start_due(struct round *round, int64_t now);

/* When the next source that is not under way falls due, or since when one is; INT64_MAX when none ever will.
 */
int64_t round_next_at(struct round *round, int64_t now);

/* How many sources are being polled. */
size_t round_n_under_way(const struct round *round);

#endif
