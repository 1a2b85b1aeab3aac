#ifndef WEIR_LIST_READING_HTML_H
#define WEIR_LIST_READING_HTML_H
/*
 * reading_html — the HTML that people mix into Markdown lists, as Markdown: headings, lists, links, bold
 * words, tables, folded sections.
 *
 * Markdown passes HTML through unread, and takes what follows a block of it, up to a blank line, as HTML
 * too. What has no meaning in a list (pictures, alignment, comments) is dropped; code stays as it is.
 */
#include <stddef.h>

#include "weir/text/arena.h"
#include "weir/text/buf.h"

/* The list's line, from 1, that each line of the Markdown came from; at least one. In the arena. */
struct reading_lines {
    struct arena *arena;
    size_t *of;
    size_t n;
};

/* Appends the text with its HTML as Markdown, and notes its lines. Pure, one pass; a tag that is never closed
 * costs nothing. */
void reading_html(const char *markdown, size_t n, struct buf *out, struct reading_lines *lines);

#endif
