#include "dirty.h"

int dirty_topic(struct store *store, const char *topic, struct error *err)
{
    return db_run(store, "INSERT INTO dirty (topic) VALUES (?) ON CONFLICT DO NOTHING",
                  DB_VALUES(db_text(topic)), err);
}

int dirty_item(struct store *store, int64_t item, struct error *err)
{
    return db_run(store,
                  "INSERT INTO dirty (topic) SELECT topic FROM hit WHERE item = ? ON CONFLICT DO NOTHING",
                  DB_VALUES(db_int(item)), err);
}

int dirty_story(struct store *store, int64_t story, struct error *err)
{
    return db_run(store,
                  "INSERT INTO dirty (topic) SELECT DISTINCT h.topic FROM item i JOIN hit h ON h.item = i.id"
                  " WHERE i.story = ? ON CONFLICT DO NOTHING",
                  DB_VALUES(db_int(story)), err);
}

int store_is_dirty(struct store *store, const char *topic, bool *dirty, struct error *err)
{
    struct db_rows *row;
    int found = db_row(store, "SELECT 1 FROM dirty WHERE topic = ?", DB_VALUES(db_text(topic)), &row, err);
    if (found > 0)
        db_done(row);
    *dirty = found > 0;
    return found < 0 ? -1 : 0;
}

int store_clean(struct store *store, const char *topic, struct error *err)
{
    return db_run(store, "DELETE FROM dirty WHERE topic = ?", DB_VALUES(db_text(topic)), err);
}
