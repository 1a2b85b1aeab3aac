#ifndef WEIR_FEED_TREE_H
#define WEIR_FEED_TREE_H
/*
 * tree — small questions to libxml2's tree. Nothing here recurses, so depth costs no stack.
 *
 * Pointers returned by tree_attribute live as long as the element; all else is the arena's.
 */
#include "reading.h"

/* The attribute without a namespace (letter case of its name aside), NULL when absent. */
const char *tree_attribute(const xmlNode *node, const char *name);

/* The same as one line, "" when absent. */
const char *tree_line(struct reading *r, const xmlNode *node, const char *name);

/* The attribute of that vocabulary, as rdf:about, with or without its prefix declared; NULL when absent. */
const char *tree_attribute_of(const xmlNode *node, enum vocabulary vocabulary, const char *name);

/* The first element among the children that is in `vocabulary` and has that name; NULL when there is none. */
const xmlNode *tree_child(const struct reading *r, const xmlNode *node, enum vocabulary vocabulary,
                          const char *name);

/* Has it an element, or anything but white space, inside? */
bool tree_has_elements(const xmlNode *node);
bool tree_is_blank(const xmlNode *node);

/* Appends the text of all that is inside. C1 controls are read as Windows-1252, which is what &#146; meant.
 */
void tree_text(const xmlNode *node, struct buf *out);

/* Appends what is inside as HTML; relative addresses under an xml:base of its own inside become absolute. */
void tree_markup(struct reading *r, const xmlNode *node, struct buf *out);

/* The text with its outer white space off and inner runs squashed; markup inside stays as markup. */
char *tree_string(struct reading *r, const xmlNode *node);

/* The address that it holds, made absolute; "" when it is blank. */
char *tree_url(struct reading *r, const xmlNode *node);

/* `ref` made absolute against the base that holds at `node`; "" when `ref` is NULL or blank. */
char *tree_resolve(struct reading *r, const xmlNode *node, const char *ref);

/* xml:base (XML Base §4) of the element and those around it, on top of the document's address. */
const char *tree_base(struct reading *r, const xmlNode *node);

/* xml:lang of the element or the nearest around it; "" when there is none. */
const char *tree_language(struct reading *r, const xmlNode *node);

#endif
