#ifndef WEIR_FEED_DOCTYPE_H
#define WEIR_FEED_DOCTYPE_H
/*
 * doctype — document type declarations never reach libxml2: weir cuts them out and reads the little that
 * feeds mean by them, entities that stand for a few characters. Nothing external is ever looked at, an entity
 * inside an entity stays as it is written, and all expansions of a document together are bounded.
 */
#include <stdbool.h>
#include <stddef.h>

#include "weir/text/buf.h"

#define DOCTYPE_LIMIT_ENTITIES  256
#define DOCTYPE_LIMIT_EXPANSION ((size_t)1 << 20) /* bytes that all references of a document may become */

struct entity {
    const char *name, *value; /* slices of the document */
    size_t name_n, value_n;
};

struct doctype {
    struct entity entities[DOCTYPE_LIMIT_ENTITIES];
    size_t n_entities;
    size_t expanded; /* bytes so far */
    bool external;   /* it names a definition elsewhere, which may well declare HTML's entities */
};

/* Is there a declaration before the root element? */
bool doctype_present(const char *s, size_t n);

/* Reads the declaration that starts at `s` ("<!DOCTYPE"), remembers its entities; returns its length. */
size_t doctype_read(struct doctype *doctype, const char *s, size_t n);

/* Appends what the entity stands for, as escaped text, or nothing when the budget is spent; false when it is
 * not declared. */
bool doctype_expand(struct doctype *doctype, const char *name, size_t n, struct buf *out);

#endif
