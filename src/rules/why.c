#include "weir/rules/why.h"

#include <stdlib.h>
#include <string.h>

#include "weir/rules/rules.h"

/* Any score reaches it. */
#define NO_THRESHOLD 1e-6
#define ROUNDING     1e-9

/* The topic's own hit, however far the item's other topics are above it; NULL when nothing of it occurs. */
static int match_alone(const struct conf *conf, const struct topic *topic, const struct item *item,
                       struct arena *arena, const struct hit **out, struct error *err)
{
    const struct source *source = conf_source(conf, item->source);
    struct matcher *matcher;
    struct item *copy = arena_alloc(arena, sizeof *copy);
    *copy = *item;
    *out = NULL;
    if (matcher_new(topic, 1, &matcher, err) < 0)
        return -1;
    matcher_match(matcher, copy, item->source, source != NULL ? source->title : "", NULL, 0, arena);
    if (copy->n_hits > 0)
        *out = &copy->hits[0];
    matcher_free(matcher);
    return 0;
}

/* What stands in the way of a topic, in the order in which it is taken away. */
static void take_away(struct topic *topic, enum verdict verdict)
{
    if (verdict == VERDICT_EXCLUDED)
        topic->exclude = (struct term_list){0};
    else if (verdict == VERDICT_OTHER_SOURCE)
        topic->n_sources = 0;
}

static int has_not_field(const struct conf *conf, const struct topic *topic, const struct item *item,
                         struct arena *arena, bool *out, struct error *err)
{
    const struct hit *hit = NULL;
    const struct topic *field = NULL;
    for (size_t i = 0; i < conf->n_topics && *topic->field != '\0' && field == NULL; i++)
        if (strcmp(conf->topics[i].name, topic->field) == 0)
            field = &conf->topics[i];
    if (field != NULL && match_alone(conf, field, item, arena, &hit, err) < 0)
        return -1;
    *out = field != NULL && hit == NULL;
    return 0;
}

static int look(const struct conf *conf, const struct topic *topic, const struct item *item,
                struct arena *arena, struct why *out, bool *occurs, struct error *err)
{
    static const enum verdict obstacles[] = {VERDICT_BELOW, VERDICT_EXCLUDED, VERDICT_OTHER_SOURCE};
    struct topic *bare = arena_alloc(arena, sizeof *bare);
    const struct hit *hit = NULL, *unscoped = NULL;
    size_t i = 0;
    *bare = *topic;
    bare->threshold = NO_THRESHOLD;
    for (; i < sizeof obstacles / sizeof *obstacles && hit == NULL; i++) {
        take_away(bare, obstacles[i]);
        if (match_alone(conf, bare, item, arena, &hit, err) < 0)
            return -1;
    }
    *occurs = hit != NULL;
    if (hit == NULL)
        return 0;
    *out = (struct why){.topic = topic,
                        .item = item,
                        .verdict = obstacles[i - 1],
                        .score = hit->score,
                        .terms = hit->terms,
                        .n_terms = hit->n_terms};
    if (has_not_field(conf, topic, item, arena, &out->is_out_of_field, err) < 0)
        return -1;
    out->score /= out->is_out_of_field ? 2 : 1;
    bare->scope = (struct term_list){0};
    if (topic->scope.n > 0 && match_alone(conf, bare, item, arena, &unscoped, err) < 0)
        return -1;
    out->is_halved = unscoped != NULL && unscoped->score > hit->score;
    return 0;
}

static const struct hit *find_hit(const struct item *item, const char *topic)
{
    for (size_t i = 0; i < item->n_hits; i++)
        if (strcmp(item->hits[i].topic, topic) == 0)
            return &item->hits[i];
    return NULL;
}

static int compare(const void *left, const void *right)
{
    const struct why *a = left, *b = right;
    bool a_has = a->verdict <= VERDICT_ALWAYS, b_has = b->verdict <= VERDICT_ALWAYS;
    if (a_has != b_has)
        return a_has ? -1 : 1;
    if (a->score > b->score || a->score < b->score)
        return a->score > b->score ? -1 : 1;
    return a->topic < b->topic ? -1 : 1;
}

/* What the item really has, all topics together. */
static int match_all(const struct conf *conf, const struct item *item, struct arena *arena, struct item *out,
                     struct error *err)
{
    struct matcher *matcher;
    *out = *item;
    if (matcher_new(conf->topics, conf->n_topics, &matcher, err) < 0)
        return -1;
    rules_match(conf, matcher, item->source, out, arena);
    matcher_free(matcher);
    return 0;
}

int why_topics(const struct conf *conf, const struct item *item, struct arena *arena, struct why **out,
               size_t *n, struct error *err)
{
    struct item matched;
    *n = 0;
    *out = arena_alloc(arena, (conf->n_topics + 1) * sizeof **out);
    if (match_all(conf, item, arena, &matched, err) < 0)
        return -1;
    for (size_t i = 0; i < conf->n_topics; i++) {
        const struct topic *topic = &conf->topics[i];
        const struct hit *hit = find_hit(&matched, topic->name);
        struct why *why = &(*out)[*n];
        bool occurs;
        if (look(conf, topic, item, arena, why, &occurs, err) < 0)
            return -1;
        if (!occurs && hit != NULL)
            *why = (struct why){.topic = topic, .item = item, .score = hit->score};
        if (hit != NULL)
            why->verdict = hit->n_terms > 0 ? VERDICT_HAS : VERDICT_ALWAYS;
        else if (occurs && why->verdict == VERDICT_BELOW && why->score + ROUNDING >= topic->threshold)
            why->verdict =
                topic_is_field(conf->topics, conf->n_topics, topic->name) ? VERDICT_FIELD : VERDICT_FAR_BELOW;
        *n += occurs || hit != NULL;
    }
    if (*n > 0)
        qsort(*out, *n, sizeof **out, compare);
    return 0;
}

void why_merge(struct arena *arena, struct why **whys, size_t *n, const struct why *others, size_t n_others)
{
    for (size_t i = 0; i < n_others; i++) {
        size_t k = 0;
        while (k < *n && (*whys)[k].topic != others[i].topic)
            k++;
        if (k == *n) {
            *whys = arena_grow(arena, *whys, *n, sizeof **whys);
            (*whys)[(*n)++] = others[i];
        } else if (compare(&others[i], &(*whys)[k]) < 0) {
            (*whys)[k] = others[i];
        }
    }
    if (*n > 0)
        qsort(*whys, *n, sizeof **whys, compare);
}
