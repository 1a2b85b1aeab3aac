#ifndef WEIR_STORE_DIGEST_TROUBLE_H
#define WEIR_STORE_DIGEST_TROUBLE_H
/*
 * digest_trouble — which sources a digest said were in trouble, so that one that is made again says the same
 * although they have recovered. Kept as long as stories are (expire.h).
 */
#include "weir/store/store.h"

struct trouble_row {
    const char *kind, *source, *text; /* as in struct digest_trouble of render/digest.h */
};

/* Replaces what the digest of that name ("2026-11-20"), of a span that ends at `to_at`, told; `n` may be 0.
 */
int store_put_troubles(struct store *store, const char *digest, int64_t to_at, const struct trouble_row *rows,
                       size_t n, struct error *err);

/* In the order in which they were put; `*is_known` says whether any were, or none. In `arena`. */
int store_get_troubles(struct store *store, const char *digest, struct arena *arena,
                       struct trouble_row **rows, size_t *n, bool *is_known, struct error *err);

#endif
