#include "weir/store/subscription.h"

#include "weir/store/db.h"

#define COLUMNS                                                                                              \
    "id, callback, source, hub, topic, secret, is_wanted, verified_at, lease_until_at, heard_at, next_at,"   \
    " n_tries, failure"

int store_put_subscription(struct store *store, const struct subscription *s, struct error *err)
{
    return db_run(store,
                  "INSERT INTO subscription (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                  " ON CONFLICT (id) DO UPDATE SET is_wanted = excluded.is_wanted,"
                  " verified_at = excluded.verified_at, lease_until_at = excluded.lease_until_at,"
                  " heard_at = excluded.heard_at, next_at = excluded.next_at, n_tries = excluded.n_tries,"
                  " failure = excluded.failure",
                  DB_VALUES(db_text(s->id), db_text(s->callback), db_text(s->source), db_text(s->hub),
                            db_text(s->topic), db_text(s->secret), db_int(s->is_wanted),
                            db_moment(s->verified_at), db_moment(s->lease_until_at), db_moment(s->heard_at),
                            db_int(s->next_at), db_int(s->n_tries), db_text(s->failure)),
                  err);
}

static struct subscription read_row(struct db_rows *row, struct arena *arena)
{
    return (struct subscription){.id = db_text_at(row, 0, arena),
                                 .callback = db_text_at(row, 1, arena),
                                 .source = db_text_at(row, 2, arena),
                                 .hub = db_text_at(row, 3, arena),
                                 .topic = db_text_at(row, 4, arena),
                                 .secret = db_text_at(row, 5, arena),
                                 .is_wanted = db_int_at(row, 6) != 0,
                                 .verified_at = db_moment_at(row, 7),
                                 .lease_until_at = db_moment_at(row, 8),
                                 .heard_at = db_moment_at(row, 9),
                                 .next_at = db_int_at(row, 10),
                                 .n_tries = (int)db_int_at(row, 11),
                                 .failure = db_text_at(row, 12, arena)};
}

int store_get_subscription(struct store *store, const char *id, struct arena *arena, struct subscription *out,
                           struct error *err)
{
    struct db_rows *row;
    int found =
        db_row(store, "SELECT " COLUMNS " FROM subscription WHERE id = ?", DB_VALUES(db_text(id)), &row, err);
    if (found > 0) {
        *out = read_row(row, arena);
        db_done(row);
    }
    return found;
}

int store_list_subscriptions(struct store *store, struct arena *arena, struct subscription **out, size_t *n,
                             struct error *err)
{
    struct db_rows *row;
    int found =
        db_row(store, "SELECT " COLUMNS " FROM subscription ORDER BY source, id", DB_NO_VALUES, &row, err);
    *out = NULL;
    for (*n = 0; found > 0; found = db_step(store, row, err)) {
        *out = arena_grow(arena, *out, *n, sizeof **out);
        (*out)[(*n)++] = read_row(row, arena);
    }
    return found;
}

int store_drop_subscription(struct store *store, const char *id, struct error *err)
{
    return db_run(store, "DELETE FROM subscription WHERE id = ?", DB_VALUES(db_text(id)), err);
}

int store_list_hubs(struct store *store, struct arena *arena, struct named_hub **out, size_t *n,
                    struct error *err)
{
    struct db_rows *row;
    int found = db_row(store, "SELECT name, hub, hub_topic FROM source WHERE hub <> '' ORDER BY name",
                       DB_NO_VALUES, &row, err);
    *out = NULL;
    for (*n = 0; found > 0; found = db_step(store, row, err)) {
        *out = arena_grow(arena, *out, *n, sizeof **out);
        (*out)[(*n)++] = (struct named_hub){.source = db_text_at(row, 0, arena),
                                            .hub = db_text_at(row, 1, arena),
                                            .topic = db_text_at(row, 2, arena)};
    }
    return found;
}
