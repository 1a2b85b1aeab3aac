#include "schema.h"

#include <stdio.h>

/* A count of the span in which an item was published is no longer right: until step 8, which leaves that to
 * code. */
#define FORGET_SPREAD(row)                                                                                   \
    " DELETE FROM spread WHERE source = " row ".source AND from_at <= " row ".published_at"                  \
    " AND to_at > " row ".published_at;"
#define FORGET_OLD FORGET_SPREAD("old")
#define FORGET_NEW FORGET_SPREAD("new")

/* The index of words is no step: it is made from the items, and made anew when its rules change (words.c). */
static const char *const steps[] = {
    /* 1: sources, items, stories, hits, notes */
    /* What is known of a source from one poll to the next; the columns are those of struct source_state.
     * Moments are seconds since 1970 UTC, NULL when there is none. */
    "CREATE TABLE source ("
    " id INTEGER PRIMARY KEY,"
    " name TEXT NOT NULL UNIQUE,"
    " title TEXT NOT NULL DEFAULT '',"
    " home_page_url TEXT NOT NULL DEFAULT '',"
    " url TEXT NOT NULL DEFAULT '',"
    " etag TEXT NOT NULL DEFAULT '',"
    " last_modified TEXT NOT NULL DEFAULT '',"
    " parser_version INTEGER NOT NULL DEFAULT 0,"
    " body_hash INTEGER NOT NULL DEFAULT 0,"
    " moved_url TEXT NOT NULL DEFAULT '',"
    " moved_at INTEGER,"
    " mirror INTEGER NOT NULL DEFAULT 0,"
    " rank INTEGER NOT NULL DEFAULT 0,"
    " polled_at INTEGER,"
    " ok_at INTEGER,"
    " new_at INTEGER,"
    " empty_at INTEGER,"
    " silent_at INTEGER,"
    " failing_since_at INTEGER,"
    " n_failures INTEGER NOT NULL DEFAULT 0,"
    " failure TEXT NOT NULL DEFAULT '',"
    " gone INTEGER NOT NULL DEFAULT 0,"
    " fresh_s INTEGER NOT NULL DEFAULT -1,"
    " retry_after_s INTEGER NOT NULL DEFAULT -1,"
    " ttl_s INTEGER NOT NULL DEFAULT 0,"
    " sy_period_s INTEGER NOT NULL DEFAULT 0,"
    " skip_hours INTEGER NOT NULL DEFAULT 0,"
    " skip_days INTEGER NOT NULL DEFAULT 0,"
    " next_at INTEGER,"
    " next_why TEXT NOT NULL DEFAULT '',"
    " quirks INTEGER NOT NULL DEFAULT 0" /* what was noticed about its guids: bits of enum quirk (store/put.h)
                                          */
    ") STRICT;"

    /* The addresses of a source that has mirrors (struct mirror_state). */
    "CREATE TABLE mirror ("
    " source INTEGER NOT NULL REFERENCES source,"
    " url TEXT NOT NULL,"
    " n_failures INTEGER NOT NULL,"
    " failure TEXT NOT NULL,"
    " retry_at INTEGER,"
    " newest_at INTEGER,"
    " PRIMARY KEY (source, url)"
    ") STRICT, WITHOUT ROWID;"

    /* What readers see once. `key` is the identity that it was born with; its entry id is made of it, so it
     * never changes. Further names of the same work stand in `alias`. */
    "CREATE TABLE story ("
    " id INTEGER PRIMARY KEY,"
    " key TEXT NOT NULL UNIQUE,"
    " best INTEGER NOT NULL DEFAULT 0," /* the item that shows it */
    " first_seen_at INTEGER NOT NULL,"
    " sort_at INTEGER NOT NULL," /* published, bounded by first seen */
    " backfill INTEGER NOT NULL,"
    " n_items INTEGER NOT NULL DEFAULT 0,"
    " n_topics INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "CREATE INDEX story_by_first_seen ON story (first_seen_at);"
    "CREATE INDEX story_by_sort ON story (sort_at);"
    "CREATE INDEX story_with_topic ON story (sort_at) WHERE n_topics > 0;"
    "CREATE TABLE alias ("
    " key TEXT PRIMARY KEY,"
    " story INTEGER NOT NULL REFERENCES story ON DELETE CASCADE"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX alias_by_story ON alias (story);"

    /* What one source said of a story; the long part stands in `body`, so that looking through items is
       cheap. */
    "CREATE TABLE item ("
    " id INTEGER PRIMARY KEY,"
    " source INTEGER NOT NULL REFERENCES source,"
    " story INTEGER NOT NULL REFERENCES story ON DELETE CASCADE,"
    " guid TEXT NOT NULL,"
    " url TEXT NOT NULL,"
    " title TEXT NOT NULL,"
    " published_at INTEGER,"
    " updated_at INTEGER,"
    " first_seen_at INTEGER NOT NULL,"
    " seen_at INTEGER NOT NULL,"     /* in the source's document, to the day */
    " fingerprint INTEGER NOT NULL," /* of all that the source said: has it changed? */
    " grade INTEGER NOT NULL" /* how well it represents the story: lower is better (representative.h) */
    ") STRICT;"
    "CREATE INDEX item_by_story ON item (story);"
    "CREATE INDEX item_by_source ON item (source, published_at);"
    "CREATE INDEX item_by_first_seen ON item (first_seen_at);"
    "CREATE TABLE body ("
    " item INTEGER PRIMARY KEY REFERENCES item ON DELETE CASCADE,"
    " summary_html TEXT NOT NULL,"
    " content_html TEXT NOT NULL,"
    " language TEXT NOT NULL,"
    " rights TEXT NOT NULL,"
    " comments_url TEXT NOT NULL,"
    " image TEXT NOT NULL,"
    " details TEXT NOT NULL" /* JSON: authors, categories, links, … (store/details.h) */
    ") STRICT;"

    /* Every name by which a source has called an item: fingerprints of guid, link, title and date
     * (store/name.h).
     */
    "CREATE TABLE name ("
    " source INTEGER NOT NULL REFERENCES source,"
    " hash INTEGER NOT NULL,"
    " item INTEGER NOT NULL,"
    " PRIMARY KEY (source, hash, item)"
    ") STRICT, WITHOUT ROWID;"

    /* The topics of an item; those of a story are the union over its items. `story` and `sort_at` repeat the
     * story's, so that a topic's newest are read from the index. */
    "CREATE TABLE hit ("
    " item INTEGER NOT NULL REFERENCES item ON DELETE CASCADE,"
    " topic TEXT NOT NULL,"
    " score REAL NOT NULL,"
    " terms TEXT NOT NULL," /* JSON (store/details.h) */
    " story INTEGER NOT NULL,"
    " sort_at INTEGER NOT NULL,"
    " PRIMARY KEY (item, topic)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX hit_by_topic ON hit (topic, sort_at, story);"

    /* Anchors of the texts of the last two weeks: what shares some may be a repost (store/near.h). */
    "CREATE TABLE near ("
    " anchor INTEGER NOT NULL,"
    " item INTEGER NOT NULL,"
    " PRIMARY KEY (anchor, item)"
    ") STRICT, WITHOUT ROWID;"

    /* The paper that a story explains, by the paper's key; that story may come later, or never. */
    "CREATE TABLE about ("
    " story INTEGER PRIMARY KEY REFERENCES story ON DELETE CASCADE,"
    " key TEXT NOT NULL"
    ") STRICT;"
    "CREATE INDEX about_by_key ON about (key);"

    "CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;",

    /* 2: topics whose stories changed since their feeds were published (store/dirty.c). */
    "CREATE TABLE touched (topic TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;"
    "CREATE TRIGGER hit_new AFTER INSERT ON hit BEGIN"
    " INSERT INTO touched VALUES (new.topic) ON CONFLICT DO NOTHING; END;"
    "CREATE TRIGGER hit_changed AFTER UPDATE ON hit BEGIN"
    " INSERT INTO touched VALUES (new.topic) ON CONFLICT DO NOTHING; END;"
    "CREATE TRIGGER hit_gone AFTER DELETE ON hit BEGIN"
    " INSERT INTO touched VALUES (old.topic) ON CONFLICT DO NOTHING; END;"
    "CREATE TRIGGER story_changed AFTER UPDATE ON story BEGIN"
    " INSERT INTO touched SELECT DISTINCT h.topic FROM item i JOIN hit h ON h.item = i.id WHERE i.story = "
    "new.id"
    " ON CONFLICT DO NOTHING; END;",

    /* 3: the works that the reader's lists name, by their keys (store/listed.c); of each story the newest
     * version of its paper, 0 when it is none, and when that came as news (store/story.c). */
    "CREATE TABLE listed (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;"
    "ALTER TABLE story ADD COLUMN version INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE story ADD COLUMN version_at INTEGER;"
    "CREATE INDEX story_by_version ON story (version_at) WHERE version_at IS NOT NULL;",

    /* 4: grades leave room for versions (story/representative.h). */
    "UPDATE item SET grade = grade * 1000;",

    /* 5: the hub that a source's document names, and what was agreed with hubs (subscription.h). */
    "ALTER TABLE source ADD COLUMN hub TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE source ADD COLUMN hub_topic TEXT NOT NULL DEFAULT '';"
    "CREATE TABLE subscription ("
    " id TEXT PRIMARY KEY,"
    " callback TEXT NOT NULL,"
    " source TEXT NOT NULL," /* by name: a source that was taken out of feeds.conf is still to be signed off
                              */
    " hub TEXT NOT NULL,"
    " topic TEXT NOT NULL,"
    " secret TEXT NOT NULL,"
    " is_wanted INTEGER NOT NULL,"
    " verified_at INTEGER,"
    " lease_until_at INTEGER,"
    " heard_at INTEGER,"
    " next_at INTEGER NOT NULL,"
    " n_tries INTEGER NOT NULL,"
    " failure TEXT NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX subscription_by_source ON subscription (source);",

    /* 6: the stories with a topic by when they were first seen, of which digests and archives are made; how
     * many items of a source were published in a span, until one of these comes, goes or gets another date
     * (store/spread.c). */
    "CREATE INDEX story_matched ON story (first_seen_at) WHERE n_topics > 0;"
    "CREATE TABLE spread ("
    " source INTEGER NOT NULL REFERENCES source,"
    " from_at INTEGER NOT NULL,"
    " to_at INTEGER NOT NULL,"
    " n INTEGER NOT NULL,"
    " PRIMARY KEY (source, from_at, to_at)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TRIGGER item_came AFTER INSERT ON item BEGIN" FORGET_NEW " END;"
    "CREATE TRIGGER item_went AFTER DELETE ON item BEGIN" FORGET_OLD " END;"
    "CREATE TRIGGER item_dated AFTER UPDATE OF published_at ON item"
    " WHEN new.published_at IS NOT old.published_at BEGIN" FORGET_OLD FORGET_NEW " END;",

    /* 7: how far deliveries have come (store/delivery.h). */
    "CREATE TABLE delivery ("
    " name TEXT PRIMARY KEY,"
    " told TEXT NOT NULL,"
    " sending TEXT NOT NULL,"
    " token TEXT NOT NULL,"
    " is_ended INTEGER NOT NULL,"
    " n_failures INTEGER NOT NULL,"
    " retry_at INTEGER,"
    " failure TEXT NOT NULL"
    ") STRICT, WITHOUT ROWID;",

    /* 8: what followed from a change by triggers is done by code that can be read: topics become dirty
     * (store/dirty.c), counts are forgotten (store/spread.c), words are taken out (store/index.c), for which
     * items wait here. */
    "DROP TRIGGER IF EXISTS hit_new; DROP TRIGGER IF EXISTS hit_changed; DROP TRIGGER IF EXISTS hit_gone;"
    "DROP TRIGGER IF EXISTS story_changed; DROP TRIGGER IF EXISTS item_came; DROP TRIGGER IF EXISTS "
    "item_went;"
    "DROP TRIGGER IF EXISTS item_dated; DROP TRIGGER IF EXISTS item_gone;"
    "ALTER TABLE touched RENAME TO dirty;"
    "CREATE TABLE IF NOT EXISTS unindexed (item INTEGER PRIMARY KEY) STRICT;"
    /* … what is too old goes (store/expire.c): not while it may stand in the document that was read last, at
     * `read_at`, and with all its names. */
    "ALTER TABLE source ADD COLUMN read_at INTEGER;"
    "UPDATE source SET read_at = (SELECT max(seen_at) FROM item WHERE item.source = source.id);"
    "CREATE INDEX name_by_item ON name (item);",

    /* 9: what an item of the last two weeks is compared by, made when it is first compared (store/near.c):
     * its folded title and, sorted, the hashes of its text. */
    "CREATE TABLE sketch ("
    " item INTEGER PRIMARY KEY REFERENCES item ON DELETE CASCADE,"
    " title TEXT NOT NULL,"
    " numbers TEXT NOT NULL,"
    " n_units INTEGER NOT NULL,"
    " is_telling INTEGER NOT NULL,"
    " shingles BLOB NOT NULL"
    ") STRICT;",

    /* 10: the reader's word on stories (store/feedback.h). */
    "CREATE TABLE feedback ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " item INTEGER NOT NULL REFERENCES item ON DELETE CASCADE,"
    " topic TEXT NOT NULL,"
    " is_kept INTEGER NOT NULL,"
    " at INTEGER NOT NULL,"
    " UNIQUE (item, topic)"
    ") STRICT;",

    /* 11: what digests told of sources in trouble (store/digest_trouble.h); it stood in notes "troubles
     * NAME", a line "KIND<TAB>SOURCE<TAB>TEXT" each. */
    "CREATE TABLE digest (name TEXT PRIMARY KEY, to_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE digest_trouble ("
    " digest TEXT NOT NULL REFERENCES digest ON DELETE CASCADE,"
    " place INTEGER NOT NULL,"
    " kind TEXT NOT NULL,"
    " source TEXT NOT NULL,"
    " text TEXT NOT NULL,"
    " PRIMARY KEY (digest, place)"
    ") STRICT, WITHOUT ROWID;"
    "INSERT INTO digest SELECT day, CAST(coalesce(strftime('%s', day, '+1 day'), strftime('%s',"
    " substr(day, 1, 4) || '-01-01', '+' || (7 * substr(day, 7)) || ' days'), 0) AS INTEGER)"
    " FROM (SELECT substr(name, 10) AS day FROM note WHERE substr(name, 1, 9) = 'troubles ');"
    "INSERT INTO digest_trouble WITH RECURSIVE line (digest, place, text, rest) AS"
    " (SELECT substr(name, 10), -1, '', value FROM note WHERE substr(name, 1, 9) = 'troubles '"
    "  UNION ALL SELECT digest, place + 1, substr(rest, 1, instr(rest, char(10)) - 1),"
    "  substr(rest, instr(rest, char(10)) + 1) FROM line WHERE instr(rest, char(10)) > 0),"
    " field (digest, place, kind, rest) AS (SELECT digest, place, substr(text, 1, instr(text, char(9)) - 1),"
    "  substr(text, instr(text, char(9)) + 1) FROM line WHERE instr(text, char(9)) > 1)"
    " SELECT digest, place, kind, substr(rest, 1, instr(rest, char(9)) - 1),"
    " substr(rest, instr(rest, char(9)) + 1) FROM field WHERE instr(rest, char(9)) > 0;"
    "DELETE FROM note WHERE value = '' OR substr(name, 1, 9) = 'troubles ';",
};

int schema_version(void)
{
    return (int)(sizeof steps / sizeof *steps);
}

static int read_pragma(struct store *store, const char *sql, int64_t *out, struct error *err)
{
    struct db_rows *row;
    int found = db_row(store, sql, DB_NO_VALUES, &row, err);

    if (found < 0)
        return -1;
    *out = found ? db_int_at(row, 0) : 0;
    db_done(row);
    return 0;
}

/* One step, unless another process was faster. */
static int take_step(struct store *store, int64_t version, struct error *err)
{
    char mark[80];
    int64_t now = 0;
    int result = db_begin(store, err);

    if (result < 0)
        return -1;
    result = read_pragma(store, "PRAGMA user_version", &now, err);
    if (result == 0 && now == version) {
        snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = %d", DB_APPLICATION_ID,
                 (int)version + 1);
        result = db_script(store, steps[version], err);
        if (result == 0)
            result = db_script(store, mark, err);
    }
    return db_end(store, result, err);
}

/* Is it weir's, and of which version? One of a newer weir is refused. */
static int read_version(struct store *store, int64_t *version, struct error *err)
{
    int64_t application = 0, n_tables = 0;

    if (read_pragma(store, "PRAGMA user_version", version, err) < 0 ||
        read_pragma(store, "PRAGMA application_id", &application, err) < 0 ||
        read_pragma(store, "SELECT count(*) FROM sqlite_schema", &n_tables, err) < 0)
        return -1;
    if (application != DB_APPLICATION_ID && n_tables > 0)
        return error_set(err, STATUS_IO, "%s: this is no database of weir's; name another state folder",
                         store->path);
    if (*version > schema_version())
        return error_set(err, STATUS_IO,
                         "%s: written by a newer weir (schema %lld, ours is %d); use that one", store->path,
                         (long long)*version, schema_version());
    return 0;
}

int schema_check(struct store *store, struct error *err)
{
    int64_t version = 0;
    if (read_version(store, &version, err) < 0)
        return -1;
    if (version < schema_version())
        return error_set(err, STATUS_IO,
                         "%s: written by an older weir; start this one with the right to write there, once",
                         store->path);
    return 0;
}

int schema_upgrade(struct store *store, struct error *err)
{
    int64_t version = 0;
    if (read_version(store, &version, err) < 0)
        return -1;
    for (; version < schema_version(); version++)
        if (take_step(store, version, err) < 0)
            return -1;
    return 0;
}
