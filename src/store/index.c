#include "index.h"

#include <string.h>

#include "weir/feed/html.h"
#include "weir/store/search.h"
#include "weir/text/buf.h"
#include "weir/text/utf8.h"

/* HTML is longer than its text by this much at most, else the rest is not read. */
#define HTML_LIMIT (8 * INDEX_LIMIT_TEXT)

#define INDEX_NOTE "index"

/* What is indexed of an item, in the order of the columns; taking words out needs the same as putting in. */
#define WORDS_OF                                                                                             \
    " i.id, i.title, (SELECT group_concat(value ->> 0, char(10)) FROM json_each(iif(json_valid(b.details), " \
    "b.details, '{}'), '$.authors')),"                                                                       \
    " weir_text(iif(b.content_html = '', b.summary_html, b.content_html))"                                   \
    " FROM item i JOIN body b ON b.item = i.id WHERE i.id = "

/* No copy of the text, and no sizes of columns, which our rank (rank.h) does not look at. */
static const char make[] =
    "CREATE TABLE IF NOT EXISTS unindexed (item INTEGER PRIMARY KEY) STRICT;"
    "DROP TRIGGER IF EXISTS item_gone;"
    "DROP TABLE IF EXISTS search;"
    "CREATE VIRTUAL TABLE search USING fts5 (title, author, body, content = '',"
    " columnsize = 0, tokenize = 'weir');"
    /* Four times as many pieces side by side as FTS5's preset: a fifth cheaper, and searches do not feel it.
     * A whole level at once, which takes long, is merged only when that falls behind. */
    "INSERT INTO search (search, rank) VALUES ('automerge', 16);"
    "INSERT INTO search (search, rank) VALUES ('crisismerge', 64);"
    "CREATE TRIGGER item_gone BEFORE DELETE ON item BEGIN"
    " INSERT INTO search (search, rowid, title, author, body) SELECT 'delete'," WORDS_OF
    "old.id AND NOT EXISTS (SELECT 1 FROM unindexed WHERE item = old.id);"
    " DELETE FROM unindexed WHERE item = old.id; END;"
    "INSERT INTO unindexed SELECT id FROM item WHERE true ON CONFLICT DO NOTHING;";

/* weir_text(html): its text, as much as is indexed. */
static void text_of(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct buf text = BUF_INIT(BUF_LIMIT_OUTPUT);
    const char *html = (const char *)sqlite3_value_text(values[0]);
    (void)n;
    html = html != NULL ? html : "";
    html_to_text(html, utf8_prefix(html, HTML_LIMIT), &text);
    sqlite3_result_text(context, text.data, (int)utf8_prefix(text.data, INDEX_LIMIT_TEXT), SQLITE_TRANSIENT);
    buf_release(&text);
}

int index_register(sqlite3 *sqlite)
{
    return sqlite3_create_function(sqlite, "weir_text", 1,
                                   SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL, text_of, NULL,
                                   NULL);
}

static int remake(struct store *store, struct arena *arena, struct error *err)
{
    const char *version;
    if (store_get_note(store, INDEX_NOTE, arena, &version, err) < 0)
        return -1;
    if (strcmp(version, INDEX_VERSION) == 0) /* another process was faster */
        return 0;
    if (db_script(store, make, err) < 0)
        return -1;
    return store_put_note(store, INDEX_NOTE, INDEX_VERSION, err);
}

int index_open(struct store *store, struct error *err)
{
    struct arena arena;
    const char *version;
    arena_init(&arena);
    int rc = store_get_note(store, INDEX_NOTE, &arena, &version, err);
    if (rc == 0 && strcmp(version, INDEX_VERSION) != 0) {
        rc = db_begin(store, err);
        if (rc == 0)
            rc = db_end(store, remake(store, &arena, err), err);
    }
    arena_release(&arena);
    return rc;
}

int index_want(struct store *store, int64_t id, struct error *err)
{
    return db_run(store, "INSERT INTO unindexed VALUES (?) ON CONFLICT DO NOTHING", DB_VALUES(db_int(id)),
                  err);
}

int index_renew(struct store *store, int64_t id, struct error *err)
{
    if (db_run(store,
               "INSERT INTO search (search, rowid, title, author, body) SELECT 'delete'," WORDS_OF
               "?1 AND NOT EXISTS (SELECT 1 FROM unindexed WHERE item = ?1)",
               DB_VALUES(db_int(id)), err) < 0)
        return -1;
    return index_want(store, id, err);
}

/* The next that wait, by falling age: FTS5 takes rising ids in one piece. */
static int take_waiting(struct store *store, int64_t *ids, size_t limit, size_t *n, struct error *err)
{
    sqlite3_stmt *row;
    int found;
    *n = 0;
    if (db_query(store, "SELECT item FROM unindexed ORDER BY item LIMIT ?", DB_VALUES(db_int((int64_t)limit)),
                 &row, err) < 0)
        return -1;
    while ((found = db_step(store, row, err)) > 0)
        ids[(*n)++] = db_int_at(row, 0);
    return found;
}

/* One row at a time by VALUES: an INSERT from a SELECT would have FTS5 write out what it has gathered before
 * each statement (its savepoint does), and every item would be a segment of its own to be merged. */
static int put_words(struct store *store, int64_t id, struct arena *arena, struct error *err)
{
    sqlite3_stmt *row;
    int found = db_row(store, "SELECT" WORDS_OF "?", DB_VALUES(db_int(id)), &row, err);
    if (found <= 0)
        return found;
    const char *title = db_text_at(row, 1, arena), *authors = db_text_at(row, 2, arena),
               *text = db_text_at(row, 3, arena);
    db_done(row);
    return db_run(store, "INSERT INTO search (rowid, title, author, body) VALUES (?, ?, ?, ?)",
                  DB_VALUES(db_int(id), db_text(title), db_text(authors), db_text(text)), err);
}

static int index_waiting(struct store *store, size_t limit, size_t *n, struct error *err)
{
    int64_t ids[INDEX_LIMIT_SLICE];
    struct arena arena;
    int rc = 0;
    if (take_waiting(store, ids, limit, n, err) < 0)
        return -1;
    arena_init(&arena);
    for (size_t i = 0; i < *n && rc == 0; i++) {
        rc = put_words(store, ids[i], &arena, err);
        arena_release(&arena);
    }
    if (rc < 0 || *n == 0)
        return rc;
    return db_run(store, "DELETE FROM unindexed WHERE item <= ?", DB_VALUES(db_int(ids[*n - 1])), err);
}

int store_index(struct store *store, size_t limit, size_t *n, struct error *err)
{
    limit = limit < INDEX_LIMIT_SLICE ? limit : INDEX_LIMIT_SLICE;
    if (db_begin(store, err) < 0)
        return -1;
    return db_end(store, index_waiting(store, limit, n, err), err);
}

int store_count_unindexed(struct store *store, size_t *n, struct error *err)
{
    sqlite3_stmt *row;
    int found = db_row(store, "SELECT count(*) FROM unindexed", DB_NO_VALUES, &row, err);
    *n = found > 0 ? (size_t)db_int_at(row, 0) : 0;
    if (found > 0)
        db_done(row);
    return found < 0 ? -1 : 0;
}
