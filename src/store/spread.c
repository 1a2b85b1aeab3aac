/*
 * spread — how the items of a source spread over time.
 */
#include "db.h"

int store_count_spread(struct store *store, const char *source, const int64_t *from_at, size_t n,
                       size_t *counts, struct error *err)
{
    sqlite3_stmt *row;
    for (size_t i = 0; i < n; i++)
        counts[i] = 0;
    int found = db_row(store,
                       "SELECT published_at FROM item WHERE source = (SELECT id FROM source WHERE name = ?1)"
                       " AND published_at >= ?2 AND published_at < ?3",
                       DB_VALUES(db_text(source), db_int(from_at[0]), db_int(from_at[n])), &row, err);
    while (found > 0) {
        int64_t at = db_int_at(row, 0);
        size_t week = 0;
        while (week + 1 < n && at >= from_at[week + 1])
            week++;
        counts[week]++;
        found = db_step(store, row, err);
    }
    return found;
}
