#ifndef WEIR_FLOW_NEWS_H
#define WEIR_FLOW_NEWS_H
/*
 * news — is an item news, or backfill that must not flood a digest? A new source is introduced by what it
 * published in the last week, or at least by its newest few items; the rest of its first document is
 * backfill. Pure.
 */
#include <stdbool.h>
#include <stdint.h>

#include "weir/feed/feed.h"

#define NEWS_OF_A_NEW_SOURCE_S (7 * 24 * 3600)
#define NEWS_OF_A_NEW_SOURCE_N 5

struct news {
    bool first_document;      /* of this source; later ones hold no backfill */
    int64_t from_at;          /* published then or later: news */
    const struct item *items; /* of the document, whose order dates undated items */
};

/* Looks at a document once, before its items are asked about. */
struct news news_of(const struct feed *feed, bool first_document, int64_t now);

/* For store_put; `arg` is the struct news. */
bool news_is_backfill(const struct item *item, void *arg);

#endif
