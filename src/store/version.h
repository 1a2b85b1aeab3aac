#ifndef WEIR_STORE_VERSION_H
#define WEIR_STORE_VERSION_H
/*
 * version — which version of its paper a story has come to, and when that was news.
 */
#include "weir/store/db.h"

/*
 * Notes the version that the item speaks of, if it is a paper. A higher one than the story was known by is
 * news at `now`; of a story that has just been made (`is_new`) only when arXiv announces a replacement, since
 * an old paper in its third version is no news of that version.
 */
int version_put(struct store *store, int64_t story, const struct item *item, bool is_new, int64_t now,
                struct error *err);

#endif
