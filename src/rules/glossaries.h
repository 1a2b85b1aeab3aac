#ifndef WEIR_RULES_GLOSSARIES_H
#define WEIR_RULES_GLOSSARIES_H
/*
 * glossaries — the user's glossaries, read for the lists.
 */
#include "weir/rules/lists.h"

/* Reads those that the configuration names into `lists`, and says of each line that is wrong what to do. All
 * in `arena`. */
void glossaries_read(const struct conf *conf, struct arena *arena, struct lists *lists,
                     struct problem_list *problems);

#endif
