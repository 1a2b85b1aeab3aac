#ifndef WEIR_POLL_INTAKE_H
#define WEIR_POLL_INTAKE_H
/*
 * intake — a parsed document becomes stored stories, whoever brought it: a poll, a page of the past, a hub.
 *
 * Which new items are news, and which are backfill that must not flood a digest? A new source is introduced
 * by what it published in the last week, or at least by its newest few items. Later, what is dated after weir
 * last looked is news, and what was published well before that is old news that the site has issued again.
 * Between the two, and where a whole document is dated at once, only as much is news as the source's rhythm
 * explains: a site that has moved house dates its archive today.
 *
 *     struct intake intake = intake_begin(feed, &state, other_address, now);
 *     intake_store(&intake, &tools, source, &state, &arena, &put, err);
 */
#include <stdbool.h>
#include <stdint.h>

#include "weir/feed/feed.h"
#include "weir/poll/harvest.h"
#include "weir/store/store.h"

#define INTAKE_NEW_SOURCE_S  (7 * 24 * 3600)
#define INTAKE_NEW_SOURCE_N  5
#define INTAKE_LATE_S        (14 * 24 * 3600) /* published before the last good answer, and still news */
#define INTAKE_LATE_MIRROR_S (2 * 24 * 3600)  /* the same, when another address brings it */
#define INTAKE_DAY_S         (24 * 3600)      /* feeds may date by the day */
#define INTAKE_YOUNG_S       (28 * 24 * 3600) /* a source whose oldest item is younger has no rhythm yet */
#define INTAKE_AT_ONCE_S     3600             /* dates of an archive that is issued again, from one another */
#define INTAKE_BURST_N       20               /* at once from whatever source, and … */
#define INTAKE_BURST_WEEKS   3                /* … as much as it usually writes in so many weeks */

/* One document on its way in. */
struct intake {
    struct feed *feed;
    int64_t now;
    bool is_first;    /* document of this source */
    int64_t from_at;  /* published then or later: news */
    int64_t fresh_at; /* dated later: after the last look */
    bool is_young;
    size_t n_left; /* may still be news; a site that moves house brings hundreds */
};

/* Looks at a document once, with the state from before it. `other_address`: another mirror brings it than the
 * one that served the source so far. */
struct intake intake_begin(struct feed *feed, const struct source_state *state, bool other_address,
                           int64_t now);

/* A page of the past: none of it is news. */
struct intake intake_of_past(struct feed *feed, int64_t now);

/* For store_put, which asks about new items only; `arg` is the struct intake. */
bool intake_is_backfill(const struct item *item, void *arg);

/* Cleans and matches the items, mutes what `arxiv-announce` does not ask for, stores all with `state` in one
 * transaction. */
int intake_store(struct intake *intake, const struct harvest_tools *tools, const struct source *source,
                 const struct source_state *state, struct arena *arena, struct put_result *out,
                 struct error *err);

#endif
