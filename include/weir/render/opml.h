#ifndef WEIR_RENDER_OPML_H
#define WEIR_RENDER_OPML_H
/*
 * opml — the sources as an OPML 2.0 subscription list.
 */
#include <stddef.h>

#include "weir/text/buf.h"

struct opml_source {
    const char *title, *feed_url, *home_page_url;
};

/* Appends the document with a line a source, in their order, to `out`. */
void opml_write(const char *title, const struct opml_source *sources, size_t n, struct buf *out);

#endif
