#ifndef WEIR_RULES_TRIAL_H
#define WEIR_RULES_TRIAL_H
/*
 * trial — what other rules would have made of the stored stories, before they go into feeds.conf. Changes
 * nothing.
 */
#include "weir/conf/conf.h"
#include "weir/store/store.h"

#define TRIAL_SHOWN    20 /* stories that match, the newest */
#define TRIAL_MISSES   10 /* those that nearly match, the closest */
#define TRIAL_EXAMPLES 3  /* of what a topic gains, and of what it loses; the newest */

/* A story as a trial shows it. */
struct trial_story {
    const char *title, *url;
    int64_t at; /* published, bounded by first seen */
    double score;
    const struct term_hit *terms;
    size_t n_terms;
};

struct trial_list {
    struct trial_story stories[TRIAL_SHOWN]; /* the newest first, or the closest */
    size_t n;
};

/* What terms would match. */
struct trial {
    size_t n_stories, n_matched;
    int64_t oldest_at; /* of the stories looked at; INT64_MAX when there is none */
    struct trial_list matched, missed;
};

/* Tries terms on the stories since `since_at`, with the preset threshold. */
int trial_terms(struct store *store, const struct term_list *terms, int64_t since_at, struct arena *arena,
                struct trial *out, struct error *err);

/* What a topic would gain and lose. */
struct trial_topic {
    const char *name;
    size_t n_before, n_now, n_gained, n_lost;
    struct trial_list gained, lost;
};

struct trial_conf {
    struct trial_topic *topics; /* the new configuration's, then those that only stored stories have */
    size_t n_topics, n_stories;
};

/* Tries a whole configuration against the topics that the stories since `since_at` have. */
int trial_conf(struct store *store, const struct conf *conf, int64_t since_at, struct arena *arena,
               struct trial_conf *out, struct error *err);

#endif
