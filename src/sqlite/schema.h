#ifndef WEIR_SQLITE_SCHEMA_H
#define WEIR_SQLITE_SCHEMA_H
/*
 * schema — the tables, and the steps that bring an older database up to date. A step is never changed once it
 * is released; a new one goes at the end, with a test.
 */
#include "connection.h"

/* The newest version: PRAGMA user_version of an up-to-date database. */
int schema_version(void);

/* Is it weir's, and up to date? Changes nothing. */
int schema_check(struct store *store, struct error *err);

/* Brings the database up to date, each step in a transaction. Refuses what is not weir's, or is of a newer
 * weir. */
int schema_upgrade(struct store *store, struct error *err);

#endif
