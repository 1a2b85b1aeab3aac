#ifndef WEIR_FEED_NODE_H
#define WEIR_FEED_NODE_H
/*
 * node — the tree of an XML document as far as feeds need it: elements, attributes, text.
 *
 * Nodes live in an arena and are given back together, so a tree costs a few blocks of memory rather than two
 * allocations an element. Text between two tags is one node; attributes have their final values.
 */
#include <stddef.h>

#include "names.h"

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

#endif
