#ifndef WEIR_FEED_NAMES_H
#define WEIR_FEED_NAMES_H
/*
 * names — which vocabulary an element speaks, whatever prefix it is bound to and however its URI is misspelt.
 *
 * URIs are compared without scheme, "www.", letter case and the final slash or hash, since feeds get all of
 * these wrong. A prefix that nobody declared is read by its customary meaning. Elements without a namespace,
 * or with an unknown default one, belong to the format of the document: that is `core`.
 */
#include <stdbool.h>

#include "weir/text/arena.h"

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

/* The rows of one table of fields (gather.h) that name a kind. */
#define KIND_N_TABLES 3
#define KIND_N_ROWS   2
struct kind_rows {
    bool known; /* looked up already */
    unsigned char n, row[KIND_N_ROWS];
};

/* What all elements, and attributes, of the same name in a document have in common, found once. */
struct kind {
    enum vocabulary vocabulary;
    const char *name;  /* without its prefix, in lower case */
    const char *local; /* the same as written */
    bool has_prefix;
    struct kind_rows rows[KIND_N_TABLES]; /* gather's */
    const void *key[3];                   /* the parser's strings, known again by their addresses alone */
};

#define NAMES_N_CACHED 256

struct names {
    struct arena *arena;
    enum vocabulary core;        /* of the document's own format: set it before the first kind is asked for */
    bool has_base, has_language; /* has xml:base occurred, has xml:lang? */
    struct kind *cached[NAMES_N_CACHED];
};

/* The kind of a name whose three parts are the parser's: equal strings have equal addresses. Lives in the
 * arena. */
struct kind *names_kind(struct names *names, const char *local, const char *prefix, const char *uri);

/* The vocabulary that a namespace URI means. */
enum vocabulary names_of_uri(const char *uri);

#endif
