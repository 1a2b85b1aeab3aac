#ifndef WEIR_STORE_DB_H
#define WEIR_STORE_DB_H
/*
 * db — all that the store asks of a database engine: statements and their rows, transactions, the index of
 * words, a copy, room given back. src/sqlite is the one that there is; no type of its stands here, and only
 * there may one be named (src/FLOORS). What is asked is SQL that stands once, in src/store, with parameters
 * `?` or `?1`; values are only ever bound.
 *
 *     struct db_rows *row;
 *     int found = db_row(store, "SELECT id FROM source WHERE name = ?", DB_VALUES(db_text(name)), &row, err);
 *     if (found < 0) …
 *     if (found)
 *         id = db_int_at(row, 0);
 *     db_done(row);
 *
 * db_run promises no more than that the statement is on its way: what goes wrong with it is told at the
 * latest by db_end, so that an engine on another machine may send many without waiting for each.
 */
#include "weir/store/search.h"
#include "weir/store/store.h"
#include "weir/text/arena.h"
#include "weir/text/date.h"
#include "weir/text/error.h"

/* A statement that gives rows, standing at one of them. */
struct db_rows;

/* A value to be bound. */
struct db_value {
    enum { DB_INT, DB_REAL, DB_TEXT, DB_BYTES, DB_NULL } kind;
    int64_t i;
    double r;
    const void *s;
    size_t n; /* bytes, of DB_BYTES */
};

/* A number. */
static inline struct db_value db_int(int64_t i)
{
    return (struct db_value){.kind = DB_INT, .i = i};
}

/* A number with a fraction. */
static inline struct db_value db_real(double r)
{
    return (struct db_value){.kind = DB_REAL, .r = r};
}

/* NULL is stored as "". The text must live until the statement is done. */
static inline struct db_value db_text(const char *s)
{
    return (struct db_value){.kind = DB_TEXT, .s = s ? s : ""};
}

/* Bytes of whatever kind; they must live as long. */
static inline struct db_value db_bytes(const void *bytes, size_t n)
{
    return (struct db_value){.kind = DB_BYTES, .s = bytes, .n = n};
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

/* Opens or makes the database, and brings an older schema up to date. As store_open. */
int db_open(const char *path, struct store **out, struct error *err);
/* Opens one that is there and up to date, to read it alone. As store_open_readonly. */
int db_open_readonly(const char *path, struct store **out, struct error *err);
/* Closes it; NULL is fine. */
void db_close(struct store *store);

/* Where it is, for messages. Borrowed. */
const char *db_path(const struct store *store);

/* The statement, ready to step. One text cannot be stepped twice at a time. */
int db_query(struct store *store, const char *sql, const struct db_value *values, size_t n,
             struct db_rows **out, struct error *err);

/* 1: a row stands ready, 0: the end, −1: failed. After the last two the statement is done. */
int db_step(struct store *store, struct db_rows *rows, struct error *err);

/* db_query and the first db_step. */
int db_row(struct store *store, const char *sql, const struct db_value *values, size_t n,
           struct db_rows **out, struct error *err);

/* Gives a statement back before its end; NULL is fine. */
void db_done(struct db_rows *rows);

/* Runs to the end, whatever rows there are. */
int db_run(struct store *store, const char *sql, const struct db_value *values, size_t n, struct error *err);

/*
 * A transaction: begin; work; then db_end with the work's result, which commits when it is 0 and otherwise
 * rolls back. Returns what the whole came to.
 */
int db_begin(struct store *store, struct error *err);
/* Ends it. */
int db_end(struct store *store, int result, struct error *err);

/* The columns of a row. Text is copied into the arena; a NULL moment is DATE_NONE. */
int64_t db_int_at(struct db_rows *row, int column);
double db_real_at(struct db_rows *row, int column);
int64_t db_moment_at(struct db_rows *row, int column);
char *db_text_at(struct db_rows *row, int column, struct arena *arena);
void *db_bytes_at(struct db_rows *row, int column, struct arena *arena, size_t *n);

/*
 * The index of words: of each item that was put, title, authors and text, found by its id. An engine that
 * keeps no copy of the text is told it again when it is to be dropped.
 */
struct db_words {
    int64_t item;
    const char *title, *authors, *text;
};

/* Empties the index. */
int db_words_clear(struct store *store, struct error *err);
/* Has the item found by these words. */
int db_words_put(struct store *store, const struct db_words *words, struct error *err);
/* … and no more by these, with which it was put. */
int db_words_drop(struct store *store, const struct db_words *words, struct error *err);

/*
 * The stories that a search finds, as rows of one column. `first_item` and later items alone are looked at;
 * `sources` are the names that the search's `source` stands for, each behind a line break; see store_search
 * for the rest.
 */
int db_search(struct store *store, const struct search *search, enum search_order order, const char *sources,
              int64_t first_item, size_t limit, struct arena *arena, struct db_rows **out, struct error *err);

/* Copies the whole; see store_backup (weir/store/store.h). */
int db_copy(struct store *store, const char *path, void (*progress)(int percent), struct error *err);

/* Gives a part of the room of what was deleted back to the disk, so little that it takes no time to speak of:
 * 1 while there may be more, 0, −1. */
int db_shrink(struct store *store, struct error *err);

#endif
