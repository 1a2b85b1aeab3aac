#ifndef WEIR_FEED_PERSON_H
#define WEIR_FEED_PERSON_H
/*
 * person — "ann@example.org (Ann Ek)", "Ann Ek <ann@example.org>", "Ann Ek": RSS writes people as one string.
 */
#include "weir/feed/feed.h"
#include "weir/text/arena.h"

/* Takes the string apart; a name in the place of the address, or only one of them, is fine. */
struct person person_parse(struct arena *arena, const char *s);

#endif
