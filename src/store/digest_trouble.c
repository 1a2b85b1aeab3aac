#include "weir/store/digest_trouble.h"

#include "weir/store/db.h"

static int put_rows(struct store *store, const char *digest, int64_t to_at, const struct trouble_row *rows,
                    size_t n, struct error *err)
{
    if (db_run(store, "DELETE FROM digest WHERE name = ?", DB_VALUES(db_text(digest)), err) < 0 ||
        db_run(store, "INSERT INTO digest (name, to_at) VALUES (?, ?)",
               DB_VALUES(db_text(digest), db_int(to_at)), err) < 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        if (db_run(store,
                   "INSERT INTO digest_trouble (digest, place, kind, source, text) VALUES (?, ?, ?, ?, ?)",
                   DB_VALUES(db_text(digest), db_int((int64_t)i), db_text(rows[i].kind),
                             db_text(rows[i].source), db_text(rows[i].text)),
                   err) < 0)
            return -1;
    return 0;
}

int store_put_troubles(struct store *store, const char *digest, int64_t to_at, const struct trouble_row *rows,
                       size_t n, struct error *err)
{
    if (db_begin(store, err) < 0)
        return -1;
    return db_end(store, put_rows(store, digest, to_at, rows, n, err), err);
}

int store_get_troubles(struct store *store, const char *digest, struct arena *arena,
                       struct trouble_row **rows, size_t *n, bool *is_known, struct error *err)
{
    struct db_rows *row;
    int found = db_query(store,
                         "SELECT t.kind, t.source, t.text FROM digest d LEFT JOIN digest_trouble t"
                         " ON t.digest = d.name WHERE d.name = ? ORDER BY t.place",
                         DB_VALUES(db_text(digest)), &row, err);

    *rows = NULL;
    *n = 0;
    *is_known = false;
    while (found >= 0 && (found = db_step(store, row, err)) > 0) {
        struct trouble_row trouble = {.kind = db_text_at(row, 0, arena),
                                      .source = db_text_at(row, 1, arena),
                                      .text = db_text_at(row, 2, arena)};
        *is_known = true;
        if (trouble.kind[0] == '\0') /* the digest told of none */
            continue;
        *rows = arena_grow(arena, *rows, *n, sizeof **rows);
        (*rows)[(*n)++] = trouble;
    }
    return found < 0 ? -1 : 0;
}
