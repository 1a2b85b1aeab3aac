#ifndef WEIR_STORE_WALK_ROWS_H
#define WEIR_STORE_WALK_ROWS_H
/*
 * walk — the rows behind a walk (weir/store/walk.h).
 */
#include "weir/store/db.h"
#include "weir/store/walk.h"

#define WALK_BATCH 64 /* stories whose rows are read at once */

struct walk_row {
    int64_t id, best, sort_at;
    const char *key;
};

/* The next stories behind the row id `after`, WALK_BATCH at most; how many, or −1. */
int walk_rows(struct store *store, int64_t after, int64_t since_at, struct arena *arena,
              struct walk_row rows[WALK_BATCH], struct error *err);

/* Reads a story whole; `ids` are the row ids of its items. */
int walk_read(struct store *store, const struct walk_row *row, struct arena *arena, struct walked *out,
              int64_t **ids, struct error *err);

/* Matches one story again, and counts it when its topics changed. */
int rematch_story(struct store *store, const struct rematch *rematch, const struct walk_row *row,
                  struct arena *arena, size_t *n_changed, struct error *err);

#endif
