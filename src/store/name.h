#ifndef WEIR_STORE_NAME_H
#define WEIR_STORE_NAME_H
/*
 * name — every name by which a source ever called an item (story/recognition.h), as it is kept.
 */
#include "weir/store/db.h"
#include "weir/story/recognition.h"

/* What is known of an item that was found. */
struct known_item {
    int64_t id, fingerprint, seen_at;
};

/* The newest item that the source calls so: 1 found, 0 not, −1 failed. */
int name_find(struct store *store, int64_t source, uint64_t name, struct known_item *out, struct error *err);

/* Remembers the names for the item. */
int name_put(struct store *store, int64_t source, const struct item_names *names, int64_t item,
             struct error *err);

#endif
