#ifndef WEIR_RENDER_JSONFEED_H
#define WEIR_RENDER_JSONFEED_H
/*
 * jsonfeed — a struct feed becomes a JSON Feed 1.1 document; what the format has no field for stands under
 * `_weir`
 * (`weir help parse` lists it). Deterministic, and its own input: parsing what is written gives the same
 * feed.
 */
#include "weir/feed/feed.h"
#include "weir/text/buf.h"

/* Appends the document, two spaces a level, to `out`, whose limit bounds it. */
void jsonfeed_write(const struct feed *feed, struct buf *out);

#endif
