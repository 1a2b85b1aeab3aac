#ifndef WEIR_FEED_TREE_H
#define WEIR_FEED_TREE_H
/*
 * tree — small questions to a tree of nodes. Nothing here recurses, so depth costs no stack.
 *
 * Pointers returned by tree_attribute live as long as the element; all else is the arena's.
 */
#include "reading.h"

/* Is it an element of that name, whatever its vocabulary (letter case aside, as feeds write <pubdate>)? */
bool tree_is(const struct node *node, const char *name);

/* The attribute without a prefix (letter case of its name aside), NULL when absent. */
const char *tree_attribute(const struct node *node, const char *name);

/* The same as one line, "" when absent. */
const char *tree_line(struct reading *r, const struct node *node, const char *name);

/* The attribute of that vocabulary, as rdf:about, with or without its prefix declared; NULL when absent. */
const char *tree_attribute_of(const struct node *node, enum vocabulary vocabulary, const char *name);

/* The first element among the children that is in `vocabulary` and has that name; NULL when there is none. */
const struct node *tree_child(const struct node *node, enum vocabulary vocabulary, const char *name);

/* Has it an element, or anything but white space, inside? */
bool tree_has_elements(const struct node *node);
bool tree_is_blank(const struct node *node);

/* Appends the text of all that is inside. */
void tree_text(const struct node *node, struct buf *out);

/* Appends what is inside as HTML; relative addresses under an xml:base of its own inside become absolute. */
void tree_markup(struct reading *r, const struct node *node, struct buf *out);

/* The text as one line, at most FEED_LIMIT_TITLE bytes; markup inside stays as markup. */
char *tree_string(struct reading *r, const struct node *node);

/* The address that it holds, made absolute; "" when it is blank. */
char *tree_url(struct reading *r, const struct node *node);

/* `ref` made absolute against the base that holds at `node`; "" when `ref` is NULL or blank. */
char *tree_resolve(struct reading *r, const struct node *node, const char *ref);

/* xml:base (XML Base §4) of the element and those around it, on top of the document's address. */
const char *tree_base(struct reading *r, const struct node *node);

/* xml:lang of the element or the nearest around it; "" when there is none. */
const char *tree_language(struct reading *r, const struct node *node);

#endif
