/* Which stories a query finds: their row ids, newest first. */
#include <stdlib.h>

#include "feedback_rows.h"
#include "listed_rows.h"
#include "weir/store/db.h"

/* ?1 from, ?2 to, ?3 without backfill, ?4 without listed, ?5 limit, ?6 the row id behind which to go on,
 * ?7 topic. Without a span the newest are read from the index that is sorted by them. A span leads by its own
 * index, and of the rows that it holds the query says whether each is wanted, so that a piece is short
 * however few are. */
enum { QUERY_ALL, QUERY_ANY_TOPIC, QUERY_TOPIC, N_QUERIES };

#define WANTED                                                                                               \
    "((s.backfill = 0 OR ?3 = 0) AND (?4 = 0 OR NOT " LISTED_STORY ") AND NOT " FEEDBACK_DISMISSED ")"
#define NEWEST " ORDER BY s.sort_at DESC, s.id DESC LIMIT ?5"
/* by the story: the planner would rather go through all hits of the topic for each story */
#define HAS_TOPIC                                                                                            \
    "EXISTS (SELECT 1 FROM item i INDEXED BY item_by_story CROSS JOIN hit h ON h.item = i.id"                \
    " WHERE i.story = s.id AND h.topic = ?7)"
#define PIECE                                                                                                \
    " (s.first_seen_at, s.id) > (?1, ?6) AND s.first_seen_at < ?2 ORDER BY s.first_seen_at, s.id LIMIT ?5"
#define RENEWED                                                                                              \
    "SELECT s.id FROM story s INDEXED BY story_by_version WHERE s.version_at >= ?1 AND s.version_at < ?2"    \
    " AND " LISTED_STORY " AND " WANTED

static const char *const newest[N_QUERIES] = {
    [QUERY_ALL] = "SELECT s.id FROM story s INDEXED BY story_by_sort WHERE " WANTED NEWEST,
    [QUERY_ANY_TOPIC] =
        "SELECT s.id FROM story s INDEXED BY story_with_topic WHERE s.n_topics > 0 AND " WANTED NEWEST,
    [QUERY_TOPIC] = "SELECT DISTINCT h.story, h.sort_at FROM hit h JOIN story s ON s.id = h.story"
                    " WHERE h.topic = ?7 AND " WANTED " ORDER BY h.sort_at DESC, h.story DESC LIMIT ?5",
};

static const char *const in_span[N_QUERIES] = {
    [QUERY_ALL] = "SELECT s.id, s.sort_at, s.first_seen_at, " WANTED
                  " FROM story s INDEXED BY story_by_first_seen WHERE" PIECE,
    [QUERY_ANY_TOPIC] = "SELECT s.id, s.sort_at, s.first_seen_at, " WANTED
                        " FROM story s INDEXED BY story_matched WHERE s.n_topics > 0 AND" PIECE,
    [QUERY_TOPIC] = "SELECT s.id, s.sort_at, s.first_seen_at, " WANTED " AND " HAS_TOPIC
                    " FROM story s INDEXED BY story_matched WHERE s.n_topics > 0 AND" PIECE,
};

/* A span of moments at which versions came leads by its own index. */
static const char *const renewed[N_QUERIES] = {
    [QUERY_ALL] = RENEWED NEWEST,
    [QUERY_ANY_TOPIC] = RENEWED " AND s.n_topics > 0" NEWEST,
    [QUERY_TOPIC] = RENEWED " AND s.n_topics > 0 AND " HAS_TOPIC NEWEST,
};

/* What the index of first-seen moments gave, to be sorted when all are there. */
struct listing_row {
    int64_t story, sort_at;
};

static int newest_first(const void *a, const void *b)
{
    const struct listing_row *x = a, *y = b;

    if (x->sort_at != y->sort_at)
        return x->sort_at > y->sort_at ? -1 : 1;
    return x->story > y->story ? -1 : x->story < y->story;
}

static int step_span(struct store *store, const char *sql, struct db_value *values, size_t n_values,
                     struct arena *arena, struct listing *listing, struct error *err)
{
    struct db_rows *row;
    int64_t n_looked_at = 0;
    int found = db_query(store, sql, values, n_values, &row, err);

    while (found >= 0 && (found = db_step(store, row, err)) > 0) {
        struct listing_row at = {.story = db_int_at(row, 0), .sort_at = db_int_at(row, 1)};
        n_looked_at++;
        listing->last = at.story;
        listing->last_at = db_int_at(row, 2);
        if (!db_int_at(row, 3))
            continue;
        listing->rows = arena_grow(arena, listing->rows, listing->n, sizeof *listing->rows);
        listing->rows[listing->n++] = at;
    }
    return found < 0 ? -1 : n_looked_at == STORE_LIST_PIECE;
}

static void sort_rows(struct listing *listing, size_t limit, struct arena *arena)
{
    if (listing->n > 1)
        qsort(listing->rows, listing->n, sizeof *listing->rows, newest_first);
    if (limit > 0 && listing->n > limit)
        listing->n = limit;
    listing->stories = arena_alloc(arena, (listing->n + 1) * sizeof *listing->stories);
    for (size_t i = 0; i < listing->n; i++)
        listing->stories[i] = listing->rows[i].story;
}

static int read_sorted(struct store *store, const char *sql, const struct db_value *values, size_t n_values,
                       struct arena *arena, struct listing *listing, struct error *err)
{
    struct db_rows *row;
    int found = db_query(store, sql, values, n_values, &row, err);

    while (found >= 0 && (found = db_step(store, row, err)) > 0) {
        listing->stories = arena_grow(arena, listing->stories, listing->n, sizeof *listing->stories);
        listing->stories[listing->n++] = db_int_at(row, 0);
    }
    return found;
}

int store_list(struct store *store, const struct store_query *query, struct arena *arena,
               struct listing *listing, struct error *err)
{
    int kind = query->topic ? QUERY_TOPIC : query->any_topic ? QUERY_ANY_TOPIC : QUERY_ALL, more;
    bool is_span = !query->renewed && (query->from_at != 0 || query->to_at != 0);
    int64_t from_at = query->from_at != 0 ? query->from_at : INT64_MIN;
    int64_t limit = is_span ? STORE_LIST_PIECE : query->limit > 0 ? (int64_t)query->limit : -1;
    struct db_value values[] = {db_int(listing->last != 0 ? listing->last_at : from_at),
                                db_int(query->to_at != 0 ? query->to_at : INT64_MAX),
                                db_int(query->without_backfill),
                                db_int(query->without_listed),
                                db_int(limit),
                                db_int(listing->last),
                                db_text(query->topic)};
    size_t n_values = kind == QUERY_TOPIC ? 7 : is_span ? 6 : 5;

    if (!is_span)
        return read_sorted(store, (query->renewed ? renewed : newest)[kind], values, n_values, arena, listing,
                           err);
    more = step_span(store, in_span[kind], values, n_values, arena, listing, err);
    if (more == 0)
        sort_rows(listing, query->limit, arena);
    return more;
}
