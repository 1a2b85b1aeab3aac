#ifndef WEIR_STORE_ABOUT_H
#define WEIR_STORE_ABOUT_H
/*
 * about — what else a story is linked with: the posts that explain a paper stand under it (which story's text
 * names which paper is for story/mention.h), and where else it is to be found.
 */
#include "weir/store/db.h"

/* Notes the paper that the item is about, if it is about one. */
int about_put(struct store *store, int64_t story, const struct item *item, struct error *err);

/* Adds the posts that are about the story, by whichever of its keys they name it, to `out->also`, as links
 * with rel "related". */
int about_read(struct store *store, int64_t story, struct arena *arena, struct item *out, struct error *err);

/* Adds a link for each row of a query that `found` (db_query's answer) began; 0, or -1 with `err` filled. */
int also_read(struct store *store, struct db_rows *row, int found, const char *rel, struct arena *arena,
              struct item *out, struct error *err);

#endif
