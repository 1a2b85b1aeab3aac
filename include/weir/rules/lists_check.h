#ifndef WEIR_RULES_LISTS_CHECK_H
#define WEIR_RULES_LISTS_CHECK_H
/*
 * lists_check — what a keeper of a list would want to know of it: entries that
 * stand twice under one heading, those that stand under none, limits that were
 * met; and which headings are no topics. Pure.
 */
#include "weir/rules/lists.h"

/* Findings as warnings, by list and line; in `arena`. */
void lists_check(const struct lists *lists, struct arena *arena, struct problem_list *out);

/* Which headings are no topics, and why: nothing that is wrong, a sentence for
 * each reason. */
void lists_tell_headings(const struct lists *lists, struct arena *arena, struct problem_list *out);

#endif
