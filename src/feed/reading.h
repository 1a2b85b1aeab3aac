#ifndef WEIR_FEED_READING_H
#define WEIR_FEED_READING_H
/*
 * reading — one document on its way to a struct feed: what every reader of elements needs at hand.
 */
#include "weir/feed/parse.h"
#include "weir/text/buf.h"
#include "xmltree.h"

struct reading {
    const struct document *doc;
    struct arena *arena;
    struct feed *feed;
    struct names names;           /* of elements and attributes met so far */
    const struct node *base_node; /* the innermost element whose xml:base was looked up last … */
    const char *base;             /* … and the base that holds inside it */
    const char *page; /* base of an item's text where no xml:base holds: its page; NULL: the document */
    struct buf text;  /* scratch: an element's text or markup … */
    struct buf made;  /* … and what is made of it */
    const char *cut;  /* the limit that cut something off; NULL when none did */
    size_t n_before;  /* bytes that the arena held before this document */
};

/* Has the document cost what FEED_LIMIT_MADE allows? r->cut says so then. */
bool reading_is_spent(struct reading *r);

/* ---- tree.c: text as one line, outer white space off, runs of it as one space ----------------------------
 */

/* A copy in the arena, of at most `limit` bytes. Costs one look and one copy where nothing is to be squashed.
 */
char *line_copy(struct arena *arena, const char *s, size_t n, size_t limit);

/* The same of a message that quotes the document: libraries cut what they quote in the middle of characters.
 */
char *line_message(struct arena *arena, const char *message);

/* ---- tree.c: questions to the tree -----------------------------------------------------------------------
 */

/* Small questions to a tree of nodes. Nothing here recurses, so depth costs no stack.
 *
 * Pointers returned by tree_attribute live as long as the element; all else is the arena's.
 */

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

/* `ref` made absolute against `base`; "" when it is NULL, blank, or longer than FEED_LIMIT_URL. */
char *reading_resolve(struct reading *r, const char *base, const char *ref);

/* The same against the base that holds at `node`. */
char *tree_resolve(struct reading *r, const struct node *node, const char *ref);

/* xml:base (XML Base §4) of the element and those around it, on top of the document's address. */
const char *tree_base(struct reading *r, const struct node *node);

/* xml:lang of the element or the nearest around it; "" when there is none. */
const char *tree_language(struct reading *r, const struct node *node);

/* ---- construct.c: what elements hold ---------------------------------------------------------------------
 */

/* An element that holds text of some kind (RFC 4287 §3.1, and what stands for it elsewhere) as
 * plain text or as safe HTML.
 *
 *     struct construct c = construct_read(r, node);
 *     item->title = construct_plain(r, &c);
 *     item->content_html = construct_html(r, &c);
 */
enum construct_kind {
    CONSTRUCT_TEXT,  /* literal: "<b>" means these three characters */
    CONSTRUCT_HTML,  /* markup */
    CONSTRUCT_MAYBE, /* RSS: nobody says; text with something like HTML in it is HTML */
};

struct construct {
    enum construct_kind kind;
    const struct node *node; /* whose base holds */
};

/* Decides what the element holds; the bytes are in r->text, until the next read. */
struct construct construct_read(struct reading *r, const struct node *node);

/* What r->text holds as one line of plain text, at most FEED_LIMIT_TITLE bytes, in the arena. */
char *construct_plain(struct reading *r, const struct construct *c);

/* What r->text holds as safe HTML, at most FEED_LIMIT_CONTENT bytes, in the arena; "" when nothing is left.
 */
char *construct_html(struct reading *r, const struct construct *c);

/*
 * A name, a tag: plain text by every standard, though WordPress and others escape it once more ("R&amp;D" in
 * CDATA). References are decoded unless that would make markup; the link around a byline goes; other markup
 * stays literal.
 */
char *construct_name(struct reading *r, const struct node *node);

/* The same for a string that is no element of a tree. `base` resolves what is relative. */
char *construct_plain_of(struct reading *r, enum construct_kind kind, const char *s);
char *construct_html_of(struct reading *r, enum construct_kind kind, const char *s, const char *base);

/* RSS writes people as one string: "ann@example.org (Ann Ek)", "Ann Ek <ann@example.org>", "Ann Ek". A name
 * in the place of the address, or only one of them, is fine. */
struct person person_parse(struct arena *arena, const char *s);

#endif
