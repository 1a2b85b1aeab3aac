#ifndef WEIR_RULES_LISTS_CHECK_H
#define WEIR_RULES_LISTS_CHECK_H
/*
 * lists_check — what a keeper of a list would want to know of it: entries that stand twice under one heading,
 * and those that stand under none. Pure.
 */
#include "weir/rules/lists.h"

/* Findings as warnings, by list and line; in `arena`. */
void lists_check(const struct lists *lists, struct arena *arena, struct problem_list *out);

#endif
