#ifndef WEIR_STORE_ABOUT_H
#define WEIR_STORE_ABOUT_H
/*
 * about — posts that explain a paper stand under it: which story's text names which paper (story/mention.h).
 */
#include "weir/store/db.h"

/* Notes the paper that the item is about, if it is about one. */
int about_put(struct store *store, int64_t story, const struct item *item, struct error *err);

/* Adds the posts that are about the story, by whichever of its keys they name it, to `out->also`, as links
 * with rel "related". */
int about_read(struct store *store, int64_t story, struct arena *arena, struct item *out, struct error *err);

#endif
