#ifndef WEIR_FEED_PARSE_H
#define WEIR_FEED_PARSE_H
/*
 * parse — any feed document becomes a struct feed.
 *
 * A function of its arguments: no network, no files, no clock. What is broken is mended where that loses
 * nothing, and said in feed->bozo; a bad item never costs a good one. What is no feed is refused with one
 * line.
 *
 *     struct document doc = {.bytes = body.data, .n = body.n, .url = final_url, .content_type = header};
 *     struct feed *feed;
 *     if (feed_parse(&doc, &arena, &feed, err) < 0) …
 */
#include "weir/feed/feed.h"
#include "weir/text/arena.h"
#include "weir/text/error.h"

/* Changes whenever the code does that reads documents: what was read by another is read again, though it has
 * not changed. The build makes it of the sources (cmake/CodeVersion.cmake). */
int feed_parser_version(void);

struct document {
    const char *bytes;
    size_t n;
    const char *url;          /* where it came from, the base of its links; "" when unknown */
    const char *content_type; /* the transfer's Content-Type; "" when unknown */
};

/*
 * RSS 0.9x–2.0, RSS 1.0/RDF, Atom 0.3/1.0, JSON Feed 1/1.1 in any encoding. On success `*out` and all it
 * holds live in `arena`. Fails with STATUS_NOT_A_FEED (what it is instead, as far as can be seen) or
 * STATUS_LIMIT.
 */
int feed_parse(const struct document *doc, struct arena *arena, struct feed **out, struct error *err);

/* Limits, each reached by a test. FEED_LIMIT_MADE is the budget of a document as a whole: what no limit of a
 * single value bounds (a base that every relative link repeats, a tree of empty values) stops there. */
#define FEED_LIMIT_BYTES      ((size_t)32 << 20) /* a document, decoded to UTF-8 */
#define FEED_LIMIT_MADE       ((size_t)24 << 20) /* bytes made of it; items beyond are left out */
#define FEED_LIMIT_ITEMS      ((size_t)10000)
#define FEED_LIMIT_URL        ((size_t)8 << 10) /* an address when it is resolved, and the base for it */
#define FEED_LIMIT_DEPTH      256               /* nested elements */
#define FEED_LIMIT_ATTRIBUTES 256               /* on one element: libxml2 takes quadratic time */
#define FEED_LIMIT_TITLE      ((size_t)4 << 10)
#define FEED_LIMIT_CONTENT    ((size_t)4 << 20) /* one body */
#define FEED_LIMIT_LIST       1000              /* authors, categories, links of one item */
#define FEED_LIMIT_LENGTH     1000000000000000  /* bytes of an enclosure, seconds of it: more means nothing */

#endif
