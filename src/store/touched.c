/*
 * touched — which topics' feeds are out of date; triggers (schema.c) say so whatever the change was.
 */
#include "db.h"

int store_is_touched(struct store *store, const char *topic, bool *touched, struct error *err)
{
    sqlite3_stmt *row;
    int found = db_row(store, "SELECT 1 FROM touched WHERE topic = ?", DB_VALUES(db_text(topic)), &row, err);
    if (found > 0)
        db_done(row);
    *touched = found > 0;
    return found < 0 ? -1 : 0;
}

int store_settle(struct store *store, const char *topic, struct error *err)
{
    return db_run(store, "DELETE FROM touched WHERE topic = ?", DB_VALUES(db_text(topic)), err);
}
