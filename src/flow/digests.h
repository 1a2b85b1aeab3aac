#ifndef WEIR_FLOW_DIGESTS_H
#define WEIR_FLOW_DIGESTS_H
/*
 * digests — which digests there are in the published folder, and which are still to be made.
 */
#include "weir/flow/edition.h"

/* At most this many missed days and weeks are made up for at once. */
#define DIGESTS_LIMIT_DAYS  31
#define DIGESTS_LIMIT_WEEKS 8

/* How one is written down and published; 0, or -1 with `err` filled. */
typedef int digests_publish(const struct digest *digest, void *arg, struct error *err);

/*
 * Makes the digests whose hour has come since the last one that was made, which the store notes; none is made
 * twice. A day before the first digest in which nothing was fetched, and a missed one, gets none.
 */
int digests_make(struct store *store, const struct conf *conf, int64_t now, digests_publish *publish,
                 void *arg, struct error *err);

/* "digest/daily/2026-11-20" or "digest/weekly/2026-W47", to be followed by an extension. */
char *digests_path(const struct span *span, struct arena *arena);

/* The newest spans whose page stands in `folder`, newest first, at most `limit`. */
size_t digests_list(const char *folder, const char *timezone, bool weeks, size_t limit, struct arena *arena,
                    struct span **out);

/* The newest of them as a feed: each an entry that holds its page. Ready for atom_write. */
int digests_feed(const struct edition *edition, const char *folder, size_t n_days, size_t n_weeks,
                 struct arena *arena, struct feed *out, struct error *err);

#endif
