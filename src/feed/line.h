#ifndef WEIR_FEED_LINE_H
#define WEIR_FEED_LINE_H
/*
 * line — text as one line: outer white space off, runs of it as one space.
 */
#include <stddef.h>

#include "weir/text/arena.h"

/* A copy in the arena, of at most `limit` bytes. Costs one look and one copy where nothing is to be squashed.
 */
char *line_copy(struct arena *arena, const char *s, size_t n, size_t limit);

/* The same of a message that quotes the document: libraries cut what they quote in the middle of characters.
 */
char *line_message(struct arena *arena, const char *message);

#endif
