/* The rules changed: every stored item is matched again. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "db.h"
#include "details.h"
#include "record.h"
#include "story.h"

#define BATCH 256 /* stories read between two writes */

struct rematch {
    struct store *store;
    store_match *match;
    void *arg;
    size_t n_changed;
};

static int read_stored_hits(struct store *store, int64_t item, struct arena *arena, struct item *out,
                            struct error *err)
{
    sqlite3_stmt *row;
    int found = db_query(store, "SELECT topic, score FROM hit WHERE item = ? ORDER BY topic",
                         DB_VALUES(db_int(item)), &row, err);

    while (found >= 0 && (found = db_step(store, row, err)) > 0) {
        out->hits = arena_grow(arena, out->hits, out->n_hits, sizeof *out->hits);
        out->hits[out->n_hits++] =
            (struct hit){.topic = db_text_at(row, 0, arena), .score = db_real_at(row, 1)};
    }
    return found;
}

/* The same topics, whatever their order? */
static bool same_topics(const struct item *a, const struct item *b)
{
    if (a->n_hits != b->n_hits)
        return false;
    for (size_t i = 0; i < a->n_hits; i++) {
        size_t k = 0;
        while (k < b->n_hits && strcmp(a->hits[i].topic, b->hits[k].topic) != 0)
            k++;
        if (k == b->n_hits)
            return false;
    }
    return true;
}

/* Hits are written even when the topics are the same: scores and terms may not be. */
static int rematch_item(struct rematch *rematch, const struct record_place *place, bool *changed,
                        struct error *err)
{
    struct arena arena;
    struct item now, before = {.n_hits = 0};
    int result = -1;

    arena_init(&arena);
    if (record_read(rematch->store, place->id, &arena, &now, err) < 0 ||
        read_stored_hits(rematch->store, place->id, &arena, &before, err) < 0)
        goto out;
    rematch->match(&now, &arena, rematch->arg);
    if (now.n_hits > 0 || before.n_hits > 0)
        result = record_put_hits(rematch->store, place, &now, err);
    else
        result = 0;
    *changed = *changed || !same_topics(&now, &before);
out:
    arena_release(&arena);
    return result;
}

struct batch_row {
    int64_t story, sort_at, item;
};

/* Items of the next stories, by story. A story's items may run over the end of a batch. */
static int read_batch(struct store *store, const struct batch_row *after, struct batch_row rows[BATCH],
                      struct error *err)
{
    sqlite3_stmt *row;
    int n = 0, found;

    if (db_query(store,
                 "SELECT i.story, s.sort_at, i.id FROM item i INDEXED BY item_by_story JOIN story s ON s.id "
                 "= i.story"
                 " WHERE (i.story, i.id) > (?, ?) ORDER BY i.story, i.id LIMIT ?",
                 DB_VALUES(db_int(after->story), db_int(after->item), db_int(BATCH)), &row, err) < 0)
        return -1;
    while ((found = db_step(store, row, err)) > 0)
        rows[n++] = (struct batch_row){
            .story = db_int_at(row, 0), .sort_at = db_int_at(row, 1), .item = db_int_at(row, 2)};
    return found < 0 ? -1 : n;
}

static int end_story(struct rematch *rematch, int64_t story, bool *changed, struct error *err)
{
    int result = *changed ? story_refresh(rematch->store, story, err) : 0;

    rematch->n_changed += *changed;
    *changed = false;
    return result;
}

static int rematch_all(struct rematch *rematch, struct error *err)
{
    struct batch_row rows[BATCH], last = {.story = 0};
    bool changed = false;
    int n;

    while ((n = read_batch(rematch->store, &last, rows, err)) > 0) {
        for (int i = 0; i < n; i++) {
            struct record_place place = {
                .id = rows[i].item, .story = rows[i].story, .sort_at = rows[i].sort_at};
            if (rows[i].story != last.story && end_story(rematch, last.story, &changed, err) < 0)
                return -1;
            if (rematch_item(rematch, &place, &changed, err) < 0)
                return -1;
            last = rows[i];
        }
    }
    return n < 0 ? -1 : end_story(rematch, last.story, &changed, err);
}

int store_rematch(struct store *store, uint64_t rules, store_match *match, void *arg, size_t *n_changed,
                  struct error *err)
{
    struct rematch rematch = {.store = store, .match = match, .arg = arg};
    char wanted[17];
    const char *stored;
    struct arena arena;
    bool same;
    int result;

    *n_changed = 0;
    snprintf(wanted, sizeof wanted, "%016" PRIx64, rules);
    arena_init(&arena);
    result = store_get_note(store, "rules", &arena, &stored, err);
    same = result == 0 && strcmp(stored, wanted) == 0;
    arena_release(&arena);
    if (result < 0 || same)
        return result;
    if (db_begin(store, err) < 0)
        return -1;
    result = rematch_all(&rematch, err);
    if (result == 0)
        result = store_put_note(store, "rules", wanted, err);
    if (db_end(store, result, err) < 0)
        return -1;
    *n_changed = rematch.n_changed;
    return 0;
}
