#include "about.h"

#include "also.h"
#include "weir/story/mention.h"

#define ABOUT_LIMIT 20 /* posts that are listed under a paper */

int about_put(struct store *store, int64_t story, const struct item *item, struct error *err)
{
    struct arena arena;
    const char *paper;
    int result = 0;

    arena_init(&arena);
    paper = mention_paper(&arena, item);
    if (paper[0] != '\0')
        result = db_run(store,
                        "INSERT INTO about (story, key) VALUES (?, ?)"
                        " ON CONFLICT (story) DO UPDATE SET key = excluded.key",
                        DB_VALUES(db_int(story), db_text(paper)), err);
    arena_release(&arena);
    return result;
}

int about_read(struct store *store, const char *key, struct arena *arena, struct item *out, struct error *err)
{
    sqlite3_stmt *row;
    int found = db_query(store,
                         "SELECT source.name, i.url FROM about a JOIN story s ON s.id = a.story"
                         " JOIN item i ON i.id = s.best JOIN source ON source.id = i.source"
                         " WHERE a.key = ? AND s.key <> a.key ORDER BY s.first_seen_at, s.id LIMIT ?",
                         DB_VALUES(db_text(key), db_int(ABOUT_LIMIT)), &row, err);
    return also_read(store, row, found, "related", arena, out, err);
}
