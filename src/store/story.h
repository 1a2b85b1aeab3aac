#ifndef WEIR_STORE_STORY_H
#define WEIR_STORE_STORY_H
/*
 * story — the row of a story, and what follows from its items: which one shows it, how many topics it has.
 */
#include "weir/store/db.h"

struct story_row {
    int64_t id, sort_at;
};

/* The story that goes by this key: 1 found, 0 there is none, −1 failed. */
int story_find(struct store *store, const char *key, struct story_row *out, struct error *err);

/* The story that goes by a name of any kind (weir/store/explain.h). 1, 0 or −1. */
int story_named(struct store *store, const char *name, struct arena *arena, int64_t *story,
                struct error *err);

/* Makes the story of the item with row id `best`, which is about to be inserted with so many hits. */
int story_new(struct store *store, const char *key, int64_t best, int64_t now, int64_t sort_at, bool backfill,
              size_t n_hits, struct story_row *out, struct error *err);

/* Has the story a key that forbids this one (story/evidence.h)? 1, 0 or −1. */
int story_forbids(struct store *store, int64_t story, const char *key, struct error *err);

/* Must these two stay two: has one a key that forbids one of the other's, or one source an item in both? */
int story_must_part(struct store *store, int64_t a, int64_t b, struct error *err);

/* Gives the story a further key by which it can be found. */
int story_add_alias(struct store *store, int64_t story, const char *key, struct error *err);

/* Takes such a key away again. */
int story_drop_alias(struct store *store, int64_t story, const char *key, struct error *err);

/* Moves all that the younger of two stories has into the older, which keeps its key and so its entry id;
 * `*story` becomes the older. */
int story_merge(struct store *store, struct story_row *story, int64_t other, struct error *err);

/* The story's place among the others, as it stands. */
int story_get_sort(struct store *store, int64_t story, int64_t *sort_at, struct error *err);

/* Has this source an item in the story? 1, 0, or −1. */
int story_has_source(struct store *store, int64_t story, int64_t source, struct error *err);

/* The order of a story's items i of sources o, the one that shows it first: by how well they represent it,
 * then by the hour, then as feeds.conf lists their sources. */
#define STORY_BEST_FIRST "i.grade, coalesce(i.published_at, i.first_seen_at) / 3600, o.rank, i.id"

/* Chooses again the item that shows the story, and counts items and topics. */
int story_refresh(struct store *store, int64_t story, struct error *err);

/*
 * Notes the version that the item speaks of, if it is a paper. A higher one than the story was known by is
 * news at `now`; of a story that has just been made (`is_new`) only when arXiv announces a replacement, since
 * an old paper in its third version is no news of that version.
 */
int story_put_version(struct store *store, int64_t story, const struct item *item, bool is_new, int64_t now,
                      struct error *err);

#endif
