#ifndef WEIR_FEED_XMLFEED_H
#define WEIR_FEED_XMLFEED_H
/*
 * xmlfeed — an XML document in clean UTF-8 as a feed. Each item is read when its end tag has been seen and
 * its part of the tree is given back at once, so memory holds one item's tree at a time.
 */
#include "reading.h"
#include "xmltree.h"

enum xml_result {
    XML_READ,       /* complete */
    XML_BROKEN,     /* not well-formed; what was read before that stands in the feed */
    XML_NOT_A_FEED, /* the root element belongs to no format; its name is in `reason` */
};

/* Fills r->feed; `recover` and `problem` as xmltree_read has them. */
enum xml_result xmlfeed_read(struct reading *r, const char *xml, size_t n, bool recover,
                             struct xml_problem *problem);

#endif
