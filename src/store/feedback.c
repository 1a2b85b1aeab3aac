#include "feedback_rows.h"

#include <string.h>

#include "select.h"
#include "story.h"
#include "walk_rows.h"
#include "weir/store/feedback.h"

static size_t drop_hit(struct item *item, size_t i)
{
    memmove(&item->hits[i], &item->hits[i + 1], (item->n_hits - i - 1) * sizeof *item->hits);
    return --item->n_hits;
}

/* One word, on the hits of one of the story's items: the one that it was given to, or another. */
static void apply_word(struct item *item, const char *topic, bool is_kept, bool is_its_item,
                       struct arena *arena)
{
    bool has = false;
    for (size_t i = 0; i < item->n_hits;) {
        bool is_topic = strcmp(item->hits[i].topic, topic) == 0;
        has = has || is_topic;
        if (!is_kept && (is_topic || *topic == '\0'))
            drop_hit(item, i);
        else
            i++;
    }
    if (!is_kept || !is_its_item || has)
        return;
    struct hit *hits = arena_alloc(arena, (item->n_hits + 1) * sizeof *hits);
    hits[0] = (struct hit){.topic = topic, .score = 1};
    if (item->n_hits > 0)
        memcpy(hits + 1, item->hits, item->n_hits * sizeof *hits);
    item->hits = hits;
    item->n_hits++;
}

int feedback_apply(struct store *store, int64_t story, int64_t id, struct item *item, struct arena *arena,
                   struct error *err)
{
    struct db_rows *row;
    int found = db_query(store,
                         "SELECT f.item, f.topic, f.is_kept FROM item i JOIN feedback f ON f.item = i.id"
                         " WHERE i.story = ? ORDER BY f.id",
                         DB_VALUES(db_int(story)), &row, err);
    while (found >= 0 && (found = db_step(store, row, err)) > 0)
        apply_word(item, db_text_at(row, 1, arena), db_int_at(row, 2) != 0, db_int_at(row, 0) == id, arena);
    return found;
}

/* The story's row for matching it again. */
static int read_story_row(struct store *store, int64_t story, struct arena *arena, struct walk_row *out,
                          struct error *err)
{
    struct db_rows *row;
    int found = db_row(store, "SELECT id, best, sort_at, key FROM story WHERE id = ?",
                       DB_VALUES(db_int(story)), &row, err);
    if (found <= 0)
        return found < 0 ? -1 : error_set(err, STATUS_NO_INPUT, "the story is gone");
    *out = (struct walk_row){.id = db_int_at(row, 0),
                             .best = db_int_at(row, 1),
                             .sort_at = db_int_at(row, 2),
                             .key = db_text_at(row, 3, arena)};
    db_done(row);
    return 0;
}

/* What was said before of this topic, or of all, gives way; all that was said, when it is about all. */
static int put_word(struct store *store, const struct walk_row *story, const char *topic, bool is_kept,
                    int64_t now, struct error *err)
{
    if (db_run(store,
               "DELETE FROM feedback WHERE item IN (SELECT id FROM item WHERE story = ?1)"
               " AND (?2 = '' OR topic = ?2 OR (topic = '' AND ?3))",
               DB_VALUES(db_int(story->id), db_text(topic), db_int(is_kept)), err) < 0)
        return -1;
    return db_run(store, "INSERT INTO feedback (item, topic, is_kept, at) VALUES (?, ?, ?, ?)",
                  DB_VALUES(db_int(story->best), db_text(topic), db_int(is_kept), db_int(now)), err);
}

/* The story as it stands after the word. */
static int read_feedback(struct store *store, int64_t story, struct arena *arena, struct feedback *out,
                         struct error *err)
{
    struct feed feed;
    if (select_stories(store, &story, 1, arena, &feed, err) < 0)
        return -1;
    out->item = feed.n_items > 0 ? feed.items[0] : item_blank;
    return 0;
}

int store_put_feedback(struct store *store, const char *name, const char *topic, bool is_kept, int64_t now,
                       const struct rematch *rematch, struct arena *arena, struct feedback *out,
                       struct error *err)
{
    struct walk_row row = {0};
    int64_t story;
    size_t n_changed = 0;
    int found = story_named(store, name, arena, &story, err);
    if (found <= 0)
        return found < 0 ? -1
                         : error_set(err, STATUS_NO_INPUT, "%s: no stored item has this id or address", name);
    if (db_begin(store, err) < 0)
        return -1;
    int rc = read_story_row(store, story, arena, &row, err);
    if (rc == 0)
        rc = put_word(store, &row, topic, is_kept, now, err);
    if (rc == 0)
        rc = rematch_story(store, rematch, &row, arena, &n_changed, err);
    if (db_end(store, rc, err) < 0)
        return -1;
    *out = (struct feedback){.topic = topic, .is_kept = is_kept, .at = now};
    return read_feedback(store, story, arena, out, err);
}

/* The last word: 1, 0 when there is none, -1. */
static int read_last(struct store *store, int64_t *id, int64_t *story, struct arena *arena,
                     struct feedback *out, struct error *err)
{
    struct db_rows *row;
    int found = db_row(store,
                       "SELECT f.id, i.story, f.topic, f.is_kept, f.at FROM feedback f"
                       " JOIN item i ON i.id = f.item ORDER BY f.id DESC LIMIT 1",
                       DB_NO_VALUES, &row, err);
    if (found <= 0)
        return found;
    *id = db_int_at(row, 0);
    *story = db_int_at(row, 1);
    *out = (struct feedback){
        .topic = db_text_at(row, 2, arena), .is_kept = db_int_at(row, 3) != 0, .at = db_int_at(row, 4)};
    db_done(row);
    return 1;
}

int store_undo_feedback(struct store *store, const struct rematch *rematch, struct arena *arena,
                        struct feedback *out, struct error *err)
{
    struct walk_row row = {0};
    int64_t id, story = 0;
    size_t n_changed = 0;
    int found = read_last(store, &id, &story, arena, out, err);
    if (found <= 0)
        return found < 0 ? -1 : error_set(err, STATUS_NO_INPUT, "nothing was kept or dismissed");
    if (db_begin(store, err) < 0)
        return -1;
    int rc = read_story_row(store, story, arena, &row, err);
    if (rc == 0)
        rc = db_run(store, "DELETE FROM feedback WHERE id = ?", DB_VALUES(db_int(id)), err);
    if (rc == 0)
        rc = rematch_story(store, rematch, &row, arena, &n_changed, err);
    if (db_end(store, rc, err) < 0)
        return -1;
    return read_feedback(store, story, arena, out, err);
}

int store_list_feedback(struct store *store, struct arena *arena, struct feedback **out, size_t *n,
                        struct error *err)
{
    int64_t *stories = NULL;
    struct db_rows *row;
    int found =
        db_query(store,
                 "SELECT i.story, f.topic, f.is_kept, f.at FROM feedback f JOIN item i ON i.id = f.item"
                 " ORDER BY f.id DESC",
                 DB_NO_VALUES, &row, err);
    *out = NULL;
    for (*n = 0; found >= 0 && (found = db_step(store, row, err)) > 0; ++*n) {
        stories = arena_grow(arena, stories, *n, sizeof *stories);
        *out = arena_grow(arena, *out, *n, sizeof **out);
        stories[*n] = db_int_at(row, 0);
        (*out)[*n] = (struct feedback){
            .topic = db_text_at(row, 1, arena), .is_kept = db_int_at(row, 2) != 0, .at = db_int_at(row, 3)};
    }
    for (size_t i = 0; i < *n && found >= 0; i++)
        found = read_feedback(store, stories[i], arena, &(*out)[i], err);
    return found < 0 ? -1 : 0;
}
