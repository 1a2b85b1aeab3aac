#ifndef WEIR_LIST_HABITS_H
#define WEIR_LIST_HABITS_H
/*
 * habits — in which slot of a line a list mostly has its titles.
 *
 *     habits_learn(&line, &habits);                    … for each line of a section
 *     if (habits_choose(&line, &habits, &whole, &slot))  … the title of this one
 */
#include "title.h"

/* What is worth less is no title where anything else might be one. */
#define ENOUGH_OF_TITLE .3

/* How often a slot holds something like a title, over some lines. */
struct habits {
    double sum[SLOT_KINDS][TITLE_ORDINALS];
    double n;
};

/* Where most lines have a dash it parts a title from the rest; where few have, it is a part of theirs. Notes
 * it in the lines of items and paragraphs. */
void habits_learn_dashes(struct pieces *pieces);

/* Adds what is found in the line. */
void habits_learn(const struct line *line, struct habits *habits);

/* The slot that the habits of the section, those of the whole list, and the words themselves speak for. */
bool habits_choose(const struct line *line, const struct habits *section, const struct habits *whole,
                   struct title_slot *out);

#endif
