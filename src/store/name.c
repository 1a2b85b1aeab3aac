#include "name.h"

int name_find(struct store *store, int64_t source, uint64_t name, struct known_item *out, struct error *err)
{
    struct db_rows *row;
    int found;

    if (name == 0)
        return 0;
    found = db_row(store,
                   "SELECT i.id, i.fingerprint, i.seen_at FROM name n JOIN item i ON i.id = n.item"
                   " WHERE n.source = ? AND n.hash = ? ORDER BY n.item DESC LIMIT 1",
                   DB_VALUES(db_int(source), db_int((int64_t)name)), &row, err);
    if (found > 0) {
        *out = (struct known_item){
            .id = db_int_at(row, 0), .fingerprint = db_int_at(row, 1), .seen_at = db_int_at(row, 2)};
        db_done(row);
    }
    return found;
}

int name_put(struct store *store, int64_t source, const struct item_names *names, int64_t item,
             struct error *err)
{
    const uint64_t hashes[] = {names->guid, names->link, names->title, names->whole};

    for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++)
        if (hashes[i] != 0 &&
            db_run(store, "INSERT INTO name (source, hash, item) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                   DB_VALUES(db_int(source), db_int((int64_t)hashes[i]), db_int(item)), err) < 0)
            return -1;
    return 0;
}
