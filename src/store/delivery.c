#include "weir/store/delivery.h"

#include "weir/store/db.h"

#define COLUMNS "name, told, sending, token, is_ended, n_failures, retry_at, failure"

static struct delivery_state read_row(struct db_rows *row, struct arena *arena)
{
    return (struct delivery_state){.name = db_text_at(row, 0, arena),
                                   .told = db_text_at(row, 1, arena),
                                   .sending = db_text_at(row, 2, arena),
                                   .token = db_text_at(row, 3, arena),
                                   .is_ended = db_int_at(row, 4) != 0,
                                   .n_failures = (int)db_int_at(row, 5),
                                   .retry_at = db_moment_at(row, 6),
                                   .failure = db_text_at(row, 7, arena)};
}

int store_get_delivery(struct store *store, const char *name, struct arena *arena, struct delivery_state *out,
                       struct error *err)
{
    struct db_rows *row;
    int found =
        db_row(store, "SELECT " COLUMNS " FROM delivery WHERE name = ?", DB_VALUES(db_text(name)), &row, err);
    if (found > 0) {
        *out = read_row(row, arena);
        db_done(row);
    } else if (found == 0)
        *out = (struct delivery_state){.name = arena_strdup(arena, name),
                                       .told = "",
                                       .sending = "",
                                       .token = "",
                                       .retry_at = DATE_NONE,
                                       .failure = ""};
    return found < 0 ? -1 : 0;
}

int store_find_delivery(struct store *store, const char *token, struct arena *arena,
                        struct delivery_state *out, struct error *err)
{
    struct db_rows *row;
    int found = db_row(store, "SELECT " COLUMNS " FROM delivery WHERE token = ? AND token <> ''",
                       DB_VALUES(db_text(token)), &row, err);
    if (found > 0) {
        *out = read_row(row, arena);
        db_done(row);
    }
    return found;
}

int store_put_delivery(struct store *store, const struct delivery_state *s, struct error *err)
{
    return db_run(store,
                  "INSERT INTO delivery (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                  " ON CONFLICT (name) DO UPDATE SET told = excluded.told, sending = excluded.sending,"
                  " token = excluded.token, is_ended = excluded.is_ended, n_failures = excluded.n_failures,"
                  " retry_at = excluded.retry_at, failure = excluded.failure",
                  DB_VALUES(db_text(s->name), db_text(s->told), db_text(s->sending), db_text(s->token),
                            db_int(s->is_ended), db_int(s->n_failures), db_moment(s->retry_at),
                            db_text(s->failure)),
                  err);
}
