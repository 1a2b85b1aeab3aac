/* Connection, cached statements, transactions, and what an error means to people. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "schema.h"
#include "tokenizer.h"
#include "weir/text/buf.h"

#define CACHE_KIB 8192     /* of pages: a small computer is enough */
#define BUSY_MS   5000     /* how long another process may hold the database */
#define WAL_BYTES 16777216 /* the write-ahead log is cut back to it */
/* pages that are written twice are written back once: keys fall everywhere */
#define CHECKPOINT_PAGES 4000
#define MERGE_PAGES      200 /* of words merged at a time */
#define SHRINK_PAGES     500 /* given back at a time: some milliseconds */

/* What SQLite's trouble means to people, and what they can do. */
static const struct {
    int code;
    enum status status;
    const char *text;
} failures[] = {
    {SQLITE_BUSY, STATUS_BUSY, "another program is writing to it; try again later"},
    {SQLITE_LOCKED, STATUS_BUSY, "another program is writing to it; try again later"},
    {SQLITE_FULL, STATUS_IO, "no room left on the disk; nothing was stored"},
    {SQLITE_CORRUPT, STATUS_IO,
     "the database is damaged; put a backup in its place, or move it away and poll anew"},
    {SQLITE_NOTADB, STATUS_IO, "this is no database of weir's; move it away, or name another state folder"},
    {SQLITE_READONLY, STATUS_CANNOT_CREATE,
     "it cannot be written to; check the owner and the rights of file and folder"},
    {SQLITE_PERM, STATUS_CANNOT_CREATE,
     "it cannot be written to; check the owner and the rights of file and folder"},
    {SQLITE_CANTOPEN, STATUS_CANNOT_CREATE,
     "it cannot be opened; check that the folder exists and is ours to write"},
    {SQLITE_NOMEM, STATUS_IO, "out of memory"},
};

int db_fail(struct store *store, struct error *err)
{
    int code = sqlite3_errcode(store->sqlite);

    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
        if (failures[i].code == code)
            return error_set(err, failures[i].status, "%s: %s", store->path, failures[i].text);
    return error_set(err, STATUS_IO, "%s: %s", store->path, sqlite3_errmsg(store->sqlite));
}

int db_script(struct store *store, const char *sql, struct error *err)
{
    return sqlite3_exec(store->sqlite, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : db_fail(store, err);
}

#define TEXT_OF(x)  #x
#define VALUE_OF(x) TEXT_OF(x)

/* auto_vacuum has to be said before the first table is made. */
static const char set_up[] =
    "PRAGMA auto_vacuum = INCREMENTAL;"
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = NORMAL;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA wal_autocheckpoint = " VALUE_OF(
        CHECKPOINT_PAGES) ";"
                          "PRAGMA cache_size = -" VALUE_OF(CACHE_KIB) ";"
                                                                      "PRAGMA journal_size_limit = " VALUE_OF(
                                                                          WAL_BYTES) ";";

static const char set_up_readonly[] = "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
                                      "PRAGMA cache_size = -" VALUE_OF(CACHE_KIB) ";";

static int open_file(const char *path, const char *name, bool is_readonly, struct store **out,
                     struct error *err)
{
    struct store *store = calloc(1, sizeof *store);

    if (!store)
        abort();
    store->path = strdup(path);
    if (!store->path)
        abort();
    int flags =
        is_readonly ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (sqlite3_open_v2(name, &store->sqlite, flags, NULL) != SQLITE_OK) {
        db_fail(store, err);
        goto out;
    }
    if (tokenizer_register(store->sqlite) != SQLITE_OK) {
        error_set(err, STATUS_SOFTWARE, "this SQLite was built without FTS5, which search needs");
        goto out;
    }
    sqlite3_busy_timeout(store->sqlite, BUSY_MS);
    sqlite3_extended_result_codes(store->sqlite, 0);
    if (!is_readonly && sqlite3_db_readonly(store->sqlite, "main") == 1) {
        error_set(err, STATUS_CANNOT_CREATE,
                  "%s: it cannot be written to; check the owner and the rights of file and folder", path);
        goto out;
    }
    if (db_script(store, is_readonly ? set_up_readonly : set_up, err) < 0 ||
        (is_readonly ? schema_check : schema_upgrade)(store, err) < 0)
        goto out;
    *out = store;
    return 0;
out:
    db_close(store);
    return -1;
}

int db_open(const char *path, struct store **out, struct error *err)
{
    return open_file(path, path, false, out, err);
}

static bool is_there(const char *path, const char *suffix)
{
    struct stat stat_of;
    char *name = sqlite3_mprintf("%s%s", path, suffix);
    bool result = name != NULL && stat(name, &stat_of) == 0;
    sqlite3_free(name);
    return result;
}

/*
 * Without a log beside it (-wal) nobody has the database open, and all of it is in the one file: it is read
 * as immutable, which needs neither locks nor a writable folder. With one, its index in shared memory (-shm)
 * is only read, too. sqlite.org/uri.html, sqlite.org/wal.html#readonly
 */
int db_open_readonly(const char *path, struct store **out, struct error *err)
{
    struct buf name = BUF_INIT(BUF_LIMIT_OUTPUT);
    if (!is_there(path, ""))
        return error_set(err, STATUS_NO_INPUT, "%s: there is no such database", path);
    buf_adds(&name, "file:");
    for (const char *c = path; *c != '\0'; c++)
        buf_addf(&name, strchr("%?#", *c) != NULL ? "%%%02X" : "%c", (unsigned char)*c);
    buf_adds(&name, "?mode=ro");
    if (!is_there(path, "-wal"))
        buf_adds(&name, "&immutable=1");
    else if (is_there(path, "-shm"))
        buf_adds(&name, "&readonly_shm=1");
    int rc = open_file(path, name.data, true, out, err);
    buf_release(&name);
    return rc;
}

void db_close(struct store *store)
{
    if (!store)
        return;
    for (size_t i = 0; i < STATEMENT_SLOTS; i++)
        sqlite3_finalize(store->statements[i].statement);
    sqlite3_close(store->sqlite);
    free(store->path);
    free(store);
}

/* Open addressing by the address of the text: each stands once in the source. */
static int find_statement(struct store *store, const char *sql, struct db_rows **out, struct error *err)
{
    size_t at = ((uintptr_t)sql * UINT64_C(0x9e3779b97f4a7c15)) >> (64 - STATEMENT_BITS);

    while (store->statements[at].sql != NULL && store->statements[at].sql != sql)
        at = (at + 1) % STATEMENT_SLOTS;
    *out = &store->statements[at];
    if ((*out)->sql == sql) {
        sqlite3_reset((*out)->statement);
        return 0;
    }
    if (store->n_statements == STATEMENT_LIMIT)
        return error_set(err, STATUS_SOFTWARE, "%s: more statements than the cache holds", store->path);
    if (sqlite3_prepare_v3(store->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, &(*out)->statement, NULL) !=
        SQLITE_OK)
        return db_fail(store, err);
    (*out)->sql = sql;
    store->n_statements++;
    return 0;
}

static int bind_value(sqlite3_stmt *statement, int at, const struct db_value *value)
{
    switch (value->kind) {
    case DB_INT:
        return sqlite3_bind_int64(statement, at, value->i);
    case DB_REAL:
        return sqlite3_bind_double(statement, at, value->r);
    case DB_TEXT:
        return sqlite3_bind_text(statement, at, value->s, -1, SQLITE_STATIC);
    case DB_BYTES:
        return sqlite3_bind_blob64(statement, at, value->n > 0 ? value->s : "", value->n, SQLITE_STATIC);
    case DB_NULL:
        break;
    }
    return sqlite3_bind_null(statement, at);
}

int db_query(struct store *store, const char *sql, const struct db_value *values, size_t n,
             struct db_rows **out, struct error *err)
{
    if (find_statement(store, sql, out, err) < 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        if (bind_value((*out)->statement, (int)i + 1, &values[i]) != SQLITE_OK)
            return db_fail(store, err);
    return 0;
}

int db_step(struct store *store, struct db_rows *rows, struct error *err)
{
    int result = sqlite3_step(rows->statement);

    if (result == SQLITE_ROW)
        return 1;
    if (result != SQLITE_DONE)
        db_fail(store, err);
    sqlite3_reset(rows->statement);
    return result == SQLITE_DONE ? 0 : -1;
}

int db_row(struct store *store, const char *sql, const struct db_value *values, size_t n,
           struct db_rows **out, struct error *err)
{
    *out = NULL;
    return db_query(store, sql, values, n, out, err) < 0 ? -1 : db_step(store, *out, err);
}

void db_done(struct db_rows *rows)
{
    if (rows != NULL)
        sqlite3_reset(rows->statement);
}

int db_run(struct store *store, const char *sql, const struct db_value *values, size_t n, struct error *err)
{
    struct db_rows *rows;
    int result;

    if (db_query(store, sql, values, n, &rows, err) < 0)
        return -1;
    while ((result = db_step(store, rows, err)) > 0)
        ;
    return result;
}

/* IMMEDIATE: to find out now, and not in the middle, that another process is writing. */
int db_begin(struct store *store, struct error *err)
{
    return db_run(store, "BEGIN IMMEDIATE", DB_NO_VALUES, err);
}

int db_end(struct store *store, int result, struct error *err)
{
    if (result == 0 && db_run(store, "COMMIT", DB_NO_VALUES, err) == 0)
        return 0;
    if (!sqlite3_get_autocommit(store->sqlite))
        sqlite3_exec(store->sqlite, "ROLLBACK", NULL, NULL, NULL);
    return -1;
}

int64_t db_int_at(struct db_rows *row, int column)
{
    return sqlite3_column_int64(row->statement, column);
}

double db_real_at(struct db_rows *row, int column)
{
    return sqlite3_column_double(row->statement, column);
}

int64_t db_moment_at(struct db_rows *row, int column)
{
    return sqlite3_column_type(row->statement, column) == SQLITE_NULL ? DATE_NONE : db_int_at(row, column);
}

char *db_text_at(struct db_rows *row, int column, struct arena *arena)
{
    const char *text = (const char *)sqlite3_column_text(row->statement, column);

    return arena_copy(arena, text ? text : "",
                      text ? (size_t)sqlite3_column_bytes(row->statement, column) : 0);
}

void *db_bytes_at(struct db_rows *row, int column, struct arena *arena, size_t *n)
{
    const void *bytes = sqlite3_column_blob(row->statement, column);
    void *copy;

    *n = bytes ? (size_t)sqlite3_column_bytes(row->statement, column) : 0;
    copy = arena_alloc(arena, *n + 1);
    if (*n > 0)
        memcpy(copy, bytes, *n);
    return copy;
}

const char *db_path(const struct store *store)
{
    return store->path;
}

static int count_free(struct store *store, int64_t *n, struct error *err)
{
    struct db_rows *row;
    int found = db_row(store, "PRAGMA freelist_count", DB_NO_VALUES, &row, err);

    *n = found > 0 ? db_int_at(row, 0) : 0;
    db_done(row);
    return found < 0 ? -1 : 0;
}

/* Has FTS5 merge some of its pieces: the words of what was dropped stay in the old ones until then. 1 when it
 * did. sqlite.org/fts5.html#the_merge_command */
static int merge_words(struct store *store, struct error *err)
{
    int before = sqlite3_total_changes(store->sqlite);

    if (db_run(store, "INSERT INTO search (search, rank) VALUES ('merge', " VALUE_OF(MERGE_PAGES) ")",
               DB_NO_VALUES, err) < 0)
        return -1;
    return sqlite3_total_changes(store->sqlite) - before >= 2;
}

int db_shrink(struct store *store, struct error *err)
{
    int64_t n;
    int merged = merge_words(store, err);

    if (merged != 0)
        return merged;
    if (db_run(store, "PRAGMA incremental_vacuum(" VALUE_OF(SHRINK_PAGES) ")", DB_NO_VALUES, err) < 0 ||
        count_free(store, &n, err) < 0)
        return -1;
    return n > 0;
}
