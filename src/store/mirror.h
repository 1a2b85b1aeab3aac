#ifndef WEIR_STORE_MIRROR_H
#define WEIR_STORE_MIRROR_H
/*
 * mirror — the rows of a source's addresses.
 */
#include "db.h"

/* Both within the caller's transaction, if there is one; `source` is the source's row. What is stored is
 * exactly what the state lists. */
int mirror_put(struct store *store, int64_t source, const struct source_state *state, struct error *err);
int mirror_get(struct store *store, int64_t source, struct arena *arena, struct source_state *out,
               struct error *err);

#endif
