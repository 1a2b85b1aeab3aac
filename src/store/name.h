#ifndef WEIR_STORE_NAME_H
#define WEIR_STORE_NAME_H
/*
 * name — which item of a source is this? By its guid; when a guid is missing, repeated within the document or
 * new, by its link without scheme and host (sites move); when that fails too, by title and date.
 *
 * Every name that an item ever had is kept as a 64-bit fingerprint. Two names of one source that collide by
 * chance are less likely than a fault of the disk; a source that forges a collision harms its own items
 * alone.
 */
#include "db.h"

/* The names of an item in its document; 0 where it has none, or shares it with another item of the document.
 * An item without any of its own is known by all that it says (`whole`). */
struct names {
    uint64_t guid, link, title, whole;
    bool repeated; /* the same item stands further up in the document */
};

/* The names of every item of a document. */
struct names *names_of_feed(struct arena *arena, const struct feed *feed);

/* What is known of an item that was found. */
struct known_item {
    int64_t id, story, fingerprint, seen_at;
};

/* By guid alone: 1 found, 0 not, −1 failed. */
int name_find_guid(struct store *store, int64_t source, const struct names *names, struct known_item *out,
                   struct error *err);

/* By the other names: 1 found, 0 not, −1 failed. */
int name_find_other(struct store *store, int64_t source, const struct names *names, const struct item *item,
                    struct known_item *out, struct error *err);

/* Remembers the names for the item. */
int name_put(struct store *store, int64_t source, const struct names *names, int64_t item, struct error *err);

#endif
