#include "mirror.h"

int mirror_put(struct store *store, int64_t source, const struct source_state *state, struct error *err)
{
    if (db_run(store, "DELETE FROM mirror WHERE source = ?", DB_VALUES(db_int(source)), err) < 0)
        return -1;
    for (size_t i = 0; i < state->n_mirrors; i++) {
        const struct mirror_state *m = &state->mirrors[i];
        if (db_run(store,
                   "INSERT INTO mirror (source, url, n_failures, failure, retry_at, newest_at)"
                   " VALUES (?, ?, ?, ?, ?, ?)",
                   DB_VALUES(db_int(source), db_text(m->url), db_int(m->n_failures), db_text(m->failure),
                             db_moment(m->retry_at), db_moment(m->newest_at)),
                   err) < 0)
            return -1;
    }
    return 0;
}

int mirror_get(struct store *store, int64_t source, struct arena *arena, struct source_state *out,
               struct error *err)
{
    sqlite3_stmt *row;
    int found =
        db_row(store, "SELECT url, n_failures, failure, retry_at, newest_at FROM mirror WHERE source = ?",
               DB_VALUES(db_int(source)), &row, err);
    while (found > 0) {
        out->mirrors = arena_grow(arena, out->mirrors, out->n_mirrors, sizeof *out->mirrors);
        out->mirrors[out->n_mirrors++] = (struct mirror_state){.url = db_text_at(row, 0, arena),
                                                               .n_failures = (int)db_int_at(row, 1),
                                                               .failure = db_text_at(row, 2, arena),
                                                               .retry_at = db_moment_at(row, 3),
                                                               .newest_at = db_moment_at(row, 4)};
        found = db_step(store, row, err);
    }
    return found;
}
