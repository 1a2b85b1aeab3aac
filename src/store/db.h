#ifndef WEIR_STORE_DB_H
#define WEIR_STORE_DB_H
/*
 * db — the one door to SQLite: connection, cached statements, bound values, transactions, and what an error
 * means to people. The SQL is always static text; values are only ever bound.
 *
 *     sqlite3_stmt *row;
 *     int found = db_row(store, "SELECT id FROM source WHERE name = ?", DB_VALUES(db_text(name)), &row, err);
 *     if (found < 0) …
 *     if (found)
 *         id = db_int_at(row, 0);
 *     db_done(row);
 */
#include <sqlite3.h>
#include <stdint.h>

#include "weir/store/store.h"
#include "weir/text/arena.h"
#include "weir/text/date.h"
#include "weir/text/error.h"

#define DB_LIMIT_STATEMENTS 160  /* the cache; more than there are in the source */
#define DB_CACHE_KIB        8192 /* of pages: a small computer is enough */
#define DB_BUSY_MS          5000 /* how long another process may hold the database */
#define DB_CHECKPOINT_PAGES                                                                                  \
    4000 /* pages that are written twice are written back once: keys fall everywhere */
#define DB_WAL_BYTES      16777216   /* the write-ahead log is cut back to it */
#define DB_APPLICATION_ID 0x77656972 /* "weir": tells our file from anybody else's */

struct store {
    sqlite3 *sqlite;
    char *path;
    struct {
        const char *sql; /* compared by address: each text stands once in the source */
        sqlite3_stmt *statement;
    } cache[DB_LIMIT_STATEMENTS];
    int n_cached;
    int64_t forgot_day; /* the day on which near.h last forgot */
};

struct db_value {
    enum { DB_INT, DB_REAL, DB_TEXT, DB_NULL } kind;
    int64_t i;
    double r;
    const char *s;
};

static inline struct db_value db_int(int64_t i)
{
    return (struct db_value){.kind = DB_INT, .i = i};
}

static inline struct db_value db_real(double r)
{
    return (struct db_value){.kind = DB_REAL, .r = r};
}

/* NULL is stored as "". The text must live until the statement is done. */
static inline struct db_value db_text(const char *s)
{
    return (struct db_value){.kind = DB_TEXT, .s = s ? s : ""};
}

/* DATE_NONE is stored as NULL. */
static inline struct db_value db_moment(int64_t at)
{
    return (struct db_value){.kind = at == DATE_NONE ? DB_NULL : DB_INT, .i = at};
}

#define DB_VALUES(...)                                                                                       \
    (const struct db_value[]){__VA_ARGS__},                                                                  \
        sizeof((const struct db_value[]){__VA_ARGS__}) / sizeof(struct db_value)
#define DB_NO_VALUES NULL, 0

/* Opens the file and sets it up for us (WAL, foreign keys, limits); the schema is schema.h's. */
int db_open(const char *path, struct store **out, struct error *err);

/* Opens a file that is there, to read it alone: nothing is written, neither to it nor beside it. */
int db_open_readonly(const char *path, struct store **out, struct error *err);
void db_close(struct store *store);

/* The statement, ready to step. One text cannot be stepped twice at a time. */
int db_query(struct store *store, const char *sql, const struct db_value *values, size_t n,
             sqlite3_stmt **out, struct error *err);

/* 1: a row stands ready, 0: the end, −1: failed. After the last two the statement is done. */
int db_step(struct store *store, sqlite3_stmt *statement, struct error *err);

/* db_query and the first db_step. */
int db_row(struct store *store, const char *sql, const struct db_value *values, size_t n, sqlite3_stmt **out,
           struct error *err);

/* Gives a statement back before its end; NULL is fine. */
void db_done(sqlite3_stmt *statement);

/* Runs to the end, whatever rows there are. */
int db_run(struct store *store, const char *sql, const struct db_value *values, size_t n, struct error *err);

/* Several statements without values, not cached. */
int db_script(struct store *store, const char *sql, struct error *err);

/* Rows that the last statement changed; the row id that it gave. */
int64_t db_changed(struct store *store);
int64_t db_new_id(struct store *store);

/*
 * A transaction: begin; work; then db_end with the work's result, which commits when it is 0 and otherwise
 * rolls back. Returns what the whole came to.
 */
int db_begin(struct store *store, struct error *err);
int db_end(struct store *store, int result, struct error *err);

/* The columns of a row. Text is copied into the arena; a NULL moment is DATE_NONE. */
int64_t db_int_at(sqlite3_stmt *row, int column);
double db_real_at(sqlite3_stmt *row, int column);
int64_t db_moment_at(sqlite3_stmt *row, int column);
char *db_text_at(sqlite3_stmt *row, int column, struct arena *arena);

#endif
