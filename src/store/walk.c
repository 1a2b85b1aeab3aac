#include "walk_rows.h"

#include "details.h"
#include "record.h"

int walk_rows(struct store *store, int64_t after, int64_t since_at, struct arena *arena,
              struct walk_row rows[WALK_BATCH], struct error *err)
{
    struct db_rows *row;
    int n = 0;
    int found = db_query(
        store, "SELECT id, best, sort_at, key FROM story WHERE id > ? AND sort_at >= ? ORDER BY id LIMIT ?",
        DB_VALUES(db_int(after), db_int(since_at), db_int(WALK_BATCH)), &row, err);

    while (found >= 0 && (found = db_step(store, row, err)) > 0)
        rows[n++] = (struct walk_row){.id = db_int_at(row, 0),
                                      .best = db_int_at(row, 1),
                                      .sort_at = db_int_at(row, 2),
                                      .key = db_text_at(row, 3, arena)};
    return found < 0 ? -1 : n;
}

static int read_ids(struct store *store, int64_t story, struct arena *arena, int64_t **ids, size_t *n,
                    struct error *err)
{
    struct db_rows *row;
    int found = db_query(store, "SELECT id FROM item WHERE story = ? ORDER BY id", DB_VALUES(db_int(story)),
                         &row, err);

    *ids = NULL;
    *n = 0;
    while (found >= 0 && (found = db_step(store, row, err)) > 0) {
        *ids = arena_grow(arena, *ids, *n, sizeof **ids);
        (*ids)[(*n)++] = db_int_at(row, 0);
    }
    return found;
}

static int read_hits(struct store *store, int64_t item, struct arena *arena, struct item *out,
                     struct error *err)
{
    struct db_rows *row;
    int found =
        db_query(store, "SELECT topic, score, terms FROM hit WHERE item = ? ORDER BY score DESC, topic",
                 DB_VALUES(db_int(item)), &row, err);

    while (found >= 0 && (found = db_step(store, row, err)) > 0) {
        struct hit *hit;
        out->hits = arena_grow(arena, out->hits, out->n_hits, sizeof *out->hits);
        hit = &out->hits[out->n_hits++];
        *hit = (struct hit){.topic = db_text_at(row, 0, arena), .score = db_real_at(row, 1)};
        terms_read(db_text_at(row, 2, arena), arena, hit);
    }
    return found;
}

int walk_read(struct store *store, const struct walk_row *row, struct arena *arena, struct walked *out,
              int64_t **ids, struct error *err)
{
    *out = (struct walked){.key = row->key, .sort_at = row->sort_at};
    if (read_ids(store, row->id, arena, ids, &out->n_items, err) < 0)
        return -1;
    out->items = arena_alloc(arena, (out->n_items + 1) * sizeof *out->items);
    out->shown = out->items;
    for (size_t i = 0; i < out->n_items; i++) {
        if (record_read(store, (*ids)[i], arena, &out->items[i], err) < 0 ||
            read_hits(store, (*ids)[i], arena, &out->items[i], err) < 0)
            return -1;
        if ((*ids)[i] == row->best)
            out->shown = &out->items[i];
    }
    return 0;
}

static int visit_rows(struct store *store, const struct walk_row *rows, int n, store_visit *visit, void *arg,
                      struct error *err)
{
    struct arena arena;
    int result = 0;

    arena_init(&arena);
    for (int i = 0; i < n && result == 0; i++) {
        struct walked story;
        int64_t *ids;
        result = walk_read(store, &rows[i], &arena, &story, &ids, err);
        if (result == 0 && story.n_items > 0)
            visit(&story, &arena, arg);
        arena_release(&arena);
    }
    return result;
}

int store_walk(struct store *store, int64_t since_at, store_visit *visit, void *arg, struct error *err)
{
    struct walk_row rows[WALK_BATCH];
    struct arena arena;
    int64_t after = 0;
    int n, result = 0;

    arena_init(&arena);
    do {
        n = walk_rows(store, after, since_at, &arena, rows, err);
        result = n < 0 ? -1 : visit_rows(store, rows, n, visit, arg, err);
        if (n > 0)
            after = rows[n - 1].id;
        arena_release(&arena);
    } while (result == 0 && n > 0);
    return result;
}
