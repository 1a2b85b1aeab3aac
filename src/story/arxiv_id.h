#ifndef WEIR_STORY_ARXIV_ID_H
#define WEIR_STORY_ARXIV_ID_H
/*
 * arxiv_id — the grammar of arXiv identifiers (info.arxiv.org/help/arxiv_identifier.html).
 */
#include <stddef.h>

#include "weir/text/arena.h"

/*
 * How many bytes at `s` are an arXiv id with its version, 0 for none. `*out` is the id without the version
 * and, for ids before April 2007, without the subject class ("math.GT/0309136" is "math/0309136"); `*version`
 * is 0 when none is named.
 */
size_t arxiv_id_take(struct arena *arena, const char *s, const char **out, int *version);

#endif
