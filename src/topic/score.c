#include "score.h"

#include <stdlib.h>
#include <string.h>

#include "weir/topic/matcher.h"

static const struct clause *clause_of(const struct lexicon *lexicon, const struct sighting *sighting)
{
    return &lexicon->clauses[sighting->clause];
}

static int compare_sightings(const void *a, const void *b, void *arg)
{
    const struct lexicon *lexicon = arg;
    const struct sighting *x = a, *y = b;
    const struct clause *p = clause_of(lexicon, x), *q = clause_of(lexicon, y);
    if (p->topic != q->topic)
        return p->topic < q->topic ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to > y->to ? -1 : 1;
    if (p->term->n_phrases != q->term->n_phrases)
        return p->term->n_phrases > q->term->n_phrases ? -1 : 1;
    if (p->term->boost != q->term->boost)
        return p->term->boost > q->term->boost ? -1 : 1;
    if (x->clause != y->clause)
        return x->clause < y->clause ? -1 : 1;
    return (x->phrase > y->phrase) - (x->phrase < y->phrase);
}

void score_sort(const struct lexicon *lexicon, struct sighting *sightings, size_t n)
{
    if (n > 1)
        qsort_r(sightings, n, sizeof *sightings, compare_sightings, (void *)lexicon);
}

static bool is_complete(const struct clause *clause, uint32_t phrases)
{
    return phrases == (UINT32_C(1) << clause->term->n_phrases) - 1;
}

static void note(const struct lexicon *lexicon, const struct sighting *sightings, size_t n,
                 struct clause_state *states)
{
    for (size_t i = 0; i < n; i++) {
        struct clause_state *state = &states[sightings[i].clause];
        uint32_t bit = UINT32_C(1) << sightings[i].phrase;
        state->phrases |= bit;
        if (sightings[i].where == FIELD_TITLE)
            state->in_title |= bit;
        else if (state->where == FIELD_ANY)
            state->where = sightings[i].where;
    }
    /* Only complete terms cover others. Sorted by place, a sighting is covered when one before it reaches as
     * far. */
    const struct sighting *widest = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct sighting *s = &sightings[i];
        const struct clause *clause = clause_of(lexicon, s);
        struct clause_state *state = &states[s->clause];
        if (clause->list != LIST_TERMS || !is_complete(clause, state->phrases))
            continue;
        bool covered = s->placed && widest && widest->to >= s->to && widest->clause != s->clause;
        if (!covered || clause->term->sure) {
            state->free_title |= s->where == FIELD_TITLE;
            state->free_other |= s->where != FIELD_TITLE;
        }
        if (s->placed && (!widest || s->to > widest->to))
            widest = s;
    }
}

/* What a complete term counts, and where it stood; 0 when longer ones cover it. */
static double weigh(const struct clause *clause, const struct clause_state *state, enum term_field *where)
{
    bool in_title = is_complete(clause, state->in_title) && state->free_title;
    if (!in_title && !state->free_other && !state->free_title)
        return 0;
    *where = in_title || state->where == FIELD_ANY ? FIELD_TITLE : state->where;
    if (clause->term->sure || in_title)
        return clause->term->boost;
    return clause->term->boost * MATCH_OUTSIDE_TITLE;
}

/* Puts the hit among the best ones, which are kept by falling weight; equals stay in the order of the terms.
 */
static void keep_best(struct hit *hit, struct term_hit term)
{
    size_t at = hit->n_terms;
    while (at > 0 && hit->terms[at - 1].boost < term.boost)
        at--;
    if (at == MATCH_BEST_TERMS)
        return;
    if (hit->n_terms < MATCH_BEST_TERMS)
        hit->n_terms++;
    memmove(&hit->terms[at + 1], &hit->terms[at], (hit->n_terms - 1 - at) * sizeof *hit->terms);
    hit->terms[at] = term;
}

/* The clauses of a topic stand side by side, so walking them gives the order of the configuration. */
static double sum_up(const struct lexicon *lexicon, const struct topic *topic, size_t first, size_t last,
                     const struct clause_state *states, struct hit *hit)
{
    bool in_scope = topic->scope.n == 0;
    for (size_t i = first; i <= last; i++) {
        const struct clause *clause = &lexicon->clauses[i];
        if (!is_complete(clause, states[i].phrases))
            continue;
        if (clause->list == LIST_EXCLUDE)
            return 0;
        in_scope |= clause->list == LIST_SCOPE;
        enum term_field where;
        double boost = clause->list == LIST_TERMS ? weigh(clause, &states[i], &where) : 0;
        if (boost > 0)
            keep_best(hit, (struct term_hit){clause->term->text, term_field_names[where], boost});
    }
    double doubt = 1;
    for (size_t i = 0; i < hit->n_terms; i++)
        doubt *= 1 - hit->terms[i].boost;
    return in_scope ? 1 - doubt : (1 - doubt) / 2;
}

double score_topic(const struct lexicon *lexicon, const struct topic *topic, const struct sighting *sightings,
                   size_t n, struct clause_state *states, struct hit *hit, struct arena *arena)
{
    size_t first = sightings[0].clause, last = first;
    for (size_t i = 1; i < n; i++) {
        first = sightings[i].clause < first ? sightings[i].clause : first;
        last = sightings[i].clause > last ? sightings[i].clause : last;
    }
    *hit = (struct hit){.topic = topic->name,
                        .terms = arena_alloc(arena, MATCH_BEST_TERMS * sizeof *hit->terms)};
    note(lexicon, sightings, n, states);
    hit->score = sum_up(lexicon, topic, first, last, states, hit);
    memset(&states[first], 0, (last - first + 1) * sizeof *states);
    return hit->score;
}
