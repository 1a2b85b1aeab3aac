#include "weigh_learn.h"

#include <math.h>
#include <string.h>

/* Chosen on held-out entries of sixteen lists, in the range where little changes. */
#define SHARPNESS  6.0  /* of the step between no and yes, around log 2 */
#define SPRING     10.0 /* holds a weight to the counted one */
#define HEADING    3.0  /* how much more firmly when the heading says it: what the topic is called is known */
#define ORDINARY   1.5  /* what a wrong item of the background costs: of these the stream has most */
#define DAMPING    0.5  /* of a Newton step */
#define STEADINESS 0.1  /* curvature that is assumed beside the measured, against too long steps */
#define STEPS      40
#define OF_A_PAIR  0.3 /* what stays of a phrase that two entries have, when one of them is judged */
#define OUTSIDE    0.5 /* of titles without a word of the scope, as many come with a text that has one */

/* What a missed entry of the topic may cost, a wrong one costing 1: much where it is hard to tell from
 * others. */
static const double misses[] = {9, 4.5};

#define MOST_SEEN 64 /* terms of one document that are looked at */

/* A term that a document holds. */
struct seen {
    uint32_t term;
    double value; /* 1 in the title, less elsewhere */
    double share; /* of the weight: less than 1 when this document took part in counting it */
};

struct example {
    struct seen *seen;
    size_t n;
    double side; /* 1: of the topic, −1: not */
    double cost; /* of having it wrong, but for what misses[] says */
    bool in_scope;
};

/* How weights are found. */
struct aim {
    double miss;
    bool scoped; /* what is of another field counts as no example */
};

struct learner {
    const struct corpus *corpus;
    const struct weigh_candidate *terms;
    size_t n;
    struct arena arena;
    struct example *examples;
    size_t n_examples;
};

/* The matcher does not count a term inside a longer one. */
static bool is_covered(const struct learner *l, const struct seen *seen, size_t n, size_t i)
{
    const char *key = l->corpus->phrases.words[l->terms[seen[i].term].phrase];
    for (size_t k = 0; k < n; k++) {
        const char *other = l->corpus->phrases.words[l->terms[seen[k].term].phrase];
        if (k != i && gram_holds(other, key))
            return true;
    }
    return false;
}

/* The share of the weight that is left when one of the topic's own entries is not counted. */
static double share_without(const struct weigh_candidate *term, double value)
{
    struct weigh_counts counts = term->counts;
    counts.in = fmax(0, counts.in - value);
    bool is_pair = term->n_entries <= 2 && term->mark == NULL;
    double without = is_pair ? OF_A_PAIR * term->boost : weigh_boost(&counts);
    return fmin(1, log(1 - without) / log(1 - term->boost));
}

static void add_example(struct learner *l, const struct sample *sample, const uint32_t *term_of,
                        struct example example)
{
    struct seen seen[MOST_SEEN];
    size_t n = 0;
    for (size_t i = 0; i < sample->n && n < MOST_SEEN; i++) {
        uint32_t term = term_of[sample->features[i].phrase];
        if (term > 0)
            seen[n++] = (struct seen){term - 1, (double)sample->features[i].value, 1};
    }
    if (n == 0)
        return;
    example.seen = arena_alloc(&l->arena, n * sizeof *seen);
    for (size_t i = 0; i < n; i++) {
        if (is_covered(l, seen, n, i))
            continue;
        example.seen[example.n] = seen[i];
        if (example.side > 0)
            example.seen[example.n].share = share_without(&l->terms[seen[i].term], seen[i].value);
        example.n++;
    }
    l->examples = arena_grow(&l->arena, l->examples, l->n_examples, sizeof *l->examples);
    l->examples[l->n_examples++] = example;
}

static void add_examples(struct learner *l, const struct scope *scope, const struct outline_topic *topic)
{
    const struct corpus *corpus = l->corpus;
    uint32_t *term_of = arena_alloc(&l->arena, (corpus->n_facts + 1) * sizeof *term_of);
    for (size_t i = 0; i < l->n; i++)
        term_of[l->terms[i].phrase] = (uint32_t)i + 1;
    size_t own = 0;
    for (size_t i = 0; i < corpus->n_entries; i++) {
        bool is_own = own < topic->n_entries && topic->entries[own] == i;
        own += is_own;
        add_example(l, &corpus->entries[i], term_of,
                    is_own ? (struct example){.side = 1, .cost = 1, .in_scope = scope->entries[i]}
                           : (struct example){.side = -1, .cost = 1, .in_scope = true});
    }
    for (size_t i = 0; i < corpus->n_background; i++)
        add_example(l, &corpus->background[i], term_of,
                    (struct example){.side = -1, .cost = ORDINARY, .in_scope = scope->background[i]});
}

/* What a term adds to the score, and in `slope` how much more it would with more weight. */
static double part(const struct seen *seen, const double *w, double *slope)
{
    if (seen->value >= 1) {
        *slope = seen->share;
        return w[seen->term] * seen->share;
    }
    double left = exp(-w[seen->term] * seen->share), rest = 1 - seen->value * (1 - left);
    *slope = seen->value * left / rest * seen->share;
    return -log(rest);
}

static double score(const struct example *example, const double *w, double *slopes)
{
    double sum = 0;
    for (size_t k = 0; k < example->n; k++)
        sum += part(&example->seen[k], w, &slopes[k]);
    return sum;
}

/* One step of all weights. `pull` and `bend` have room for one number a term: first and second derivative. */
static void step(const struct learner *l, struct aim aim, const double *counted, double *pull, double *bend,
                 double *w)
{
    double slopes[MOST_SEEN];
    for (size_t j = 0; j < l->n; j++) {
        double spring = SPRING * (1 + HEADING * l->terms[j].counts.mark);
        pull[j] = spring * (w[j] - counted[j]);
        bend[j] = spring;
    }
    for (size_t i = 0; i < l->n_examples; i++) {
        const struct example *e = &l->examples[i];
        if (aim.scoped && e->side < 0 && !e->in_scope)
            continue;
        double wrong = 1 / (1 + exp(e->side * SHARPNESS * (score(e, w, slopes) - log(2))));
        double cost = e->cost * (e->side > 0 ? aim.miss : 1), first = -e->side * SHARPNESS * wrong * cost;
        double second = SHARPNESS * SHARPNESS * wrong * (1 - wrong) * cost;
        for (size_t k = 0; k < e->n; k++) {
            pull[e->seen[k].term] += first * slopes[k];
            bend[e->seen[k].term] += second * slopes[k] * slopes[k] + STEADINESS * fabs(first) * slopes[k];
        }
    }
    for (size_t j = 0; j < l->n; j++) {
        double most = -log(1 - l->terms[j].counts.at_most);
        w[j] = fmin(most, fmax(0, w[j] - DAMPING * pull[j] / bend[j]));
    }
}

static double *find_weights(struct learner *l, struct aim aim)
{
    size_t size = (l->n + 1) * sizeof(double);
    double *counted = arena_alloc(&l->arena, size), *w = arena_alloc(&l->arena, size);
    double *pull = arena_alloc(&l->arena, size), *bend = arena_alloc(&l->arena, size);
    for (size_t j = 0; j < l->n; j++)
        counted[j] = w[j] = -log(1 - l->terms[j].boost);
    for (int i = 0; i < STEPS; i++)
        step(l, aim, counted, pull, bend, w);
    return w;
}

/* The share that is right of what belongs to the topic or is taken to. */
static double judge(const struct learner *l, bool scoped, const double *w, size_t n_topic)
{
    double right = 0, wrong = 0, slopes[MOST_SEEN];
    for (size_t i = 0; i < l->n_examples; i++) {
        const struct example *e = &l->examples[i];
        bool is_own = e->side > 0;
        if (score(e, w, slopes) < log(2))
            continue;
        double share = !scoped || e->in_scope ? 1 : is_own ? OUTSIDE : 0;
        *(is_own ? &right : &wrong) += share;
    }
    return right / ((double)n_topic + right + wrong);
}

bool weigh_learn(const struct corpus *corpus, const struct scope *scope, const struct outline_topic *topic,
                 struct weigh_candidate *terms, size_t n)
{
    struct learner l = {.corpus = corpus, .terms = terms, .n = n};
    arena_init(&l.arena);
    add_examples(&l, scope, topic);
    const double *best = NULL;
    double most = -1;
    bool needs_scope = false;
    for (size_t i = 0; i < sizeof misses / sizeof *misses; i++)
        for (int scoped = 0; scoped <= (scope->n > 0); scoped++) {
            const double *w = find_weights(&l, (struct aim){misses[i], scoped});
            double worth = judge(&l, scoped, w, topic->n_entries);
            if (worth <= most)
                continue;
            most = worth;
            best = w;
            needs_scope = scoped;
        }
    for (size_t j = 0; j < n; j++)
        terms[j].boost = 1 - exp(-best[j]);
    arena_release(&l.arena);
    return needs_scope;
}
