#ifndef WEIR_LIST_READING_H
#define WEIR_LIST_READING_H
/*
 * reading — a Markdown reading list taken apart: headings, and the entries under them.
 *
 * People keep lists in every layout: headings as ATX, Setext, HTML, bold lines or list items; titles as
 * links, bold, quoted, plain or in tables; addresses bare or behind "pdf" and "code". What stands under an
 * entry is its note. The one place for cmark-gfm. It knows neither words nor topics: which heading is a
 * topic, derive decides.
 *
 *     struct reading reading = {0};
 *     reading_add(&reading, bytes, n, &arena);
 *     for (size_t i = 0; i < reading.n_entries; i++) …
 */
#include <stddef.h>
#include <stdint.h>

#include "weir/text/arena.h"

#define READING_TOP                                                                                          \
    SIZE_MAX /* `parent` of a heading that stands under none, `heading` of an entry before the first */

struct list_heading {
    const char *title; /* plain text, without numbering: "Sentence-level Attack" */
    size_t parent;     /* index of the heading that it stands under */
    int level;         /* 1–6 as Markdown counts; 7 a bold line, 8 and more list items */
    const char *prose; /* paragraphs under it that belong to no entry */
    size_t list;       /* which list, from 0 */
    size_t line;       /* its last line in the list, from 1 */
};

struct list_entry {
    const char *title; /* plain text; "" when the list gives an address alone */
    const char *url;   /* the first address; "" when there is none */
    const char *note;  /* the rest of its line and the paragraphs under it */
    size_t heading;    /* index */
    size_t list;
    size_t line, last_line; /* in the list, from 1, with what is nested in it */
};

struct reading {
    struct list_heading *headings; /* in the lists' order */
    size_t n_headings;
    struct list_entry *entries;
    size_t n_entries;
    size_t n_lists;
};

#define READING_LIMIT_BYTES ((size_t)16 << 20) /* one list */
#define READING_LIMIT_NOTE  4000               /* bytes of one note or prose that are kept */

/* Adds one more list to what was read before. Never fails: any text is Markdown. All in `arena`. */
void reading_add(struct reading *reading, const char *markdown, size_t n, struct arena *arena);

#endif
