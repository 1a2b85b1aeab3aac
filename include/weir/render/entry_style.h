#ifndef WEIR_RENDER_ENTRY_STYLE_H
#define WEIR_RENDER_ENTRY_STYLE_H
/*
 * entry_style — how a reading list writes an entry, learnt from one of its lines, so that what weir adds
 * looks as if the curator had typed it.
 *
 *     struct entry_style style = entry_style_learn("  * **Old**: http://old.example/", n, &arena);
 *     entry_style_write(&style, item, &out);
 *     "  * **New**: http://new.example/"
 */
#include <stdbool.h>
#include <stddef.h>

#include "weir/feed/feed.h"
#include "weir/text/arena.h"
#include "weir/text/buf.h"

/* How a title and its address are written. */
enum entry_form {
    ENTRY_LINK,      /* [Title](url) */
    ENTRY_LINK_BOLD, /* [**Title**](url) */
    ENTRY_BOLD_LINK, /* **[Title](url)** */
    ENTRY_BOLD,      /* **Title**, the address behind it */
    ENTRY_PLAIN,     /* Title, the address behind it */
};

struct entry_style {
    const char *marker; /* what stands before: "- ", "  * ", "| "; "" for a line of its own */
    long number;        /* of the line, where entries are numbered; -1. Counted on by entry_style_write. */
    char delimiter;     /* behind the number: '.' or ')' */
    enum entry_form form;
    const char *glue;   /* between title and address */
    const char *label;  /* of the address's own link: "pdf"; "" for a bare address */
    bool is_bracketed;  /* [[pdf](url)] */
    const char **cells; /* of a table's row, NULL elsewhere */
    size_t n_cells, title_cell, link_cell;
};

/* "- [Title](url)", which weir writes where there is nothing to learn from. */
extern const struct entry_style entry_style_plain;

/* Learns from a line (without its end). What it cannot tell it takes from entry_style_plain. */
struct entry_style entry_style_learn(const char *line, size_t n, struct arena *arena);

/* Appends the story as an entry, without the line's end; numbered ones count on. */
void entry_style_write(struct entry_style *style, const struct item *item, struct buf *out);

#endif
