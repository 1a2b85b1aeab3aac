#ifndef WEIR_TOPIC_WEIGH_CALIBRATE_H
#define WEIR_TOPIC_WEIGH_CALIBRATE_H
/*
 * weigh_calibrate — by what factor a topic's boosts should count so that most of its entries, and few others,
 * pass.
 */
#include "corpus.h"

/* What a boost is made of (see weigh.h). */
struct weigh_counts {
    double in, out, mark, common;
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

/*
 * The power of (1 − boost) that suits the topic: 1 for a small topic. Each entry is judged with boosts that
 * it had no part in; F0.5 over entries and background decides, as precision matters more in a digest.
 */
double weigh_calibrate(const struct corpus *corpus, const struct outline_topic *topic,
                       const struct weigh_candidate *terms, size_t n);

#endif
