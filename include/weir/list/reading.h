#ifndef WEIR_LIST_READING_H
#define WEIR_LIST_READING_H
/*
 * reading — a reading list taken apart: headings, and the entries under them.
 *
 * People keep lists in every layout: Markdown of any kind, Org-mode, reStructuredText, BibTeX; titles as
 * links, bold, quoted, plain, in tables, as headings of their own; addresses bare, behind "pdf" and "code",
 * or nested below. The list is read in steps, each a file of its own in src/list:
 *
 *     bytes → decode → dialect → reading_html → piece (cmark) → template → reading
 *
 * What stands under an entry is its note. It knows neither words nor topics: which heading is a topic, derive
 * decides.
 *
 *     struct reading reading = {0};
 *     reading_add(&reading, "list.md", bytes, n, &arena);
 *     for (size_t i = 0; i < reading.n_entries; i++) …
 */
#include <stddef.h>
#include <stdint.h>

#include "weir/text/arena.h"

#define READING_TOP                                                                                          \
    SIZE_MAX /* `parent` of a heading that stands under none, `heading` of an entry before the first */

struct list_heading {
    const char *title; /* plain text, without numbers and decorations: "Sentence-level Attack" */
    size_t parent;     /* index of the heading that it stands under */
    int level;         /* 1–6 as Markdown counts; 7 a bold line, 8 and more list items that hold others */
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

/* What the keeper of a list would want to know: a limit that was met, what other readers read otherwise. */
struct list_remark {
    size_t list;
    size_t line; /* 0: all of it */
    const char *text;
};

struct reading {
    struct list_heading *headings; /* in the lists' order */
    size_t n_headings;
    struct list_entry *entries;
    size_t n_entries;
    struct list_remark *remarks; /* by list */
    size_t n_remarks;
    size_t n_lists;
};

#define READING_LIMIT_BYTES    ((size_t)16 << 20) /* one list */
#define READING_LIMIT_NOTE     4000               /* bytes of one note or prose that are kept */
#define READING_LIMIT_HEADINGS ((size_t)20000)    /* of all lists together */
#define READING_LIMIT_ENTRIES  ((size_t)100000)   /* as well */

/*
 * Adds one more list to what was read before; its name says by its end which language it is in (.org, .rst,
 * .bib, else Markdown). The bytes are in UTF-8, UTF-16 or GB18030. Never fails: any text is a list. All in
 * `arena`.
 */
void reading_add(struct reading *reading, const char *name, const char *bytes, size_t n, struct arena *arena);

#endif
