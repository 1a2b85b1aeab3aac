#ifndef WEIR_FEED_NAMES_H
#define WEIR_FEED_NAMES_H
/*
 * names — which vocabulary an element speaks, whatever prefix it is bound to and however its URI is misspelt.
 *
 * URIs are compared without scheme, "www.", letter case and the final slash or hash, since feeds get all of
 * these wrong. A prefix that nobody declared is read by its customary meaning. Elements without a namespace,
 * or with an unknown default one, belong to the format of the document: that is `core`.
 */
#include <libxml/tree.h>
#include <stdbool.h>

enum vocabulary {
    VOC_OTHER, /* known to nobody here: ignored */
    VOC_RSS,   /* 0.9x and 2.0 (no namespace), 0.90, 1.0, 1.1 */
    VOC_ATOM,  /* 0.3 and 1.0 */
    VOC_RDF,
    VOC_DC,
    VOC_DCTERMS,
    VOC_CONTENT,
    VOC_XHTML,
    VOC_MEDIA,
    VOC_ITUNES,
    VOC_SY,
    VOC_ARXIV,
    VOC_FEEDBURNER,
    VOC_CC,
    VOC_WFW,
    VOC_GOOGLEPLAY,
    VOC_ADMIN,
    VOC_XML,
};

/* The vocabulary of an element; `core` is that of the document's own format. */
enum vocabulary names_vocabulary(const xmlNode *node, enum vocabulary core);

/* The vocabulary that a namespace URI means. */
enum vocabulary names_of_uri(const char *uri);

/* The name without a prefix, declared or not: "title" of <media:title>. */
const char *names_local(const xmlNode *node);

/* Is it an element of that name (letter case aside, as feeds write <pubdate>)? */
bool names_is(const xmlNode *node, const char *local);

#endif
