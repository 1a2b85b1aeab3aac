#ifndef WEIR_LIST_TEMPLATE_H
#define WEIR_LIST_TEMPLATE_H
/*
 * template — how this list is written, learnt before it is read.
 *
 * People write each entry of a list in one way, but each list in another. So weir first looks at all of it:
 * in which slot of a line a title mostly stands (a link, bold words, the second of three stretches), which
 * column of a table holds titles, whether items that have items under them head them or are works with their
 * authors and links below, and whether headings of a level are sections or works. Only then each piece is
 * given its part.
 *
 *     template_learn(&pieces, &arena, &template);
 *     … template.of[i].role, template.of[i].slot …
 */
#include "title.h"

enum role {
    ROLE_NONE,    /* a rule, a table of contents, the row that names columns */
    ROLE_PROSE,   /* words about what stands above */
    ROLE_HEADING, /* it heads what follows */
    ROLE_ENTRY,
};

struct part {
    enum role role;
    bool has_title;
    struct title_slot slot; /* where the title is, when it has one: in the line, or in the cell of a row */
    size_t cell;
    bool is_name; /* a lone name where this list puts its authors */
};

struct template
{
    struct part *of; /* one for each piece */
};

/* Notes in the pieces' lines which marks part them. */
void template_learn(struct pieces *pieces, struct arena *arena, struct template *out);

/* The line that holds the title: of a row its cell. */
const struct line *template_line(const struct piece *piece, const struct part *part);

/* Of a row, its best address when the title's cell has none; "" when there is none. */
const char *template_row_address(const struct piece *row, const struct part *part, struct arena *arena);

#endif
