/* A document into the store. */
#include "put.h"

#include "about.h"
#include "index.h"
#include "near.h"
#include "record.h"
#include "source.h"
#include "spread.h"
#include "voice.h"

#define DIRTY_AN_ITEM 3 /* stories at most: those that a split leaves, and the one that it had */
#define SEEN_S        ((int64_t)86400) /* how exactly `seen_at` is kept: not every poll need write every row */

/* Once, however many of their items the document brought. */
void put_dirty(struct put *put, int64_t story)
{
    if (hash_set_add(&put->dirty, (uint64_t)story))
        put->stories[put->n_stories++] = story;
}

static int put_new(struct put *put, size_t i, struct error *err)
{
    const struct item *item = &put->feed->items[i];
    struct record_place where = {.source = put->source,
                                 .fingerprint = put->items[i].fingerprint,
                                 .now = put->now,
                                 .id = put->next_item,
                                 .is_own = voice_is_own(put, item)};
    struct story_row story;
    bool is_new;
    int placed;

    placed = assign_new(put, i, &story, &is_new, err);
    put->result->n_items -= placed == 0;
    if (placed <= 0)
        return placed;
    if (!is_new && voice_renew(put, i, &story, err) < 0)
        return -1;
    where.story = story.id;
    where.sort_at = story.sort_at;
    if (record_insert(put->store, &where, item, err) < 0 ||
        name_put(put->store, put->source, &put->items[i].names, where.id, err) < 0 ||
        about_put(put->store, story.id, item, err) < 0 ||
        story_put_version(put->store, story.id, item, is_new, put->now, err) < 0)
        return -1;
    put->next_item++;
    if (item->published_at != DATE_NONE && item->published_at < put->oldest_at)
        put->oldest_at = item->published_at;
    if (item->published_at > put->newest_at)
        put->newest_at = item->published_at;
    put->result->n_new++;
    put->result->n_stories += is_new;
    if (!is_new)
        put_dirty(put, story.id);
    return 0;
}

static int put_changed(struct put *put, size_t i, struct error *err)
{
    struct put_item *found = &put->items[i];
    const struct item *item = &put->feed->items[i];
    struct record_place where = {.source = put->source,
                                 .fingerprint = found->fingerprint,
                                 .now = put->now,
                                 .id = found->known.id,
                                 .is_own = voice_is_own(put, item)};
    struct story_row story;

    if (!found->page)
        recognise_name(put, i);
    if (assign_changed(put, i, &story, err) < 0)
        return -1;
    where.story = story.id;
    where.sort_at = story.sort_at;
    if (record_update(put->store, &where, item, err) < 0 ||
        name_put(put->store, put->source, &found->names, where.id, err) < 0 ||
        about_put(put->store, where.story, item, err) < 0 ||
        story_put_version(put->store, where.story, item, false, put->now, err) < 0)
        return -1;
    put->result->n_changed++;
    put_dirty(put, where.story);
    return 0;
}

static int put_known(struct put *put, size_t i, struct error *err)
{
    const struct put_item *found = &put->items[i];

    if (found->known.fingerprint != found->fingerprint)
        return put_changed(put, i, err);
    if (found->renamed && name_put(put->store, put->source, &found->names, found->known.id, err) < 0)
        return -1;
    if (found->known.seen_at > put->now - SEEN_S)
        return 0;
    return db_run(put->store, "UPDATE item SET seen_at = ? WHERE id = ?",
                  DB_VALUES(db_int(put->now), db_int(found->known.id)), err);
}

static int read_next_item(struct put *put, struct error *err)
{
    struct db_rows *row;
    int found = db_row(put->store, "SELECT coalesce(max(id), 0) + 1 FROM item", DB_NO_VALUES, &row, err);

    if (found < 0)
        return -1;
    put->next_item = db_int_at(row, 0);
    db_done(row);
    return 0;
}

/* Does another mirror serve the source than before? */
static int compare_mirrors(struct put *put, struct error *err)
{
    struct db_rows *row;
    int found = db_row(put->store, "SELECT mirror FROM source WHERE name = ?",
                       DB_VALUES(db_text(put->state->name)), &row, err);

    if (found <= 0)
        return found;
    put->is_other_mirror = db_int_at(row, 0) != put->state->mirror;
    db_done(row);
    return 0;
}

static int put_document(struct put *put, struct error *err)
{
    int64_t first;

    if (compare_mirrors(put, err) < 0 ||
        source_put(put->store, put->state, &put->source, &put->quirks, err) < 0 || voice_hear(put, err) < 0 ||
        read_next_item(put, err) < 0)
        return -1;
    first = put->next_item;
    put->oldest_at = INT64_MAX;
    put->newest_at = DATE_NONE;
    if (recognise(put, err) < 0)
        return -1;
    put->result->n_items = put->feed->n_items;
    put->dirty = hash_set_new(put->arena, DIRTY_AN_ITEM * put->feed->n_items);
    put->stories = arena_alloc(put->arena, (DIRTY_AN_ITEM * put->feed->n_items + 1) * sizeof *put->stories);
    for (size_t i = 0; i < put->feed->n_items; i++) {
        const struct put_item *item = &put->items[i];
        if (!item->names.repeated && (item->known.id ? put_known : put_new)(put, i, err) < 0)
            return -1;
    }
    if (put->next_item > first &&
        (index_want(put->store, first, err) < 0 ||
         spread_forget(put->store, put->source, put->oldest_at, put->newest_at, err) < 0))
        return -1;
    for (size_t i = 0; i < put->n_stories; i++)
        if (story_refresh(put->store, put->stories[i], err) < 0)
            return -1;
    return source_put_read(put->store, put->source, put->quirks, put->result->n_new > 0, put->now, err);
}

int store_put(struct store *store, const struct source_state *state, const struct feed *feed, int64_t now,
              bool (*is_backfill)(const struct item *item, void *arg), void *arg, struct put_result *out,
              struct error *err)
{
    struct arena arena;
    struct put put = {.store = store,
                      .state = state,
                      .feed = feed,
                      .now = now,
                      .is_backfill = is_backfill,
                      .arg = arg,
                      .arena = &arena,
                      .result = out};
    int result;

    *out = (struct put_result){0};
    arena_init(&arena);
    result = db_begin(store, err);
    if (result == 0)
        result = db_end(store, put_document(&put, err), err);
    arena_release(&arena);
    return result;
}
