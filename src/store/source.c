#include "source.h"

#include <string.h>
#include <strings.h>

#include "weir/text/url.h"

const struct source_state source_blank = {
    .name = "",
    .title = "",
    .home_page_url = "",
    .url = "",
    .etag = "",
    .last_modified = "",
    .moved_url = "",
    .failure = "",
    .next_why = "",
    .hub = "",
    .hub_topic = "",
    .hub_failure = "",
    .hub_verified_at = DATE_NONE,
    .hub_lease_until_at = DATE_NONE,
    .hub_heard_at = DATE_NONE,
    .moved_at = DATE_NONE,
    .polled_at = DATE_NONE,
    .ok_at = DATE_NONE,
    .new_at = DATE_NONE,
    .empty_at = DATE_NONE,
    .silent_at = DATE_NONE,
    .failing_since_at = DATE_NONE,
    .next_at = DATE_NONE,
    .fresh_s = -1,
    .retry_after_s = -1,
};

/* The columns of a source, one a line: what kind it is, its name, the member of struct source_state. */
#define COLUMNS(X)                                                                                           \
    X(text, title, title)                                                                                    \
    X(text, home_page_url, home_page_url)                                                                    \
    X(text, url, url)                                                                                        \
    X(text, etag, etag)                                                                                      \
    X(text, last_modified, last_modified)                                                                    \
    X(int, parser_version, parser_version)                                                                   \
    X(uint64, body_hash, body_hash)                                                                          \
    X(text, moved_url, moved_url)                                                                            \
    X(moment, moved_at, moved_at)                                                                            \
    X(int, mirror, mirror)                                                                                   \
    X(int, rank, rank)                                                                                       \
    X(moment, polled_at, polled_at)                                                                          \
    X(moment, ok_at, ok_at)                                                                                  \
    X(moment, new_at, new_at)                                                                                \
    X(moment, empty_at, empty_at)                                                                            \
    X(moment, silent_at, silent_at)                                                                          \
    X(moment, failing_since_at, failing_since_at)                                                            \
    X(int, n_failures, n_failures)                                                                           \
    X(text, failure, failure)                                                                                \
    X(flag, gone, gone)                                                                                      \
    X(int64, fresh_s, fresh_s)                                                                               \
    X(int64, retry_after_s, retry_after_s)                                                                   \
    X(int64, ttl_s, hints.ttl_s)                                                                             \
    X(int64, sy_period_s, hints.sy_period_s)                                                                 \
    X(uint32, skip_hours, hints.skip_hours)                                                                  \
    X(uint8, skip_days, hints.skip_days)                                                                     \
    X(moment, next_at, next_at)                                                                              \
    X(text, next_why, next_why)                                                                              \
    X(text, hub, hub)                                                                                        \
    X(text, hub_topic, hub_topic)

#define NAME(kind, column, member) ", " #column
#define MARK(kind, column, member) ", ?"
#define SET(kind, column, member)  ", " #column " = excluded." #column
#define BIND(kind, column, member) , bind_##kind(s->member)
#define READ(kind, column, member) out->member = read_##kind(row, ++i, arena);

/* How a kind is bound and read. */
#define NUMBER(kind, type)                                                                                   \
    static struct db_value bind_##kind(type value)                                                           \
    {                                                                                                        \
        return db_int((int64_t)value);                                                                       \
    }                                                                                                        \
    static type read_##kind(struct db_rows *row, int column, struct arena *arena)                            \
    {                                                                                                        \
        (void)arena;                                                                                         \
        return (type)db_int_at(row, column);                                                                 \
    }
NUMBER(int, int)
NUMBER(flag, bool)
NUMBER(int64, int64_t)
NUMBER(uint64, uint64_t)
NUMBER(uint32, uint32_t)
NUMBER(uint8, uint8_t)
#define bind_text   db_text
#define bind_moment db_moment
#define read_text   db_text_at

static int64_t read_moment(struct db_rows *row, int column, struct arena *arena)
{
    (void)arena;
    return db_moment_at(row, column);
}

#define RHYTHM_WEEKS 8

/* What is stored of mirrors is exactly what the state lists. */
static int put_mirrors(struct store *store, int64_t source, const struct source_state *state,
                       struct error *err)
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

int source_put(struct store *store, const struct source_state *s, int64_t *id, unsigned *quirks,
               struct error *err)
{
    struct db_rows *row;
    int found = db_row(store,
                       "INSERT INTO source (name" COLUMNS(NAME) ") VALUES (?" COLUMNS(
                           MARK) ") ON CONFLICT (name)"
                                 " DO UPDATE SET name = excluded.name" COLUMNS(SET) " RETURNING id, quirks",
                       DB_VALUES(db_text(s->name) COLUMNS(BIND)), &row, err);

    if (found < 0)
        return -1;
    *id = db_int_at(row, 0);
    *quirks = (unsigned)db_int_at(row, 1);
    db_done(row);
    return put_mirrors(store, *id, s, err);
}

int store_put_source(struct store *store, const struct source_state *state, struct error *err)
{
    int64_t id;
    unsigned quirks;

    if (db_begin(store, err) < 0)
        return -1;
    return db_end(store, source_put(store, state, &id, &quirks, err), err);
}

int store_has_news(struct store *store, const char *host, const char *except, int64_t since_at, bool *has,
                   struct error *err)
{
    struct arena arena;
    struct db_rows *row;
    int found = db_query(store, "SELECT url FROM source WHERE name <> ? AND new_at >= ?",
                         DB_VALUES(db_text(except), db_int(since_at)), &row, err);

    *has = false;
    arena_init(&arena);
    while (found >= 0 && !*has && (found = db_step(store, row, err)) > 0) {
        struct url url = url_split(db_text_at(row, 0, &arena));
        *has = url.host.n == strlen(host) && strncasecmp(url.host.p, host, url.host.n) == 0;
    }
    if (found > 0)
        db_done(row);
    arena_release(&arena);
    return found < 0 ? -1 : 0;
}

int source_put_read(struct store *store, int64_t id, unsigned quirks, bool has_new, int64_t now,
                    struct error *err)
{
    return db_run(
        store,
        "UPDATE source SET quirks = ?2, read_at = ?4, new_at = CASE WHEN ?3 <> 0 THEN ?4 ELSE new_at END"
        " WHERE id = ?1",
        DB_VALUES(db_int(id), db_int(quirks), db_int(has_new), db_int(now)), err);
}

static int read_mirrors(struct store *store, int64_t source, struct arena *arena, struct source_state *out,
                        struct error *err)
{
    struct db_rows *row;
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

/* What was agreed with the hub that the source names now. */
static int read_agreement(struct store *store, struct arena *arena, struct source_state *out,
                          struct error *err)
{
    struct db_rows *row;
    int found = db_row(store,
                       "SELECT verified_at, lease_until_at, heard_at, failure FROM subscription"
                       " WHERE source = ? AND hub = ? AND topic = ? AND is_wanted",
                       DB_VALUES(db_text(out->name), db_text(out->hub), db_text(out->hub_topic)), &row, err);

    if (found > 0) {
        out->hub_verified_at = db_moment_at(row, 0);
        out->hub_lease_until_at = db_moment_at(row, 1);
        out->hub_heard_at = db_moment_at(row, 2);
        out->hub_failure = db_text_at(row, 3, arena);
        db_done(row);
    }
    return found < 0 ? -1 : 0;
}

/* Of RHYTHM_WEEKS, those in which the source has been heard of: one at least. */
static double weeks_of(int64_t oldest_at, int64_t now)
{
    double weeks = oldest_at == DATE_NONE ? RHYTHM_WEEKS : (double)(now - oldest_at) / (7 * 86400.0);
    if (weeks > RHYTHM_WEEKS)
        return RHYTHM_WEEKS;
    return weeks < 1 ? 1 : weeks;
}

/* By date of publication, if there is one, because a first poll brings weeks at once. */
static int count_items(struct store *store, int64_t id, int64_t now, struct source_state *out,
                       struct error *err)
{
    const int64_t week_s = 7 * 86400;
    struct db_rows *row;
    int found = db_row(
        store,
        /* read from item_by_source, but for items without a date */
        "SELECT (SELECT count(*) FROM item WHERE source = ?3), count(*), count(DISTINCT at / 86400),"
        " coalesce((SELECT min(published_at) FROM item WHERE source = ?3 AND published_at IS NOT NULL),"
        "  (SELECT min(first_seen_at) FROM item WHERE source = ?3 AND published_at IS NULL))"
        " FROM (SELECT published_at AS at FROM item WHERE source = ?3 AND published_at BETWEEN ?1 AND ?2"
        " UNION ALL SELECT first_seen_at FROM item WHERE source = ?3 AND published_at IS NULL"
        " AND first_seen_at BETWEEN ?1 AND ?2)",
        DB_VALUES(db_int(now - RHYTHM_WEEKS * week_s + 1), db_int(now), db_int(id)), &row, err);

    if (found < 0)
        return -1;
    if (found) {
        out->n_items = (size_t)db_int_at(row, 0);
        out->oldest_at = db_moment_at(row, 3);
        double weeks = weeks_of(out->oldest_at, now);
        out->items_a_week = (double)db_int_at(row, 1) / weeks;
        out->days_a_week = (double)db_int_at(row, 2) / weeks;
    }
    db_done(row);
    return 0;
}

/* The row id in `*id`, 0 when the source was never polled. */
static int get_uncounted(struct store *store, const char *name, struct arena *arena, struct source_state *out,
                         int64_t *id, struct error *err)
{
    struct db_rows *row;
    int i = 0, found = db_row(store, "SELECT id" COLUMNS(NAME) " FROM source WHERE name = ?",
                              DB_VALUES(db_text(name)), &row, err);

    *id = 0;
    if (found < 0)
        return -1;
    *out = source_blank;
    out->name = arena_strdup(arena, name);
    if (!found)
        return 0;
    *id = db_int_at(row, 0);
    COLUMNS(READ)
    db_done(row);
    if (read_mirrors(store, *id, arena, out, err) < 0)
        return -1;
    return read_agreement(store, arena, out, err);
}

int store_get_source_uncounted(struct store *store, const char *name, struct arena *arena,
                               struct source_state *out, struct error *err)
{
    int64_t id;
    return get_uncounted(store, name, arena, out, &id, err);
}

int store_get_source(struct store *store, const char *name, int64_t now, struct arena *arena,
                     struct source_state *out, struct error *err)
{
    int64_t id;
    if (get_uncounted(store, name, arena, out, &id, err) < 0)
        return -1;
    return id != 0 ? count_items(store, id, now, out, err) : 0;
}

int store_get_trouble(struct store *store, const char *name, bool *is_failing, bool *is_silent,
                      struct error *err)
{
    struct db_rows *row;
    int found =
        db_row(store, "SELECT n_failures > 0 OR gone, silent_at IS NOT NULL FROM source WHERE name = ?",
               DB_VALUES(db_text(name)), &row, err);
    *is_failing = found > 0 && db_int_at(row, 0);
    *is_silent = found > 0 && db_int_at(row, 1);
    if (found > 0)
        db_done(row);
    return found < 0 ? -1 : 0;
}
