#include "near.h"

#include <string.h>

#include "record.h"
#include "weir/story/candidate.h"
#include "weir/story/identity.h"

#define FORGET_PIECE 2000 /* rows that are looked at at once */

/* Items that share anchors, those that share most first. */
static int read_candidates(struct put *put, const struct sketch *sketch, const int64_t *anchors,
                           int n_anchors, struct candidate *out, struct error *err)
{
    int n = 0;

    for (int a = 0; a < n_anchors; a++) {
        struct db_rows *row;
        int found = db_query(put->store, "SELECT item FROM near WHERE anchor = ? ORDER BY item DESC LIMIT ?",
                             DB_VALUES(db_int(anchors[a]), db_int(CANDIDATE_ROWS)), &row, err);
        while (found >= 0 && (found = db_step(put->store, row, err)) > 0)
            out[n++] = (struct candidate){.item = db_int_at(row, 0), .n_shared = candidate_weight(sketch, a)};
        if (found < 0)
            return -1;
    }
    return candidate_rank(out, n);
}

/* What looks for its like: an item, in a story or (0) in none yet. */
struct query {
    struct sketch sketch;
    const char *key;
    int64_t story;
};

struct match {
    struct story_row story;
    double similarity;
};

/* Is this story another, and may the item be of it, by all that is known besides texts? */
static int may_join(struct put *put, const struct query *query, int64_t story, struct error *err)
{
    int must_not;

    if (query->story == 0)
        must_not = story_forbids(put->store, story, query->key, err);
    else
        must_not = story == query->story ? 1 : story_must_part(put->store, query->story, story, err);
    return must_not < 0 ? -1 : !must_not;
}

/* A candidate as it is stored. */
struct stored {
    int64_t item, source;
    struct story_row story;
    struct sketch sketch;
};

static int put_sketch(struct put *put, int64_t item, struct sketch *sketch, struct error *err)
{
    sketch_fill(sketch);
    return db_run(
        put->store,
        "INSERT INTO sketch (item, title, numbers, n_units, is_telling, shingles) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (item) DO NOTHING",
        DB_VALUES(db_int(item), db_text(sketch->title.text), db_text(sketch->title.numbers),
                  db_int(sketch->title.n_units), db_int(sketch->title.is_telling),
                  db_bytes(sketch->shingles, sketch->n_shingles * sizeof *sketch->shingles)),
        err);
}

/* Of an item that is compared for the first time the sketch is made from its text, and kept. */
static int make_sketch(struct put *put, struct stored *out, struct arena *arena, struct error *err)
{
    struct item item;

    if (record_read(put->store, out->item, arena, &item, err) < 0)
        return -1;
    sketch_item(arena, &item, &out->sketch);
    return put_sketch(put, out->item, &out->sketch, err);
}

/* 1, 0 when the item has gone or is too old, -1. */
static int read_stored(struct put *put, int64_t item, struct arena *arena, struct stored *out,
                       struct error *err)
{
    bool has_sketch;
    size_t n = 0;
    struct db_rows *row;
    int found =
        db_row(put->store,
               "SELECT s.id, s.sort_at, i.source, i.published_at, k.item IS NOT NULL, k.title, k.numbers,"
               " k.n_units, k.is_telling, k.shingles FROM item i JOIN story s ON s.id = i.story"
               " LEFT JOIN sketch k ON k.item = i.id WHERE i.id = ? AND i.first_seen_at >= ?",
               DB_VALUES(db_int(item), db_int(put->now - SIMILARITY_WINDOW_S)), &row, err);

    if (found <= 0)
        return found;
    *out = (struct stored){.item = item,
                           .source = db_int_at(row, 2),
                           .story = {.id = db_int_at(row, 0), .sort_at = db_int_at(row, 1)},
                           .sketch = {.arena = arena,
                                      .published_at = db_moment_at(row, 3),
                                      .title = {.text = db_text_at(row, 5, arena),
                                                .numbers = db_text_at(row, 6, arena),
                                                .n_units = (int)db_int_at(row, 7),
                                                .is_telling = db_int_at(row, 8) != 0},
                                      .shingles = db_bytes_at(row, 9, arena, &n)}};
    out->sketch.n_shingles = n / sizeof *out->sketch.shingles;
    has_sketch = db_int_at(row, 4) != 0;
    db_done(row);
    return has_sketch || make_sketch(put, out, arena, err) == 0 ? 1 : -1;
}

/* Does one publisher say both: a source, or an account that several mirrors show? */
static int is_own(struct put *put, const struct query *query, const struct stored *other, struct arena *arena,
                  struct error *err)
{
    struct item item;

    if (other->source == put->source)
        return 1;
    if (record_read(put->store, other->item, arena, &item, err) < 0)
        return -1;
    if (identity_are_of_one_account(query->key, identity_of_item(arena, item.source, &item)))
        return 1;
    return story_has_source(put->store, other->story.id, put->source, err);
}

/* Do they say the same, and word for word where one publisher says both? What costs least is asked first. */
static int is_same(struct put *put, struct query *query, struct stored *other, struct arena *arena,
                   struct error *err)
{
    int may, own;

    if (other->source == put->source && candidate_is_hopeless(&query->sketch, &other->sketch))
        return 0;
    if (!sketch_same_story(&query->sketch, &other->sketch))
        return 0;
    may = may_join(put, query, other->story.id, err);
    if (may <= 0 || candidate_is_verbatim(&query->sketch, &other->sketch))
        return may;
    own = is_own(put, query, other, arena, err);
    return own < 0 ? -1 : !own;
}

/* Is the candidate's story that of the item, too? 1, 0 or −1. */
static int compare(struct put *put, struct query *query, int64_t candidate, struct match *out,
                   struct error *err)
{
    struct arena arena;
    struct stored other;
    int same;

    arena_init(&arena);
    same = read_stored(put, candidate, &arena, &other, err);
    if (same > 0)
        same = is_same(put, query, &other, &arena, err);
    if (same > 0) {
        out->story = other.story;
        out->similarity = sketch_similarity(&query->sketch, &other.sketch).resemblance;
    }
    arena_release(&arena);
    return same;
}

/* The story most like it: posts made from one template are alike, too. */
static int find_most_alike(struct put *put, struct query *query, const int64_t *anchors, int n_anchors,
                           struct story_row *out, struct error *err)
{
    struct candidate candidates[CANDIDATE_ANCHORS * CANDIDATE_ROWS];
    int n = read_candidates(put, &query->sketch, anchors, n_anchors, candidates, err);
    double most = -1;

    for (int k = 0; k < n && k < CANDIDATE_COMPARED; k++) {
        struct match match = {.similarity = 0};
        int same = compare(put, query, candidates[k].item, &match, err);
        if (same < 0)
            return -1;
        if (same && match.similarity > most) {
            *out = match.story;
            most = match.similarity;
        }
    }
    return n < 0 ? -1 : most >= 0;
}

static int keep_anchors(struct put *put, int64_t item, const int64_t *anchors, int n, struct error *err)
{
    for (int i = 0; i < n; i++)
        if (db_run(put->store, "INSERT INTO near (anchor, item) VALUES (?, ?) ON CONFLICT DO NOTHING",
                   DB_VALUES(db_int(anchors[i]), db_int(item)), err) < 0)
            return -1;
    return 0;
}

static int drop_anchors(struct put *put, int64_t item, const int64_t *anchors, int n, struct error *err)
{
    for (int i = 0; i < n; i++)
        if (db_run(put->store, "DELETE FROM near WHERE anchor = ? AND item = ?",
                   DB_VALUES(db_int(anchors[i]), db_int(item)), err) < 0)
            return -1;
    return 0;
}

int near_find(struct put *put, size_t i, const char *key, struct story_row *out, struct error *err)
{
    int64_t anchors[CANDIDATE_ANCHORS];
    struct query query = {.key = key};
    struct arena arena;
    int n_anchors, found;

    arena_init(&arena);
    sketch_item(&arena, &put->feed->items[i], &query.sketch);
    n_anchors = candidate_anchors(&query.sketch, anchors);
    found = find_most_alike(put, &query, anchors, n_anchors, out, err);
    if (found >= 0 &&
        keep_anchors(put, put->next_item, anchors, candidate_n_kept(&query.sketch, n_anchors), err) < 0)
        found = -1;
    arena_release(&arena);
    return found;
}

int near_meet(struct put *put, int64_t id, const struct item *old, const struct item *now,
              struct story_row *story, struct error *err)
{
    int64_t before[CANDIDATE_ANCHORS], anchors[CANDIDATE_ANCHORS];
    struct query query = {.story = story->id};
    struct story_row other;
    struct sketch sketch;
    struct arena arena;
    int n_before, n_anchors, found = 0;

    if (db_run(put->store, "DELETE FROM sketch WHERE item = ?", DB_VALUES(db_int(id)), err) < 0)
        return -1;
    if (old->first_seen_at < put->now - SIMILARITY_WINDOW_S)
        return 0;
    arena_init(&arena);
    sketch_item(&arena, old, &sketch);
    sketch_item(&arena, now, &query.sketch);
    n_before = candidate_anchors(&sketch, before);
    n_anchors = candidate_anchors(&query.sketch, anchors);
    if (n_before != n_anchors || memcmp(before, anchors, (size_t)n_anchors * sizeof *anchors) != 0) {
        query.key = identity_of_item(&arena, now->source, now);
        found = drop_anchors(put, id, before, n_before, err);
        if (found == 0)
            found = find_most_alike(put, &query, anchors, n_anchors, &other, err);
        if (found >= 0 && keep_anchors(put, id, anchors, candidate_n_kept(&query.sketch, n_anchors), err) < 0)
            found = -1;
    }
    arena_release(&arena);
    return found > 0 ? story_merge(put->store, story, other.id, err) : found;
}

int near_last_outside(struct store *store, int64_t now, int64_t *item, struct error *err)
{
    struct db_rows *row;
    int found = db_row(
        store, "SELECT id FROM item WHERE first_seen_at < ? ORDER BY first_seen_at DESC, id DESC LIMIT 1",
        DB_VALUES(db_int(now - SIMILARITY_WINDOW_S)), &row, err);

    *item = found > 0 ? db_int_at(row, 0) : 0;
    if (found > 0)
        db_done(row);
    return found < 0 ? -1 : 0;
}

/* The last row of the next piece. */
static int end_of_piece(struct store *store, int64_t *anchor, int64_t *item, struct error *err)
{
    struct db_rows *row;
    int found = db_row(store,
                       "SELECT anchor, item FROM near WHERE (anchor, item) > (?, ?) ORDER BY anchor, item"
                       " LIMIT 1 OFFSET ?",
                       DB_VALUES(db_int(*anchor), db_int(*item), db_int(FORGET_PIECE - 1)), &row, err);

    *anchor = found > 0 ? db_int_at(row, 0) : INT64_MAX;
    *item = found > 0 ? db_int_at(row, 1) : INT64_MAX;
    if (found > 0)
        db_done(row);
    return found;
}

int near_forget(struct store *store, int64_t item, int64_t *anchor, int64_t *of_item, struct error *err)
{
    int64_t from_anchor = *anchor, from_item = *of_item;
    int more = end_of_piece(store, anchor, of_item, err);

    if (more < 0 ||
        db_run(store, "DELETE FROM sketch WHERE item IN (SELECT item FROM sketch WHERE item <= ? LIMIT ?)",
               DB_VALUES(db_int(item), db_int(FORGET_PIECE)), err) < 0 ||
        db_run(
            store,
            "DELETE FROM near WHERE (anchor, item) > (?1, ?2) AND (anchor, item) <= (?3, ?4) AND item <= ?5",
            DB_VALUES(db_int(from_anchor), db_int(from_item), db_int(*anchor), db_int(*of_item),
                      db_int(item)),
            err) < 0)
        return -1;
    return more;
}
