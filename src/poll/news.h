#ifndef WEIR_POLL_NEWS_H
#define WEIR_POLL_NEWS_H
/*
 * news — is an item news, or backfill that must not flood a digest? A new source is introduced by what it
 * published in the last week, or at least by its newest few items. Later, what was published well before weir
 * last looked is old news that the site has issued again; and when far more is new than the source's rhythm
 * explains, a site has moved house, and only the first items are news. Pure.
 */
#include <stdbool.h>
#include <stdint.h>

#include "weir/feed/feed.h"
#include "weir/store/store.h"

#define NEWS_OF_A_NEW_SOURCE_S (7 * 24 * 3600)
#define NEWS_OF_A_NEW_SOURCE_N 5
#define NEWS_LATE_S            (14 * 24 * 3600) /* published before the last good answer, and still news */
#define NEWS_LATE_MIRROR_S     (2 * 24 * 3600)  /* the same, when another address brings it */
#define NEWS_BURST_N           20               /* at once from whatever source, and … */
#define NEWS_BURST_WEEKS       3                /* … as much as it usually writes in so many weeks */

struct news {
    bool first_document;      /* of this source */
    int64_t from_at;          /* published then or later: news */
    size_t n_left;            /* may still be news; a site that moves house brings hundreds */
    const struct item *items; /* of the document, whose order dates undated items */
};

/* Looks at a document once, before its items are asked about, with the state from before it. `other_address`:
 * another mirror brings it than the one that served the source so far. */
struct news news_of(const struct feed *feed, const struct source_state *state, bool other_address,
                    int64_t now);

/* For store_put, which asks about new items only; `arg` is the struct news. */
bool news_is_backfill(const struct item *item, void *arg);

#endif
