#include "weir/rules/term_use.h"

#include <stdlib.h>
#include <string.h>

#include "weir/store/walk.h"
#include "weir/topic/matcher.h"

#define ROUNDING 1e-9

/* A term and the last stories, by number from 1, that counted for it: a story of several items counts once.
 */
struct count {
    struct term_use *use;
    size_t seen_in, brought_by;
};

struct counting {
    const struct conf *conf;
    struct matcher *matcher; /* each term a topic of its own, so that none hides another */
    struct count *counts;    /* the names of those topics are indices */
    size_t n_stories;
};

/* Does the term reach the threshold alone where it stood (matcher.h)? */
static bool suffices(const struct term_use *use, const char *field)
{
    const struct term *term = use->term;
    bool in_title = strcmp(field, term_field_names[FIELD_TITLE]) == 0;
    double score = term->sure || in_title ? term->boost : term->boost * MATCH_OUTSIDE_TITLE;
    return score + ROUNDING >= use->topic->threshold;
}

static void count_hit(struct counting *counting, const struct hit *hit)
{
    struct count *count = &counting->counts[strtoul(hit->topic, NULL, 10)];
    if (count->seen_in != counting->n_stories) {
        count->seen_in = counting->n_stories;
        count->use->n_stories++;
    }
    if (count->brought_by != counting->n_stories && suffices(count->use, hit->terms[0].field)) {
        count->brought_by = counting->n_stories;
        count->use->n_brought++;
    }
}

static void count_story(struct walked *story, struct arena *arena, void *arg)
{
    struct counting *counting = arg;
    counting->n_stories++;
    for (size_t i = 0; i < story->n_items; i++) {
        struct item *item = &story->items[i];
        const struct source *source = conf_source(counting->conf, item->source);
        matcher_match(counting->matcher, item, item->source, source != NULL ? source->title : "", NULL, 0,
                      arena);
        for (size_t k = 0; k < item->n_hits; k++)
            count_hit(counting, &item->hits[k]);
    }
}

/* The term as a topic of its own, which any sight of it gives. */
static struct topic topic_of_term(const struct topic *topic, const struct term *term, size_t number,
                                  struct arena *arena)
{
    struct term *alone = arena_alloc(arena, sizeof *alone);
    *alone = *term;
    alone->sure = true;
    alone->boost = 1;
    return (struct topic){.name = arena_printf(arena, "%zu", number),
                          .title = "",
                          .under = "",
                          .field = "",
                          .terms = {alone, 1},
                          .threshold = TOPIC_THRESHOLD,
                          .sources = topic->sources,
                          .n_sources = topic->n_sources};
}

int term_use_count(struct store *store, const struct conf *conf, struct arena *arena, struct term_use **out,
                   size_t *n, size_t *n_stories, struct error *err)
{
    struct counting counting = {.conf = conf};
    struct topic *topics = NULL;
    *n = 0;
    for (size_t t = 0; t < conf->n_topics; t++)
        *n += conf->topics[t].terms.n;
    *out = arena_alloc(arena, (*n + 1) * sizeof **out);
    topics = arena_alloc(arena, (*n + 1) * sizeof *topics);
    counting.counts = arena_alloc(arena, (*n + 1) * sizeof *counting.counts);
    size_t i = 0;
    for (size_t t = 0; t < conf->n_topics; t++)
        for (size_t k = 0; k < conf->topics[t].terms.n; k++, i++) {
            const struct topic *topic = &conf->topics[t];
            (*out)[i] = (struct term_use){.topic = topic, .term = &topic->terms.terms[k]};
            topics[i] = topic_of_term(topic, (*out)[i].term, i, arena);
            counting.counts[i].use = &(*out)[i];
        }
    if (matcher_new(topics, *n, &counting.matcher, err) < 0)
        return -1;
    int rc = store_walk(store, INT64_MIN, count_story, &counting, err);
    matcher_free(counting.matcher);
    *n_stories = counting.n_stories;
    return rc;
}
