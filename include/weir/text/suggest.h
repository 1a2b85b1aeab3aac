#ifndef WEIR_TEXT_SUGGEST_H
#define WEIR_TEXT_SUGGEST_H
/*
 * suggest — the nearest right word to a wrong one, for messages that end in `; did you mean "every"?`.
 */
#include <stddef.h>

/* The candidate with the fewest insertions, deletions, substitutions and swaps of neighbours, if these are at
 * most a third of the word's length (one in two, none in one); NULL when none is near. The first of equals
 * wins. */
const char *suggest(const char *word, const char *const *candidates, size_t n);

#endif
