#ifndef WEIR_STORY_PATTERN_H
#define WEIR_STORY_PATTERN_H
/*
 * pattern — the little language in which the rules of story/work.c are written.
 *
 *     "/pdf/{arxiv}.pdf"     the text "/pdf/", an arXiv id, the text ".pdf"
 *     "/{*}/status/{number}" {*}: one path segment, whatever it is, not captured
 *     "/abs/{arxiv}/..."     "..." at the end: anything may follow
 *
 * Plain text matches whatever its case. What the braces capture comes out in the class's one spelling (an
 * arXiv id without version and subject class, a DOI in lower case), in order.
 */
#include <stdbool.h>

#include "weir/text/arena.h"

#define PATTERN_LIMIT_CAPTURES 3

struct captures {
    const char *text[PATTERN_LIMIT_CAPTURES];
    int n;
    int version; /* of an arXiv id; 0 when none is named */
};

/* Does all of `text` match? `out` is filled then (and only then meaningful). */
bool pattern_match(struct arena *arena, const char *pattern, const char *text, struct captures *out);

/* `key` with each "{}" replaced by the next capture. */
char *pattern_fill(struct arena *arena, const char *key, const struct captures *captures);

#endif
