#ifndef WEIR_LIST_PIECE_H
#define WEIR_LIST_PIECE_H
/*
 * piece — a list as a flat run of pieces: headings, items, paragraphs, rows, each with its plain text, where
 * in it links and bold words stand, and which lines of the list it came from.
 *
 * The one place for cmark-gfm. A long list is parsed in parts, cut before a heading, so that the tree of one
 * part is all that ever stands in memory.
 *
 *     struct pieces pieces;
 *     pieces_read(&pieces, "list.md", bytes, n, &reading, &arena);
 *     for (size_t i = 0; i < pieces.n; i++) … pieces.of[i].kind …
 */
#include <stdbool.h>
#include <stddef.h>

#include "weir/list/reading.h"
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
    size_t *breaks; /* where lines of the list end in it; each is a space of the text */
    size_t n_breaks;
    bool has_dashes;          /* " - " parts what stands in it: template.h finds out */
    struct title_slot *slots; /* what title_slots found; NULL before */
    size_t n_slots;
};

enum piece_kind {
    PIECE_HEADING,
    PIECE_ITEM, /* the first paragraph of a list item */
    PIECE_TEXT, /* any other paragraph, or a line of one whose lines have an address each */
    PIECE_ROW,  /* of a table */
    PIECE_WORK, /* of BibTeX: the text is the title, its only link the address */
    PIECE_RULE,
};

struct piece {
    enum piece_kind kind;
    int level;    /* of a heading, 1–6 */
    int depth;    /* in how many items it stands, its own among them */
    bool is_head; /* the row that names the columns */
    struct line line;
    struct line *cells; /* of a row */
    size_t n_cells;
    size_t first, last; /* lines of the list, from 1; of an item with all that it holds */
    size_t end;         /* index behind the last piece that it holds */
};

struct pieces {
    struct piece *of;
    size_t n;
};

/* Reads the bytes of a list in whatever encoding and dialect. Limits that are met become remarks of
 * `reading`. */
void pieces_read(struct pieces *pieces, const char *name, const char *bytes, size_t n,
                 struct reading *reading, struct arena *arena);

/* The part of a line between two bytes, as a line. */
struct line line_cut(const struct line *whole, size_t from, size_t to, struct arena *arena);

#endif
