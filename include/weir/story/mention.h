#ifndef WEIR_STORY_MENTION_H
#define WEIR_STORY_MENTION_H
/*
 * mention — which paper is a post about? The one that it links or names by its arXiv id; a post that names
 * several is an overview and about none.
 */
#include "weir/feed/feed.h"
#include "weir/text/arena.h"

#define MENTION_LIMIT_HTML ((size_t)256 << 10) /* bytes of a body that are read */

/* The key of the paper ("arxiv:1911.03588"); "" when it is about none, or is itself a paper. */
const char *mention_paper(struct arena *arena, const struct item *item);

#endif
