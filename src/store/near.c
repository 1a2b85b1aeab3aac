#include "near.h"

#include <stdlib.h>
#include <string.h>

#include "record.h"
#include "weir/story/identity.h"
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

/* How many of so many anchors are kept: those in front. */
static int n_kept(const struct sketch *sketch, int n_anchors)
{
    return sketch->n_anchors > LIKENESS_KEPT ? n_anchors - sketch->n_anchors + LIKENESS_KEPT : n_anchors;
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
        struct db_rows *row;
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

/* What looks for its like: an item, in a story or (0) in none yet. */
struct seeker {
    struct sketch sketch;
    const char *key;
    int64_t story;
};

struct match {
    struct story_row story;
    double likeness;
};

/* Is this story another, and may the seeker's item be of it, by all that is known besides texts? */
static int may_join(struct put *put, const struct seeker *seeker, int64_t story, struct error *err)
{
    int must_not;

    if (seeker->story == 0)
        must_not = story_forbids(put->store, story, seeker->key, err);
    else
        must_not = story == seeker->story ? 1 : story_must_part(put->store, seeker->story, story, err);
    return must_not < 0 ? -1 : !must_not;
}

/* Does one publisher say both: a source, or an account that several mirrors show? */
static int is_own(struct put *put, const struct seeker *seeker, const char *key, int64_t story,
                  struct error *err)
{
    if (identity_are_of_one_account(seeker->key, key))
        return 1;
    return story_has_source(put->store, story, put->source, err);
}

/* Do they say the same, and word for word where one publisher says both? */
static int is_same(struct put *put, struct seeker *seeker, int64_t candidate, struct match *out,
                   struct error *err)
{
    struct arena arena;
    struct item item;
    struct sketch other;
    int same = -1;

    arena_init(&arena);
    if (record_read(put->store, candidate, &arena, &item, err) == 0) {
        sketch_item(&arena, &item, &other);
        out->likeness = sketch_likeness(&seeker->sketch, &other).resemblance;
        same = sketch_same_story(&seeker->sketch, &other);
    }
    if (same > 0 && !is_own_repeat(&seeker->sketch, &other)) {
        int own = is_own(put, seeker, identity_of_item(&arena, item.source, &item), out->story.id, err);
        same = own < 0 ? -1 : !own;
    }
    arena_release(&arena);
    return same;
}

/* Is the candidate's story the seeker's? 1, 0 or −1. */
static int compare(struct put *put, struct seeker *seeker, int64_t candidate, struct match *out,
                   struct error *err)
{
    struct db_rows *row;
    int found = db_row(put->store,
                       "SELECT s.id, s.sort_at FROM item i JOIN story s ON s.id = i.story"
                       " WHERE i.id = ? AND i.first_seen_at >= ?",
                       DB_VALUES(db_int(candidate), db_int(put->now - LIKENESS_WINDOW_S)), &row, err);

    if (found <= 0)
        return found;
    out->story = (struct story_row){.id = db_int_at(row, 0), .sort_at = db_int_at(row, 1)};
    db_done(row);
    found = may_join(put, seeker, out->story.id, err);
    return found <= 0 ? found : is_same(put, seeker, candidate, out, err);
}

/* The story most like it: posts made from one template are alike, too. */
static int find_most_alike(struct put *put, struct seeker *seeker, const int64_t *anchors, int n_anchors,
                           struct story_row *out, struct error *err)
{
    struct candidate candidates[(LIKENESS_ANCHORS + 1) * NEAR_LIMIT_ROWS];
    int n = read_candidates(put, anchors, n_anchors, seeker->sketch.headline.is_telling, candidates, err);
    double most = -1;

    for (int k = 0; k < n && k < NEAR_LIMIT_CANDIDATES; k++) {
        struct match match = {.likeness = 0};
        int same = compare(put, seeker, candidates[k].item, &match, err);
        if (same < 0)
            return -1;
        if (same && match.likeness > most) {
            *out = match.story;
            most = match.likeness;
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
    int64_t anchors[LIKENESS_ANCHORS + 1];
    struct seeker seeker = {.key = key};
    struct arena arena;
    int n_anchors, found;

    arena_init(&arena);
    sketch_item(&arena, &put->feed->items[i], &seeker.sketch);
    n_anchors = anchors_of(&seeker.sketch, anchors);
    found = find_most_alike(put, &seeker, anchors, n_anchors, out, err);
    if (found >= 0 && keep_anchors(put, put->next_item, anchors, n_kept(&seeker.sketch, n_anchors), err) < 0)
        found = -1;
    arena_release(&arena);
    return found;
}

int near_meet(struct put *put, int64_t id, const struct item *old, const struct item *now,
              struct story_row *story, struct error *err)
{
    int64_t before[LIKENESS_ANCHORS + 1], anchors[LIKENESS_ANCHORS + 1];
    struct seeker seeker = {.story = story->id};
    struct story_row other;
    struct sketch sketch;
    struct arena arena;
    int n_before, n_anchors, found = 0;

    if (old->first_seen_at < put->now - LIKENESS_WINDOW_S)
        return 0;
    arena_init(&arena);
    sketch_item(&arena, old, &sketch);
    sketch_item(&arena, now, &seeker.sketch);
    n_before = anchors_of(&sketch, before);
    n_anchors = anchors_of(&seeker.sketch, anchors);
    if (n_before != n_anchors || memcmp(before, anchors, (size_t)n_anchors * sizeof *anchors) != 0) {
        seeker.key = identity_of_item(&arena, now->source, now);
        found = drop_anchors(put, id, before, n_before, err);
        if (found == 0)
            found = find_most_alike(put, &seeker, anchors, n_anchors, &other, err);
        if (found >= 0 && keep_anchors(put, id, anchors, n_kept(&seeker.sketch, n_anchors), err) < 0)
            found = -1;
    }
    arena_release(&arena);
    return found > 0 ? story_merge(put->store, story, other.id, err) : found;
}

int near_forget(struct store *store, int64_t now, struct error *err)
{
    return db_run(store,
                  "DELETE FROM near WHERE item <= coalesce((SELECT id FROM item WHERE first_seen_at < ?"
                  " ORDER BY first_seen_at DESC, id DESC LIMIT 1), 0)",
                  DB_VALUES(db_int(now - LIKENESS_WINDOW_S)), err);
}
