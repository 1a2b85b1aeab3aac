#ifndef WEIR_FEED_OPML_H
#define WEIR_FEED_OPML_H
/*
 * opml — what a subscription list of another reader names: OPML 1.0 and 2.0 ("subscription lists"), in any
 * encoding, broken or not, as feed/parse takes feeds. Pure; nothing that it names is fetched.
 *
 *     if (opml_parse(&document, &arena, &subscriptions, &n, err) < 0) …
 */
#include <stdbool.h>
#include <stddef.h>

#include "weir/feed/parse.h"
#include "weir/text/arena.h"
#include "weir/text/error.h"

#define OPML_LIMIT 5000 /* subscriptions; the rest of a longer list is left out */

struct opml_feed {
    const char *title;         /* title, else text; "" when there is neither */
    const char *feed_url;      /* xmlUrl as it stands, outer white space off; never "" */
    const char *home_page_url; /* htmlUrl, "" when absent */
    const char *folder;        /* the titles of the outlines around it, "News / Tech"; "" at the top */
    const char *refused;       /* why it is no feed's address; NULL when it may be one */
};

/*
 * The outlines that have an xmlUrl, in the document's order; an address that stands twice counts once. Those
 * with another address, and a document that breaks off, come as `refused`. All in `arena`. Fails with
 * STATUS_NOT_A_FEED when the document is no OPML, or STATUS_LIMIT.
 */
int opml_parse(const struct document *doc, struct arena *arena, struct opml_feed **out, size_t *n,
               struct error *err);

/* Lists that are no OPML: newsboat's urls, sfeedrc, addresses one a line, the bookmarks of browsers. What a
 * line has that is no feed is told by `refused`. */
int urllist_parse(const struct document *doc, struct arena *arena, struct opml_feed **out, size_t *n,
                  struct error *err);

/* Is the document such a list, rather than OPML? */
bool urllist_is_it(const struct document *doc);

#endif
