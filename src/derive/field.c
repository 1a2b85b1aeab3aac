#include "field.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "learn.h"

/* Chosen on held-out fifths of lists of a dozen fields. */
#define POOL     300  /* phrases that are weighed */
#define SPRING   10.0 /* holds weights to nothing: about so many entries must speak for a word */
#define MISS     1.5  /* what a missed entry costs when both sides have as many */
#define LOPSIDED 4.0  /* the most that fewer entries than a quarter of the background raise that */
#define NEEDLESS 0.6  /* of a longer phrase's weight, from which on a word in it stands for it */
#define MOST     0.5  /* of the entries must be found */
#define TELLING  4.0  /* times as often as items of the background */
#define FEW      20.0 /* entries that are taken to be there besides, so that few do not prove much */
#define SURE     0.95
#define STEP     20.0
#define LEAST    0.05

#define ALL 2 /* neither half is kept out */

struct candidate {
    uint32_t phrase;
    double n; /* entries that hold it */
    double worth;
};

struct finder {
    const struct corpus *corpus;
    const struct reading *reading;
    size_t list;
    struct arena arena;
    struct candidate pool[POOL];
    size_t n_pool;
};

static int by_worth(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->worth != y->worth)
        return x->worth > y->worth ? -1 : 1;
    return (x->phrase > y->phrase) - (x->phrase < y->phrase);
}

static bool is_own(const struct finder *f, size_t entry)
{
    return f->reading->entries[entry].list == f->list;
}

/* The phrases that are most more common in the entries than elsewhere. */
static void find_pool(struct finder *f, double n_background)
{
    const struct corpus *c = f->corpus;
    double *counts = arena_alloc(&f->arena, (c->n_facts + 1) * sizeof *counts), n_entries = 0;
    struct candidate *all = arena_alloc(&f->arena, (c->n_facts + 1) * sizeof *all);
    size_t n = 0;
    for (size_t i = 0; i < c->n_entries; i++) {
        n_entries += is_own(f, i);
        for (size_t k = 0; is_own(f, i) && k < c->entries[i].n; k++)
            counts[c->entries[i].features[k].phrase] += (double)c->entries[i].features[k].value;
    }
    for (uint32_t p = 0; p < c->n_facts; p++) {
        const struct phrase_facts *facts = &c->facts[p];
        double inside = counts[p] / (n_entries + FEW);
        double outside = (facts->in_titles + (double)CORPUS_NOTE * facts->in_texts + 1) / n_background;
        if (counts[p] >= 2 && inside > outside)
            all[n++] = (struct candidate){p, counts[p], counts[p] * log(inside / outside)};
    }
    qsort(all, n, sizeof *all, by_worth);
    f->n_pool = n < POOL ? n : POOL;
    memcpy(f->pool, all, f->n_pool * sizeof *all);
}

/* Learns the candidates' weights from all examples but every other one, beginning with `kept_out`, which cost
 * nothing. */
static struct learn_set weigh(struct finder *f, const struct candidate *candidates, size_t n, size_t kept_out)
{
    const struct corpus *c = f->corpus;
    struct learn_set set = {.corpus = c, .arena = &f->arena, .n_terms = n};
    double n_entries = 1;
    for (size_t i = 0; i < c->n_entries; i++)
        n_entries += is_own(f, i);
    double miss = MISS * fmin(LOPSIDED, fmax(1, (double)c->n_background / LOPSIDED / n_entries));
    set.terms = arena_alloc(&f->arena, (n + 1) * sizeof *set.terms);
    for (size_t i = 0; i < n; i++)
        set.terms[i] =
            (struct learn_term){.phrase = candidates[i].phrase, .spring = SPRING, .most = learn_weight(SURE)};
    learn_begin(&set);
    for (size_t i = 0, k = 0; i < c->n_entries; i++)
        if (is_own(f, i))
            learn_add(&set, &c->entries[i], 1, k++ % 2 == kept_out ? 0 : miss);
    for (size_t i = 0; i < c->n_background; i++)
        learn_add(&set, &c->background[i], -1, i % 2 == kept_out ? 0 : 1);
    learn(&set);
    learn_end(&set);
    return set;
}

/* Has a shorter phrase most of this one's weight? Then that one is found wherever this one is. */
static bool is_needless(const struct finder *f, const struct learn_set *set, size_t i)
{
    const char *const *words = f->corpus->phrases.words;
    for (size_t k = 0; k < set->n_terms; k++)
        if (set->terms[k].weight >= NEEDLESS * set->terms[i].weight &&
            gram_holds(words[set->terms[i].phrase], words[set->terms[k].phrase]))
            return true;
    return false;
}

/* Learns, keeps what brings most, and learns the weights of that. `kept` has room for the whole pool. */
static struct learn_set cut(struct finder *f, size_t kept_out, struct candidate *kept)
{
    size_t n = 0;
    struct learn_set set = weigh(f, f->pool, f->n_pool, kept_out);
    for (size_t i = 0; i < f->n_pool; i++) {
        struct candidate c = f->pool[i];
        c.worth = set.terms[i].weight * c.n;
        if (c.worth > 0 && !is_needless(f, &set, i))
            kept[n++] = c;
    }
    qsort(kept, n, sizeof *kept, by_worth);
    return weigh(f, kept, n < FIELD_LIMIT_TERMS ? n : FIELD_LIMIT_TERMS, kept_out);
}

static bool has_field(struct learn_set *set, const struct sample *sample)
{
    const struct learn_example *example = learn_add(set, sample, 1, 0);
    return example != NULL && learn_score(set, example) >= log(2) - 1e-9;
}

/* Does it tell what it did not learn from? Notes which entries it then holds. */
static bool is_telling(struct finder *f, bool *entries)
{
    const struct corpus *c = f->corpus;
    double n_entries = 0, found = 0, wrong = 0;
    struct candidate kept[POOL];
    for (size_t half = 0; half < ALL; half++) {
        struct learn_set set = cut(f, half, kept);
        learn_begin(&set);
        for (size_t i = 0, k = 0; i < c->n_entries; i++)
            if (is_own(f, i) && k++ % 2 == half) {
                entries[i] = has_field(&set, &c->entries[i]);
                found += entries[i];
                n_entries++;
            }
        for (size_t i = half; i < c->n_background; i += 2)
            wrong += has_field(&set, &c->background[i]);
        learn_end(&set);
    }
    found /= fmax(1, n_entries);
    return found >= MOST && found >= TELLING * wrong / fmax(1, (double)c->n_background);
}

/* How common phrases are among the items of the background that are of the field. */
static void count_within(struct finder *f, struct learn_set *set, double n_background, struct arena *arena,
                         struct field *out)
{
    const struct corpus *c = f->corpus;
    bool *background = arena_alloc(arena, c->n_background + 1);
    double *in_titles = arena_alloc(arena, (c->n_facts + 1) * sizeof *in_titles);
    double *in_texts = arena_alloc(arena, (c->n_facts + 1) * sizeof *in_texts);
    double share = n_background / fmax(1, (double)c->n_background);
    learn_begin(set);
    for (size_t i = 0; i < c->n_background; i++) {
        const struct sample *item = &c->background[i];
        background[i] = has_field(set, item);
        for (size_t k = 0; background[i] && k < item->n; k++)
            (item->features[k].value >= 1 ? in_titles : in_texts)[item->features[k].phrase] += share;
    }
    learn_end(set);
    out->background = background;
    out->in_titles = in_titles;
    out->in_texts = in_texts;
}

void field_find(const struct corpus *corpus, const struct reading *reading, size_t list, double n_background,
                struct arena *arena, struct field *out)
{
    struct finder *f = arena_alloc(arena, sizeof *f);
    struct candidate kept[POOL];
    *f = (struct finder){.corpus = corpus, .reading = reading, .list = list};
    *out = (struct field){.name = "", .title = ""};
    arena_init(&f->arena);
    find_pool(f, n_background);
    bool *entries = arena_alloc(arena, corpus->n_entries + 1);
    out->entries = entries;
    if (is_telling(f, entries)) {
        struct learn_set set = cut(f, ALL, kept);
        out->terms = arena_alloc(arena, (set.n_terms + 1) * sizeof *out->terms);
        for (size_t i = 0; i < set.n_terms; i++) {
            double boost = round(learn_boost(set.terms[i].weight) * STEP) / STEP;
            set.terms[i].weight = boost >= LEAST ? learn_weight(boost) : 0;
            if (boost >= LEAST)
                out->terms[out->n++] = (struct field_term){set.terms[i].phrase, boost};
        }
        count_within(f, &set, n_background, arena, out);
    }
    arena_release(&f->arena);
}
