#ifndef WEIR_RENDER_MARK_H
#define WEIR_RENDER_MARK_H
/*
 * mark — shows where the matched terms stand in a text, in <mark>. It reads the terms as they are written in
 * the configuration, with the borders, plurals and prefixes of the matcher; expressions are not looked for.
 */
#include "weir/feed/feed.h"
#include "weir/text/buf.h"

/* `text`, escaped for HTML, with what the hits matched marked. */
void mark_text(struct buf *out, const char *text, const struct hit *hits, size_t n_hits);

#endif
