/* Puts items into their stories. A new one goes to the story of its work or page; else to one that says the
 * same; else to a new one. A known one that has changed may have to leave its story, or join it with others
 * (weir/story/assignment.h decides). */
#include <string.h>

#include "about.h"
#include "listed_rows.h"
#include "near.h"
#include "put.h"
#include "record.h"
#include "voice.h"
#include "weir/story/assignment.h"
#include "weir/story/defect.h"
#include "weir/story/identity.h"

static bool is_shared(const struct put_item *item, const char *key)
{
    return assignment_key_is_shared(&item->names, item->page, key);
}

static const char *local_key(struct put *put, size_t i)
{
    return assignment_local_key(put->arena, put->state->name, &put->feed->items[i], &put->items[i].names);
}

/* The story's key. A page that several items of the document share, or that is shown under another item of
 * this source, is the identity of none. */
static int find_key(struct put *put, size_t i, const char **key, struct story_row *story, struct error *err)
{
    int found;

    *key = identity_of_item(put->arena, put->state->name, &put->feed->items[i]);
    if (is_shared(&put->items[i], *key))
        *key = local_key(put, i);
    found = story_find(put->store, *key, story, err);
    if (found > 0 && assignment_key_is_weak(*key)) {
        int has = story_has_source(put->store, story->id, put->source, err);
        if (has < 0)
            return -1;
        if (has > 0) {
            *key = local_key(put, i);
            found = story_find(put->store, *key, story, err);
        }
    }
    return found;
}

/* The item's other keys lead to stories too: all of them are one. 1 when there is a story then, 0 or −1. */
static int join_others(struct put *put, size_t i, const char *key, int found, struct story_row *story,
                       struct error *err)
{
    const char *others[IDENTITY_LIMIT_OTHERS];
    int n = identity_others_of_item(put->arena, &put->feed->items[i], key, others);

    for (int k = 0; k < n && found >= 0; k++) {
        struct story_row other;
        int there;
        if (is_shared(&put->items[i], others[k]) || !voice_may_join(put, &put->feed->items[i], others[k]))
            continue;
        there = story_find(put->store, others[k], &other, err);
        if (there > 0 && (there = story_forbids(put->store, other.id, key, err)) >= 0)
            there = !there;
        if (there > 0 && found > 0 && other.id != story->id)
            there = story_merge(put->store, story, other.id, err) < 0 ? -1 : 1;
        else if (there > 0 && found == 0)
            *story = other;
        if (there > 0 && found == 0)
            there = story_add_alias(put->store, story->id, key, err) < 0 ? -1 : 1;
        found = there < 0 ? -1 : there > 0 ? 1 : found;
    }
    return found;
}

/* Leaves the other keys with the story, for those who know the work by them. */
static int add_others(struct put *put, size_t i, const char *key, int64_t story, struct error *err)
{
    const char *others[IDENTITY_LIMIT_OTHERS];
    int n = identity_others_of_item(put->arena, &put->feed->items[i], key, others);

    for (int k = 0; k < n; k++)
        if (!is_shared(&put->items[i], others[k]) && voice_may_join(put, &put->feed->items[i], others[k]) &&
            story_add_alias(put->store, story, others[k], err) < 0)
            return -1;
    return 0;
}

static int make_story(struct put *put, size_t i, const char *key, struct story_row *story, struct error *err)
{
    const struct item *item = &put->feed->items[i];
    bool backfill = put->items[i].old_news || (put->is_backfill && put->is_backfill(item, put->arg));

    return story_new(put->store, key, put->next_item, put->now,
                     assignment_sort_at(item->published_at, put->now, backfill), backfill, item->n_hits,
                     story, err);
}

int assign_new(struct put *put, size_t i, struct story_row *story, bool *is_new, struct error *err)
{
    const char *key;
    int found = find_key(put, i, &key, story, err);

    *is_new = false;
    if (found >= 0)
        found = join_others(put, i, key, found, story, err);
    if (found == 0 && put->feed->items[i].quiet) {
        int listed = listed_has_key(put->store, key, err);
        if (listed <= 0)
            return listed;
    }
    if (found == 0) {
        found = near_find(put, i, key, story, err);
        /* another's page is not bound to what resembles it by who only links there */
        if (found > 0 && (put->host[0] == '\0' || voice_is_own(put, &put->feed->items[i])) &&
            story_add_alias(put->store, story->id, key, err) < 0)
            return -1;
    }
    if (found == 0) {
        *is_new = true;
        found = make_story(put, i, key, story, err) < 0 ? -1 : 1;
    }
    return found < 0 || add_others(put, i, key, story->id, err) < 0 ? -1 : 1;
}

/* The story in which the changed item stands. */
struct current {
    struct story_row story;
    const char *key;
    bool backfill;
};

/* Its items: the changed one as it was and as it is, and the others with their row ids. */
struct story_items {
    struct assignment_rows rows;
    int64_t *ids;
};

/* What will be stored of the changed item: a text that has vanished, or could not be fetched, is kept. */
static struct item as_stored(const struct story_items *items)
{
    struct item item = items->rows.now;

    if (item.content_html[0] == '\0' || defect_is_failed_body(item.content_html))
        item.content_html = items->rows.old.content_html;
    return item;
}

static int read_items(struct put *put, size_t i, const struct current *current, struct story_items *out,
                      struct error *err)
{
    int64_t changed = put->items[i].known.id;
    struct assignment_rows *rows = &out->rows;
    struct db_rows *row;
    int found = db_query(
        put->store, "SELECT id FROM item WHERE story = ? AND id <> ? ORDER BY id LIMIT ?",
        DB_VALUES(db_int(current->story.id), db_int(changed), db_int(ASSIGNMENT_LIMIT_ITEMS)), &row, err);

    *out = (struct story_items){.rows = {.now = put->feed->items[i], .story_key = current->key}};
    rows->now.source = put->state->name;
    while (found >= 0 && (found = db_step(put->store, row, err)) > 0) {
        out->ids = arena_grow(put->arena, out->ids, rows->n_others, sizeof *out->ids);
        out->ids[rows->n_others++] = db_int_at(row, 0);
    }
    if (found == 0)
        found = record_read(put->store, changed, put->arena, &rows->old, err);
    rows->others = arena_alloc(put->arena, (rows->n_others + 1) * sizeof *rows->others);
    for (size_t k = 0; k < rows->n_others && found == 0; k++)
        found = record_read(put->store, out->ids[k], put->arena, &rows->others[k], err);
    return found;
}

static const char *key_of(struct put *put, const struct item *item)
{
    return identity_of_item(put->arena, item->source, item);
}

static int read_current(struct put *put, int64_t item, struct current *out, struct error *err)
{
    struct db_rows *row;
    int found = db_row(put->store,
                       "SELECT s.id, s.sort_at, s.key, s.backfill FROM item i JOIN story s ON s.id = i.story"
                       " WHERE i.id = ?",
                       DB_VALUES(db_int(item)), &row, err);

    if (found <= 0)
        return found < 0 ? -1 : error_set(err, STATUS_SOFTWARE, "%s: an item has gone", db_path(put->store));
    *out = (struct current){.story = {.id = db_int_at(row, 0), .sort_at = db_int_at(row, 1)},
                            .key = db_text_at(row, 2, put->arena),
                            .backfill = db_int_at(row, 3) != 0};
    db_done(row);
    return 0;
}

/* The story to which those who leave go, by the key of the first: one that is there, or a new one. */
static int find_story_of_leavers(struct put *put, const struct item *first, int64_t id,
                                 const struct current *from, struct story_row *out, struct error *err)
{
    const char *key = key_of(put, first);
    int found;

    if (story_drop_alias(put->store, from->story.id, key, err) < 0)
        return -1;
    found = story_find(put->store, key, out, err);
    if (found > 0 && out->id == from->story.id) { /* its own key names those who stay */
        key = arena_printf(put->arena, "guid:%s/%s", first->source, first->id);
        found = story_find(put->store, key, out, err);
    }
    if (found != 0)
        return found < 0 ? -1 : 0;
    return story_new(put->store, key, id, first->first_seen_at,
                     assignment_sort_at(first->published_at, first->first_seen_at, from->backfill),
                     from->backfill, 0, out, err);
}

static int move_item(struct put *put, const struct item *item, int64_t id, int64_t from,
                     const struct story_row *to, struct error *err)
{
    const struct db_value values[] = {db_int(id), db_int(to->id), db_int(to->sort_at)};
    const char *keys[1 + IDENTITY_LIMIT_OTHERS] = {key_of(put, item)};
    int n = 1 + identity_others_of_item(put->arena, item, keys[0], keys + 1);

    for (int k = 0; k < n; k++)
        if (story_drop_alias(put->store, from, keys[k], err) < 0 ||
            ((k == 0 || voice_may_join(put, item, keys[k])) &&
             story_add_alias(put->store, to->id, keys[k], err) < 0))
            return -1;
    if (db_run(put->store, "UPDATE item SET story = ?2 WHERE id = ?1", values, 2, err) < 0 ||
        db_run(put->store, "UPDATE hit SET story = ?2, sort_at = ?3 WHERE item = ?1", values, 3, err) < 0 ||
        about_put(put->store, to->id, item, err) < 0)
        return -1;
    return story_put_version(put->store, to->id, item, true, put->now, err);
}

/* Parts the changed item from the others: they leave when it `stays`, else it does. */
static int split(struct put *put, size_t i, const struct story_items *items, bool stays,
                 const struct current *current, struct story_row *story, struct error *err)
{
    const struct assignment_rows *rows = &items->rows;
    int64_t id = put->items[i].known.id, from = current->story.id;
    struct item leaving = rows->now;
    struct story_row to;

    leaving.first_seen_at = rows->old.first_seen_at;
    if (db_run(put->store, "DELETE FROM about WHERE story = ?", DB_VALUES(db_int(from)), err) < 0 ||
        story_drop_alias(put->store, from, key_of(put, &rows->old), err) < 0 ||
        find_story_of_leavers(put, stays ? &rows->others[0] : &leaving, stays ? items->ids[0] : id, current,
                              &to, err) < 0)
        return -1;
    for (size_t k = 0; k < rows->n_others; k++)
        if ((stays ? move_item(put, &rows->others[k], items->ids[k], from, &to, err)
                   : about_put(put->store, from, &rows->others[k], err)) < 0)
            return -1;
    if (!stays && move_item(put, &leaving, id, from, &to, err) < 0)
        return -1;
    *story = stays ? current->story : to;
    put_dirty(put, from);
    put_dirty(put, to.id);
    return 0;
}

/* What the item is now known by may be another story: then both are one. Pages are left out, which others may
 * share; and of a story that others tell too, nobody but its own source says what else it is. */
static int join(struct put *put, const struct story_items *items, struct story_row *story, struct error *err)
{
    const char *keys[1 + IDENTITY_LIMIT_OTHERS] = {key_of(put, &items->rows.now)};
    int n = 1 + identity_others_of_item(put->arena, &items->rows.now, keys[0], keys + 1);
    bool may_bind = items->rows.n_others == 0 || voice_is_own(put, &items->rows.now);

    for (int k = 0; k < n; k++) {
        struct story_row other;
        int found = 0, forbidden = 0;
        if (!identity_is_work(keys[k]))
            continue;
        found = story_find(put->store, keys[k], &other, err);
        if (found > 0 && other.id != story->id)
            forbidden = story_forbids(put->store, other.id, keys[0], err);
        if (found < 0 || forbidden < 0)
            return -1;
        if (found == 0 && may_bind && story_add_alias(put->store, story->id, keys[k], err) < 0)
            return -1;
        if (found > 0 && other.id != story->id && !forbidden && may_bind &&
            story_merge(put->store, story, other.id, err) < 0)
            return -1;
    }
    put_dirty(put, story->id);
    return 0;
}

int assign_changed(struct put *put, size_t i, struct story_row *story, struct error *err)
{
    struct story_items items;
    struct current current = {.key = ""};
    struct item stored;
    enum assignment assignment;
    int result = 0;

    if (read_current(put, put->items[i].known.id, &current, err) < 0 ||
        read_items(put, i, &current, &items, err) < 0)
        return -1;
    *story = current.story;
    assignment = assignment_of_changed(put->arena, &items.rows);
    if (assignment == ASSIGNMENT_JOIN)
        result = join(put, &items, story, err);
    else if (assignment != ASSIGNMENT_STAY)
        result = split(put, i, &items, assignment == ASSIGNMENT_OTHERS_LEAVE, &current, story, err);
    if (result < 0)
        return -1;
    stored = as_stored(&items);
    return near_meet(put, put->items[i].known.id, &items.rows.old, &stored, story, err);
}
