#include "index.h"

#include <string.h>

#include "details.h"
#include "weir/feed/html.h"
#include "weir/store/note.h"
#include "weir/store/search.h"
#include "weir/text/buf.h"
#include "weir/text/utf8.h"

/* HTML is longer than its text by this much at most, else the rest is not read. */
#define HTML_LIMIT (8 * INDEX_LIMIT_TEXT)

static int make_anew(struct store *store, struct error *err)
{
    struct arena arena;
    const char *version;
    arena_init(&arena);
    int rc = store_get_note(store, NOTE_INDEX, &arena, &version, err);
    if (rc == 0 && strcmp(version, INDEX_VERSION) != 0) { /* else another process was faster */
        rc = db_words_clear(store, err);
        if (rc == 0)
            rc = db_run(store, "INSERT INTO unindexed SELECT id FROM item WHERE true ON CONFLICT DO NOTHING",
                        DB_NO_VALUES, err);
        if (rc == 0)
            rc = store_put_note(store, NOTE_INDEX, INDEX_VERSION, err);
    }
    arena_release(&arena);
    return rc;
}

int index_open(struct store *store, struct error *err)
{
    struct arena arena;
    const char *version;
    arena_init(&arena);
    int rc = store_get_note(store, NOTE_INDEX, &arena, &version, err);
    if (rc == 0 && strcmp(version, INDEX_VERSION) != 0) {
        rc = db_begin(store, err);
        if (rc == 0)
            rc = db_end(store, make_anew(store, err), err);
    }
    arena_release(&arena);
    return rc;
}

int index_want(struct store *store, int64_t first, struct error *err)
{
    return db_run(store, "INSERT INTO unindexed SELECT id FROM item WHERE id >= ? ON CONFLICT DO NOTHING",
                  DB_VALUES(db_int(first)), err);
}

/* What is indexed of an item; 0 when there is none. */
static int read_words(struct store *store, int64_t id, struct arena *arena, struct db_words *out,
                      struct error *err)
{
    struct buf text = BUF_INIT(BUF_LIMIT_OUTPUT), authors = BUF_INIT(DETAILS_LIMIT);
    struct item item;
    struct db_rows *row;
    int found = db_row(store,
                       "SELECT i.title, b.details, CASE b.content_html WHEN '' THEN b.summary_html"
                       " ELSE b.content_html END FROM item i JOIN body b ON b.item = i.id WHERE i.id = ?",
                       DB_VALUES(db_int(id)), &row, err);
    if (found <= 0)
        return found;
    *out = (struct db_words){.item = id, .title = db_text_at(row, 0, arena)};
    details_read(db_text_at(row, 1, arena), arena, &item);
    const char *html = db_text_at(row, 2, arena);
    db_done(row);
    for (size_t i = 0; i < item.n_authors; i++)
        buf_addf(&authors, i > 0 ? "\n%s" : "%s", item.authors[i].name);
    html_to_text(html, utf8_prefix(html, HTML_LIMIT), &text);
    out->authors = arena_copy(arena, authors.data, authors.n);
    out->text = arena_copy(arena, text.data, utf8_prefix(text.data, INDEX_LIMIT_TEXT));
    buf_release(&text);
    buf_release(&authors);
    return 1;
}

int index_drop(struct store *store, int64_t id, struct error *err)
{
    struct arena arena;
    struct db_words words;
    struct db_rows *row;
    int waits = db_row(store, "DELETE FROM unindexed WHERE item = ? RETURNING item", DB_VALUES(db_int(id)),
                       &row, err);
    if (waits != 0) {
        if (waits > 0)
            db_done(row);
        return waits < 0 ? -1 : 0;
    }
    arena_init(&arena);
    int found = read_words(store, id, &arena, &words, err);
    int rc = found > 0 ? db_words_drop(store, &words, err) : found;
    arena_release(&arena);
    return rc;
}

int index_renew(struct store *store, int64_t id, struct error *err)
{
    if (index_drop(store, id, err) < 0)
        return -1;
    return db_run(store, "INSERT INTO unindexed VALUES (?) ON CONFLICT DO NOTHING", DB_VALUES(db_int(id)),
                  err);
}

/* The next that wait, by rising ids. */
static int take_waiting(struct store *store, int64_t *ids, size_t limit, size_t *n, struct error *err)
{
    struct db_rows *row;
    int found;
    *n = 0;
    if (db_query(store, "SELECT item FROM unindexed ORDER BY item LIMIT ?", DB_VALUES(db_int((int64_t)limit)),
                 &row, err) < 0)
        return -1;
    while ((found = db_step(store, row, err)) > 0)
        ids[(*n)++] = db_int_at(row, 0);
    return found;
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
        struct db_words words;
        rc = read_words(store, ids[i], &arena, &words, err);
        if (rc > 0)
            rc = db_words_put(store, &words, err);
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
    struct db_rows *row;
    int found = db_row(store, "SELECT count(*) FROM unindexed", DB_NO_VALUES, &row, err);
    *n = found > 0 ? (size_t)db_int_at(row, 0) : 0;
    if (found > 0)
        db_done(row);
    return found < 0 ? -1 : 0;
}
