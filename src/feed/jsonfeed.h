#ifndef WEIR_FEED_JSONFEED_H
#define WEIR_FEED_JSONFEED_H
/*
 * jsonfeed — JSON Feed 1 and 1.1 (jsonfeed.org/version/1.1), read leniently: numbers for strings, `author`
 * for `authors`, control characters inside strings. What weir wrote under `_weir` is understood, so that its
 * own output read again gives the same feed.
 */
#include "reading.h"
#include "weir/text/error.h"

/* Fills r->feed; STATUS_NOT_A_FEED when it is no JSON, or JSON of another kind. */
int jsonfeed_read(struct reading *r, const char *json, size_t n, struct error *err);

#endif
