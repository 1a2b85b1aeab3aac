#include "weir/store/search.h"

#include "db.h"
#include "select.h"

/* Without filters so many items of these are enough for a story, and the others' rows need not be read. */
#define ITEMS_A_STORY 4

/* CROSS: from an item to its story's hits; the other way each item would read all of the topic's.
 * ?1 match, ?2 newest items, ?3 items of these, ?4 topic, ?5 source, ?6 since, ?7 how many stories,
 * ?8 first item */
#define STORIES_OF                                                                                           \
    " CROSS JOIN item i ON i.id = m.rowid CROSS JOIN story s ON s.id = i.story CROSS JOIN source o"          \
    " ON o.id = i.source"                                                                                    \
    " WHERE (?4 = '' OR EXISTS (SELECT 1 FROM item k CROSS JOIN hit h ON h.item = k.id"                      \
    " WHERE k.story = i.story AND h.topic = ?4))"                                                            \
    " AND (?5 = '' OR o.name GLOB ?5) AND s.first_seen_at >= ?6 GROUP BY i.story"

static const char *const queries[] = {
    [SEARCH_BEST_FIRST] =
        "SELECT i.story FROM (SELECT rowid, goodness FROM"
        " (SELECT rowid, rank_of(search) AS goodness FROM search WHERE search MATCH ?1 AND rowid >= ?8"
        " ORDER BY rowid DESC LIMIT ?2) ORDER BY goodness DESC, rowid DESC LIMIT ?3) m" STORIES_OF
        " ORDER BY max(m.goodness) DESC, s.sort_at DESC, i.story LIMIT ?7",
    [SEARCH_NEWEST_FIRST] =
        "SELECT i.story FROM (SELECT rowid FROM search WHERE search MATCH ?1 AND rowid >= ?8"
        " ORDER BY rowid DESC LIMIT min(?2, ?3)) m" STORIES_OF
        " ORDER BY s.sort_at DESC, i.story DESC LIMIT ?7",
};

/* Ids rise with time: of items that were seen earlier none need be looked at. A story's first item may be
 * older than its others, never younger. */
static int find_first_item(struct store *store, int64_t since_at, int64_t *id, struct error *err)
{
    sqlite3_stmt *row;
    *id = 0;
    if (since_at == DATE_NONE)
        return 0;
    int found =
        db_row(store, "SELECT id FROM item WHERE first_seen_at >= ? ORDER BY first_seen_at, id LIMIT 1",
               DB_VALUES(db_int(since_at)), &row, err);
    *id = found > 0 ? db_int_at(row, 0) : INT64_MAX;
    if (found > 0)
        db_done(row);
    return found < 0 ? -1 : 0;
}

static bool is_filtered(const struct search *search)
{
    return *search->topic != '\0' || *search->source != '\0';
}

/* How many of the items that were looked at have their rows read: filters may drop any of them, since: only
 * those whose story is older than they are. */
static int64_t n_items_read(const struct search *search, size_t limit)
{
    if (is_filtered(search))
        return SEARCH_LIMIT_FILTERED;
    return (int64_t)(limit * ITEMS_A_STORY) * (search->since_at != DATE_NONE ? 4 : 1);
}

int store_search(struct store *store, const struct search *search, enum search_order order, size_t limit,
                 struct arena *arena, struct feed *out, struct error *err)
{
    int64_t *ids = NULL, first;
    size_t n = 0;
    sqlite3_stmt *row;
    if (find_first_item(store, search->since_at, &first, err) < 0)
        return -1;
    int found = db_query(store, queries[order],
                         DB_VALUES(db_text(search->match),
                                   db_int(is_filtered(search) ? SEARCH_LIMIT_FILTERED : SEARCH_LIMIT_LOOKED),
                                   db_int(n_items_read(search, limit)), db_text(search->topic),
                                   db_text(search->source),
                                   db_int(search->since_at == DATE_NONE ? 0 : search->since_at),
                                   db_int((int64_t)limit), db_int(first)),
                         &row, err);
    if (found < 0)
        return -1;
    while ((found = db_step(store, row, err)) > 0) {
        ids = arena_grow(arena, ids, n, sizeof *ids);
        ids[n++] = db_int_at(row, 0);
    }
    return found < 0 ? -1 : select_stories(store, ids, n, arena, out, err);
}
