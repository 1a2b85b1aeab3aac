#ifndef WEIR_STORY_EVIDENCE_H
#define WEIR_STORY_EVIDENCE_H
/*
 * evidence — what speaks for two items being one story, or against it: their identities (story/identity.h),
 * then what they say (story/similarity.h). Pure.
 *
 *     struct evidence evidence = evidence_of(&arena, &a, &b);
 *     if (evidence.kind >= EVIDENCE_TITLE) …
 *
 * Items are taken with their `source`; without one their guids and dates name nothing.
 */
#include "weir/feed/feed.h"
#include "weir/text/arena.h"

enum evidence_kind {
    EVIDENCE_AGAINST, /* two works for certain, or two texts that share next to nothing */
    EVIDENCE_NONE,    /* neither way */
    EVIDENCE_TITLE,   /* one telling title over texts too short to compare */
    EVIDENCE_TEXT,    /* nearly the same text */
    EVIDENCE_PAGE,    /* the same page */
    EVIDENCE_WORK,    /* the same paper, video, posting … */
};

struct evidence {
    enum evidence_kind kind;
    double similarity; /* of the texts, 0 … 1; 0 when they were not compared */
};

/* What is known of the two. */
struct evidence evidence_of(struct arena *arena, const struct item *a, const struct item *b);

/* Do these keys forbid one story, however alike the texts? Two papers are two; two postings on WeChat may be
 * one article. */
bool evidence_forbids(const char *key_a, const char *key_b);

#endif
