#ifndef WEIR_STORE_SOURCE_H
#define WEIR_STORE_SOURCE_H
/*
 * source — the row of a source.
 */
#include "db.h"

/* Writes the state, within the caller's transaction if there is one; `*id` is the source's row, `*quirks`
 * what has been noticed about it (put.h). */
int source_put(struct store *store, const struct source_state *state, int64_t *id, unsigned *quirks,
               struct error *err);

int source_put_quirks(struct store *store, int64_t id, unsigned quirks, struct error *err);

#endif
