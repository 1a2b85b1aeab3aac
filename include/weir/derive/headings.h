#ifndef WEIR_DERIVE_HEADINGS_H
#define WEIR_DERIVE_HEADINGS_H
/*
 * headings — which headings of a list name a topic, and why the others do not.
 *
 * A heading names a topic when entries stand under it or under headings below
 * it, unless it names something else: when or where its entries appeared, where
 * they come from, a letter, what kind of text they are, a part of the list that
 * is about the list, or the list itself. The entries of these count for the
 * heading above.
 *
 *     enum heading_kind *kinds = headings_judge(&reading, &arena);
 *     n = headings_told(&reading, kinds, &arena, &told);
 */
#include "weir/list/reading.h"
#include "weir/text/arena.h"

enum heading_kind {
    HEADING_TOPIC,
    HEADING_EMPTY,  /* no entry stands under it */
    HEADING_DATE,   /* 2019, 2024年5月 */
    HEADING_VENUE,  /* NeurIPS 2019 */
    HEADING_PLACE,  /* 加拿大 */
    HEADING_LETTER, /* one of a row from A to Z */
    HEADING_FORM,   /* Papers, Tools, 书: what kind of thing, not what about */
    HEADING_MATTER, /* News, Overview, Others, 目录: about the list, or the rest
                       of it */
    HEADING_LIST,   /* the name of a list whose topics stand below */
    HEADING_KINDS
};

/* The kind of each heading, in the reading's order; in the arena. Pure. */
enum heading_kind *headings_judge(const struct reading *reading, struct arena *arena);

/* A sentence about the headings of one list that are no topics for one reason.
 */
struct heading_told {
    size_t list, line; /* of the first */
    size_t n;          /* headings */
    const char *text;  /* "2 headings are dates, no topics: "2019" (line 3), "2020"
                          (line 9)" */
};

/* What to tell the keeper: by list, then by kind. Returns how many sentences;
 * in the arena. */
size_t headings_told(const struct reading *reading, const enum heading_kind *kinds, struct arena *arena,
                     struct heading_told **out);

#endif
