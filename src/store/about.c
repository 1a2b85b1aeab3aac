#include "about.h"

#include "weir/story/mention.h"

#define ABOUT_LIMIT 20 /* posts that are listed under a paper */

int also_read(struct store *store, struct db_rows *row, int found, const char *rel, struct arena *arena,
              struct item *out, struct error *err)
{
    while (found >= 0 && (found = db_step(store, row, err)) > 0) {
        out->also = arena_grow(arena, out->also, out->n_also, sizeof *out->also);
        out->also[out->n_also++] = (struct link){.rel = rel,
                                                 .href = db_text_at(row, 1, arena),
                                                 .type = "",
                                                 .title = db_text_at(row, 0, arena),
                                                 .language = "",
                                                 .length = -1,
                                                 .duration_s = -1};
    }
    return found;
}

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

int about_read(struct store *store, int64_t story, struct arena *arena, struct item *out, struct error *err)
{
    struct db_rows *row;
    int found = db_query(store,
                         "SELECT o.name, i.url FROM (SELECT key FROM story WHERE id = ?1 UNION"
                         " SELECT key FROM alias WHERE story = ?1) k JOIN about a ON a.key = k.key"
                         " JOIN story s ON s.id = a.story JOIN item i ON i.id = s.best"
                         " JOIN source o ON o.id = i.source"
                         " WHERE s.id <> ?1 ORDER BY s.first_seen_at, s.id LIMIT ?2",
                         DB_VALUES(db_int(story), db_int(ABOUT_LIMIT)), &row, err);
    return also_read(store, row, found, "related", arena, out, err);
}
