#ifndef WEIR_PUBLISH_ARCHIVES_H
#define WEIR_PUBLISH_ARCHIVES_H
/*
 * archives — the months of a feed, each a document of its own (RFC 5005 §4), so that whoever subscribes late
 * can read back to the beginning.
 *
 * A story stands in the month in which weir first saw it: that never changes, so a month that is over can be
 * written once and left alone, whatever comes late or changes afterwards. The month under way has a document
 * without stories, lest the `next-archive` of the one before leads nowhere; its stories are in the feed.
 */
#include "weir/publish/edition.h"

/* Stories of one month's document, the newest of more. */
#define ARCHIVES_LIMIT_STORIES 5000

/* "archive/feed/2026-10" of the feed at "feed", to be followed by an extension. */
char *archives_path(const char *feed_path, const struct span *month, struct arena *arena);

/* The months from the oldest story's to the one under way, oldest first; none of an empty store. */
int archives_months(const struct edition *edition, int64_t now, struct arena *arena, struct span **months,
                    size_t *n, struct error *err);

/* The name of the last month of the feed that was closed, as the store notes it; "" for none. */
int archives_closed(const struct edition *edition, const char *feed_path, struct arena *arena,
                    const char **month, struct error *err);
int archives_close(const struct edition *edition, const char *feed_path, const char *month,
                   struct arena *arena, struct error *err);

#endif
