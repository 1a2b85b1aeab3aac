#include "weigh_calibrate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SMALL      4   /* entries: of fewer nothing is learnt */
#define BACKGROUND 0.3 /* what a wrong ordinary item counts, a wrong entry being 1 */
#define BETA2      0.25
#define PRIOR      0.1 /* cost of leaving 1 behind, less with more entries */
#define FARTHEST   1.5 /* the factor stays between this and its inverse */
#define BEST_TERMS 6   /* as many as the matcher takes */
#define CERTAIN    0.95

/* One document's score, as a sum of logarithms: the topic is given at log 2. */
struct judged {
    double score, right, wrong;
};

/* The terms of the topic by phrase, to find those of a document. */
struct judge {
    const struct corpus *corpus;
    const struct weigh_candidate *terms;
    size_t n;
    uint32_t *term_of; /* of each phrase: index + 1 */
};

/* Does the longer key hold the shorter one as whole words (or anywhere, in CJK)? */
static bool holds(const char *longer, const char *shorter)
{
    const char *at = strstr(longer, shorter);
    size_t n = strlen(shorter);
    for (; at; at = strstr(at + 1, shorter)) {
        bool is_cjk = (unsigned char)*shorter >= 0xE3;
        if (is_cjk || ((at == longer || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' ')))
            return true;
    }
    return false;
}

static bool is_covered(const struct judge *j, const uint32_t *terms, size_t n, size_t i)
{
    const char *key = j->corpus->phrases.words[j->terms[terms[i]].phrase];
    for (size_t k = 0; k < n; k++) {
        const char *other = j->corpus->phrases.words[j->terms[terms[k]].phrase];
        if (k != i && strlen(other) > strlen(key) && holds(other, key))
            return true;
    }
    return false;
}

/* The boost as it were without this document, one of the topic's own. */
static double boost_without(const struct weigh_candidate *term, double value)
{
    struct weigh_counts counts = term->counts;
    if (term->n_entries <= 2 && term->mark == NULL)
        return 0;
    counts.in = fmax(0, counts.in - value);
    return weigh_boost(&counts);
}

static double score(const struct judge *j, const struct sample *sample, bool is_own)
{
    uint32_t terms[64];
    double values[64], best[BEST_TERMS + 1] = {0}, sum = 0;
    size_t n = 0;
    for (size_t i = 0; i < sample->n && n < 64; i++) {
        uint32_t term = j->term_of[sample->features[i].phrase];
        if (term == 0)
            continue;
        terms[n] = term - 1;
        values[n++] = (double)sample->features[i].value;
    }
    for (size_t i = 0; i < n; i++) {
        const struct weigh_candidate *term = &j->terms[terms[i]];
        if (is_covered(j, terms, n, i))
            continue;
        double boost = is_own ? boost_without(term, values[i]) : term->boost;
        double weight = -log(1 - fmin(CERTAIN, boost) * values[i]);
        size_t at = BEST_TERMS;
        for (; at > 0 && best[at - 1] < weight; at--)
            best[at] = best[at - 1];
        best[at] = weight;
    }
    for (size_t i = 0; i < BEST_TERMS; i++)
        sum += best[i];
    return sum;
}

static int by_score(const void *a, const void *b)
{
    const struct judged *x = a, *y = b;
    return (x->score < y->score) - (x->score > y->score);
}

/* The threshold that gives the best F, halfway between two documents. */
static double best_threshold(struct judged *all, size_t n, double n_topic)
{
    double right = 0, wrong = 0, best = -1, threshold = log(2);
    qsort(all, n, sizeof *all, by_score);
    for (size_t i = 0; i < n; i++) {
        right += all[i].right;
        wrong += all[i].wrong;
        double next = i + 1 < n ? all[i + 1].score : all[i].score * 0.9;
        if (next == all[i].score)
            continue;
        double candidate = (all[i].score + next) / 2;
        double f = (1 + BETA2) * right / (BETA2 * n_topic + right + wrong);
        f -= PRIOR * fabs(log(candidate / log(2))) / sqrt(n_topic);
        if (f > best) {
            best = f;
            threshold = candidate;
        }
    }
    return threshold;
}

double weigh_calibrate(const struct corpus *corpus, const struct outline_topic *topic,
                       const struct weigh_candidate *terms, size_t n)
{
    if (topic->n_entries < SMALL)
        return 1;
    struct judge j = {.corpus = corpus, .terms = terms, .n = n};
    size_t n_all = 0, own = 0;
    struct judged *all = calloc(corpus->n_entries + corpus->n_background + 1, sizeof *all);
    j.term_of = calloc(corpus->n_facts + 1, sizeof *j.term_of);
    if (!all || !j.term_of)
        abort();
    for (size_t i = 0; i < n; i++)
        j.term_of[terms[i].phrase] = (uint32_t)i + 1;
    for (size_t i = 0; i < corpus->n_entries; i++) {
        bool is_own = own < topic->n_entries && topic->entries[own] == i;
        own += is_own;
        double s = score(&j, &corpus->entries[i], is_own);
        if (s > 0)
            all[n_all++] = (struct judged){.score = s, .right = is_own, .wrong = !is_own};
    }
    for (size_t i = 0; i < corpus->n_background; i++) {
        double s = score(&j, &corpus->background[i], false);
        if (s > 0)
            all[n_all++] = (struct judged){.score = s, .wrong = BACKGROUND};
    }
    double factor = log(2) / best_threshold(all, n_all, (double)topic->n_entries);
    free(all);
    free(j.term_of);
    return fmin(FARTHEST, fmax(1 / FARTHEST, factor));
}
