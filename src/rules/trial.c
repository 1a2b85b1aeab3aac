#include "weir/rules/trial.h"

#include <string.h>

#include "weir/rules/rules.h"
#include "weir/store/walk.h"

/* Any score reaches it, so that misses are seen, too. */
#define NO_THRESHOLD 1e-6
#define ROUNDING     1e-9

static struct term_hit *copy_terms(const struct hit *hit, struct arena *arena)
{
    struct term_hit *terms = arena_alloc(arena, (hit->n_terms + 1) * sizeof *terms);
    for (size_t i = 0; i < hit->n_terms; i++)
        terms[i] = (struct term_hit){arena_strdup(arena, hit->terms[i].term),
                                     arena_strdup(arena, hit->terms[i].field), hit->terms[i].boost};
    return terms;
}

/* Puts the story where it belongs among the best `limit`; `is_before` says which of two comes first. */
static void list_add(struct trial_list *list, size_t limit, struct trial_story story, const struct hit *hit,
                     bool is_before(const struct trial_story *, const struct trial_story *),
                     struct arena *arena)
{
    size_t at = list->n;
    while (at > 0 && is_before(&story, &list->stories[at - 1]))
        at--;
    if (at == limit)
        return;
    story.title = arena_strdup(arena, story.title);
    story.url = arena_strdup(arena, story.url);
    if (hit != NULL) {
        story.terms = copy_terms(hit, arena);
        story.n_terms = hit->n_terms;
    }
    list->n += list->n < limit;
    memmove(&list->stories[at + 1], &list->stories[at], (list->n - 1 - at) * sizeof story);
    list->stories[at] = story;
}

static bool is_newer(const struct trial_story *a, const struct trial_story *b)
{
    return a->at > b->at;
}

static bool is_closer(const struct trial_story *a, const struct trial_story *b)
{
    return a->score > b->score + ROUNDING || (a->score > b->score - ROUNDING && a->at > b->at);
}

static struct trial_story story_of(const struct walked *walked, double score)
{
    return (struct trial_story){
        .title = walked->shown->title, .url = walked->shown->url, .at = walked->sort_at, .score = score};
}

/* Terms on trial. */
struct terms_trial {
    struct matcher *matcher;
    struct arena *arena; /* of the result */
    struct trial *out;
};

static void try_terms(struct walked *story, struct arena *arena, void *arg)
{
    struct terms_trial *trial = arg;
    struct trial *out = trial->out;
    const struct hit *best = NULL;
    out->n_stories++;
    if (story->sort_at < out->oldest_at)
        out->oldest_at = story->sort_at;
    for (size_t i = 0; i < story->n_items; i++) {
        struct item *item = &story->items[i];
        matcher_match(trial->matcher, item, item->source, "", NULL, 0, arena);
        if (item->n_hits > 0 && (best == NULL || item->hits[0].score > best->score))
            best = &item->hits[0];
    }
    if (best == NULL)
        return;
    bool matches = best->score + ROUNDING >= TOPIC_THRESHOLD;
    out->n_matched += matches;
    list_add(matches ? &out->matched : &out->missed, matches ? TRIAL_SHOWN : TRIAL_MISSES,
             story_of(story, best->score), best, matches ? is_newer : is_closer, trial->arena);
}

int trial_terms(struct store *store, const struct term_list *terms, int64_t since_at, struct arena *arena,
                struct trial *out, struct error *err)
{
    struct topic topic = {
        .name = "", .title = "", .under = "", .field = "", .terms = *terms, .threshold = NO_THRESHOLD};
    struct terms_trial trial = {.arena = arena, .out = out};
    *out = (struct trial){.oldest_at = INT64_MAX};
    if (matcher_new(&topic, 1, &trial.matcher, err) < 0)
        return -1;
    int rc = store_walk(store, since_at, try_terms, &trial, err);
    matcher_free(trial.matcher);
    return rc;
}

/* A configuration on trial. */
struct conf_trial {
    const struct conf *conf;
    struct matcher *matcher;
    struct arena *arena;
    struct trial_conf *out;
};

static struct trial_topic *topic_of(struct conf_trial *trial, const char *name)
{
    struct trial_conf *out = trial->out;
    for (size_t i = 0; i < out->n_topics; i++)
        if (strcmp(out->topics[i].name, name) == 0)
            return &out->topics[i];
    out->topics = arena_grow(trial->arena, out->topics, out->n_topics, sizeof *out->topics);
    out->topics[out->n_topics] = (struct trial_topic){.name = arena_strdup(trial->arena, name)};
    return &out->topics[out->n_topics++];
}

static const struct hit *find_hit(const struct item *items, size_t n, const char *topic)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < items[i].n_hits; k++)
            if (strcmp(items[i].hits[k].topic, topic) == 0)
                return &items[i].hits[k];
    return NULL;
}

/* Counts the topics that `items` have, and those that `others` have not. */
static void compare(struct conf_trial *trial, const struct walked *story, const struct item *items,
                    const struct item *others, bool is_now)
{
    for (size_t i = 0; i < story->n_items; i++)
        for (size_t k = 0; k < items[i].n_hits; k++) {
            const struct hit *hit = &items[i].hits[k];
            if (find_hit(items, i, hit->topic) != NULL)
                continue;
            struct trial_topic *topic = topic_of(trial, hit->topic);
            *(is_now ? &topic->n_now : &topic->n_before) += 1;
            if (find_hit(others, story->n_items, hit->topic) != NULL)
                continue;
            *(is_now ? &topic->n_gained : &topic->n_lost) += 1;
            list_add(is_now ? &topic->gained : &topic->lost, TRIAL_EXAMPLES, story_of(story, hit->score), hit,
                     is_newer, trial->arena);
        }
}

static void try_conf(struct walked *story, struct arena *arena, void *arg)
{
    struct conf_trial *trial = arg;
    struct item *now = arena_alloc(arena, (story->n_items + 1) * sizeof *now);
    trial->out->n_stories++;
    for (size_t i = 0; i < story->n_items; i++) {
        now[i] = story->items[i];
        rules_match(trial->conf, trial->matcher, now[i].source, &now[i], arena);
    }
    compare(trial, story, now, story->items, true);
    compare(trial, story, story->items, now, false);
}

int trial_conf(struct store *store, const struct conf *conf, int64_t since_at, struct arena *arena,
               struct trial_conf *out, struct error *err)
{
    struct conf_trial trial = {.conf = conf, .arena = arena, .out = out};
    *out = (struct trial_conf){0};
    for (size_t i = 0; i < conf->n_topics; i++)
        topic_of(&trial, conf->topics[i].name);
    if (matcher_new(conf->topics, conf->n_topics, &trial.matcher, err) < 0)
        return -1;
    int rc = store_walk(store, since_at, try_conf, &trial, err);
    matcher_free(trial.matcher);
    return rc;
}
