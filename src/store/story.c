#include "story.h"

#include <string.h>

#include "dirty.h"
#include "weir/story/evidence.h"
#include "weir/story/identity.h"

static void read_story(struct db_rows *row, struct story_row *out)
{
    *out = (struct story_row){.id = db_int_at(row, 0), .sort_at = db_int_at(row, 1)};
    db_done(row);
}

int story_find(struct store *store, const char *key, struct story_row *out, struct error *err)
{
    struct db_rows *row;
    int found =
        db_row(store, "SELECT id, sort_at FROM story WHERE key = ?", DB_VALUES(db_text(key)), &row, err);

    if (found == 0)
        found = db_row(store,
                       "SELECT s.id, s.sort_at FROM alias a JOIN story s ON s.id = a.story WHERE a.key = ?",
                       DB_VALUES(db_text(key)), &row, err);
    if (found > 0)
        read_story(row, out);
    return found;
}

int story_new(struct store *store, const char *key, int64_t best, int64_t now, int64_t sort_at, bool backfill,
              size_t n_hits, struct story_row *out, struct error *err)
{
    struct db_rows *row;

    if (db_row(store,
               "INSERT INTO story (key, best, first_seen_at, sort_at, backfill, n_items, n_topics)"
               " VALUES (?, ?, ?, ?, ?, 1, ?) RETURNING id",
               DB_VALUES(db_text(key), db_int(best), db_int(now), db_int(sort_at), db_int(backfill),
                         db_int((int64_t)n_hits)),
               &row, err) < 0)
        return -1;
    *out = (struct story_row){.id = db_int_at(row, 0), .sort_at = sort_at};
    db_done(row);
    return 0;
}

int story_add_alias(struct store *store, int64_t story, const char *key, struct error *err)
{
    return db_run(store,
                  "INSERT INTO alias (key, story) SELECT ?1, ?2 WHERE NOT EXISTS"
                  " (SELECT 1 FROM story WHERE key = ?1) ON CONFLICT DO NOTHING",
                  DB_VALUES(db_text(key), db_int(story)), err);
}

int story_drop_alias(struct store *store, int64_t story, const char *key, struct error *err)
{
    return db_run(store, "DELETE FROM alias WHERE key = ? AND story = ?",
                  DB_VALUES(db_text(key), db_int(story)), err);
}

/* All keys by which the story is found. */
static int query_keys(struct store *store, int64_t story, struct db_rows **out, struct error *err)
{
    return db_query(store,
                    "SELECT key FROM story WHERE id = ?1 UNION ALL SELECT key FROM alias WHERE story = ?1",
                    DB_VALUES(db_int(story)), out, err);
}

int story_forbids(struct store *store, int64_t story, const char *key, struct error *err)
{
    struct arena arena;
    struct db_rows *row;
    bool forbids = false;
    int found;

    if (!identity_is_work(key)) /* a page or a guid forbids nothing, and the story may have many keys */
        return 0;
    found = query_keys(store, story, &row, err);
    arena_init(&arena);
    while (found >= 0 && !forbids && (found = db_step(store, row, err)) > 0)
        forbids = evidence_forbids(key, db_text_at(row, 0, &arena));
    if (found > 0)
        db_done(row);
    arena_release(&arena);
    return found < 0 ? -1 : forbids;
}

static int share_source(struct store *store, int64_t a, int64_t b, struct error *err)
{
    struct db_rows *row;
    int found = db_row(store,
                       "SELECT 1 FROM item x INDEXED BY item_by_story JOIN item y INDEXED BY item_by_story"
                       " ON y.story = ?2 AND y.source = x.source WHERE x.story = ?1 LIMIT 1",
                       DB_VALUES(db_int(a), db_int(b)), &row, err);

    if (found > 0)
        db_done(row);
    return found;
}

int story_must_part(struct store *store, int64_t a, int64_t b, struct error *err)
{
    const char **keys = NULL;
    struct arena arena;
    struct db_rows *row;
    size_t n = 0;
    int found, must;

    arena_init(&arena);
    found = query_keys(store, a, &row, err);
    while (found >= 0 && (found = db_step(store, row, err)) > 0) {
        keys = arena_grow(&arena, keys, n, sizeof *keys);
        keys[n++] = db_text_at(row, 0, &arena);
    }
    must = found < 0 ? -1 : share_source(store, a, b, err);
    for (size_t i = 0; i < n && must == 0; i++)
        must = story_forbids(store, b, keys[i], err);
    arena_release(&arena);
    return must;
}

int story_merge(struct store *store, struct story_row *story, int64_t other, struct error *err)
{
    /* row ids rise with the time of birth */
    int64_t older = story->id < other ? story->id : other, younger = story->id < other ? other : story->id;
    const struct db_value both[] = {db_int(older), db_int(younger)};

    story->id = older;
    if (story_get_sort(store, older, &story->sort_at, err) < 0 ||
        db_run(store,
               "UPDATE hit SET story = ?1, sort_at = ?3 WHERE item IN (SELECT id FROM item WHERE story = ?2)",
               DB_VALUES(both[0], both[1], db_int(story->sort_at)), err) < 0 ||
        db_run(store,
               "UPDATE story SET version = max(story.version, other.version), version_at ="
               " coalesce(max(story.version_at, other.version_at), story.version_at, other.version_at)"
               " FROM (SELECT version, version_at FROM story WHERE id = ?2) AS other WHERE id = ?1",
               both, 2, err) < 0 ||
        db_run(store, "UPDATE item SET story = ?1 WHERE story = ?2", both, 2, err) < 0 ||
        db_run(store,
               "UPDATE about SET story = ?1 WHERE story = ?2"
               " AND NOT EXISTS (SELECT 1 FROM about WHERE story = ?1)",
               both, 2, err) < 0 ||
        db_run(store, "UPDATE alias SET story = ?1 WHERE story = ?2", both, 2, err) < 0 ||
        db_run(store, "INSERT INTO alias (key, story) SELECT key, ?1 FROM story WHERE id = ?2", both, 2,
               err) < 0)
        return -1;
    return db_run(store, "DELETE FROM story WHERE id = ?", DB_VALUES(db_int(younger)), err);
}

int story_get_sort(struct store *store, int64_t story, int64_t *sort_at, struct error *err)
{
    struct db_rows *row;
    int found = db_row(store, "SELECT sort_at FROM story WHERE id = ?", DB_VALUES(db_int(story)), &row, err);

    *sort_at = found > 0 ? db_int_at(row, 0) : 0;
    if (found > 0)
        db_done(row);
    return found < 0 ? -1 : 0;
}

int story_has_source(struct store *store, int64_t story, int64_t source, struct error *err)
{
    struct db_rows *row;
    int found = db_row(store, "SELECT 1 FROM item WHERE story = ? AND source = ? LIMIT 1",
                       DB_VALUES(db_int(story), db_int(source)), &row, err);

    if (found > 0)
        db_done(row);
    return found;
}

int story_refresh(struct store *store, int64_t story, struct error *err)
{
    if (dirty_story(store, story, err) < 0)
        return -1;
    return db_run(
        store,
        "UPDATE story SET"
        " best = coalesce((SELECT i.id FROM item i JOIN source o ON o.id = i.source WHERE i.story = story.id"
        "  ORDER BY " STORY_BEST_FIRST " LIMIT 1), 0),"
        " n_items = (SELECT count(*) FROM item WHERE item.story = story.id),"
        " n_topics = (SELECT count(DISTINCT h.topic) FROM item i JOIN hit h ON h.item = i.id WHERE i.story = "
        "story.id)"
        " WHERE id = ?",
        DB_VALUES(db_int(story)), err);
}

static bool is_replacement(const struct item *item)
{
    return strncmp(item->arxiv.announce_type, "replace", 7) == 0;
}

int story_put_version(struct store *store, int64_t story, const struct item *item, bool is_new, int64_t now,
                      struct error *err)
{
    bool is_news = item->arxiv.version > 1 && (!is_new || is_replacement(item));

    if (item->arxiv.version == 0)
        return 0;
    return db_run(
        store,
        "UPDATE story SET version = ?2, version_at = iif(?3 AND (version > 0 OR ?4), ?5, version_at)"
        " WHERE id = ?1 AND version < ?2",
        DB_VALUES(db_int(story), db_int(item->arxiv.version), db_int(is_news), db_int(is_replacement(item)),
                  db_int(now)),
        err);
}
