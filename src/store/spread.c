#include "spread.h"

#define UNKNOWN SIZE_MAX

int spread_forget(struct store *store, int64_t source, int64_t from_at, int64_t to_at, struct error *err)
{
    return db_run(store, "DELETE FROM spread WHERE source = ?1 AND from_at <= ?3 AND to_at > ?2",
                  DB_VALUES(db_int(source), db_int(from_at), db_int(to_at)), err);
}

int spread_forget_item(struct store *store, int64_t item, struct error *err)
{
    return db_run(store,
                  "DELETE FROM spread WHERE EXISTS (SELECT 1 FROM item i WHERE i.id = ? AND i.source ="
                  " spread.source AND from_at <= i.published_at AND to_at > i.published_at)",
                  DB_VALUES(db_int(item)), err);
}

static int recall(struct store *store, int64_t source, const int64_t *from_at, size_t n, size_t *counts,
                  struct error *err)
{
    struct db_rows *row;
    int found = db_query(store, "SELECT from_at, to_at, n FROM spread WHERE source = ?",
                         DB_VALUES(db_int(source)), &row, err);
    while (found >= 0 && (found = db_step(store, row, err)) > 0)
        for (size_t i = 0; i < n; i++)
            if (db_int_at(row, 0) == from_at[i] && db_int_at(row, 1) == from_at[i + 1])
                counts[i] = (size_t)db_int_at(row, 2);
    return found;
}

static int count_span(struct store *store, int64_t source, int64_t from_at, int64_t to_at, size_t *count,
                      struct error *err)
{
    struct db_rows *row;
    int found = db_row(store,
                       "INSERT INTO spread SELECT ?1, ?2, ?3, count(*) FROM item"
                       " WHERE source = ?1 AND published_at >= ?2 AND published_at < ?3 RETURNING n",
                       DB_VALUES(db_int(source), db_int(from_at), db_int(to_at)), &row, err);
    if (found < 0)
        return -1;
    *count = (size_t)db_int_at(row, 0);
    db_done(row);
    return 0;
}

/* In a transaction, lest an item comes between the count and its being kept. Another process may have been
 * faster. */
static int count_unknown(struct store *store, int64_t source, const int64_t *from_at, size_t n,
                         size_t *counts, struct error *err)
{
    int result = recall(store, source, from_at, n, counts, err);
    if (result == 0)
        result = db_run(store, "DELETE FROM spread WHERE source = ? AND to_at <= ?",
                        DB_VALUES(db_int(source), db_int(from_at[0])), err);
    for (size_t i = 0; i < n && result == 0; i++)
        if (counts[i] == UNKNOWN)
            result = count_span(store, source, from_at[i], from_at[i + 1], &counts[i], err);
    return result;
}

static int find_source(struct store *store, const char *name, int64_t *id, struct error *err)
{
    struct db_rows *row;
    int found = db_row(store, "SELECT id FROM source WHERE name = ?", DB_VALUES(db_text(name)), &row, err);
    *id = found > 0 ? db_int_at(row, 0) : 0;
    if (found > 0)
        db_done(row);
    return found < 0 ? -1 : 0;
}

int store_count_spread(struct store *store, const char *source, const int64_t *from_at, size_t n,
                       size_t *counts, struct error *err)
{
    int64_t id;
    bool is_known = true;
    if (find_source(store, source, &id, err) < 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        counts[i] = id != 0 ? UNKNOWN : 0;
    if (id == 0)
        return 0;
    if (recall(store, id, from_at, n, counts, err) < 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        is_known = is_known && counts[i] != UNKNOWN;
    if (is_known)
        return 0;
    if (db_begin(store, err) < 0)
        return -1;
    return db_end(store, count_unknown(store, id, from_at, n, counts, err), err);
}
