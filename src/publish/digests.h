#ifndef WEIR_PUBLISH_DIGESTS_H
#define WEIR_PUBLISH_DIGESTS_H
/*
 * digests — which digests there are in the published folder, and which are still to be made.
 */
#include "weir/publish/site.h"
#include "weir/render/digest.h"

/* At most this many missed days and weeks are made up for at once. */
#define DIGESTS_LIMIT_DAYS  31
#define DIGESTS_LIMIT_WEEKS 8

/* A digest whose hour has come. */
struct digest_due {
    struct span span;
    bool is_wanted_empty; /* even when nothing was fetched in it */
};

/*
 * The digests whose hour has come since the last one that was made, which the store notes; oldest first, days
 * before weeks. A day before the first digest in which nothing was fetched, and a missed one, gets none.
 */
int digests_due(struct store *store, const struct conf *conf, int64_t now, struct arena *arena,
                struct digest_due **due, size_t *n, struct error *err);

/* Notes that it was made, or that it is none, so that it is not made again. */
int digests_made(struct store *store, const struct digest *digest, struct error *err);

/* "digest/daily/2026-11-20" or "digest/weekly/2026-W47", to be followed by an extension. */
char *digests_path(const struct span *span, struct arena *arena);

/* The newest spans whose page stands in `folder`, newest first, at most `limit`. */
size_t digests_list(const char *folder, const char *timezone, bool weeks, size_t limit, struct arena *arena,
                    struct span **out);

/* The newest of them as a feed: each an entry that holds its page. Ready for atom_write. */
int digests_feed(const struct site *site, const char *folder, size_t n_days, size_t n_weeks,
                 struct arena *arena, struct feed *out, struct error *err);

#endif
