#include "weigh_learn.h"

#include <math.h>
#include <stdlib.h>

#include "learn.h"

/* Chosen on held-out fifths of lists of a dozen fields. */
#define SPRING    10.0 /* holds a weight to the counted one */
#define HEADING   3.0  /* how much more firmly when the heading says it: what the topic is called is known */
#define ORDINARY  1.5  /* what a wrong item of the background costs: of these the stream has most */
#define OUTSIDE   0.3  /* of titles that the field has not, as many come with a text that it has */
#define OF_A_PAIR 0.3  /* what stays of a phrase that two entries have, when one of them is judged */

/* What a missed entry of the topic may cost, a wrong one costing 1: much where it is hard to tell from
 * others. */
static const double misses[] = {9, 4.5};

/* The share of the weight that is left when one of the topic's own entries is not counted. */
static double share_without(const struct weigh_candidate *term, double value)
{
    struct weigh_counts counts = term->counts;
    counts.in = fmax(0, counts.in - value);
    bool is_pair = term->n_entries <= 2 && term->mark == NULL;
    double without = is_pair ? OF_A_PAIR * term->boost : weigh_boost(&counts);
    return fmin(1, log(1 - without) / log(1 - term->boost));
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The documents that hold any of the terms, ascending. */
static uint32_t *find_documents(const struct learn_set *set, size_t *n)
{
    const struct corpus *c = set->corpus;
    size_t room = 0;
    *n = 0;
    for (size_t i = 0; i < set->n_terms; i++)
        room += c->first_place[set->terms[i].phrase + 1] - c->first_place[set->terms[i].phrase];
    uint32_t *found = arena_alloc(set->arena, (room + 1) * sizeof *found);
    for (size_t i = 0; i < set->n_terms; i++) {
        uint32_t phrase = set->terms[i].phrase;
        for (size_t k = c->first_place[phrase]; k < c->first_place[phrase + 1]; k++)
            found[(*n)++] = c->places[k];
    }
    qsort(found, *n, sizeof *found, by_number);
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++)
        if (kept == 0 || found[kept - 1] != found[i])
            found[kept++] = found[i];
    *n = kept;
    return found;
}

/* The topic's entries against those of others, and against what is ordinary; of a list with a field, what is
 * ordinary within it. */
static void add_examples(struct learn_set *set, const struct weigh_candidate *candidates,
                         const struct field *field, const struct outline_topic *topic)
{
    const struct corpus *corpus = set->corpus;
    size_t n, own = 0;
    const uint32_t *documents = find_documents(set, &n);
    for (size_t i = 0; i < topic->n_entries; i++)
        corpus->is_own_work[corpus->works[topic->entries[i]]] = true;
    for (size_t i = 0; i < n; i++) {
        uint32_t d = documents[i];
        if (d >= corpus->n_entries) {
            if (field == NULL || field->background[d - corpus->n_entries])
                learn_add(set, &corpus->background[d - corpus->n_entries], -1, ORDINARY);
            continue;
        }
        while (own < topic->n_entries && topic->entries[own] < d)
            own++;
        bool is_own = own < topic->n_entries && topic->entries[own] == d;
        if (!is_own && corpus->is_own_work[corpus->works[d]])
            continue;
        struct learn_example *e = learn_add(set, &corpus->entries[d], is_own ? 1 : -1, 1);
        if (e != NULL && field != NULL && !field->entries[d])
            e->counts = is_own ? OUTSIDE : 0;
        for (size_t k = 0; is_own && e != NULL && k < e->n; k++)
            e->seen[k].share = (float)share_without(&candidates[e->seen[k].term], (double)e->seen[k].value);
    }
    for (size_t i = 0; i < topic->n_entries; i++)
        corpus->is_own_work[corpus->works[topic->entries[i]]] = false;
}

static void find_weights(struct learn_set *set, const struct weigh_candidate *candidates, double miss)
{
    for (size_t i = 0; i < set->n_examples; i++)
        if (set->examples[i].side > 0)
            set->examples[i].cost = miss;
    for (size_t j = 0; j < set->n_terms; j++) {
        const struct weigh_candidate *c = &candidates[j];
        set->terms[j].weight = set->terms[j].known = learn_weight(c->boost);
        set->terms[j].spring = SPRING * (1 + HEADING * c->counts.mark);
        set->terms[j].most = learn_weight(c->counts.at_most);
    }
    learn(set);
}

/* The share that is right of what belongs to the topic or is taken to. */
static double judge(const struct learn_set *set, size_t n_topic)
{
    double right = 0, wrong = 0;
    for (size_t i = 0; i < set->n_examples; i++)
        if (set->examples[i].score >= log(2))
            *(set->examples[i].side > 0 ? &right : &wrong) += set->examples[i].counts;
    return right / ((double)n_topic + right + wrong);
}

double weigh_learn(const struct corpus *corpus, const struct field *field, const struct outline_topic *topic,
                   struct weigh_candidate *candidates, size_t n)
{
    struct arena arena;
    arena_init(&arena);
    struct learn_set set = {.corpus = corpus, .arena = &arena, .n_terms = n};
    set.terms = arena_alloc(&arena, (n + 1) * sizeof *set.terms);
    double *best = arena_alloc(&arena, (n + 1) * sizeof *best), most = -1;
    for (size_t j = 0; j < n; j++)
        set.terms[j].phrase = candidates[j].phrase;
    learn_begin(&set);
    add_examples(&set, candidates, field, topic);
    for (size_t i = 0; i < sizeof misses / sizeof *misses; i++) {
        find_weights(&set, candidates, misses[i]);
        double worth = judge(&set, topic->n_entries);
        if (worth <= most)
            continue;
        most = worth;
        for (size_t j = 0; j < n; j++)
            best[j] = set.terms[j].weight;
    }
    learn_end(&set);
    for (size_t j = 0; j < n; j++)
        candidates[j].boost = learn_boost(best[j]);
    arena_release(&arena);
    return most;
}
