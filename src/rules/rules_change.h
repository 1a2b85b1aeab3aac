#ifndef WEIR_RULES_RULES_CHANGE_H
#define WEIR_RULES_RULES_CHANGE_H
/*
 * rules_change — what became of each topic when the rules changed: its terms, and the stories that it gained
 * and lost. Pure.
 */
#include <stdbool.h>

#include "weir/text/arena.h"
#include "weir/text/buf.h"
#include "weir/topic/topic.h"

struct topic_change {
    const char *topic;
    bool is_new, is_gone;
    size_t n_terms; /* that it has now */
    size_t n_terms_added, n_terms_removed;
    size_t n_reweighted;     /* terms that have another boost */
    size_t n_gained, n_lost; /* stories */
};

struct rules_change {
    struct topic_change *topics; /* those of now, in their order, then those that are gone */
    size_t n;
};

/* The topics with their terms, as a text to be compared with later: a line a topic, parted by tabs. */
void rules_write_terms(const struct topic *topics, size_t n, struct buf *out);

/* Compares with what was written then ("": nothing is known). All in `arena`. */
void rules_compare(const char *before, const struct topic *topics, size_t n, struct arena *arena,
                   struct rules_change *out);

/* A story has gained or lost the topic. */
void rules_count_move(struct rules_change *change, const char *topic, bool gained);

/* "+2 terms, 1 reweighted, 14 stories gained, 3 lost"; "" when nothing became of it. */
const char *rules_describe(const struct topic_change *change, struct arena *arena);

#endif
