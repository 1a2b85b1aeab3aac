#ifndef WEIR_FEED_HTML_H
#define WEIR_FEED_HTML_H
/*
 * html — hostile HTML becomes safe HTML, or plain text.
 *
 * Safe HTML is rebuilt, never filtered: only elements, attributes, URL schemes and CSS properties on the
 * allow-lists are written, properly nested, quoted and escaped, so that no browser reads it otherwise than
 * weir.
 */
#include <stddef.h>

#include "weir/text/arena.h"
#include "weir/text/buf.h"

/* Elements that stand in each other; tags of deeper ones go, their text stays. */
#define HTML_LIMIT_DEPTH 256

/*
 * Appends safe HTML. Relative URLs resolve against `base` ("" leaves them as they are). What would not fit
 * into `out` is left out, and everything open is closed: the result is whole even then, with `out->full` set.
 * Safe HTML sanitised again, with the same base, is the same.
 */
void html_sanitise(const char *html, size_t n, const char *base, struct buf *out);

/* Appends the text: tags go, <br> is a line break, blocks part with an empty line, entities are decoded,
 * scripts and styles vanish, white space is squashed as utf8_squash does. Never more bytes than `n`. */
void html_to_text(const char *html, size_t n, struct buf *out);

/* Appends plain text as safe HTML: nothing in it is markup or a reference. */
void html_escape(const char *s, size_t n, struct buf *out);

/* Decodes character references in text that holds no tags of interest (HTML5 names, decimal, hexadecimal, and
 * the Windows-1252 reading of &#128;–&#159;); unknown names stay as they stand. */
void html_decode(const char *s, size_t n, struct buf *out);

#endif
