#ifndef WEIR_DISCOVER_CANDIDATES_H
#define WEIR_DISCOVER_CANDIDATES_H
/*
 * candidates — where sites of a known kind keep the feed behind an ordinary link. Pure; the rules are a table
 * (discover/candidates.c). Each candidate is a guess until it was fetched and parsed.
 */
#include <stddef.h>

#include "weir/text/arena.h"

/* By the rules for the link's host, best first; in the arena, `*n` says how many (often none). */
const char **candidates_by_rule(const char *url, struct arena *arena, size_t *n);

/* The usual places on the link's host, to be tried one by one until one parses. */
const char **candidates_by_custom(const char *url, struct arena *arena, size_t *n);

#endif
