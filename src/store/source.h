#ifndef WEIR_STORE_SOURCE_H
#define WEIR_STORE_SOURCE_H
/*
 * source — the row of a source.
 */
#include "weir/store/db.h"

/* Writes the state, within the caller's transaction if there is one; `*id` is the source's row, `*quirks`
 * what has been noticed about it (put.h). */
int source_put(struct store *store, const struct source_state *state, int64_t *id, unsigned *quirks,
               struct error *err);

/* A document of the source has been read at `now`. */
int source_put_read(struct store *store, int64_t id, unsigned quirks, bool has_new, int64_t now,
                    struct error *err);

#endif
