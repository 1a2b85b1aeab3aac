#ifndef WEIR_RULES_TERM_USE_H
#define WEIR_RULES_TERM_USE_H
/*
 * term_use — how often each term of the configuration occurs in the stored stories: terms that never match,
 * and terms that match too much.
 */
#include "weir/conf/conf.h"
#include "weir/store/store.h"

/* A term that alone brings more than this share of all stories matches too much. */
#define TERM_USE_TOO_MUCH 0.1

struct term_use {
    const struct topic *topic;
    const struct term *term;
    size_t n_stories; /* in which it occurs, whatever becomes of them */
    size_t n_brought; /* in which it reaches the topic's threshold alone */
};

/* Counts every term of every topic over all stored stories; in the configuration's order, in `arena`. */
int term_use_count(struct store *store, const struct conf *conf, struct arena *arena, struct term_use **out,
                   size_t *n, size_t *n_stories, struct error *err);

#endif
