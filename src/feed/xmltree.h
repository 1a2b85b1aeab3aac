#ifndef WEIR_FEED_XMLTREE_H
#define WEIR_FEED_XMLTREE_H
/*
 * xmltree — an XML document in clean UTF-8 becomes a tree of nodes. The one place for libxml2, which cuts the
 * document into tags and texts, and is asked for nothing that leaves it: no network, no external subset, no
 * entity substitution, none of its limits lifted.
 */
#include <stdbool.h>
#include <stddef.h>

#include "weir/text/arena.h"
#include "weir/text/buf.h"

/*
 * Which vocabulary an element speaks, whatever prefix it is bound to and however its URI is misspelt.
 *
 * URIs are compared without scheme, "www.", letter case and the final slash or hash, since feeds get all of
 * these wrong. A prefix that nobody declared is read by its customary meaning. Elements without a namespace,
 * or with an unknown default one, belong to the format of the document: that is `core`.
 */
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

/*
 * The tree of an XML document as far as feeds need it: elements, attributes, text.
 *
 * Nodes live in an arena and are given back together, so a tree costs a few blocks of memory rather than two
 * allocations an element. Text between two tags is one node; attributes have their final values.
 */
struct attribute {
    const struct kind *kind;
    const char *value;
};

struct node {
    struct kind *kind; /* NULL: it is text */
    struct node *parent, *next;
    struct node *children, *last; /* of an element */
    struct attribute *attributes;
    size_t n_attributes;
    const char *text; /* of a text, NUL-terminated: line ends are LF, no C1 controls */
    size_t n_text;
};

/*
 * A tree of nodes from the tags and texts of a document, in their order.
 *
 * What is inside an item stands in memory of its own, which serves one item after the other; an item is no
 * child of what stands around it, though that is its parent.
 */
struct treebuild {
    struct arena lasting, passing; /* memory of the document; of the item that is open */
    struct node *root, *open;      /* `open` is the innermost open element */
    struct node *item;             /* NULL between items */
    struct buf text;               /* since the last tag */
    bool cut;                      /* a text was longer than FEED_LIMIT_CONTENT */
};

void treebuild_release(struct treebuild *tree);

struct xml_problem {
    int line;
    char reason[200];
};

/* A start tag. Its strings hold while the document is read. */
struct xml_tag {
    const char *name, *prefix, *uri; /* prefix and uri: NULL when there is none */
    size_t n_namespaces, n_attributes;
    const unsigned char **namespaces; /* of each: prefix, URI */
    const unsigned char **attributes; /* of each: local name, prefix, URI, value, end of the value */
};

enum xml_item { XML_NO_ITEM, XML_ITEM, XML_ENOUGH };

/* Who wants to be asked while the tree grows. */
struct xml_watch {
    bool (*root)(void *context, const struct xml_tag *tag); /* the first tag; false: read no further */
    enum xml_item (*begin)(void *context, const struct kind *kind); /* outside items; XML_ENOUGH: stop */
    void (*end)(void *context, const struct node *item);            /* complete, and then gone */
    void *context;
};

/*
 * Fills `tree`, which the caller releases, with names in `names`, whose core is the watcher's to set. False
 * when the document is not well-formed, or empty, or refused at its root. With `recover`, goes on behind what
 * libxml2 can pass over. `problem` gets the first complaint, also of documents that could be read (a
 * namespace that is not declared, say); its reason is "" when all is well. `watch` may be NULL.
 */
bool xmltree_read(const char *xml, size_t n, bool recover, const struct xml_watch *watch, struct names *names,
                  struct treebuild *tree, struct xml_problem *problem);

#endif
