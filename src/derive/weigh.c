#include "weigh.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "weigh_learn.h"
#include "words.h"

/* Chosen on five lists with their new items, by what matched rightly, in the whole range where little
 * changes. */
#define MARK          6.0 /* entries that a phrase of the heading is worth */
#define OUT           5.0
#define COMMON_TITLE  0.2
#define COMMON_TEXT   0.08
#define DOUBT         0.5
#define DISCOUNT      0.25 /* of `in`, when the heading does not say it */
#define CERTAIN       0.95
#define ALONE_AT_MOST 0.45 /* a lone word, of a list without a field */
#define NAMES_IT      0.9  /* a phrase of the heading, or its translation: one is always enough */
#define ENOUGH        0.5
#define IS_ITS_NAME   0.85 /* the heading's own phrase of several words: what the curator calls it */
#define IS_ITS_KIND   0.6  /* a kind of text, within the field */
#define RARE          10.0 /* of the titles of the background, taken as 2,000 items */
#define OWN_WORD      0.25
#define RARE_WORD     3.0
#define LEAST         0.1
#define STEP          20.0
#define POOL          120 /* candidates among which the terms are chosen */
#define POOL_LEAST    0.03
#define LEARNABLE     5 /* a topic with fewer entries keeps its counted boosts, and is told by names, too */
#define SMALL         3 /* a topic with fewer entries learns from single finds, too */
#define LIMIT_PIECES  1000 /* phrases of a small topic that others may be pieces of */

double weigh_boost(const struct weigh_counts *n)
{
    double in = n->mark > 0 ? n->in : fmax(0, n->in - DISCOUNT), good = in + MARK * n->mark;
    double out = OUT * n->out * n->n_topic / fmax(1, n->n_others);
    return fmin(n->at_most, CERTAIN * good / (good + out + n->rivals + n->common + DOUBT));
}

/* DeepFM, LXMERT: of what one entry of few says, names are worth keeping, also out of its note. */
static bool is_coined(const struct corpus *corpus, uint32_t phrase)
{
    const char *text = corpus->facts[phrase].text;
    size_t n = strlen(text);
    bool inner = false;
    if (!isupper((unsigned char)*text))
        return false; /* readWord, of some code */
    for (size_t i = 0; i < n; i++) {
        if (!isalnum((unsigned char)text[i]) && text[i] != '-')
            return false;
        inner |= i > 0 && isupper((unsigned char)text[i]);
    }
    return inner && n > 3;
}

/* Is it a lone common word? Names and acronyms are not common. */
static bool is_alone(const struct corpus *corpus, uint32_t phrase)
{
    const struct phrase_facts *facts = &corpus->facts[phrase];
    const char *key = corpus->phrases.words[phrase];
    if (token_is_character(key, strlen(key)))
        return word_is_single_cjk(key, strlen(key));
    if (strchr(key, ' ') != NULL || facts->kind == MARK_EXACT)
        return false;
    for (const char *p = facts->text + 1; *facts->text && *p; p++)
        if (isupper((unsigned char)*p) || isdigit((unsigned char)*p))
            return false;
    return true;
}

/* A lone word does when the heading says it, or the glossary for the heading, and hardly anybody else does.
 */
static bool may_suffice(const struct corpus *corpus, const struct weigh_candidate *c)
{
    bool is_own = c->counts.mark >= OWN_WORD && corpus->facts[c->phrase].in_titles <= RARE_WORD;
    return is_own || !is_alone(corpus, c->phrase);
}

static int by_phrase(const void *a, const void *b)
{
    const struct weigh_candidate *x = a, *y = b;
    return (x->phrase > y->phrase) - (x->phrase < y->phrase);
}

/* What the topic's entries and its heading give, by phrase. */
static size_t find_candidates(const struct corpus *corpus, const struct outline_topic *topic,
                              const struct mark_list *marks, struct arena *arena,
                              struct weigh_candidate **out)
{
    size_t n = 0, room = marks->n;
    for (size_t i = 0; i < topic->n_entries; i++)
        room += corpus->entries[topic->entries[i]].n;
    struct weigh_candidate *all = arena_alloc(arena, (room + 1) * sizeof *all);
    for (size_t i = 0; i < topic->n_entries; i++) {
        const struct sample *sample = &corpus->entries[topic->entries[i]];
        for (size_t k = 0; k < sample->n; k++)
            all[n++] = (struct weigh_candidate){.phrase = sample->features[k].phrase,
                                                .counts = {.in = sample->features[k].value},
                                                .n_entries = 1};
    }
    for (size_t i = 0; i < marks->n; i++)
        all[n++] = (struct weigh_candidate){
            .phrase = corpus_find(corpus, marks->marks[i].key),
            .counts = {.mark = marks->marks[i].strength, .rivals = marks->marks[i].rivals},
            .mark = &marks->marks[i]};
    qsort(all, n, sizeof *all, by_phrase);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || all[kept - 1].phrase != all[i].phrase) {
            all[kept++] = all[i];
            continue;
        }
        struct weigh_candidate *c = &all[kept - 1];
        c->counts.in += all[i].counts.in;
        c->n_entries += all[i].n_entries;
        if (all[i].mark) {
            c->mark = all[i].mark;
            c->counts.mark = all[i].counts.mark;
            c->counts.rivals = all[i].counts.rivals;
        }
    }
    *out = all;
    return kept;
}

static int by_boost(const void *a, const void *b)
{
    const struct weigh_candidate *x = a, *y = b;
    if (x->boost != y->boost)
        return x->boost > y->boost ? -1 : 1;
    return by_phrase(a, b);
}

/* What a term brings: how much it says, times how often it is there to say it. */
static double worth(const struct weigh_candidate *c)
{
    return -log(1 - c->boost) * ((double)c->n_entries + MARK * c->counts.mark);
}

static int by_worth(const void *a, const void *b)
{
    double x = worth(a), y = worth(b);
    if (x != y)
        return x > y ? -1 : 1;
    return by_phrase(a, b);
}

/* Is it a piece of something longer that the topic's entries say? */
static bool is_piece(const struct corpus *corpus, const struct weigh_candidate *all, size_t n,
                     uint32_t phrase)
{
    const char *key = corpus->phrases.words[phrase];
    for (size_t i = 0; i < n && i < LIMIT_PIECES; i++)
        if (all[i].counts.in >= 1 && all[i].phrase != phrase &&
            gram_holds(corpus->phrases.words[all[i].phrase], key))
            return true;
    return false;
}

/* Does it stand in enough of the topic's entries to be learnt, though the heading does not say it? A single
 * one must show that it is a phrase: not "engine developed entirely", cut out of the middle of a title. */
static bool is_found(const struct corpus *corpus, const struct outline_topic *topic,
                     const struct weigh_candidate *all, size_t n, const struct weigh_candidate *c)
{
    bool is_small = topic->n_entries < SMALL;
    bool is_telling = topic->n_entries < LEARNABLE && is_coined(corpus, c->phrase);
    if (c->counts.in < 1)
        return is_telling && c->n_entries > 0;
    if (c->n_entries >= 2)
        return true;
    if (is_alone(corpus, c->phrase) || !(is_small || is_telling))
        return false; /* "entirely", of one entry's title: no reader would keep it */
    const struct phrase_facts *facts = &corpus->facts[c->phrase];
    return facts->n_samples >= 2 ||
           (facts->begins_freely && facts->ends_freely && !is_piece(corpus, all, n, c->phrase));
}

/* Does the heading name a kind of text, which within the list's field says enough? */
static bool is_kind_in_field(const struct field *field, const struct weigh_candidate *c)
{
    return field != NULL && c->mark != NULL && c->mark->is_kind;
}

/* The best candidates with their boosts, at the front. */
static size_t choose(const struct corpus *corpus, const struct field *field,
                     const struct outline_topic *topic, const struct weigh_candidate *found, size_t n,
                     struct weigh_candidate *all)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        struct weigh_candidate c = found[i];
        const struct phrase_facts *facts = &corpus->facts[c.phrase];
        if (c.mark == NULL && !is_found(corpus, topic, found, n, &c))
            continue;
        c.counts.out = fmax(0, (double)facts->mass - c.counts.in);
        bool has_field = field != NULL;
        c.counts.at_most = has_field || may_suffice(corpus, &c) ? CERTAIN : ALONE_AT_MOST;
        c.counts.n_topic = (double)topic->n_entries;
        c.counts.n_others = (double)(corpus->n_entries - topic->n_entries);
        c.counts.common = COMMON_TITLE * (has_field ? field->in_titles[c.phrase] : facts->in_titles) +
                          COMMON_TEXT * (has_field ? field->in_texts[c.phrase] : facts->in_texts);
        c.boost = weigh_boost(&c.counts);
        if (c.boost >= POOL_LEAST)
            all[kept++] = c;
    }
    qsort(all, kept, sizeof *all, by_worth);
    return kept < POOL ? kept : POOL;
}

/* The least boost of a phrase that names the topic, unless other topics' entries say it more. */
static double least_boost(const struct corpus *corpus, const struct field *field,
                          const struct weigh_candidate *c)
{
    if (c->counts.out > c->counts.in + 1)
        return 0;
    if (is_kind_in_field(field, c))
        return IS_ITS_KIND;
    if (c->counts.mark < NAMES_IT || corpus->facts[c->phrase].in_titles > RARE)
        return 0;
    const char *key = corpus->phrases.words[c->phrase];
    bool is_phrase =
        strchr(key, ' ') != NULL || (token_is_character(key, strlen(key)) && !is_alone(corpus, c->phrase));
    return is_phrase && !c->mark->is_translation ? IS_ITS_NAME : ENOUGH;
}

/* Is it a kind of text by which the topic is known, in the list's field? */
static bool is_by_kind(const struct corpus *corpus, const struct field *field,
                       const struct weigh_candidate *all, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_kind_in_field(field, &all[i]) &&
            fmax(all[i].boost, least_boost(corpus, field, &all[i])) >= ENOUGH)
            return true;
    return false;
}

/* The topic's terms as they are to stand within the field (NULL: anywhere), and what they are worth. */
static double weigh(const struct corpus *corpus, const struct field *field, const struct outline_topic *topic,
                    const struct weigh_candidate *found, size_t n, struct weigh_candidate *all, size_t *n_all)
{
    double worth = 0;
    *n_all = choose(corpus, field, topic, found, n, all);
    if (topic->n_entries >= LEARNABLE)
        worth = weigh_learn(corpus, field, topic, all, *n_all);
    for (size_t i = 0; i < *n_all; i++)
        all[i].boost = fmax(all[i].boost, least_boost(corpus, field, &all[i]));
    return worth;
}

void weigh_topic(const struct corpus *corpus, const struct field *field, const struct outline_topic *topic,
                 const struct mark_list *marks, struct arena *arena, struct weighed_list *out)
{
    struct weigh_candidate *found;
    size_t n_found = find_candidates(corpus, topic, marks, arena, &found), n, n_within;
    struct weigh_candidate *all = arena_alloc(arena, (n_found + 1) * sizeof *all);
    double worth = weigh(corpus, NULL, topic, found, n_found, all, &n);
    *out = (struct weighed_list){.n = 0};
    if (field->n > 0) {
        struct weigh_candidate *within = arena_alloc(arena, (n_found + 1) * sizeof *within);
        double worth_within = weigh(corpus, field, topic, found, n_found, within, &n_within);
        out->in_field = worth_within > worth || is_by_kind(corpus, field, within, n_within);
        all = out->in_field ? within : all;
        n = out->in_field ? n_within : n;
    }
    qsort(all, n, sizeof *all, by_worth);
    n = n < WEIGH_LIMIT_TERMS ? n : WEIGH_LIMIT_TERMS;
    qsort(all, n, sizeof *all, by_boost);
    out->terms = arena_alloc(arena, (n + 1) * sizeof *out->terms);
    for (size_t i = 0; i < n; i++) {
        double boost = fmin(all[i].counts.at_most, round(all[i].boost * STEP) / STEP);
        if (boost >= LEAST)
            out->terms[out->n++] = (struct weighed){
                .phrase = all[i].phrase, .boost = boost, .n_entries = all[i].n_entries, .mark = all[i].mark};
    }
}
