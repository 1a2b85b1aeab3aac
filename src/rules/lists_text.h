#ifndef WEIR_RULES_LISTS_TEXT_H
#define WEIR_RULES_LISTS_TEXT_H
/*
 * lists_text — one list's text: its own, or the last good copy when that is not to be believed.
 */
#include "weir/rules/lists.h"

/* Reads the list. `*why` says in one line what is wrong with it, "" when nothing is; false when there is not
 * even a copy. All in `arena`. */
bool lists_read_text(const struct conf *conf, const char *place, struct arena *arena, struct list_text *out,
                     const char **why);

#endif
