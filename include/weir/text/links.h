#ifndef WEIR_TEXT_LINKS_H
#define WEIR_TEXT_LINKS_H
/*
 * links — the Link fields of an HTTP answer (RFC 8288), joined by commas.
 */
#include "weir/text/arena.h"

/* The target of the first link with that relation, as it was written; NULL when there is none. A relation may
 * be one of several words; letters of any case are the same. What is malformed is passed over. */
char *links_find(struct arena *arena, const char *field, const char *relation);

#endif
