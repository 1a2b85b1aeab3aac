#ifndef WEIR_FEED_READING_H
#define WEIR_FEED_READING_H
/*
 * reading — one document on its way to a struct feed: what every reader of elements needs at hand.
 */
#include "node.h"
#include "weir/feed/parse.h"
#include "weir/text/buf.h"

struct reading {
    const struct document *doc;
    struct arena *arena;
    struct feed *feed;
    struct names names;           /* of elements and attributes met so far */
    const struct node *base_node; /* the innermost element whose xml:base was looked up last … */
    const char *base;             /* … and the base that holds inside it */
    struct buf text;              /* scratch: an element's text or markup … */
    struct buf made;              /* … and what is made of it */
    const char *cut;              /* the limit that cut something off; NULL when none did */
};

#endif
