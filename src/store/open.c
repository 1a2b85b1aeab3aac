#include "index.h"
#include "weir/store/db.h"
#include "weir/store/note.h"

int store_open(const char *path, struct store **out, struct error *err)
{
    struct store *store;

    if (db_open(path, &store, err) < 0)
        return -1;
    if (index_open(store, err) < 0) {
        db_close(store);
        return -1;
    }
    *out = store;
    return 0;
}

int store_open_readonly(const char *path, struct store **out, struct error *err)
{
    return db_open_readonly(path, out, err);
}

void store_close(struct store *store)
{
    db_close(store);
}

int store_backup(struct store *store, const char *path, void (*progress)(int percent), struct error *err)
{
    return db_copy(store, path, progress, err);
}

int store_get_note(struct store *store, const char *name, struct arena *arena, const char **value,
                   struct error *err)
{
    struct db_rows *row;
    int found = db_row(store, "SELECT value FROM note WHERE name = ?", DB_VALUES(db_text(name)), &row, err);

    if (found < 0)
        return -1;
    *value = found ? db_text_at(row, 0, arena) : "";
    db_done(row);
    return 0;
}

int store_put_note(struct store *store, const char *name, const char *value, struct error *err)
{
    if (value[0] == '\0')
        return db_run(store, "DELETE FROM note WHERE name = ?", DB_VALUES(db_text(name)), err);
    return db_run(store,
                  "INSERT INTO note (name, value) VALUES (?, ?) "
                  "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                  DB_VALUES(db_text(name), db_text(value)), err);
}
