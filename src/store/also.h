#ifndef WEIR_STORE_ALSO_H
#define WEIR_STORE_ALSO_H
/*
 * also — where else a story is to be found: rows of a source's name and an address become links of its item.
 */
#include "weir/feed/feed.h"
#include "weir/store/db.h"

/* Adds a link for each row of a query that `found` (db_query's answer) began; 0, or -1 with `err` filled. */
int also_read(struct store *store, struct db_rows *row, int found, const char *rel, struct arena *arena,
              struct item *out, struct error *err);

#endif
