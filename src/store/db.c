#include "db.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "index.h"
#include "tokenizer.h"
#include "weir/text/buf.h"

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

static int fail(struct store *store, struct error *err)
{
    int code = sqlite3_errcode(store->sqlite);

    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
        if (failures[i].code == code)
            return error_set(err, failures[i].status, "%s: %s", store->path, failures[i].text);
    return error_set(err, STATUS_IO, "%s: %s", store->path, sqlite3_errmsg(store->sqlite));
}

int db_script(struct store *store, const char *sql, struct error *err)
{
    return sqlite3_exec(store->sqlite, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : fail(store, err);
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
        DB_CHECKPOINT_PAGES) ";"
                             "PRAGMA cache_size = -" VALUE_OF(
                                 DB_CACHE_KIB) ";"
                                               "PRAGMA journal_size_limit = " VALUE_OF(DB_WAL_BYTES) ";";

static const char set_up_readonly[] = "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
                                      "PRAGMA cache_size = -" VALUE_OF(DB_CACHE_KIB) ";";

static int open_file(const char *path, const char *name, int flags, const char *pragmas, struct store **out,
                     struct error *err)
{
    struct store *store = calloc(1, sizeof *store);

    if (!store)
        abort();
    store->path = strdup(path);
    if (!store->path)
        abort();
    if (sqlite3_open_v2(name, &store->sqlite, flags, NULL) != SQLITE_OK) {
        fail(store, err);
        goto out;
    }
    if (tokenizer_register(store->sqlite) != SQLITE_OK || index_register(store->sqlite) != SQLITE_OK) {
        error_set(err, STATUS_SOFTWARE, "this SQLite was built without FTS5, which search needs");
        goto out;
    }
    sqlite3_busy_timeout(store->sqlite, DB_BUSY_MS);
    sqlite3_extended_result_codes(store->sqlite, 0);
    if ((flags & SQLITE_OPEN_READWRITE) != 0 && sqlite3_db_readonly(store->sqlite, "main") == 1) {
        error_set(err, STATUS_CANNOT_CREATE,
                  "%s: it cannot be written to; check the owner and the rights of file and folder", path);
        goto out;
    }
    if (db_script(store, pragmas, err) < 0)
        goto out;
    *out = store;
    return 0;
out:
    db_close(store);
    return -1;
}

int db_open(const char *path, struct store **out, struct error *err)
{
    return open_file(path, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, set_up, out, err);
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
    int rc = open_file(path, name.data, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, set_up_readonly, out, err);
    buf_release(&name);
    return rc;
}

void db_close(struct store *store)
{
    if (!store)
        return;
    for (int i = 0; i < store->n_cached; i++)
        sqlite3_finalize(store->cache[i].statement);
    sqlite3_close(store->sqlite);
    free(store->path);
    free(store);
}

static int find_statement(struct store *store, const char *sql, sqlite3_stmt **out, struct error *err)
{
    for (int i = 0; i < store->n_cached; i++)
        if (store->cache[i].sql == sql) {
            *out = store->cache[i].statement;
            sqlite3_reset(*out);
            return 0;
        }
    if (store->n_cached == DB_LIMIT_STATEMENTS)
        return error_set(err, STATUS_SOFTWARE, "%s: more statements than the cache holds", store->path);
    if (sqlite3_prepare_v3(store->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL) != SQLITE_OK)
        return fail(store, err);
    store->cache[store->n_cached].sql = sql;
    store->cache[store->n_cached++].statement = *out;
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
    case DB_NULL:
        break;
    }
    return sqlite3_bind_null(statement, at);
}

int db_query(struct store *store, const char *sql, const struct db_value *values, size_t n,
             sqlite3_stmt **out, struct error *err)
{
    if (find_statement(store, sql, out, err) < 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        if (bind_value(*out, (int)i + 1, &values[i]) != SQLITE_OK)
            return fail(store, err);
    return 0;
}

int db_step(struct store *store, sqlite3_stmt *statement, struct error *err)
{
    int result = sqlite3_step(statement);

    if (result == SQLITE_ROW)
        return 1;
    if (result != SQLITE_DONE)
        fail(store, err);
    sqlite3_reset(statement);
    return result == SQLITE_DONE ? 0 : -1;
}

int db_row(struct store *store, const char *sql, const struct db_value *values, size_t n, sqlite3_stmt **out,
           struct error *err)
{
    *out = NULL;
    return db_query(store, sql, values, n, out, err) < 0 ? -1 : db_step(store, *out, err);
}

void db_done(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
}

int db_run(struct store *store, const char *sql, const struct db_value *values, size_t n, struct error *err)
{
    sqlite3_stmt *statement;
    int result;

    if (db_query(store, sql, values, n, &statement, err) < 0)
        return -1;
    while ((result = db_step(store, statement, err)) > 0)
        ;
    return result;
}

int64_t db_changed(struct store *store)
{
    return sqlite3_changes64(store->sqlite);
}

int64_t db_new_id(struct store *store)
{
    return sqlite3_last_insert_rowid(store->sqlite);
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

int64_t db_int_at(sqlite3_stmt *row, int column)
{
    return sqlite3_column_int64(row, column);
}

double db_real_at(sqlite3_stmt *row, int column)
{
    return sqlite3_column_double(row, column);
}

int64_t db_moment_at(sqlite3_stmt *row, int column)
{
    return sqlite3_column_type(row, column) == SQLITE_NULL ? DATE_NONE : sqlite3_column_int64(row, column);
}

char *db_text_at(sqlite3_stmt *row, int column, struct arena *arena)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return arena_copy(arena, text ? text : "", text ? (size_t)sqlite3_column_bytes(row, column) : 0);
}
