#ifndef WEIR_FEED_CONSTRUCT_H
#define WEIR_FEED_CONSTRUCT_H
/*
 * construct — an element that holds text of some kind (RFC 4287 §3.1, and what stands for it elsewhere) as
 * plain text or as safe HTML.
 *
 *     struct construct c = construct_read(r, node);
 *     item->title = construct_plain(r, &c);
 *     item->content_html = construct_html(r, &c);
 */
#include "reading.h"

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

#endif
