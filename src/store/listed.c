#include "weir/store/listed.h"

#include <stdlib.h>
#include <string.h>

#include "dirty.h"
#include "listed_rows.h"
#include "story.h"

int listed_has_key(struct store *store, const char *key, struct error *err)
{
    struct db_rows *row;
    int found = db_row(store, "SELECT 1 FROM listed WHERE key = ?", DB_VALUES(db_text(key)), &row, err);

    if (found > 0)
        db_done(row);
    return found;
}

static int compare_keys(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static int read_keys(struct store *store, struct arena *arena, const char ***keys, size_t *n,
                     struct error *err)
{
    struct db_rows *row;
    int found = db_query(store, "SELECT key FROM listed ORDER BY key", DB_NO_VALUES, &row, err);

    while (found >= 0 && (found = db_step(store, row, err)) > 0) {
        *keys = arena_grow(arena, *keys, *n, sizeof **keys);
        (*keys)[(*n)++] = db_text_at(row, 0, arena);
    }
    return found;
}

static int make_dirty(struct store *store, const char *key, struct error *err)
{
    struct story_row story;
    int found = story_find(store, key, &story, err);

    return found > 0 ? dirty_story(store, story.id, err) : found;
}

static int change(struct store *store, const char *sql, const char *key, size_t *n_changed, struct error *err)
{
    ++*n_changed;
    return db_run(store, sql, DB_VALUES(db_text(key)), err) < 0 ? -1 : make_dirty(store, key, err);
}

/* Walks both sorted lists at once, and writes only where they differ. */
static int put_difference(struct store *store, const char *const *before, size_t n_before,
                          const char *const *now, size_t n_now, size_t *n_changed, struct error *err)
{
    size_t i = 0, k = 0;
    int result = 0;

    while (result == 0 && (i < n_before || k < n_now)) {
        int order = i == n_before ? 1 : k == n_now ? -1 : strcmp(before[i], now[k]);
        if (order < 0)
            result = change(store, "DELETE FROM listed WHERE key = ?", before[i], n_changed, err);
        else if (order > 0)
            result = change(store, "INSERT INTO listed (key) VALUES (?)", now[k], n_changed, err);
        i += order <= 0;
        k += order >= 0;
    }
    return result;
}

int store_put_listed(struct store *store, const char *const *keys, size_t n, size_t *n_changed,
                     struct error *err)
{
    struct arena arena;
    const char **before = NULL, **now;
    size_t n_before = 0, n_now = 0;
    int result;

    *n_changed = 0;
    arena_init(&arena);
    now = arena_alloc(&arena, (n + 1) * sizeof *now);
    for (size_t i = 0; i < n; i++)
        now[i] = keys[i];
    qsort(now, n, sizeof *now, compare_keys);
    for (size_t i = 0; i < n; i++)
        if (now[i][0] != '\0' && (n_now == 0 || strcmp(now[n_now - 1], now[i]) != 0))
            now[n_now++] = now[i];
    result = db_begin(store, err);
    if (result == 0) {
        result = read_keys(store, &arena, &before, &n_before, err);
        if (result == 0)
            result = put_difference(store, before, n_before, now, n_now, n_changed, err);
        result = db_end(store, result, err);
    }
    arena_release(&arena);
    return result;
}
