/* What is too old goes, some at a time (weir/store/expire.h). */
#include "weir/store/expire.h"

#include <stdio.h>
#include <stdlib.h>

#include "index.h"
#include "near.h"
#include "spread.h"
#include "weir/store/db.h"
#include "weir/store/note.h"

#define DAY_S         86400
#define LIMIT_LOOKED  1000 /* stories that one step looks at … */
#define LIMIT_DELETED 50   /* … and that it deletes: some hundred microseconds each */

static int delete_item(struct store *store, int64_t id, struct error *err)
{
    if (index_drop(store, id, err) < 0 || spread_forget_item(store, id, err) < 0)
        return -1;
    return db_run(store, "DELETE FROM name WHERE item = ?", DB_VALUES(db_int(id)), err);
}

static int delete_story(struct store *store, int64_t story, struct error *err)
{
    struct arena arena;
    struct db_rows *row;
    int64_t *items = NULL;
    size_t n = 0;
    int found = db_query(store, "SELECT id FROM item WHERE story = ?", DB_VALUES(db_int(story)), &row, err);

    arena_init(&arena);
    while (found >= 0 && (found = db_step(store, row, err)) > 0) {
        items = arena_grow(&arena, items, n, sizeof *items);
        items[n++] = db_int_at(row, 0);
    }
    for (size_t i = 0; i < n && found == 0; i++)
        found = delete_item(store, items[i], err);
    arena_release(&arena);
    return found < 0 ? -1 : db_run(store, "DELETE FROM story WHERE id = ?", DB_VALUES(db_int(story)), err);
}

/* Old stories by when they were first seen, and whether each goes: it has no topic, none of its items has
 * been seen since, and none stands in the last document of a source that is still polled, which would bring
 * it back as new. */
static int expire_stories(struct store *store, struct expiry *expiry, struct error *err)
{
    int64_t ids[LIMIT_DELETED];
    int n = 0, n_looked = 0;
    struct db_rows *row;
    int found = db_query(store,
                         "SELECT s.id, s.first_seen_at, s.n_topics = 0 AND NOT EXISTS (SELECT 1 FROM item i"
                         "  JOIN source o ON o.id = i.source WHERE i.story = s.id AND (i.seen_at >= ?1"
                         "  OR (i.seen_at > o.read_at - 86400 AND o.polled_at >= ?1)))"
                         " FROM story s WHERE (s.first_seen_at, s.id) > (?2, ?3) AND s.first_seen_at < ?1"
                         " ORDER BY s.first_seen_at, s.id LIMIT ?4",
                         DB_VALUES(db_int(expiry->before_at), db_int(expiry->last_at), db_int(expiry->last),
                                   db_int(LIMIT_LOOKED)),
                         &row, err);

    while (n < LIMIT_DELETED && found >= 0 && (found = db_step(store, row, err)) > 0) {
        n_looked++;
        expiry->last = db_int_at(row, 0);
        expiry->last_at = db_int_at(row, 1);
        if (db_int_at(row, 2))
            ids[n++] = expiry->last;
    }
    if (found > 0)
        db_done(row);
    for (int i = 0; i < n && found >= 0; i++)
        found = delete_story(store, ids[i], err);
    expiry->n_deleted += (size_t)n;
    return found < 0 ? -1 : n == LIMIT_DELETED || n_looked == LIMIT_LOOKED;
}

/* A source that nobody has polled for so long is not configured any more; of one whose stories have topics
 * the name is still needed. */
static int expire_sources(struct store *store, struct expiry *expiry, struct error *err)
{
    static const char *const rows[] = {
        "DELETE FROM mirror WHERE source = ?",
        "DELETE FROM spread WHERE source = ?",
        "DELETE FROM name WHERE source = ?",
        "DELETE FROM source WHERE id = ?",
    };
    struct db_rows *row;
    int64_t id;
    int found = db_row(store,
                       "SELECT id FROM source o WHERE polled_at < ?1"
                       " AND NOT EXISTS (SELECT 1 FROM item WHERE source = o.id) LIMIT 1",
                       DB_VALUES(db_int(expiry->before_at)), &row, err);

    if (found <= 0)
        return found;
    id = db_int_at(row, 0);
    db_done(row);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (db_run(store, rows[i], DB_VALUES(db_int(id)), err) < 0)
            return -1;
    return 1;
}

/* What old digests told, and where the backfill of a source goes on that nobody polls any more. */
static int expire_notes(struct store *store, struct expiry *expiry, struct error *err)
{
    if (db_run(store, "DELETE FROM digest WHERE to_at < ?", DB_VALUES(db_int(expiry->before_at)), err) < 0)
        return -1;
    return db_run(store,
                  "DELETE FROM note WHERE name IN"
                  " (SELECT ? || name FROM source WHERE polled_at < ?)",
                  DB_VALUES(db_text(NOTE_BACKFILL), db_int(expiry->before_at)), err);
}

static int forget_near(struct store *store, struct expiry *expiry, struct error *err)
{
    int64_t item;
    int more;

    if (near_last_outside(store, expiry->now, &item, err) < 0)
        return -1;
    more = near_forget(store, item, &expiry->last_at, &expiry->last, err);
    if (more == 0) {
        expiry->last_at = INT64_MIN;
        expiry->last = 0;
    }
    return more;
}

/* Each takes a short step: 1 while there is more, 0, -1. */
static int (*const stages[])(struct store *store, struct expiry *expiry, struct error *err) = {
    forget_near,
    expire_stories,
    expire_notes, /* by the sources that go then */
    expire_sources,
};
#define N_STAGES (sizeof stages / sizeof *stages)

static int is_done_today(struct store *store, int64_t now, bool *done, struct error *err)
{
    struct arena arena;
    const char *day;
    int rc;

    arena_init(&arena);
    rc = store_get_note(store, NOTE_EXPIRED, &arena, &day, err);
    *done = rc == 0 && *day != '\0' && strtoll(day, NULL, 10) == now / DAY_S;
    arena_release(&arena);
    return rc;
}

static int note_done(struct store *store, int64_t now, struct error *err)
{
    char day[24];

    snprintf(day, sizeof day, "%lld", (long long)(now / DAY_S));
    return store_put_note(store, NOTE_EXPIRED, day, err);
}

int store_expire(struct store *store, struct expiry *expiry, struct error *err)
{
    bool done = false;
    int more;

    if (!expiry->is_begun && is_done_today(store, expiry->now, &done, err) < 0)
        return -1;
    if (done)
        return 0;
    if (!expiry->is_begun)
        expiry->last_at = INT64_MIN;
    expiry->is_begun = true;
    if (expiry->stage == N_STAGES) {
        more = db_shrink(store, err);
        return more != 0 ? more : note_done(store, expiry->now, err);
    }
    if (db_begin(store, err) < 0)
        return -1;
    more = stages[expiry->stage](store, expiry, err);
    if (db_end(store, more < 0 ? -1 : 0, err) < 0)
        return -1;
    expiry->stage += more == 0;
    return 1;
}
