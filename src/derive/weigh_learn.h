#ifndef WEIR_DERIVE_WEIGH_LEARN_H
#define WEIR_DERIVE_WEIGH_LEARN_H
/*
 * weigh_learn — boosts that together tell a topic's entries from all else, beginning with counted ones.
 *
 * The weights are learnt (learn.h), held to the counted boosts. Of an entry of the topic, each weight counts
 * as if the entry had had no part in its counting. What an entry says that stands under this heading and
 * under another, too, speaks neither for the topic nor against it. How much a missed entry costs is tried:
 * that is kept by which most of what belongs to the topic is found and least else.
 */
#include "corpus.h"
#include "field.h"

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

/* Changes the boosts. `field`: the one within which they are to hold, or NULL. Returns what they are worth:
 * the share that is right of what belongs to the topic or is taken to. */
double weigh_learn(const struct corpus *corpus, const struct field *field, const struct outline_topic *topic,
                   struct weigh_candidate *candidates, size_t n);

#endif
