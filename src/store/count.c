#include "weir/store/db.h"

int store_count(struct store *store, int64_t from_at, int64_t to_at, struct store_counts *out,
                struct error *err)
{
    struct db_rows *row;
    int found = db_row(store,
                       "SELECT (SELECT count(*) FROM item WHERE first_seen_at >= ?1 AND first_seen_at < ?2),"
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
    struct db_rows *row;
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
    struct db_rows *row;
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
    struct db_rows *row;
    int found = db_row(store, "SELECT first_seen_at FROM story ORDER BY first_seen_at LIMIT 1", DB_NO_VALUES,
                       &row, err);

    *first_seen_at = found > 0 ? db_int_at(row, 0) : DATE_NONE;
    if (found > 0)
        db_done(row);
    return found < 0 ? -1 : 0;
}
