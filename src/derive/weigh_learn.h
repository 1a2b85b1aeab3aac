#ifndef WEIR_DERIVE_WEIGH_LEARN_H
#define WEIR_DERIVE_WEIGH_LEARN_H
/*
 * weigh_learn — boosts that together tell a topic's entries from all else, beginning with counted ones.
 *
 * The matcher's score is a sum when boosts are seen as weights, w = −log(1 − boost): a topic is given at
 * log 2. So this is logistic regression with weights of at least nothing, which are held to the counted
 * boosts by a spring (ridge), and found in a fixed number of damped Newton steps: the same input gives the
 * same bytes. Of an entry of the topic, each weight counts as if the entry had had no part in its counting.
 * Items of the background cost most to have wrong, since of these the stream is full. How much a missed entry
 * costs, and whether the topic needs a scope, is tried: that is kept by which most of what belongs to the
 * topic is found and least else.
 */
#include "corpus.h"
#include "weigh_scope.h"

/* What a counted boost is made of (see weigh.h). */
struct weigh_counts {
    double in, out, mark, rivals, common;
    double n_topic, n_others; /* entries of the topic, and the others */
    double at_most;           /* less for a lone word */
};

struct weigh_candidate {
    uint32_t phrase;
    struct weigh_counts counts;
    unsigned n_entries;
    const struct mark *mark;
    double boost;
};

double weigh_boost(const struct weigh_counts *counts);

/* Changes the boosts. True when they are for items of the scope: outside of it the words mean other things.
 */
bool weigh_learn(const struct corpus *corpus, const struct scope *scope, const struct outline_topic *topic,
                 struct weigh_candidate *terms, size_t n);

#endif
