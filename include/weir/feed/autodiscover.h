#ifndef WEIR_FEED_AUTODISCOVER_H
#define WEIR_FEED_AUTODISCOVER_H
/*
 * autodiscover — the feeds that a web page names in its <link rel="alternate"> elements (HTML standard
 * §4.6.7.1, RSS autodiscovery). A promise, not a proof: whether a feed is there, only fetching and parsing it
 * shows.
 */
#include <stddef.h>

#include "weir/text/arena.h"

#define AUTODISCOVER_LIMIT 32 /* a page that names more lists somebody else's */

/* The addresses, resolved against <base href> and `url`; Atom first, then in the page's order, without feeds
 * of comments. In the arena; `*n` says how many. */
const char **autodiscover(const char *html, size_t size, const char *url, struct arena *arena, size_t *n);

#endif
