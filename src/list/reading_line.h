#ifndef WEIR_LIST_READING_LINE_H
#define WEIR_LIST_READING_LINE_H
/*
 * reading_line — what one line of a list says: its plain text, and where in it links and bold words stand.
 *
 * `line_read` flattens the inline nodes of a Markdown block; `line_entry` finds title and address in that,
 * whatever the layout; `line_is_heading` tells bold lines that head a section.
 */
#include <cmark-gfm.h>
#include <stdbool.h>

#include "weir/text/arena.h"

struct span {
    size_t from, to; /* bytes of the text */
    const char *url; /* of a link, else "" */
};

struct line {
    const char *text;
    size_t n;
    struct span *links, *strong;
    size_t n_links, n_strong;
};

/* The lines of a block. Where each source line has an address they are lines of their own, else all is one.
 */
struct line *line_read(cmark_node *block, struct arena *arena, size_t *n);

/* What a line gives. */
struct line_entry {
    const char *title, *url, *note;
};

/* Where a line stands says how much it takes to be an entry. */
enum line_place {
    LINE_OF_TEXT, /* it begins with a link: elsewhere links are asides */
    LINE_OF_LIST, /* an address, or the year of a reference */
    LINE_OF_TABLE /* nothing: the column holds titles */
};

/* Title and address; false when the line is prose. */
bool line_entry(const struct line *line, enum line_place place, struct arena *arena, struct line_entry *out);

/* A bold line that names what follows. */
bool line_is_heading(const struct line *line);

/* "2.1 Attacks:" → "Attacks" */
char *line_heading_title(const char *text, struct arena *arena);

/* Does the text name a thing by its kind alone: "pdf", "code", "论文"? */
bool line_is_label(const char *text, size_t n);

#endif
