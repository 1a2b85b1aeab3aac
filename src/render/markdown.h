#ifndef WEIR_RENDER_MARKDOWN_H
#define WEIR_RENDER_MARKDOWN_H
/*
 * markdown — text and links that stay what they are inside a line of CommonMark, with GitHub's extensions and
 * mathematics too. Escapes only what would be read otherwise, so that a pasted line looks written by hand.
 *
 * `text` is one line (shown_line); the caller puts it behind a line's first words, except where told.
 */
#include "weir/text/buf.h"

/* Text behind the beginning of a line. */
void markdown_text(struct buf *out, const char *text);

/* Text at the beginning of a line, where `#`, `-`, `1.` and their like begin blocks. */
void markdown_line(struct buf *out, const char *text);

/* [text](href), or the text alone when `href` is "". */
void markdown_link(struct buf *out, const char *text, const char *href);

/* The address of a link; in angle brackets where parentheses could end it early. */
void markdown_destination(struct buf *out, const char *href);

#endif
