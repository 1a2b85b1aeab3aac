/* Stories out of the store, each as the item that shows it. */
#include <string.h>

#include "about.h"
#include "also.h"
#include "db.h"
#include "details.h"
#include "listed.h"
#include "record.h"
#include "select.h"
#include "story.h"
#include "weir/story/defect.h"
#include "weir/story/identity.h"

/* ?1 from, ?2 to, ?3 without backfill, ?4 limit, ?5 without listed, ?6 topic. A span of first-seen moments
 * leads by its own index; else the newest are read from the index that is sorted by them. */
enum { QUERY_ALL, QUERY_ANY_TOPIC, QUERY_TOPIC, N_QUERIES };

#define NEWEST_FIRST " ORDER BY s.sort_at DESC, s.id DESC LIMIT ?4"
#define LEFT_OUT     " AND (s.backfill = 0 OR ?3 = 0) AND (?5 = 0 OR NOT " LISTED_STORY ")"
#define IN_SPAN      " WHERE s.first_seen_at >= ?1 AND s.first_seen_at < ?2"
#define HAS_TOPIC                                                                                            \
    " AND s.n_topics > 0 AND EXISTS (SELECT 1 FROM item i JOIN hit h ON h.item = i.id WHERE i.story = s.id " \
    "AND h.topic = ?6)"
#define RENEWED                                                                                              \
    "SELECT s.id FROM story s INDEXED BY story_by_version WHERE s.version_at >= ?1 AND s.version_at < ?2"    \
    " AND " LISTED_STORY LEFT_OUT

static const char *const newest[N_QUERIES] = {
    [QUERY_ALL] = "SELECT s.id FROM story s INDEXED BY story_by_sort WHERE ?1 <= ?2" LEFT_OUT NEWEST_FIRST,
    [QUERY_ANY_TOPIC] = "SELECT s.id FROM story s INDEXED BY story_with_topic"
                        " WHERE ?1 <= ?2 AND s.n_topics > 0" LEFT_OUT NEWEST_FIRST,
    [QUERY_TOPIC] =
        "SELECT DISTINCT h.story, h.sort_at FROM hit h JOIN story s ON s.id = h.story"
        " WHERE ?1 <= ?2 AND h.topic = ?6" LEFT_OUT " ORDER BY h.sort_at DESC, h.story DESC LIMIT ?4",
};

static const char *const in_span[N_QUERIES] = {
    [QUERY_ALL] = "SELECT s.id FROM story s INDEXED BY story_by_first_seen" IN_SPAN LEFT_OUT NEWEST_FIRST,
    [QUERY_ANY_TOPIC] = "SELECT s.id FROM story s INDEXED BY story_by_first_seen" IN_SPAN
                        " AND s.n_topics > 0" LEFT_OUT NEWEST_FIRST,
    [QUERY_TOPIC] =
        "SELECT s.id FROM story s INDEXED BY story_by_first_seen" IN_SPAN LEFT_OUT HAS_TOPIC NEWEST_FIRST,
};

/* A span of moments at which versions came leads by its own index. */
static const char *const renewed[N_QUERIES] = {
    [QUERY_ALL] = RENEWED NEWEST_FIRST,
    [QUERY_ANY_TOPIC] = RENEWED " AND s.n_topics > 0" NEWEST_FIRST,
    [QUERY_TOPIC] = RENEWED HAS_TOPIC NEWEST_FIRST,
};

int store_list(struct store *store, const struct store_query *query, struct arena *arena, int64_t **ids,
               size_t *n, struct error *err)
{
    int kind = query->topic ? QUERY_TOPIC : query->any_topic ? QUERY_ANY_TOPIC : QUERY_ALL;
    bool span = query->from_at != 0 || query->to_at != 0;
    int64_t from_at = query->from_at != 0 ? query->from_at : INT64_MIN;
    int64_t to_at = query->to_at != 0 ? query->to_at : INT64_MAX;
    const struct db_value values[] = {db_int(from_at),
                                      db_int(to_at),
                                      db_int(query->without_backfill),
                                      db_int(query->limit > 0 ? (int64_t)query->limit : -1),
                                      db_int(query->without_listed),
                                      db_text(query->topic)};
    const char *const *sql = query->renewed ? renewed : span ? in_span : newest;
    sqlite3_stmt *row;
    int found;

    *ids = NULL;
    *n = 0;
    if (db_query(store, sql[kind], values, kind == QUERY_TOPIC ? 6 : 5, &row, err) < 0)
        return -1;
    while ((found = db_step(store, row, err)) > 0) {
        *ids = arena_grow(arena, *ids, *n, sizeof **ids);
        (*ids)[(*n)++] = db_int_at(row, 0);
    }
    return found;
}

/* The union over the items: of a topic that several have, the best score with its terms. */
static int read_hits(struct store *store, int64_t story, struct arena *arena, struct item *out,
                     struct error *err)
{
    sqlite3_stmt *row;
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
    sqlite3_stmt *row;
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
    sqlite3_stmt *row;
    struct item known = {.key = ""};
    int64_t best;
    int found = db_row(store,
                       "SELECT s.key, s.best, s.first_seen_at, s.version, s.version_at, " LISTED_STORY
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
    db_done(row);
    if (record_read(store, best, arena, out, err) < 0 || read_hits(store, story, arena, out, err) < 0 ||
        read_also(store, story, best, arena, out, err) < 0 || about_read(store, story, arena, out, err) < 0)
        return -1;
    out->key = known.key;
    out->uid = identity_uid(arena, known.key);
    out->arxiv.withdrawn = defect_is_withdrawn(out);
    out->first_seen_at = known.first_seen_at;
    out->order = story;
    out->listed = known.listed;
    out->version = known.version;
    out->version_at = known.version_at;
    /* a reader sorts by these: a date to come would stay on top for ever */
    if (out->published_at > out->first_seen_at || out->published_at < STORY_EARLIEST_AT)
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
    int64_t *ids;
    size_t n;

    if (store_list(store, query, arena, &ids, &n, err) < 0)
        return -1;
    return select_stories(store, ids, n, arena, out, err);
}
