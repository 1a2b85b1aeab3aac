#include "weigh_scope.h"

#include <string.h>

#define LEAST    0.005 /* of the entries, that a word must add */
#define MOST     0.67  /* of the entries must hold a word of it, or it is not what the lists are about */
#define TELLING  8.0   /* times as common as in the background the scope has to be in the entries */
#define HEADINGS 3     /* that a word must stand under */
#define FEW      20.0  /* entries that are taken to be there besides, so that few do not prove much */

static bool holds_any(const struct sample *sample, const bool *is_scope)
{
    for (size_t i = 0; i < sample->n; i++)
        if (is_scope[sample->features[i].phrase])
            return true;
    return false;
}

/* Of each phrase, under how many headings it stands. */
static uint32_t *count_headings(const struct corpus *corpus, const struct reading *reading,
                                struct arena *arena)
{
    uint32_t *counts = arena_alloc(arena, (corpus->n_facts + 1) * sizeof *counts);
    size_t *last = arena_alloc(arena, (corpus->n_facts + 1) * sizeof *last); /* heading + 1 */
    for (size_t i = 0; i < corpus->n_entries; i++)
        for (size_t k = 0; k < corpus->entries[i].n; k++) {
            uint32_t phrase = corpus->entries[i].features[k].phrase;
            counts[phrase] += last[phrase] != reading->entries[i].heading + 1;
            last[phrase] = reading->entries[i].heading + 1;
        }
    return counts;
}

/* Of each phrase, how much it stands in entries that no word of the scope covers yet. */
static void count_uncovered(const struct corpus *corpus, const bool *covered, double *counts)
{
    memset(counts, 0, corpus->n_facts * sizeof *counts);
    for (size_t i = 0; i < corpus->n_entries; i++)
        for (size_t k = 0; !covered[i] && k < corpus->entries[i].n; k++)
            counts[corpus->entries[i].features[k].phrase] += (double)corpus->entries[i].features[k].value;
}

/* The phrase that adds most, or VOCABULARY_NONE. */
static uint32_t find_best(const struct corpus *corpus, const double *counts, const uint32_t *headings,
                          double n_background)
{
    double best = LEAST;
    uint32_t chosen = VOCABULARY_NONE;
    for (uint32_t p = 0; p < corpus->n_facts; p++) {
        const struct phrase_facts *facts = &corpus->facts[p];
        double gain = counts[p] / ((double)corpus->n_entries + FEW) -
                      (facts->in_titles + facts->in_texts) / n_background;
        if (facts->kind == MARK_PHRASE && headings[p] >= HEADINGS && gain > best) {
            best = gain;
            chosen = p;
        }
    }
    return chosen;
}

/* How common phrases are among the items of the background that hold a word of the scope. */
static void count_within(const struct corpus *corpus, double n_background, struct arena *arena,
                         struct scope *out)
{
    double *in_titles = arena_alloc(arena, (corpus->n_facts + 1) * sizeof *in_titles);
    double *in_texts = arena_alloc(arena, (corpus->n_facts + 1) * sizeof *in_texts);
    double share = corpus->n_background > 0 ? n_background / (double)corpus->n_background : 0;
    for (size_t i = 0; i < corpus->n_background; i++)
        for (size_t k = 0; out->background[i] && k < corpus->background[i].n; k++) {
            const struct feature *feature = &corpus->background[i].features[k];
            (feature->value >= 1 ? in_titles : in_texts)[feature->phrase] += share;
        }
    out->in_titles = in_titles;
    out->in_texts = in_texts;
}

void scope_find(const struct corpus *corpus, const struct reading *reading, double n_background,
                struct arena *arena, struct scope *out)
{
    *out = (struct scope){0};
    const uint32_t *headings = count_headings(corpus, reading, arena);
    bool *is_scope = arena_alloc(arena, corpus->n_facts + 1);
    bool *entries = arena_alloc(arena, corpus->n_entries + 1);
    bool *background = arena_alloc(arena, corpus->n_background + 1);
    double *counts = arena_alloc(arena, (corpus->n_facts + 1) * sizeof *counts);
    while (out->n < SCOPE_LIMIT_TERMS) {
        count_uncovered(corpus, entries, counts);
        uint32_t chosen = find_best(corpus, counts, headings, n_background);
        if (chosen == VOCABULARY_NONE)
            break;
        is_scope[chosen] = true;
        out->phrases[out->n++] = chosen;
        for (size_t i = 0; i < corpus->n_entries; i++)
            entries[i] = entries[i] || holds_any(&corpus->entries[i], is_scope);
    }
    double inside = 0, outside = 0;
    for (size_t i = 0; i < corpus->n_entries; i++)
        inside += entries[i];
    for (size_t i = 0; i < corpus->n_background; i++)
        outside += background[i] = holds_any(&corpus->background[i], is_scope);
    /* A list of many fields has no words that tell it from all else. */
    double entries_at_all = (double)corpus->n_entries, background_at_all = (double)corpus->n_background;
    if (inside < MOST * entries_at_all || inside * background_at_all < TELLING * outside * entries_at_all)
        out->n = 0;
    out->entries = entries;
    out->background = background;
    count_within(corpus, n_background, arena, out);
}
