#ifndef WEIR_STORE_SELECT_H
#define WEIR_STORE_SELECT_H
/*
 * select — stories by their row ids, as items of a feed.
 */
#include "weir/store/store.h"

/* In the given order; see store_select. */
int select_stories(struct store *store, const int64_t *ids, size_t n, struct arena *arena, struct feed *out,
                   struct error *err);

#endif
