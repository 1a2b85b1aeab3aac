#ifndef WEIR_RULES_WHY_H
#define WEIR_RULES_WHY_H
/*
 * why — why an item has a topic, and why it has not another that it nearly has. Pure.
 *
 * The matcher is asked again, a topic at a time, with the threshold, the scope, the exclusions or the sources
 * taken away: whatever then changes was the reason.
 */
#include "weir/conf/conf.h"
#include "weir/text/arena.h"

enum verdict {
    VERDICT_HAS,          /* it has the topic, … */
    VERDICT_ALWAYS,       /* … because its source always has */
    VERDICT_BELOW,        /* the score is below the threshold */
    VERDICT_FAR_BELOW,    /* not below it, but far below the item's best topic */
    VERDICT_FIELD,        /* it is the field of a topic that the item has */
    VERDICT_EXCLUDED,     /* a term of `exclude` occurs */
    VERDICT_OTHER_SOURCE, /* the topic takes no items of this source */
};

/* What one topic makes of one item. */
struct why {
    const struct topic *topic;
    const struct item *item;
    enum verdict verdict;
    double score; /* without what `verdict` says was in the way */
    struct term_hit *terms;
    size_t n_terms;
    bool is_halved;       /* the topic has a scope, and nothing of it occurs */
    bool is_out_of_field; /* the topic has a field, and the item has not: halved, too */
};

/* Every topic of which a term occurs, or that the source always has: those that the item has first, each by
 * falling score. Fails only with a term that does not compile. In `arena`. */
int why_topics(const struct conf *conf, const struct item *item, struct arena *arena, struct why **out,
               size_t *n, struct error *err);

/* Takes what another item of the same story has into the list: of each topic the verdict that gives it, else
 * the higher score. */
void why_merge(struct arena *arena, struct why **whys, size_t *n, const struct why *others, size_t n_others);

#endif
