#ifndef WEIR_LIST_DIALECT_H
#define WEIR_LIST_DIALECT_H
/*
 * dialect — the ways in which people write lists down, each as the plainest Markdown, line for line.
 *
 * Org-mode and reStructuredText are known by the name of the file. Everything then goes through the Markdown
 * of GitHub, Obsidian, Logseq and Chinese keyboards: headings without a space, bullets of any shape, list
 * items indented by whatever, numbered lines, [[wikilinks]], properties, tags, front matter. After that an
 * item of depth d stands behind 2·d spaces and a "-", there is no indented code and no quotation, and a row
 * of a table begins with DIALECT_ROW.
 *
 * Line n of the text is line n of the Markdown. What would cost a reader dearly is bounded here, before cmark
 * sees it: nesting, columns, the length of a line; each limit that was met is a remark.
 */
#include "weir/list/reading.h"
#include "weir/text/buf.h"

#define DIALECT_HEAD   '\x1c'  /* begins the first row of a table, which names the columns */
#define DIALECT_ROW    '\x1d'  /* begins any other row */
#define DIALECT_BREAK  '\x1e'  /* <br> in a cell */
#define DIALECT_BAR    '\x1f'  /* a "|" that parts no cells */
#define DIALECT_WIKI   "wiki:" /* the address of a [[wikilink]] */
#define DIALECT_DEPTH  16      /* items in items */
#define DIALECT_COLUMN 64      /* columns of a table */
#define DIALECT_LINE   ((size_t)32 << 10)

/* What a dialect is given and what it makes. */
struct dialect {
    const char *text;
    size_t n;
    struct buf *out;
    struct reading *reading; /* for remarks */
    struct arena *arena;
};

/* Is the file BibTeX by its name? It is no dialect: bibtex.h reads it. */
bool dialect_is_bibtex(const char *name);

/* Appends the text, which is valid UTF-8, as Markdown. */
void dialect_write(const char *name, struct dialect *d);

/* One step of that: what the file's name says, and what everybody writes. */
void dialect_org(struct dialect *d);
void dialect_rst(struct dialect *d);
void dialect_markdown(struct dialect *d);

/* The next line without its end; false behind the last. `*at` moves on. */
bool dialect_line(const struct dialect *d, size_t *at, const char **line, size_t *n);

#endif
