#include "near.h"

#include <stdlib.h>
#include <string.h>

#include "record.h"
#include "weir/story/likeness.h"
#include "weir/text/hash.h"

/* One anchor of the headline, if that is telling, then those of the text. */
static int anchors_of(const struct sketch *sketch, int64_t out[LIKENESS_ANCHORS + 1])
{
    int n = 0;

    if (sketch->headline.is_telling)
        out[n++] = (int64_t)hash_bytes(sketch->headline.text, strlen(sketch->headline.text));
    for (int i = 0; i < sketch->n_anchors; i++)
        out[n++] = (int64_t)sketch->anchors[i];
    return n;
}

struct candidate {
    int64_t item;
    int n_shared;
};

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;

    if (x->n_shared != y->n_shared)
        return y->n_shared - x->n_shared;
    return x->item < y->item ? -1 : x->item > y->item;
}

/* Items that share anchors, those that share most first; the headline counts more than a frame that all posts
 * of an account share. */
static int read_candidates(struct put *put, const int64_t *anchors, int n_anchors, bool titled,
                           struct candidate *out, struct error *err)
{
    int n = 0;

    for (int a = 0; a < n_anchors; a++) {
        sqlite3_stmt *row;
        int found = db_query(put->store, "SELECT item FROM near WHERE anchor = ? ORDER BY item DESC LIMIT ?",
                             DB_VALUES(db_int(anchors[a]), db_int(NEAR_LIMIT_ROWS)), &row, err);
        while (found >= 0 && (found = db_step(put->store, row, err)) > 0) {
            int64_t item = db_int_at(row, 0);
            int k = 0;
            while (k < n && out[k].item != item)
                k++;
            if (k == n)
                out[n++] = (struct candidate){.item = item};
            out[k].n_shared += titled && a == 0 ? LIKENESS_ANCHORS + 1 : 1;
        }
        if (found < 0)
            return -1;
    }
    qsort(out, (size_t)n, sizeof *out, compare_candidates);
    return n;
}

/* Two posts of one source are two, unless the source repeats itself word for word. */
static bool is_own_repeat(struct sketch *a, struct sketch *b)
{
    struct likeness likeness = sketch_likeness(a, b);

    return likeness.resemblance >= 0.95 && a->headline.is_telling &&
           strcmp(a->headline.text, b->headline.text) == 0;
}

/* Does the candidate's story say the same? 1 with the story and how alike they are, 0 or −1. */
static int compare(struct put *put, const char *key, struct sketch *sketch, int64_t candidate,
                   struct story_row *out, double *likeness, struct error *err)
{
    struct arena arena;
    struct item item;
    struct sketch other;
    sqlite3_stmt *row;
    int same = -1, found, own;

    arena_init(&arena);
    found = db_row(put->store,
                   "SELECT s.id, s.sort_at FROM item i JOIN story s ON s.id = i.story"
                   " WHERE i.id = ? AND i.first_seen_at >= ?",
                   DB_VALUES(db_int(candidate), db_int(put->now - LIKENESS_WINDOW_S)), &row, err);
    if (found <= 0) {
        same = found;
        goto out;
    }
    *out = (struct story_row){.id = db_int_at(row, 0), .sort_at = db_int_at(row, 1)};
    db_done(row);
    same = story_forbids(put->store, out->id, key, err);
    if (same == 0 && record_read(put->store, candidate, &arena, &item, err) == 0) {
        sketch_item(&arena, &item, &other);
        same = sketch_same_story(sketch, &other);
        own = same ? story_has_source(put->store, out->id, put->source, err) : 0;
        same = own < 0 ? -1 : own > 0 ? is_own_repeat(sketch, &other) : same;
        *likeness = sketch_likeness(sketch, &other).resemblance;
    } else {
        same = same > 0 ? 0 : -1;
    }
out:
    arena_release(&arena);
    return same;
}

static int keep_anchors(struct put *put, const int64_t *anchors, int n, struct error *err)
{
    for (int i = 0; i < n; i++)
        if (db_run(put->store, "INSERT INTO near (anchor, item) VALUES (?, ?) ON CONFLICT DO NOTHING",
                   DB_VALUES(db_int(anchors[i]), db_int(put->next_item)), err) < 0)
            return -1;
    return 0;
}

int near_find(struct put *put, size_t i, const char *key, struct story_row *out, struct error *err)
{
    const struct item *item = &put->feed->items[i];
    struct candidate candidates[(LIKENESS_ANCHORS + 1) * NEAR_LIMIT_ROWS];
    int64_t anchors[LIKENESS_ANCHORS + 1];
    struct sketch sketch;
    struct arena arena;
    int n_anchors, n, same = 0;
    double most = -1;

    arena_init(&arena);
    sketch_item(&arena, item, &sketch);
    n_anchors = anchors_of(&sketch, anchors);
    n = read_candidates(put, anchors, n_anchors, sketch.headline.is_telling, candidates, err);
    for (int k = 0; k < n && k < NEAR_LIMIT_CANDIDATES && same >= 0; k++) {
        struct story_row story;
        double likeness = 0;
        same = compare(put, key, &sketch, candidates[k].item, &story, &likeness, err);
        if (same > 0 && likeness > most) { /* posts made from one template are alike, too */
            *out = story;
            most = likeness;
        }
    }
    if (n < 0 || same < 0 || keep_anchors(put, anchors, n_anchors, err) < 0)
        same = -1;
    arena_release(&arena);
    return same < 0 ? -1 : most >= 0;
}

int near_forget(struct put *put, struct error *err)
{
    int64_t day = put->now / 86400;

    if (put->store->forgot_day == day)
        return 0;
    put->store->forgot_day = day;
    return db_run(put->store,
                  "DELETE FROM near WHERE item <= coalesce((SELECT id FROM item WHERE first_seen_at < ?"
                  " ORDER BY first_seen_at DESC, id DESC LIMIT 1), 0)",
                  DB_VALUES(db_int(put->now - LIKENESS_WINDOW_S)), err);
}
