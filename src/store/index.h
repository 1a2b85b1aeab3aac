#ifndef WEIR_STORE_INDEX_H
#define WEIR_STORE_INDEX_H
/*
 * index — keeps the words of items where search finds them. An item that goes takes its words with it (a
 * trigger, schema.c).
 */
#include "weir/store/store.h"

/* So much of an item's text is indexed: an abstract, or the beginning of an article. Measured: indexing
 * doubles what storing costs at this size, 60 µs an item; twice the size adds a fifth. */
#define INDEX_LIMIT_TEXT ((size_t)2048)

/* Adds the words of an item that has none there. */
int index_put(struct store *store, int64_t id, const struct item *item, struct error *err);

/* Takes them out. */
int index_drop(struct store *store, int64_t id, struct error *err);

#endif
