/*
 * matcher — an item's texts are cut once and scanned once; what stood where is sorted by topic and place, and
 * each topic of which something stood there is scored.
 */
#include "weir/topic/matcher.h"

#include <fnmatch.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon.h"
#include "weir/feed/html.h"
#include "weir/text/utf8.h"

/* Of one item; what comes behind them is spam, and counts no more. */
#define LIMIT_OCCURRENCES ((size_t)1 << 16)
#define LIMIT_FINDINGS    100 /* of one expression in one text */

/* Scores are sums of decimal fractions: 0.5 must reach 0.5. */
#define ROUNDING 1e-9

/* One occurrence of one phrase of a clause. */
struct occurrence {
    uint32_t clause, phrase;
    enum term_field where;
    bool is_expression; /* neither covers others nor is covered */
    uint32_t from, to;  /* in the item's texts, one behind the other */
};

/* What is known of a clause while an item is looked at; all zero between items. */
struct clause_state {
    uint32_t phrases, in_title;  /* bits: seen anywhere, seen in the title */
    bool free_title, free_other; /* seen where no longer term covers it */
    enum term_field where;       /* the first place outside the title */
};

struct matcher {
    const struct topic *topics;
    size_t n_topics;
    struct lexicon lexicon;

    /* While an item is looked at. */
    struct occurrence *occurrences;
    size_t n_occurrences, room;
    struct clause_state *states;
    uint32_t *field_of;          /* of each topic: 1 + the number of the topic that is its field, or 0 */
    bool *is_field, *has_field;  /* of each topic: is it the field of others, and has the item it? */
    struct tokens tokens, cased; /* of the text at hand; of a piece of it, for =KD */
    struct buf texts;            /* of the item, one behind the other */
    size_t base;                 /* where the text at hand begins among them */
    enum term_field where;       /* what the text at hand is */
};

/* Lists have few fields, and their topics stand side by side. */
static void find_fields(struct matcher *m)
{
    for (size_t t = 0, field = 0; t < m->n_topics; t++) {
        const char *name = m->topics[t].field;
        if (name == NULL || *name == '\0')
            continue;
        if (strcmp(m->topics[field].name, name) != 0)
            for (field = 0; field < m->n_topics && strcmp(m->topics[field].name, name) != 0;)
                field++;
        if (field == m->n_topics) {
            field = 0;
            continue;
        }
        m->field_of[t] = (uint32_t)field + 1;
        m->is_field[field] = true;
    }
}

int matcher_new(const struct topic *topics, size_t n, struct matcher **out, struct error *err)
{
    struct matcher *m = calloc(1, sizeof *m);
    if (!m)
        abort();
    m->topics = topics;
    m->n_topics = n;
    tokens_init(&m->tokens, 16 * MATCH_LIMIT_TEXT);
    tokens_init(&m->cased, 32 * TERM_LIMIT_BYTES);
    buf_init(&m->texts, (size_t)UINT32_MAX / 2);
    if (lexicon_init(&m->lexicon, topics, n, err) < 0) {
        matcher_free(m);
        return -1;
    }
    m->states = calloc(m->lexicon.n_clauses + 1, sizeof *m->states);
    m->field_of = calloc(n + 1, sizeof *m->field_of);
    m->is_field = calloc(n + 1, sizeof *m->is_field);
    m->has_field = calloc(n + 1, sizeof *m->has_field);
    if (!m->states || !m->field_of || !m->is_field || !m->has_field)
        abort();
    find_fields(m);
    *out = m;
    return 0;
}

void matcher_free(struct matcher *matcher)
{
    if (!matcher)
        return;
    lexicon_release(&matcher->lexicon);
    tokens_release(&matcher->tokens);
    tokens_release(&matcher->cased);
    buf_release(&matcher->texts);
    free(matcher->occurrences);
    free(matcher->states);
    free(matcher->field_of);
    free(matcher->is_field);
    free(matcher->has_field);
    free(matcher);
}

static bool looks_there(const struct matcher *m, uint32_t clause)
{
    enum term_field field = m->lexicon.clauses[clause].term->field;
    if (field == FIELD_ANY)
        return m->where == FIELD_TITLE || m->where == FIELD_TEXT;
    return field == m->where;
}

static void add_occurrence(struct matcher *m, struct occurrence occurrence, size_t from, size_t to)
{
    if (m->n_occurrences == LIMIT_OCCURRENCES)
        return;
    if (m->n_occurrences == m->room) {
        m->room = m->room ? 2 * m->room : 64;
        m->occurrences = reallocarray(m->occurrences, m->room, sizeof *m->occurrences);
        if (!m->occurrences)
            abort();
    }
    occurrence.where = m->where;
    occurrence.from = (uint32_t)(m->base + from);
    occurrence.to = (uint32_t)(m->base + to);
    m->occurrences[m->n_occurrences++] = occurrence;
}

/* Has the piece of the text these keys, in this case? */
static bool has_case(struct matcher *m, const char *cased, const char *piece, size_t n)
{
    tokens_read(&m->cased, piece, n, TOKENS_CASED);
    for (size_t i = 0; i < m->cased.n; cased += m->cased.all[i++].n)
        if (strncmp(cased, tokens_key(&m->cased, i), m->cased.all[i].n) != 0)
            return false;
    return *cased == '\0';
}

static void see_phrase(uint32_t phrase, size_t first, size_t end, void *arg)
{
    struct matcher *m = arg;
    size_t from = m->tokens.all[first].from, to = m->tokens.all[end - 1].to;
    for (uint32_t i = m->lexicon.first_use[phrase]; i > 0; i = m->lexicon.uses[i - 1].next) {
        const struct use *use = &m->lexicon.uses[i - 1];
        if (looks_there(m, use->clause) &&
            (!use->cased || has_case(m, use->cased, m->texts.data + m->base + from, to - from)))
            add_occurrence(m, (struct occurrence){.clause = use->clause, .phrase = use->phrase}, from, to);
    }
}

/* Looks through the text of the item that stands behind `base`. */
static void read_text(struct matcher *m, enum term_field where)
{
    const char *s = m->texts.data + m->base;
    size_t n = utf8_prefix(s, MATCH_LIMIT_TEXT);
    m->where = where;
    tokens_read(&m->tokens, s, n, TOKENS_FOLDED);
    trie_scan(m->lexicon.trie, &m->tokens, see_phrase, m);
    for (size_t i = 0; i < m->lexicon.n_expressions; i++) {
        const struct expression_use *use = &m->lexicon.expressions[i];
        size_t from, to = 0;
        if (!looks_there(m, use->clause))
            continue;
        for (int k = 0; k < LIMIT_FINDINGS && expression_find(use->expression, s, n, &from, &to); k++) {
            add_occurrence(
                m, (struct occurrence){.clause = use->clause, .phrase = use->phrase, .is_expression = true},
                from, to);
            if (to == from)
                break; /* of what is empty one is enough */
        }
    }
    m->base = m->texts.n;
}

static void read_plain(struct matcher *m, enum term_field where, const char *s)
{
    if (*s != '\0' && buf_add(&m->texts, s, strlen(s)) == 0)
        read_text(m, where);
}

static void read_html(struct matcher *m, const char *html)
{
    html_to_text(html, utf8_prefix(html, 4 * MATCH_LIMIT_TEXT), &m->texts);
    if (m->texts.n > m->base)
        read_text(m, FIELD_TEXT);
}

static void read_item(struct matcher *m, const struct item *item, const char *source,
                      const char *source_title)
{
    m->n_occurrences = 0;
    m->base = 0;
    buf_clear(&m->texts);
    read_plain(m, FIELD_TITLE, item->title);
    read_html(m, item->summary_html);
    read_html(m, item->content_html);
    for (size_t i = 0; i < item->n_authors; i++)
        read_plain(m, FIELD_AUTHOR, item->authors[i].name);
    for (size_t i = 0; i < item->n_categories; i++) {
        read_plain(m, FIELD_CATEGORY, item->categories[i].term);
        read_plain(m, FIELD_CATEGORY, item->categories[i].label);
    }
    read_plain(m, FIELD_SOURCE, source);
    read_plain(m, FIELD_SOURCE, source_title);
}

static const struct clause *clause_of(const struct matcher *m, const struct occurrence *occurrence)
{
    return &m->lexicon.clauses[occurrence->clause];
}

/* By topic, then by place, the longer first. */
static int compare_occurrences(const void *a, const void *b, void *arg)
{
    const struct matcher *m = arg;
    const struct occurrence *x = a, *y = b;
    const struct clause *p = clause_of(m, x), *q = clause_of(m, y);
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

static bool is_complete(const struct clause *clause, uint32_t phrases)
{
    return phrases == (UINT32_C(1) << clause->term->n_phrases) - 1;
}

/* Notes what a topic's occurrences say of its clauses. Only complete terms cover others, and of occurrences
 * sorted by place one is covered when one before it reaches as far. */
static void note(struct matcher *m, const struct occurrence *seen, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct clause_state *state = &m->states[seen[i].clause];
        uint32_t bit = UINT32_C(1) << seen[i].phrase;
        state->phrases |= bit;
        if (seen[i].where == FIELD_TITLE)
            state->in_title |= bit;
        else if (state->where == FIELD_ANY)
            state->where = seen[i].where;
    }
    const struct occurrence *widest = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct occurrence *s = &seen[i];
        const struct clause *clause = clause_of(m, s);
        struct clause_state *state = &m->states[s->clause];
        if (clause->list != LIST_TERMS || !is_complete(clause, state->phrases))
            continue;
        bool covered = !s->is_expression && widest && widest->to >= s->to && widest->clause != s->clause;
        if (!covered || clause->term->sure) {
            state->free_title |= s->where == FIELD_TITLE;
            state->free_other |= s->where != FIELD_TITLE;
        }
        if (!s->is_expression && (!widest || s->to > widest->to))
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

/* Terms that count, by falling weight; equals stay in the order of the terms. */
struct best {
    struct term_hit terms[MATCH_BEST_TERMS];
    uint32_t clauses[MATCH_BEST_TERMS];
    size_t n;
};

static void keep_best(struct best *best, struct term_hit term, uint32_t clause)
{
    size_t at = best->n;
    while (at > 0 && fabs(best->terms[at - 1].boost) < fabs(term.boost))
        at--;
    if (at == MATCH_BEST_TERMS)
        return;
    if (best->n < MATCH_BEST_TERMS)
        best->n++;
    memmove(&best->terms[at + 1], &best->terms[at], (best->n - 1 - at) * sizeof *best->terms);
    memmove(&best->clauses[at + 1], &best->clauses[at], (best->n - 1 - at) * sizeof *best->clauses);
    best->terms[at] = term;
    best->clauses[at] = clause;
}

/* The clauses of a topic stand side by side, so walking them gives the order of the configuration. False when
 * an exclude term occurs. */
static bool find_best(const struct matcher *m, uint32_t first, uint32_t last, struct best *best,
                      struct best *against, bool *in_scope)
{
    for (uint32_t i = first; i <= last; i++) {
        const struct clause *clause = &m->lexicon.clauses[i];
        if (!is_complete(clause, m->states[i].phrases))
            continue;
        if (clause->list == LIST_EXCLUDE)
            return false;
        *in_scope |= clause->list == LIST_SCOPE;
        enum term_field where = FIELD_ANY;
        double boost = clause->list == LIST_TERMS ? weigh(clause, &m->states[i], &where) : 0;
        if (boost != 0)
            keep_best(boost > 0 ? best : against,
                      (struct term_hit){
                          .term = clause->term->text, .field = term_field_names[where], .boost = boost},
                      i);
    }
    return true;
}

/* Adds the words of an occurrence to those of its term, each once. */
static void add_words(const struct matcher *m, const struct occurrence *s, struct term_hit *term,
                      struct arena *arena)
{
    const char *words = m->texts.data + s->from;
    size_t n = s->to - s->from;
    if (n == 0 || n > MATCH_LIMIT_WORDS)
        return;
    for (size_t i = 0; i < term->n_words; i++)
        if (strlen(term->words[i]) == n && memcmp(term->words[i], words, n) == 0)
            return;
    if (term->words == NULL)
        term->words = arena_alloc(arena, MATCH_BEST_WORDS * sizeof *term->words);
    if (term->n_words < MATCH_BEST_WORDS)
        term->words[term->n_words++] = arena_copy(arena, words, n);
}

/* Scores one topic from its occurrences (`n` > 0, sorted, all of the topic); false when nothing counts. */
static bool score_topic(struct matcher *m, const struct topic *topic, const struct occurrence *seen, size_t n,
                        struct hit *hit, struct arena *arena)
{
    struct best best = {.n = 0}, against = {.n = 0};
    uint32_t first = seen[0].clause, last = first;
    bool in_scope = topic->scope.n == 0;
    uint32_t field = m->field_of[topic - m->topics];
    bool in_field = field == 0 || m->has_field[field - 1];
    for (size_t i = 1; i < n; i++) {
        first = seen[i].clause < first ? seen[i].clause : first;
        last = seen[i].clause > last ? seen[i].clause : last;
    }
    note(m, seen, n);
    bool counts = find_best(m, first, last, &best, &against, &in_scope) && best.n > 0;
    memset(&m->states[first], 0, (last - first + 1) * sizeof *m->states);
    double doubt = 1;
    for (size_t i = 0; i < best.n; i++)
        doubt *= 1 - best.terms[i].boost;
    for (size_t i = 0; i < against.n; i++)
        doubt *= 1 - against.terms[i].boost;
    double score = doubt < 1 ? (1 - doubt) / (in_scope ? 1 : 2) / (in_field ? 1 : 2) : 0;
    if (!counts || score + ROUNDING < topic->threshold)
        return false;
    *hit = (struct hit){.topic = topic->name, .score = score, .n_terms = best.n + against.n};
    hit->terms = arena_alloc(arena, hit->n_terms * sizeof *hit->terms);
    for (size_t k = 0; k < hit->n_terms; k++) {
        const struct best *from = k < best.n ? &best : &against;
        size_t at = k < best.n ? k : k - best.n;
        hit->terms[k] = from->terms[at];
        for (size_t i = 0; i < n; i++)
            if (seen[i].clause == from->clauses[at])
                add_words(m, &seen[i], &hit->terms[k], arena);
    }
    return true;
}

static bool takes_source(const struct topic *topic, const char *source)
{
    bool takes = topic->n_sources == 0 || source[0] == '\0';
    for (size_t i = 0; i < topic->n_sources && !takes; i++)
        takes = fnmatch(topic->sources[i], source, 0) == 0;
    return takes;
}

/* Scores the topics of which something was seen: those that are fields, or the others. */
static void score_topics(struct matcher *m, struct item *item, bool fields, const char *source,
                         struct arena *arena)
{
    struct occurrence *seen = m->occurrences;
    for (size_t i = 0, end; i < m->n_occurrences; i = end) {
        uint32_t topic = clause_of(m, &seen[i])->topic;
        end = i + 1;
        while (end < m->n_occurrences && clause_of(m, &seen[end])->topic == topic)
            end++;
        struct hit hit;
        const struct topic *t = &m->topics[topic];
        if (m->is_field[topic] != fields || !takes_source(t, source) ||
            !score_topic(m, t, &seen[i], end - i, &hit, arena))
            continue;
        m->has_field[topic] = fields;
        item->hits = arena_grow(arena, item->hits, item->n_hits, sizeof *item->hits);
        item->hits[item->n_hits++] = hit;
    }
}

static void drop_far_below_best(struct item *item)
{
    double best = 0;
    for (size_t i = 0; i < item->n_hits; i++)
        best = item->hits[i].score > best ? item->hits[i].score : best;
    size_t kept = 0;
    for (size_t i = 0; i < item->n_hits; i++)
        if (item->hits[i].score + ROUNDING >= best * MATCH_NEAR_BEST)
            item->hits[kept++] = item->hits[i];
    item->n_hits = kept;
}

static void add_always(const struct matcher *m, struct item *item, const char *name, struct arena *arena)
{
    for (size_t i = 0; i < item->n_hits; i++)
        if (strcmp(item->hits[i].topic, name) == 0)
            return;
    for (size_t i = 0; i < m->n_topics; i++) {
        if (strcmp(m->topics[i].name, name) != 0)
            continue;
        item->hits = arena_grow(arena, item->hits, item->n_hits, sizeof *item->hits);
        item->hits[item->n_hits++] = (struct hit){.topic = m->topics[i].name, .score = 1};
        return;
    }
}

/* By falling score. Insertion keeps equals as they are, and an item has few topics. */
static void sort_hits(struct item *item)
{
    for (size_t i = 1; i < item->n_hits; i++) {
        struct hit hit = item->hits[i];
        size_t at = i;
        for (; at > 0 && item->hits[at - 1].score < hit.score; at--)
            item->hits[at] = item->hits[at - 1];
        item->hits[at] = hit;
    }
}

void matcher_match(struct matcher *matcher, struct item *item, const char *source, const char *source_title,
                   const char *const *always, size_t n_always, struct arena *arena)
{
    item->hits = NULL;
    item->n_hits = 0;
    read_item(matcher, item, source, source_title);
    if (matcher->n_occurrences > 1)
        qsort_r(matcher->occurrences, matcher->n_occurrences, sizeof *matcher->occurrences,
                compare_occurrences, matcher);
    memset(matcher->has_field, 0, matcher->n_topics * sizeof *matcher->has_field);
    score_topics(matcher, item, true, source, arena);
    /* What has a topic of its field is not said to have the field, too. */
    struct hit *fields = item->hits;
    size_t n_fields = item->n_hits;
    item->hits = NULL;
    item->n_hits = 0;
    score_topics(matcher, item, false, source, arena);
    drop_far_below_best(item);
    if (item->n_hits == 0) {
        item->hits = fields;
        item->n_hits = n_fields;
    }
    for (size_t i = 0; i < n_always; i++)
        add_always(matcher, item, always[i], arena);
    sort_hits(item);
}

int matcher_version(void)
{
    return WEIR_TOPIC_VERSION;
}
