#ifndef WEIR_FLOW_SCHEDULE_H
#define WEIR_FLOW_SCHEDULE_H
/*
 * schedule — when is a source polled next, and why then? Pure: history, headers and now in, a moment and a
 * sentence out.
 *
 * The later of the source's `every`, Cache-Control/Expires, <ttl>, sy: and the skip hours and days; errors
 * back off exponentially; Retry-After is obeyed; hints that are absurd are bounded; a spread by source keeps
 * herds apart.
 */
#include <stdint.h>

#include "weir/conf/conf.h"
#include "weir/store/store.h"
#include "weir/text/arena.h"

#define SCHEDULE_FLOOR_S       (15 * 60)   /* on public hosts */
#define SCHEDULE_HINT_CAP_S    (24 * 3600) /* no hint holds us longer */
#define SCHEDULE_RETRY_CAP_S   (24 * 3600) /* Retry-After */
#define SCHEDULE_BACKOFF_S     (5 * 60)    /* after the first error, doubling */
#define SCHEDULE_BACKOFF_CAP_S (12 * 3600)
#define SCHEDULE_JITTER        0.05 /* of the interval */

/* Sets state->next_at and state->next_why (in `arena`) after an answer at `now` that `state` already records.
 */
void schedule_next(const struct source *source, struct source_state *state, int64_t now, struct arena *arena);

/* Is the source due? A stored plan further ahead than any rule allows (a clock once set forward) is due. */
int schedule_is_due(const struct source *source, const struct source_state *state, int64_t now);

#endif
