#ifndef WEIR_STORY_REPRESENTATIVE_H
#define WEIR_STORY_REPRESENTATIVE_H
/*
 * representative — which of a story's items shows it? The work's own page before other renderings of it, what
 * stands at its origin before what was copied; among equals the source that is listed first, then the item
 * seen first.
 */
#include "weir/feed/feed.h"

/* How well an item can represent its story; lower is better. Of the papers on arXiv's own page the newer
 * version is. `is_own`: its source speaks for what it is about, which goes before what others say of it. */
#define REPRESENTATIVE_OTHERS 1 /* from here on, nobody speaks for what is his own */
int representative_grade(const struct item *item, bool is_own);

#endif
