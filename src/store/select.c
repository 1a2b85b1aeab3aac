/* Stories out of the store, each as the item that shows it. */
#include <string.h>

#include "about.h"
#include "details.h"
#include "listed_rows.h"
#include "record.h"
#include "select.h"
#include "story.h"
#include "weir/store/db.h"
#include "weir/story/assignment.h"
#include "weir/story/defect.h"
#include "weir/story/identity.h"
#include "weir/story/representative.h"

/* The union over the items: of a topic that several have, the best score with its terms. */
static int read_hits(struct store *store, int64_t story, struct arena *arena, struct item *out,
                     struct error *err)
{
    struct db_rows *row;
    int found = db_query(store,
                         "SELECT h.topic, max(h.score), h.terms FROM item i JOIN hit h ON h.item = i.id "
                         "WHERE i.story = ? GROUP BY h.topic"
                         " ORDER BY max(h.score) DESC, h.topic",
                         DB_VALUES(db_int(story)), &row, err);

    while (found >= 0 && (found = db_step(store, row, err)) > 0) {
        struct hit *hit;
        out->hits = arena_grow(arena, out->hits, out->n_hits, sizeof *out->hits);
        hit = &out->hits[out->n_hits++];
        hit->topic = db_text_at(row, 0, arena);
        hit->score = db_real_at(row, 1);
        terms_read(db_text_at(row, 2, arena), arena, hit);
    }
    return found;
}

/* The other items, the best first. */
static int read_also(struct store *store, int64_t story, int64_t best, struct arena *arena, struct item *out,
                     struct error *err)
{
    struct db_rows *row;
    int found = db_query(store,
                         "SELECT o.name, i.url FROM item i JOIN source o ON o.id = i.source"
                         " WHERE i.story = ? AND i.id <> ? ORDER BY " STORY_BEST_FIRST,
                         DB_VALUES(db_int(story), db_int(best)), &row, err);
    return also_read(store, row, found, "via", arena, out, err);
}

/* 1, or 0 when there is no such story any more. */
static int read_story(struct store *store, int64_t story, struct arena *arena, struct item *out,
                      struct error *err)
{
    struct db_rows *row;
    struct item known = {.key = ""};
    int64_t best;
    bool is_own; /* only arXiv says that a paper was withdrawn */
    int found = db_row(store,
                       "SELECT s.key, s.best, s.first_seen_at, s.version, s.version_at, " LISTED_STORY
                       ", (SELECT grade FROM item WHERE id = s.best)"
                       " FROM story s WHERE s.id = ?",
                       DB_VALUES(db_int(story)), &row, err);

    if (found <= 0)
        return found;
    known.key = db_text_at(row, 0, arena);
    best = db_int_at(row, 1);
    known.first_seen_at = db_int_at(row, 2);
    known.version = (int)db_int_at(row, 3);
    known.version_at = db_moment_at(row, 4);
    known.listed = db_int_at(row, 5) != 0;
    is_own = db_int_at(row, 6) < REPRESENTATIVE_OTHERS;
    db_done(row);
    if (record_read(store, best, arena, out, err) < 0 || read_hits(store, story, arena, out, err) < 0 ||
        read_also(store, story, best, arena, out, err) < 0 || about_read(store, story, arena, out, err) < 0)
        return -1;
    out->key = known.key;
    out->uid = identity_uid(arena, known.key);
    out->arxiv.withdrawn = is_own && defect_is_withdrawn(out);
    out->first_seen_at = known.first_seen_at;
    out->order = story;
    out->listed = known.listed;
    out->version = known.version;
    out->version_at = known.version_at;
    /* a reader sorts by these: a date to come would stay on top for ever */
    if (out->published_at > out->first_seen_at || out->published_at < ASSIGNMENT_EARLIEST_AT)
        out->published_at = out->published_at == DATE_NONE ? DATE_NONE : out->first_seen_at;
    return 1;
}

int store_read(struct store *store, const int64_t *stories, size_t n, struct arena *arena, struct item *out,
               size_t *n_read, struct error *err)
{
    *n_read = 0;
    for (size_t i = 0; i < n; i++) {
        int found = read_story(store, stories[i], arena, &out[*n_read], err);
        if (found < 0)
            return -1;
        *n_read += (size_t)found;
    }
    return 0;
}

int select_stories(struct store *store, const int64_t *ids, size_t n, struct arena *arena, struct feed *out,
                   struct error *err)
{
    *out = feed_blank;
    out->items = arena_alloc(arena, (n + 1) * sizeof *out->items);
    return store_read(store, ids, n, arena, out->items, &out->n_items, err);
}

int store_select(struct store *store, const struct store_query *query, struct arena *arena, struct feed *out,
                 struct error *err)
{
    struct listing listing = {0};
    int rc;

    while ((rc = store_list(store, query, arena, &listing, err)) > 0)
        continue;
    return rc < 0 ? -1 : select_stories(store, listing.stories, listing.n, arena, out, err);
}
