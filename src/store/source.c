#include "source.h"

#include <string.h>

#include "mirror.h"

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

#define RHYTHM_WEEKS 8

int source_put(struct store *store, const struct source_state *s, int64_t *id, unsigned *quirks,
               struct error *err)
{
    sqlite3_stmt *row;
    int found = db_row(
        store,
        "INSERT INTO source (name, title, home_page_url, url, etag, last_modified, parser_version, body_hash,"
        " moved_url, moved_at, mirror, rank, polled_at, ok_at, new_at, empty_at, silent_at, "
        "failing_since_at, n_failures, "
        "failure, gone,"
        " fresh_s, retry_after_s, ttl_s, sy_period_s, skip_hours, skip_days, next_at, next_why,"
        " hub, hub_topic)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?)"
        " ON CONFLICT (name) DO UPDATE SET title = excluded.title, home_page_url = excluded.home_page_url,"
        " url = excluded.url, etag = excluded.etag, last_modified = excluded.last_modified,"
        " parser_version = excluded.parser_version, body_hash = excluded.body_hash, moved_url = "
        "excluded.moved_url,"
        " moved_at = excluded.moved_at, mirror = excluded.mirror, rank = excluded.rank,"
        " polled_at = excluded.polled_at, ok_at = excluded.ok_at, new_at = excluded.new_at, empty_at = "
        "excluded.empty_at, silent_at = excluded.silent_at,"
        " failing_since_at = excluded.failing_since_at, n_failures = excluded.n_failures,"
        " failure = excluded.failure, gone = excluded.gone, fresh_s = excluded.fresh_s,"
        " retry_after_s = excluded.retry_after_s, ttl_s = excluded.ttl_s, sy_period_s = excluded.sy_period_s,"
        " skip_hours = excluded.skip_hours, skip_days = excluded.skip_days, next_at = excluded.next_at,"
        " next_why = excluded.next_why, hub = excluded.hub, hub_topic = excluded.hub_topic"
        " RETURNING id, quirks",
        DB_VALUES(db_text(s->name), db_text(s->title), db_text(s->home_page_url), db_text(s->url),
                  db_text(s->etag), db_text(s->last_modified), db_int(s->parser_version),
                  db_int((int64_t)s->body_hash), db_text(s->moved_url), db_moment(s->moved_at),
                  db_int(s->mirror), db_int(s->rank), db_moment(s->polled_at), db_moment(s->ok_at),
                  db_moment(s->new_at), db_moment(s->empty_at), db_moment(s->silent_at),
                  db_moment(s->failing_since_at), db_int(s->n_failures), db_text(s->failure), db_int(s->gone),
                  db_int(s->fresh_s), db_int(s->retry_after_s), db_int(s->hints.ttl_s),
                  db_int(s->hints.sy_period_s), db_int(s->hints.skip_hours), db_int(s->hints.skip_days),
                  db_moment(s->next_at), db_text(s->next_why), db_text(s->hub), db_text(s->hub_topic)),
        &row, err);

    if (found < 0)
        return -1;
    *id = db_int_at(row, 0);
    *quirks = (unsigned)db_int_at(row, 1);
    db_done(row);
    return mirror_put(store, *id, s, err);
}

int store_put_source(struct store *store, const struct source_state *state, struct error *err)
{
    int64_t id;
    unsigned quirks;

    if (db_begin(store, err) < 0)
        return -1;
    return db_end(store, source_put(store, state, &id, &quirks, err), err);
}

int store_has_news(struct store *store, const char *pattern, const char *except, int64_t since_at, bool *has,
                   struct error *err)
{
    sqlite3_stmt *row;
    int found = db_row(store, "SELECT 1 FROM source WHERE url LIKE ? AND name <> ? AND new_at >= ? LIMIT 1",
                       DB_VALUES(db_text(pattern), db_text(except), db_int(since_at)), &row, err);

    *has = found > 0;
    if (found > 0)
        db_done(row);
    return found < 0 ? -1 : 0;
}

int source_put_quirks(struct store *store, int64_t id, unsigned quirks, struct error *err)
{
    return db_run(store, "UPDATE source SET quirks = ? WHERE id = ?", DB_VALUES(db_int(quirks), db_int(id)),
                  err);
}

static void source_read(sqlite3_stmt *row, struct arena *arena, struct source_state *out)
{
    int i = 1; /* column 0 is the id */

    out->title = db_text_at(row, i++, arena);
    out->home_page_url = db_text_at(row, i++, arena);
    out->url = db_text_at(row, i++, arena);
    out->etag = db_text_at(row, i++, arena);
    out->last_modified = db_text_at(row, i++, arena);
    out->parser_version = (int)db_int_at(row, i++);
    out->body_hash = (uint64_t)db_int_at(row, i++);
    out->moved_url = db_text_at(row, i++, arena);
    out->moved_at = db_moment_at(row, i++);
    out->mirror = (int)db_int_at(row, i++);
    out->rank = (int)db_int_at(row, i++);
    out->polled_at = db_moment_at(row, i++);
    out->ok_at = db_moment_at(row, i++);
    out->new_at = db_moment_at(row, i++);
    out->empty_at = db_moment_at(row, i++);
    out->silent_at = db_moment_at(row, i++);
    out->failing_since_at = db_moment_at(row, i++);
    out->n_failures = (int)db_int_at(row, i++);
    out->failure = db_text_at(row, i++, arena);
    out->gone = db_int_at(row, i++) != 0;
    out->fresh_s = db_int_at(row, i++);
    out->retry_after_s = db_int_at(row, i++);
    out->hints.ttl_s = db_int_at(row, i++);
    out->hints.sy_period_s = db_int_at(row, i++);
    out->hints.skip_hours = (uint32_t)db_int_at(row, i++);
    out->hints.skip_days = (uint8_t)db_int_at(row, i++);
    out->next_at = db_moment_at(row, i++);
    out->next_why = db_text_at(row, i++, arena);
    out->hub = db_text_at(row, i++, arena);
    out->hub_topic = db_text_at(row, i, arena);
}

/* What was agreed with the hub that the source names now. */
static int read_agreement(struct store *store, struct arena *arena, struct source_state *out,
                          struct error *err)
{
    sqlite3_stmt *row;
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

/* By date of publication, if there is one, because a first poll brings weeks at once. */
static int count_items(struct store *store, int64_t id, int64_t now, struct source_state *out,
                       struct error *err)
{
    const int64_t week_s = 7 * 86400;
    sqlite3_stmt *row;
    int found = db_row(
        store,
        /* read from item_by_source, but for items without a date */
        "SELECT (SELECT count(*) FROM item WHERE source = ?3), count(*), count(DISTINCT at / 86400)"
        " FROM (SELECT published_at AS at FROM item WHERE source = ?3 AND published_at BETWEEN ?1 AND ?2"
        " UNION ALL SELECT first_seen_at FROM item WHERE source = ?3 AND published_at IS NULL"
        " AND first_seen_at BETWEEN ?1 AND ?2)",
        DB_VALUES(db_int(now - RHYTHM_WEEKS * week_s + 1), db_int(now), db_int(id)), &row, err);

    if (found < 0)
        return -1;
    if (found) {
        out->n_items = (size_t)db_int_at(row, 0);
        out->items_a_week = (double)db_int_at(row, 1) / RHYTHM_WEEKS;
        out->days_a_week = (double)db_int_at(row, 2) / RHYTHM_WEEKS;
    }
    db_done(row);
    return 0;
}

/* The row id in `*id`, 0 when the source was never polled. */
static int get_uncounted(struct store *store, const char *name, struct arena *arena, struct source_state *out,
                         int64_t *id, struct error *err)
{
    sqlite3_stmt *row;
    int found = db_row(
        store,
        "SELECT id, title, home_page_url, url, etag, last_modified, parser_version, body_hash, moved_url, "
        "moved_at,"
        " mirror, rank, polled_at, ok_at, new_at, empty_at, silent_at, failing_since_at, n_failures, "
        "failure, gone, fresh_s,"
        " retry_after_s, ttl_s, sy_period_s, skip_hours, skip_days, next_at, next_why, hub, hub_topic"
        " FROM source WHERE name = ?",
        DB_VALUES(db_text(name)), &row, err);

    *id = 0;
    if (found < 0)
        return -1;
    *out = source_blank;
    out->name = arena_strdup(arena, name);
    if (!found)
        return 0;
    *id = db_int_at(row, 0);
    source_read(row, arena, out);
    db_done(row);
    if (mirror_get(store, *id, arena, out, err) < 0)
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
