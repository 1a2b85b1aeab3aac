/* A copy of the whole. */
#include "connection.h"

#define PAGES_A_STEP 2000

static int copy(struct store *store, sqlite3 *to, void (*progress)(int percent))
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", store->sqlite, "main");
    if (backup == NULL)
        return sqlite3_errcode(to);
    int rc;
    do {
        rc = sqlite3_backup_step(backup, PAGES_A_STEP);
        int total = sqlite3_backup_pagecount(backup);
        if (progress != NULL)
            progress(total > 0 ? (int)(100LL * (total - sqlite3_backup_remaining(backup)) / total) : 100);
    } while (rc == SQLITE_OK);
    sqlite3_backup_finish(backup);
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* A snapshot that is held from the first page to the last: otherwise SQLite begins anew with every write of
 * the daemon, and on a busy day never ends. */
int db_copy(struct store *store, const char *path, void (*progress)(int percent), struct error *err)
{
    sqlite3 *to = NULL;
    struct db_rows *row;
    if (db_script(store, "BEGIN", err) < 0)
        return -1;
    int found = db_row(store, "SELECT count(*) FROM sqlite_schema", DB_NO_VALUES, &row, err);
    int rc = found < 0 ? -1 : 0;
    if (rc == 0 && sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK)
        rc = error_set(err, STATUS_CANNOT_CREATE, "%s: %s", path, sqlite3_errmsg(to));
    if (rc == 0) {
        int result = copy(store, to, progress);
        if (result != SQLITE_OK)
            rc = error_set(err, STATUS_IO, "%s: %s", path, sqlite3_errstr(result));
    }
    sqlite3_close(to);
    if (found > 0)
        db_done(row);
    struct error late;
    db_script(store, "ROLLBACK", &late);
    return rc;
}
