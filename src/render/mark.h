#ifndef WEIR_RENDER_MARK_H
#define WEIR_RENDER_MARK_H
/*
 * mark — shows in <mark> what the matcher found in an item (struct term_hit, `words`), and what somebody
 * searched for.
 */
#include "weir/feed/feed.h"
#include "weir/text/buf.h"

/* `text`, escaped for HTML, with what stood there for the item's hits marked, or, where somebody searches,
 * the phrases `sought` instead, however they are written; one that ends in * is the beginning of a word. */
void mark_text(struct buf *out, const char *text, const struct item *item, const char *const *sought,
               size_t n_sought);

#endif
