#ifndef WEIR_FEED_XMLFEED_H
#define WEIR_FEED_XMLFEED_H
/*
 * xmlfeed — an XML document in clean UTF-8, run through libxml2.
 *
 * Each item is read when its end tag has been seen and its part of the tree is given back at once, so memory
 * holds one item's tree at a time. libxml2 is asked for nothing that leaves the document: no network, no
 * external subset, no entity substitution, none of its limits lifted.
 */
#include "reading.h"
#include "weir/text/error.h"

enum xml_result {
    XML_READ,       /* complete */
    XML_BROKEN,     /* not well-formed; what was read before that stands in the feed */
    XML_NOT_A_FEED, /* the root element belongs to no format; its name is in `reason` */
};

struct xml_problem {
    int line;
    char reason[200];
};

/*
 * Fills r->feed. With `recover`, goes on behind what libxml2 can pass over. `problem` gets the first
 * complaint, also of documents that could be read (a namespace that is not declared, say); its reason is ""
 * when all is well.
 */
enum xml_result xmlfeed_read(struct reading *r, const char *xml, size_t n, bool recover,
                             struct xml_problem *problem);

#endif
