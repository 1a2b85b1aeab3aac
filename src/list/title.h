#ifndef WEIR_LIST_TITLE_H
#define WEIR_LIST_TITLE_H
/*
 * title — the places of a line where a title may stand, and how much each looks like one.
 *
 * A line has slots: its links, bold words, quoted words, and the plain stretches between what parts them
 * (bars, dashes, full stops, line breaks). `title_find` lists them; template.h learns which slot of a list
 * holds the titles.
 */
#include "piece.h"

enum slot_kind { SLOT_LINK, SLOT_STRONG, SLOT_QUOTED, SLOT_PLAIN, SLOT_KINDS };

#define TITLE_ORDINALS 5  /* the first, second … of its kind; the last stands for all behind */
#define TITLE_LIMIT    48 /* slots of one line */

struct title_slot {
    size_t from, to; /* bytes of the line, without marks around them */
    enum slot_kind kind;
    int ordinal;
    const char *url; /* of a link; "" else */
    double worth;    /* 0 no title at all … 1 as good as any */
};

/* Finds the slots of a line, at most TITLE_LIMIT, and keeps them with it, in the arena. */
void title_find(struct line *line, struct arena *arena);

/* How much do these words look like a title? Labels, people, venues, dates and addresses do not. */
double title_worth(const char *text, size_t n);

/* Does the address lead out of the list? "wiki:" leads nowhere, but what it stands behind is a thing. */
bool title_is_external(const char *url);
bool title_is_wiki(const char *url);

/* The address of an entry: of its title, else of its paper, else the first; "" when there is none. */
const char *title_address(const struct line *line, const struct title_slot *slot, struct arena *arena);

/* What the line says besides its title: no labels, people, venues, dates, addresses. */
char *title_rest(const struct line *line, const struct title_slot *slot, struct arena *arena);

/* The span without the marks and blanks around it. */
struct span title_trim(const char *text, struct span s);

#endif
