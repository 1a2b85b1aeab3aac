#ifndef WEIR_STORE_NAME_H
#define WEIR_STORE_NAME_H
/*
 * name — by what a source calls its items: guid, link without scheme and host (sites move), title with date.
 *
 * Every name that an item ever had is kept as a 64-bit fingerprint. Two names of one source that collide by
 * chance are less likely than a fault of the disk; a source that forges a collision harms its own items
 * alone.
 */
#include "weir/store/db.h"

/* The names of an item in its document; 0 where it has none, or shares it with another item of the document.
 * An item without any of its own is known by all that it says (`whole`). */
struct names {
    uint64_t guid, link, title, whole;
    bool link_is_work; /* the link names a work (a paper, a video), not just a page */
    bool repeated;     /* the same item stands further up in the document */
};

uint64_t name_of_guid(const char *guid);

/* Of the key of a link (story/identity.h); 0 for the front page of a site. */
uint64_t name_of_link(const char *key);

/* Of title and date, or text and date where there is no title; without a date, a title must be telling to be
 * a name. */
uint64_t name_of_title(struct arena *arena, const struct item *item);

uint64_t name_of_whole(const struct item *item);

/* What is known of an item that was found. */
struct known_item {
    int64_t id, fingerprint, seen_at;
};

/* The newest item that the source calls so: 1 found, 0 not, −1 failed. */
int name_find(struct store *store, int64_t source, uint64_t name, struct known_item *out, struct error *err);

/* Remembers the names for the item. */
int name_put(struct store *store, int64_t source, const struct names *names, int64_t item, struct error *err);

#endif
