#ifndef WEIR_SQLITE_CONNECTION_H
#define WEIR_SQLITE_CONNECTION_H
/*
 * connection — what stands behind weir/store/db.h here: one SQLite connection and the statements that it has
 * prepared.
 */
#include <sqlite3.h>

#include "weir/store/db.h"

#define STATEMENT_LIMIT   200 /* more than there are in the source */
#define STATEMENT_BITS    9
#define STATEMENT_SLOTS   ((size_t)1 << STATEMENT_BITS)
#define DB_APPLICATION_ID 0x77656972 /* "weir": tells our file from anybody else's */

struct db_rows {
    const char *sql; /* compared by address: each text stands once in the source */
    sqlite3_stmt *statement;
};

struct store {
    sqlite3 *sqlite;
    char *path;
    struct db_rows statements[STATEMENT_SLOTS];
    size_t n_statements;
};

/* Says in words what SQLite's last call of this connection came to. -1. */
int db_fail(struct store *store, struct error *err);

/* Runs several statements without values, not cached. */
int db_script(struct store *store, const char *sql, struct error *err);

#endif
