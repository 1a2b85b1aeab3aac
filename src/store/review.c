#include "review.h"

#include <string.h>

#include "about.h"
#include "near.h"
#include "record.h"
#include "weir/story/defect.h"
#include "weir/story/evidence.h"
#include "weir/story/identity.h"
#include "weir/story/likeness.h"

#define REVIEW_LIMIT_ITEMS 50 /* of a story that are weighed; of one that has more, none leaves */

/* The story in which the changed item stands. */
struct home {
    struct story_row story;
    const char *key;
    bool backfill;
};

/* A story under review: the changed item as it was and as it is, and the others. */
struct bench {
    struct item old, now;
    struct item *others;
    int64_t *ids;
    size_t n;
};

/* What will be stored of the changed item: a text that has vanished, or could not be fetched, is kept. */
static struct item as_stored(const struct bench *bench)
{
    struct item item = bench->now;

    if (item.content_html[0] == '\0' || defect_is_failed_body(item.content_html))
        item.content_html = bench->old.content_html;
    return item;
}

static int read_bench(struct put *put, size_t i, int64_t story, struct bench *out, struct error *err)
{
    int64_t changed = put->items[i].known.id;
    struct db_rows *row;
    int found = db_query(put->store, "SELECT id FROM item WHERE story = ? AND id <> ? ORDER BY id LIMIT ?",
                         DB_VALUES(db_int(story), db_int(changed), db_int(REVIEW_LIMIT_ITEMS)), &row, err);

    *out = (struct bench){.now = put->feed->items[i]};
    out->now.source = put->state->name;
    while (found >= 0 && (found = db_step(put->store, row, err)) > 0) {
        out->ids = arena_grow(put->arena, out->ids, out->n, sizeof *out->ids);
        out->ids[out->n++] = db_int_at(row, 0);
    }
    if (found == 0)
        found = record_read(put->store, changed, put->arena, &out->old, err);
    out->others = arena_alloc(put->arena, (out->n + 1) * sizeof *out->others);
    for (size_t k = 0; k < out->n && found == 0; k++)
        found = record_read(put->store, out->ids[k], put->arena, &out->others[k], err);
    return found;
}

static const char *key_of(struct put *put, const struct item *item)
{
    return identity_of_item(put->arena, item->source, item);
}

static bool same_headline(struct put *put, const struct item *a, const struct item *b)
{
    return strcmp(headline_of(put->arena, a->title).text, headline_of(put->arena, b->title).text) == 0;
}

/*
 * Does the item, as it is now, not belong with the others any more? Evidence for any of them holds it, unless
 * two keys are two works. Without evidence either way, a changed identity under another headline is proof
 * enough; a changed page alone is not, since sites move.
 */
static bool is_stranger(struct put *put, const struct bench *bench)
{
    bool same_key = strcmp(key_of(put, &bench->old), key_of(put, &bench->now)) == 0;
    bool bound = false, contradicted = false, same_title = false;

    for (size_t k = 0; k < bench->n; k++) {
        const struct item *other = &bench->others[k];
        enum evidence_kind kind = evidence_of(put->arena, &bench->now, other).kind;
        if (kind == EVIDENCE_AGAINST && evidence_forbids(key_of(put, &bench->now), key_of(put, other)))
            return true;
        bound = bound || kind >= EVIDENCE_TITLE;
        contradicted = contradicted || kind == EVIDENCE_AGAINST;
        same_title = same_title || same_headline(put, &bench->now, other);
    }
    return !bound && (contradicted || (!same_key && !same_title));
}

/* Has another item than the changed one the key that the entry id was made of? Then that one keeps it. */
static bool others_have(struct put *put, const struct bench *bench, const char *key)
{
    for (size_t k = 0; k < bench->n; k++)
        if (strcmp(key_of(put, &bench->others[k]), key) == 0)
            return true;
    return false;
}

static int read_home(struct put *put, int64_t item, struct home *out, struct error *err)
{
    struct db_rows *row;
    int found = db_row(put->store,
                       "SELECT s.id, s.sort_at, s.key, s.backfill FROM item i JOIN story s ON s.id = i.story"
                       " WHERE i.id = ?",
                       DB_VALUES(db_int(item)), &row, err);

    if (found <= 0)
        return found < 0 ? -1 : error_set(err, STATUS_SOFTWARE, "%s: an item has gone", db_path(put->store));
    *out = (struct home){.story = {.id = db_int_at(row, 0), .sort_at = db_int_at(row, 1)},
                         .key = db_text_at(row, 2, put->arena),
                         .backfill = db_int_at(row, 3) != 0};
    db_done(row);
    return 0;
}

/* The story to which those who leave go, by the key of the first: one that is there, or a new one. */
static int find_new_home(struct put *put, const struct item *first, int64_t id, const struct home *from,
                         struct story_row *out, struct error *err)
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
                     story_sort_at(first->published_at, first->first_seen_at, from->backfill), from->backfill,
                     0, out, err);
}

static int move_item(struct put *put, const struct item *item, int64_t id, int64_t from,
                     const struct story_row *to, struct error *err)
{
    const struct db_value values[] = {db_int(id), db_int(to->id), db_int(to->sort_at)};
    const char *keys[1 + IDENTITY_LIMIT_OTHERS] = {key_of(put, item)};
    int n = 1 + identity_others_of_item(put->arena, item, keys[0], keys + 1);

    for (int k = 0; k < n; k++)
        if (story_drop_alias(put->store, from, keys[k], err) < 0 ||
            story_add_alias(put->store, to->id, keys[k], err) < 0)
            return -1;
    if (db_run(put->store, "UPDATE item SET story = ?2 WHERE id = ?1", values, 2, err) < 0 ||
        db_run(put->store, "UPDATE hit SET story = ?2, sort_at = ?3 WHERE item = ?1", values, 3, err) < 0 ||
        about_put(put->store, to->id, item, err) < 0)
        return -1;
    return story_put_version(put->store, to->id, item, true, put->now, err);
}

/* Parts the changed item from the others; the key says which of them leave. */
static int split(struct put *put, size_t i, const struct bench *bench, const struct home *home,
                 struct story_row *story, struct error *err)
{
    bool stays = strcmp(key_of(put, &bench->old), home->key) == 0 && !others_have(put, bench, home->key);
    int64_t id = put->items[i].known.id, from = home->story.id;
    struct item leaving = bench->now;
    struct story_row to;

    leaving.first_seen_at = bench->old.first_seen_at;
    if (db_run(put->store, "DELETE FROM about WHERE story = ?", DB_VALUES(db_int(from)), err) < 0 ||
        story_drop_alias(put->store, from, key_of(put, &bench->old), err) < 0 ||
        find_new_home(put, stays ? &bench->others[0] : &leaving, stays ? bench->ids[0] : id, home, &to, err) <
            0)
        return -1;
    for (size_t k = 0; k < bench->n; k++)
        if ((stays ? move_item(put, &bench->others[k], bench->ids[k], from, &to, err)
                   : about_put(put->store, from, &bench->others[k], err)) < 0)
            return -1;
    if (!stays && move_item(put, &leaving, id, from, &to, err) < 0)
        return -1;
    *story = stays ? home->story : to;
    put_touch(put, from);
    put_touch(put, to.id);
    return 0;
}

/* What the item is now known by may be another story: then both are one. Pages are left out, which others may
 * share. */
static int join(struct put *put, const struct bench *bench, struct story_row *story, struct error *err)
{
    const char *keys[1 + IDENTITY_LIMIT_OTHERS] = {key_of(put, &bench->now)};
    int n = 1 + identity_others_of_item(put->arena, &bench->now, keys[0], keys + 1);

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
        if (found == 0 && story_add_alias(put->store, story->id, keys[k], err) < 0)
            return -1;
        if (found > 0 && other.id != story->id && !forbidden &&
            story_merge(put->store, story, other.id, err) < 0)
            return -1;
    }
    put_touch(put, story->id);
    return 0;
}

int review(struct put *put, size_t i, struct story_row *story, struct error *err)
{
    struct bench bench;
    struct home home = {.key = ""};
    struct item stored;
    int result = 0;

    if (read_home(put, put->items[i].known.id, &home, err) < 0 ||
        read_bench(put, i, home.story.id, &bench, err) < 0)
        return -1;
    *story = home.story;
    if (bench.n > 0 && bench.n < REVIEW_LIMIT_ITEMS && is_stranger(put, &bench))
        result = split(put, i, &bench, &home, story, err);
    else if (strcmp(key_of(put, &bench.old), key_of(put, &bench.now)) != 0 ||
             strcmp(bench.old.arxiv.doi, bench.now.arxiv.doi) != 0)
        result = join(put, &bench, story, err);
    if (result < 0)
        return -1;
    stored = as_stored(&bench);
    return near_meet(put, put->items[i].known.id, &bench.old, &stored, story, err);
}
