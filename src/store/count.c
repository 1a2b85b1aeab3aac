#include "db.h"

int store_count(struct store *store, int64_t from_at, int64_t to_at, struct store_counts *out,
                struct error *err)
{
    sqlite3_stmt *row;
    int found = db_row(store,
                       "SELECT (SELECT count(*) FROM item i JOIN story s ON s.id = i.story"
                       "  WHERE i.first_seen_at >= ?1 AND i.first_seen_at < ?2 AND s.backfill = 0),"
                       " count(*), count(*) FILTER (WHERE n_topics > 0)"
                       " FROM story WHERE first_seen_at >= ?1 AND first_seen_at < ?2 AND backfill = 0",
                       DB_VALUES(db_int(from_at), db_int(to_at)), &row, err);

    if (found < 0)
        return -1;
    *out = (struct store_counts){.n_items = (size_t)db_int_at(row, 0),
                                 .n_stories = (size_t)db_int_at(row, 1),
                                 .n_matched = (size_t)db_int_at(row, 2)};
    db_done(row);
    return 0;
}

int store_count_topic(struct store *store, const char *topic, int64_t since_at, size_t *all, size_t *since,
                      struct error *err)
{
    sqlite3_stmt *row;
    int found =
        db_row(store,
               "SELECT count(DISTINCT h.story), count(DISTINCT iif(s.first_seen_at >= ?2, h.story, NULL))"
               " FROM hit h JOIN story s ON s.id = h.story WHERE h.topic = ?1",
               DB_VALUES(db_text(topic), db_int(since_at)), &row, err);

    if (found < 0)
        return -1;
    *all = (size_t)db_int_at(row, 0);
    *since = (size_t)db_int_at(row, 1);
    db_done(row);
    return 0;
}

int store_count_recent(struct store *store, const char *topic, int64_t since_at, size_t *n, struct error *err)
{
    sqlite3_stmt *row;
    int found = db_row(store, "SELECT count(DISTINCT story) FROM hit WHERE topic = ?1 AND sort_at >= ?2",
                       DB_VALUES(db_text(topic), db_int(since_at)), &row, err);

    if (found < 0)
        return -1;
    *n = (size_t)db_int_at(row, 0);
    db_done(row);
    return 0;
}

int store_oldest(struct store *store, int64_t *first_seen_at, struct error *err)
{
    sqlite3_stmt *row;
    int found = db_row(store, "SELECT first_seen_at FROM story ORDER BY first_seen_at LIMIT 1", DB_NO_VALUES,
                       &row, err);

    *first_seen_at = found > 0 ? db_int_at(row, 0) : DATE_NONE;
    if (found > 0)
        db_done(row);
    return found < 0 ? -1 : 0;
}

int store_get_trouble(struct store *store, const char *name, bool *is_failing, bool *is_silent,
                      struct error *err)
{
    sqlite3_stmt *row;
    int found =
        db_row(store, "SELECT n_failures > 0 OR gone, silent_at IS NOT NULL FROM source WHERE name = ?",
               DB_VALUES(db_text(name)), &row, err);
    *is_failing = found > 0 && db_int_at(row, 0);
    *is_silent = found > 0 && db_int_at(row, 1);
    if (found > 0)
        db_done(row);
    return found < 0 ? -1 : 0;
}

int store_expire(struct store *store, int64_t before_at, size_t *n_deleted, struct error *err)
{
    int result = db_begin(store, err);

    *n_deleted = 0;
    if (result < 0)
        return -1;
    result = db_run(store,
                    "DELETE FROM story WHERE n_topics = 0 AND first_seen_at < ?1 AND NOT EXISTS"
                    " (SELECT 1 FROM item i WHERE i.story = story.id AND i.seen_at >= ?1)",
                    DB_VALUES(db_int(before_at)), err);
    *n_deleted = result == 0 ? (size_t)db_changed(store) : 0;
    if (*n_deleted > 0)
        result = db_run(store, "DELETE FROM name WHERE item NOT IN (SELECT id FROM item)", DB_NO_VALUES, err);
    if (db_end(store, result, err) < 0)
        return -1;
    return *n_deleted > 0 ? db_run(store, "PRAGMA incremental_vacuum", DB_NO_VALUES, err) : 0;
}
