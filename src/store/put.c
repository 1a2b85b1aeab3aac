/* A document into the store: each item found again or made, each new one joined to its story. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "db.h"
#include "hash_set.h"
#include "name.h"
#include "record.h"
#include "source.h"
#include "story.h"
#include "weir/story/identity.h"

#define TOUCH_S ((int64_t)86400) /* how exactly `seen_at` is kept: not every poll need write every row */

struct put {
    struct store *store;
    const struct source_state *state;
    const struct feed *feed;
    int64_t source, now;
    bool (*is_backfill)(const struct item *item, void *arg);
    void *arg;
    struct names *names;
    struct known_item *known; /* of each item; id 0: not known */
    const char **keys;        /* of each item's story */
    struct hash_set touched;  /* stories whose items changed … */
    int64_t *stories;         /* … in order */
    size_t n_stories;
    struct arena *arena;
    struct put_result *result;
};

/* Finds the items that are known: first all that have their guid, so that no other takes them by a weaker
 * name. */
static int find_known(struct put *put, struct error *err)
{
    size_t n = put->feed->n_items;
    struct hash_set taken = hash_set_new(put->arena, n);

    put->names = names_of_feed(put->arena, put->feed);
    put->known = arena_alloc(put->arena, (n + 1) * sizeof *put->known);
    for (size_t i = 0; i < n; i++) {
        if (name_find_guid(put->store, put->source, &put->names[i], &put->known[i], err) < 0)
            return -1;
        if (put->known[i].id != 0 && !hash_set_add(&taken, (uint64_t)put->known[i].id))
            put->known[i] = (struct known_item){0};
    }
    for (size_t i = 0; i < n; i++) {
        struct known_item other = {0};
        if (put->known[i].id != 0)
            continue;
        if (name_find_other(put->store, put->source, &put->names[i], &put->feed->items[i], &other, err) < 0)
            return -1;
        if (other.id == 0 || !hash_set_add(&taken, (uint64_t)other.id))
            continue;
        put->known[i] = other;
        if (name_put(put->store, put->source, &put->names[i], other.id, err) < 0)
            return -1;
    }
    return 0;
}

/* Does the key only name a place or a guid, which several entries may share, and no work? */
static bool is_page_key(const char *key)
{
    return strncmp(key, "https://", 8) == 0 || strncmp(key, "guid:", 5) == 0;
}

/* The key of an item whose page is shared with other items: what names it within the source. */
static const char *key_without_page(struct put *put, size_t i)
{
    const struct names *names = &put->names[i];
    uint64_t hash = names->title ? names->title : names->whole;

    if (names->guid != 0)
        return arena_printf(put->arena, "guid:%s/%s", put->state->name, put->feed->items[i].id);
    return arena_printf(put->arena, "text:%s/%016" PRIx64, put->state->name, hash);
}

static int compare_keys(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Gives each item its story's key. A page that several items of the document share is the identity of none.
 */
static void find_keys(struct put *put)
{
    size_t n = put->feed->n_items;
    const char **sorted = arena_alloc(put->arena, (n + 1) * sizeof *sorted);

    put->keys = arena_alloc(put->arena, (n + 1) * sizeof *put->keys);
    for (size_t i = 0; i < n; i++)
        put->keys[i] = sorted[i] = identity_of_item(put->arena, put->state->name, &put->feed->items[i]);
    qsort(sorted, n, sizeof *sorted, compare_keys);
    for (size_t i = 0; i < n; i++) {
        const char **at = bsearch(&put->keys[i], sorted, n, sizeof *sorted, compare_keys);
        bool shared =
            (at > sorted && strcmp(at[-1], *at) == 0) || (at + 1 < sorted + n && strcmp(at[1], *at) == 0);
        if (shared && is_page_key(put->keys[i]))
            put->keys[i] = key_without_page(put, i);
    }
}

/* The story of a new item: one that is there, or a new one. */
static int find_story(struct put *put, size_t i, struct story_row *out, struct error *err)
{
    const struct item *item = &put->feed->items[i];
    int found = story_find(put->store, put->keys[i], out, err);
    bool backfill;

    if (found > 0 && is_page_key(put->keys[i])) {
        /* this source shows another item under the page already: the page is no identity here */
        int has = story_has_source(put->store, out->id, put->source, err);
        if (has < 0)
            return -1;
        if (has) {
            put->keys[i] = key_without_page(put, i);
            found = story_find(put->store, put->keys[i], out, err);
        }
    }
    if (found != 0)
        return found < 0 ? -1 : 0;
    backfill = put->is_backfill && put->is_backfill(item, put->arg);
    put->result->n_stories++;
    return story_new(put->store, put->keys[i], put->now,
                     story_sort_at(item->published_at, put->now, backfill), backfill, out, err);
}

/* Stories are looked over once at the end, however many of their items the document brought. */
static void note_touched(struct put *put, int64_t story)
{
    if (hash_set_add(&put->touched, (uint64_t)story))
        put->stories[put->n_stories++] = story;
}

static int put_new(struct put *put, size_t i, int64_t fingerprint, struct error *err)
{
    const struct item *item = &put->feed->items[i];
    struct record_place place = {.source = put->source, .fingerprint = fingerprint, .now = put->now};
    struct story_row story;
    int64_t id;

    if (find_story(put, i, &story, err) < 0)
        return -1;
    place.story = story.id;
    place.sort_at = story.sort_at;
    if (record_insert(put->store, &place, item, &id, err) < 0 ||
        name_put(put->store, put->source, &put->names[i], id, err) < 0)
        return -1;
    put->result->n_new++;
    note_touched(put, story.id);
    return 0;
}

static int put_changed(struct put *put, size_t i, int64_t fingerprint, struct error *err)
{
    const struct known_item *known = &put->known[i];
    struct record_place place = {
        .source = put->source, .story = known->story, .fingerprint = fingerprint, .now = put->now};

    if (story_get_sort(put->store, known->story, &place.sort_at, err) < 0 ||
        record_update(put->store, known->id, &place, &put->feed->items[i], err) < 0 ||
        name_put(put->store, put->source, &put->names[i], known->id, err) < 0)
        return -1;
    put->result->n_changed++;
    note_touched(put, known->story);
    return 0;
}

static int put_item(struct put *put, size_t i, struct error *err)
{
    const struct known_item *known = &put->known[i];
    struct arena scratch;
    int64_t fingerprint;

    arena_init(&scratch);
    fingerprint = record_fingerprint(&scratch, &put->feed->items[i]);
    arena_release(&scratch);
    if (put->names[i].repeated)
        return 0;
    if (known->id == 0)
        return put_new(put, i, fingerprint, err);
    if (known->fingerprint != fingerprint)
        return put_changed(put, i, fingerprint, err);
    if (known->seen_at > put->now - TOUCH_S)
        return 0;
    return db_run(put->store, "UPDATE item SET seen_at = ? WHERE id = ?",
                  DB_VALUES(db_int(put->now), db_int(known->id)), err);
}

static int put_document(struct put *put, struct error *err)
{
    if (source_put(put->store, put->state, &put->source, err) < 0 || find_known(put, err) < 0)
        return -1;
    find_keys(put);
    put->result->n_items = put->feed->n_items;
    put->touched = hash_set_new(put->arena, put->feed->n_items);
    put->stories = arena_alloc(put->arena, (put->feed->n_items + 1) * sizeof *put->stories);
    for (size_t i = 0; i < put->feed->n_items; i++)
        if (put_item(put, i, err) < 0)
            return -1;
    for (size_t i = 0; i < put->n_stories; i++)
        if (story_refresh(put->store, put->stories[i], err) < 0)
            return -1;
    if (put->result->n_new == 0)
        return 0;
    return db_run(put->store, "UPDATE source SET new_at = ? WHERE id = ?",
                  DB_VALUES(db_int(put->now), db_int(put->source)), err);
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
