#ifndef WEIR_STORE_RECORD_H
#define WEIR_STORE_RECORD_H
/*
 * record — an item as rows: what one source said, its body and its hits.
 */
#include "weir/store/db.h"

/* A fingerprint of all that a reader could see changed. Not of the `updated` date, which many publishers set
 * to the time of the request, nor of tracking in the link. */
int64_t record_fingerprint(struct arena *arena, const struct item *item);

/* Where a row goes, and what it needs besides the item. */
struct record_place {
    int64_t id, source, story, fingerprint, now, sort_at;
    bool is_own; /* the source speaks for what the item is about (voice.h) */
};

/* Inserts the item with body and hits. */
int record_insert(struct store *store, const struct record_place *place, const struct item *item,
                  struct error *err);

/* Writes the item anew over its row, keeping `first_seen_at`; a body that has become empty, or says that
 * fetching it failed, leaves the old one. */
int record_update(struct store *store, const struct record_place *place, const struct item *item,
                  struct error *err);

/* Replaces the item's hits alone. */
int record_put_hits(struct store *store, const struct record_place *place, const struct item *item,
                    struct error *err);

/* Reads row `id` whole, but for hits, key and also. */
int record_read(struct store *store, int64_t id, struct arena *arena, struct item *out, struct error *err);

/* Reads its id, url, title and dates alone. */
int record_read_face(struct store *store, int64_t id, struct arena *arena, struct item *out,
                     struct error *err);

#endif
