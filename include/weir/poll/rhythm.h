#ifndef WEIR_POLL_RHYTHM_H
#define WEIR_POLL_RHYTHM_H
/*
 * rhythm — by when should a source have had something new? From its own history, and for arXiv's daily feeds
 * from arXiv's calendar. Pure.
 *
 * arXiv announces on Sunday to Thursday evenings, US Eastern, but for holidays, and its feeds follow at
 * midnight: a feed that still has yesterday's papers then is late within the hour, whatever date it bears.
 */
#include <stdbool.h>
#include <stdint.h>

#include "weir/store/store.h"

#define RHYTHM_FLOOR_S     (4 * 24 * 3600)   /* a long weekend is no silence */
#define RHYTHM_CAP_S       (180 * 24 * 3600) /* nor is half a year a rhythm */
#define RHYTHM_INTERVALS   3.0 /* mean intervals between days with something new that may pass without */
#define RHYTHM_GRACE_S     (10 * 3600) /* arXiv has been this late without a fault */
#define RHYTHM_DAILY_ITEMS 25          /* a week: fewer, and a day without any is no wonder */

/* Is the address one of arXiv's, whose days are US Eastern ones? */
bool rhythm_is_arxiv(const char *url);
#define RHYTHM_ARXIV_ZONE "America/New_York"
#define RHYTHM_ARXIV_HOST "rss.arxiv.org" /* of its daily feeds */

/* The first midnight after `at` with which arXiv's feeds hold a new day's papers. */
int64_t rhythm_arxiv_next(int64_t at);

/* Does the calendar (not mere statistics) say when this source has something new? */
bool rhythm_has_calendar(const struct source_state *state);

/* When something new is due after what came last; INT64_MAX for a source that has had nothing yet. For a
 * source with a calendar, the next batch by that calendar. */
int64_t rhythm_due_at(const struct source_state *state);

/* From when on nothing new is silence. An empty feed on a working day may be a day off that no table knows:
 * it is asked for hourly, but is no silence until the batch behind it is missing, too. */
int64_t rhythm_silent_at(const struct source_state *state);

/* Is it time to ask without validators? Some servers say "not modified" for ever: once a week, and as soon as
 * nothing new is silence, then once a day, the document itself is asked for. */
bool rhythm_wants_all(const struct source_state *state, int64_t now);

#endif
