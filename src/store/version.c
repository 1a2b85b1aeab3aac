#include "version.h"

#include <string.h>

static bool is_replacement(const struct item *item)
{
    return strncmp(item->arxiv.announce_type, "replace", 7) == 0;
}

int version_put(struct store *store, int64_t story, const struct item *item, bool is_new, int64_t now,
                struct error *err)
{
    bool is_news = item->arxiv.version > 1 && (!is_new || is_replacement(item));

    if (item->arxiv.version == 0)
        return 0;
    return db_run(
        store,
        "UPDATE story SET version = ?2, version_at = iif(?3 AND (version > 0 OR ?4), ?5, version_at)"
        " WHERE id = ?1 AND version < ?2",
        DB_VALUES(db_int(story), db_int(item->arxiv.version), db_int(is_news), db_int(is_replacement(item)),
                  db_int(now)),
        err);
}
