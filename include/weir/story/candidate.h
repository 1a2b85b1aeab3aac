#ifndef WEIR_STORY_CANDIDATE_H
#define WEIR_STORY_CANDIDATE_H
/*
 * candidate — which stored items might an item repeat, and does it repeat one? Pure: who keeps items finds
 * rows by anchors and hands them in.
 *
 *     int64_t anchors[CANDIDATE_ANCHORS];
 *     int n = candidate_anchors(&sketch, anchors);
 *     …rows of the newest CANDIDATE_ROWS items for each anchor a, as {item, candidate_weight(&sketch, a)}
 *     n = candidate_rank(rows, n_rows);
 *     …the first CANDIDATE_COMPARED of them: sketch_same_story, or of one source candidate_is_verbatim
 */
#include "weir/story/similarity.h"

#define CANDIDATE_ANCHORS (SIMILARITY_ANCHORS + 1)
#define CANDIDATE_ROWS                                                                                       \
    32 /* items that are looked at for one anchor: what more texts share is boilerplate                      \
        */
#define CANDIDATE_COMPARED 8 /* that are compared in full */

/* By what the item is looked for: one anchor of the title, if that is telling, then those of the text. */
int candidate_anchors(const struct sketch *sketch, int64_t out[CANDIDATE_ANCHORS]);

/* How many of so many anchors are kept for it to be found by: those in front. */
int candidate_n_kept(const struct sketch *sketch, int n_anchors);

/* What sharing anchor `a` counts: the title's more than a frame that all posts of an account share. */
int candidate_weight(const struct sketch *sketch, int a);

/* An item that shares anchors. */
struct candidate {
    int64_t item;
    int n_shared;
};

/* Makes the rows of an item one, and puts those that share most first, then the oldest; how many there are.
 */
int candidate_rank(struct candidate *rows, int n);

/* Do they say the same word for word, title and all? */
bool candidate_is_verbatim(struct sketch *a, struct sketch *b);

/* Can neither be a copy of the other for certain, both from one source, before their texts are compared? */
bool candidate_is_hopeless(const struct sketch *a, const struct sketch *b);

#endif
