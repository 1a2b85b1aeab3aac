#ifndef WEIR_FEED_XMLTREE_H
#define WEIR_FEED_XMLTREE_H
/*
 * xmltree — an XML document in clean UTF-8 becomes a tree of nodes. The one place for libxml2, which cuts the
 * document into tags and texts, and is asked for nothing that leaves it: no network, no external subset, no
 * entity substitution, none of its limits lifted.
 */
#include "treebuild.h"

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
