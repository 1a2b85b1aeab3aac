#ifndef WEIR_RENDER_OPML_H
#define WEIR_RENDER_OPML_H
/*
 * opml — the sources as an OPML 2.0 subscription list.
 */
#include <stddef.h>

#include "weir/text/buf.h"

struct opml_source {
    const char *title, *feed_url, *home_page_url;
    const char *group; /* folders around it, "News / Tech"; "" for none */
};

/* Appends the document with a line a source, in their order, to `out`; those of a group come
 * together, where its first stands. */
void opml_write(const char *title, const struct opml_source *sources, size_t n, struct buf *out);

#endif
