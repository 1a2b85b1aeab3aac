#ifndef WEIR_POLL_SCHEDULE_H
#define WEIR_POLL_SCHEDULE_H
/*
 * schedule — when is a source polled next, and why then? Pure: history, headers and now in, a moment and a
 * sentence out.
 *
 * After a good answer, the longest of: the source's `every`, Cache-Control/Expires, <ttl>, sy:, Retry-After
 * and what suits the source's own rhythm; then whatever skipHours and skipDays still ask for. After a
 * failure: exponential back-off, or Retry-After. Hints that are absurd are bounded; a jitter by the source's
 * name keeps herds apart and only ever adds. A source whose hub tells of its news is polled slowly, in case
 * the hub goes quiet, and as before once a poll has found what the hub did not tell. Private hosts are the
 * user's own: no floor, no rhythm. arXiv's feeds hold one day, so a late one is asked for hourly.
 */
#include <stdbool.h>
#include <stdint.h>

#include "weir/conf/conf.h"
#include "weir/store/store.h"
#include "weir/text/arena.h"

#define SCHEDULE_FLOOR_S       (15 * 60)   /* on public hosts */
#define SCHEDULE_HINT_CAP_S    (24 * 3600) /* no hint holds us longer */
#define SCHEDULE_RETRY_CAP_S   (24 * 3600) /* Retry-After */
#define SCHEDULE_BACKOFF_S     (5 * 60)    /* after the first error, doubling */
#define SCHEDULE_BACKOFF_CAP_S (12 * 3600)
#define SCHEDULE_RHYTHM_CAP_S  (6 * 3600)  /* however seldom a source writes */
#define SCHEDULE_SKIP_CAP_S    (72 * 3600) /* skipHours and skipDays together */
#define SCHEDULE_LATE_S        3600        /* when arXiv's papers of the day are late, … */
#define SCHEDULE_LATE_FOR_S    (72 * 3600) /* … for so long */
#define SCHEDULE_BACKUP_S      (6 * 3600)  /* while a hub tells of the news */
#define SCHEDULE_CLOCK_S       60          /* a moment further ahead is another clock's */
#define SCHEDULE_SPREAD_S      120         /* over which overdue sources are polled after a start */
#define SCHEDULE_JITTER        0.05        /* of the interval, at most */

/* Sets state->next_at and state->next_why (in `arena`, or static) after an answer at `now` that `state`
 * already records. A source that is gone (410) has next_at INT64_MAX. */
void schedule_next(const struct source *source, struct source_state *state, int64_t now, struct arena *arena);

/* Is the source due? A stored plan further ahead than any rule allows, or a poll in the future (a clock once
 * set forward, or now set back) is due; a source that is gone is due again only when it was given another
 * address. */
bool schedule_is_due(const struct source *source, const struct source_state *state, int64_t now);

/* When a source that was overdue at the daemon's start may be polled: soon, but not all in one moment. */
int64_t schedule_spread(const struct source *source, int64_t started_at);

#endif
