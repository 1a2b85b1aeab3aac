#include "learn.h"

#include <math.h>

#define SHARPNESS  6.0  /* of the step between no and yes, around log 2 */
#define ROUNDS     25   /* at most */
#define SETTLED    1e-3 /* a weight that moves less is found */
#define STEADINESS 0.1  /* curvature that is assumed beside the measured, against too long steps */
#define LONGEST    0.7  /* step of a weight */
#define MOST_SEEN  64   /* terms of one document that are looked at */

double learn_weight(double boost)
{
    return copysign(-log(1 - fabs(boost)), boost);
}

double learn_boost(double weight)
{
    return copysign(1 - exp(-fabs(weight)), weight);
}

void learn_begin(struct learn_set *set)
{
    for (size_t i = 0; i < set->n_terms; i++)
        set->corpus->term_of[set->terms[i].phrase] = (uint32_t)i + 1;
    set->examples = NULL;
    set->n_examples = 0;
}

void learn_end(struct learn_set *set)
{
    for (size_t i = 0; i < set->n_terms; i++)
        set->corpus->term_of[set->terms[i].phrase] = 0;
}

static bool is_covered(const struct learn_set *set, const struct learn_seen *seen, size_t n, size_t i)
{
    const char *const *words = set->corpus->phrases.words, *key = words[set->terms[seen[i].term].phrase];
    for (size_t k = 0; k < n; k++)
        if (k != i && gram_holds(words[set->terms[seen[k].term].phrase], key))
            return true;
    return false;
}

struct learn_example *learn_add(struct learn_set *set, const struct sample *sample, double side, double cost)
{
    struct learn_seen seen[MOST_SEEN];
    size_t n = 0;
    for (size_t i = 0; i < sample->n && n < MOST_SEEN; i++) {
        uint32_t term = set->corpus->term_of[sample->features[i].phrase];
        if (term > 0)
            seen[n++] = (struct learn_seen){term - 1, sample->features[i].value, 1};
    }
    if (n == 0)
        return NULL;
    set->examples = arena_grow(set->arena, set->examples, set->n_examples, sizeof *set->examples);
    struct learn_example *example = &set->examples[set->n_examples++];
    *example = (struct learn_example){
        .seen = arena_alloc(set->arena, n * sizeof *seen), .side = side, .cost = cost, .counts = 1};
    for (size_t i = 0; i < n; i++)
        if (!is_covered(set, seen, n, i))
            example->seen[example->n++] = seen[i];
    return example;
}

/* What a term adds to the score, and in `slope` how much more it would with more weight (matcher.h). */
static double part(const struct learn_seen *seen, double w, double *slope)
{
    double share = (double)seen->share, value = (double)seen->value;
    if (seen->value >= 1) {
        *slope = share;
        return w * share;
    }
    double left = exp(-fabs(w) * share), rest = 1 - value * (1 - left);
    *slope = value * left / rest * share;
    return copysign(-log(rest), w);
}

double learn_score(const struct learn_set *set, const struct learn_example *example)
{
    double sum = 0, slope;
    for (size_t i = 0; i < example->n; i++)
        sum += part(&example->seen[i], set->terms[example->seen[i].term].weight, &slope);
    return sum;
}

/* Where a term is seen. */
struct sight {
    uint32_t example;
    const struct learn_seen *seen;
};

/* All sights by term; those of term t are from `first[t]` to before `first[t + 1]`. */
static struct sight *index_terms(const struct learn_set *set, size_t **first)
{
    size_t n = 0, *at = arena_alloc(set->arena, (set->n_terms + 2) * sizeof *at);
    for (size_t e = 0; e < set->n_examples; e++)
        for (size_t i = 0; i < set->examples[e].n; i++, n++)
            at[set->examples[e].seen[i].term + 2]++;
    for (size_t t = 2; t < set->n_terms + 2; t++)
        at[t] += at[t - 1];
    struct sight *sights = arena_alloc(set->arena, (n + 1) * sizeof *sights);
    for (size_t e = 0; e < set->n_examples; e++)
        for (size_t i = 0; i < set->examples[e].n; i++) {
            const struct learn_seen *seen = &set->examples[e].seen[i];
            sights[at[seen->term + 1]++] = (struct sight){(uint32_t)e, seen};
        }
    *first = at;
    return sights;
}

/* Moves one weight; returns how far. */
static double move(struct learn_set *set, struct learn_term *term, const struct sight *sights, size_t n)
{
    double pull = term->spring * (term->weight - term->known), bend = term->spring, slope;
    for (size_t i = 0; i < n; i++) {
        const struct learn_example *e = &set->examples[sights[i].example];
        double wrong = 1 / (1 + exp(e->side * SHARPNESS * (e->score - log(2))));
        double first = -e->side * SHARPNESS * wrong * e->cost;
        double second = SHARPNESS * SHARPNESS * wrong * (1 - wrong) * e->cost;
        part(sights[i].seen, term->weight, &slope);
        pull += first * slope;
        bend += second * slope * slope + STEADINESS * fabs(first) * slope;
    }
    double step = fmax(-LONGEST, fmin(LONGEST, -pull / bend));
    double weight = fmin(term->most, fmax(term->least, term->weight + step));
    for (size_t i = 0; i < n; i++)
        set->examples[sights[i].example].score +=
            part(sights[i].seen, weight, &slope) - part(sights[i].seen, term->weight, &slope);
    step = fabs(weight - term->weight);
    term->weight = weight;
    return step;
}

void learn(struct learn_set *set)
{
    size_t *first;
    const struct sight *sights = index_terms(set, &first);
    for (size_t e = 0; e < set->n_examples; e++)
        set->examples[e].score = learn_score(set, &set->examples[e]);
    double most = 1;
    for (int round = 0; round < ROUNDS && most > SETTLED; round++) {
        most = 0;
        for (size_t t = 0; t < set->n_terms; t++)
            most = fmax(most, move(set, &set->terms[t], &sights[first[t]], first[t + 1] - first[t]));
    }
}
