#ifndef WEIR_TOPIC_SCORE_H
#define WEIR_TOPIC_SCORE_H
/*
 * score — from what was seen of a topic's terms in an item to the topic's score (the rules are in matcher.h).
 */
#include "lexicon.h"
#include "weir/feed/feed.h"

/* One occurrence of one phrase of a clause. */
struct sighting {
    uint32_t clause, phrase;
    enum term_field where;
    bool placed;       /* false: found by an expression, with no place among the folded bytes */
    uint32_t from, to; /* in the folded texts of the item, one behind the other */
};

/* What is known of a clause while an item is looked at; all zero between items. */
struct clause_state {
    uint32_t phrases, in_title;  /* bits: seen anywhere, seen in the title */
    bool free_title, free_other; /* seen where no longer term covers it */
    enum term_field where;       /* the first place outside the title */
};

/* By topic, then by place, the longer first: the order in which `score_topic` takes them. */
void score_sort(const struct lexicon *lexicon, struct sighting *sightings, size_t n);

/*
 * Scores one topic from its sightings (`n` > 0, sorted, all of the topic). `states` has one element a clause
 * and is left zero. Returns the score, 0 when nothing counts or an exclude term occurs; `hit->terms` (in
 * `arena`) are those that counted, the strongest first.
 */
double score_topic(const struct lexicon *lexicon, const struct topic *topic, const struct sighting *sightings,
                   size_t n, struct clause_state *states, struct hit *hit, struct arena *arena);

#endif
