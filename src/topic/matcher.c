#include "weir/topic/matcher.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon.h"
#include "score.h"
#include "weir/feed/html.h"
#include "weir/text/fold.h"
#include "weir/text/utf8.h"

/* Occurrences in one item; what comes behind them is spam, and counts no more. */
#define LIMIT_SIGHTINGS ((size_t)1 << 16)

/* Scores are sums of decimal fractions: 0.5 must reach 0.5. */
#define ROUNDING 1e-9

struct matcher {
    const struct topic *topics;
    size_t n_topics;
    struct lexicon lexicon;

    /* While an item is looked at. */
    struct sighting *sightings;
    size_t n_sightings, room;
    struct clause_state *states;
    struct folded folded;
    struct buf plain;      /* HTML as text */
    uint32_t base;         /* where the text at hand begins among the item's texts */
    enum term_field where; /* what the text at hand is */
};

int matcher_new(const struct topic *topics, size_t n, struct matcher **out, struct error *err)
{
    struct matcher *m = calloc(1, sizeof *m);
    if (!m)
        abort();
    m->topics = topics;
    m->n_topics = n;
    folded_init(&m->folded, 16 * MATCH_LIMIT_TEXT);
    buf_init(&m->plain, 4 * MATCH_LIMIT_TEXT);
    if (lexicon_init(&m->lexicon, topics, n, err) < 0) {
        matcher_free(m);
        return -1;
    }
    m->states = calloc(m->lexicon.n_clauses + 1, sizeof *m->states);
    if (!m->states)
        abort();
    *out = m;
    return 0;
}

void matcher_free(struct matcher *matcher)
{
    if (!matcher)
        return;
    lexicon_release(&matcher->lexicon);
    folded_release(&matcher->folded);
    buf_release(&matcher->plain);
    free(matcher->sightings);
    free(matcher->states);
    free(matcher);
}

static bool looks_there(const struct matcher *m, uint32_t clause)
{
    enum term_field field = m->lexicon.clauses[clause].term->field;
    if (field == FIELD_ANY)
        return m->where == FIELD_TITLE || m->where == FIELD_TEXT;
    return field == m->where;
}

static void add_sighting(struct matcher *m, struct sighting sighting)
{
    if (m->n_sightings == LIMIT_SIGHTINGS)
        return;
    if (m->n_sightings == m->room) {
        m->room = m->room ? 2 * m->room : 64;
        m->sightings = reallocarray(m->sightings, m->room, sizeof *m->sightings);
        if (!m->sightings)
            abort();
    }
    sighting.where = m->where;
    m->sightings[m->n_sightings++] = sighting;
}

static void see_pattern(uint32_t pattern, size_t end, void *arg)
{
    struct matcher *m = arg;
    const struct lexicon *lexicon = &m->lexicon;
    size_t n = lexicon->patterns[pattern].n, from = end - n;
    for (uint32_t i = lexicon->first_use[pattern]; i < lexicon->first_use[pattern + 1]; i++) {
        const struct use *use = &lexicon->uses[i];
        if (!looks_there(m, use->clause))
            continue;
        if (use->cased && memcmp(m->folded.cased.data + from, use->cased, n) != 0)
            continue;
        size_t to = end;
        if (use->goes_on)
            to += strcspn(m->folded.text.data + end, " ") + 1;
        add_sighting(m, (struct sighting){.clause = use->clause,
                                          .phrase = use->phrase,
                                          .placed = true,
                                          .from = m->base + (uint32_t)from,
                                          .to = m->base + (uint32_t)to});
    }
}

/* Looks through one text of the item. */
static void read_text(struct matcher *m, enum term_field where, const char *s)
{
    size_t n = utf8_prefix(s, MATCH_LIMIT_TEXT);
    if (n == 0)
        return;
    m->where = where;
    fold_text(s, n, FOLD_PLAIN, &m->folded);
    automaton_scan(m->lexicon.automaton, m->folded.text.data, m->folded.text.n, see_pattern, m);
    m->base += (uint32_t)m->folded.text.n;
    for (size_t i = 0; i < m->lexicon.n_expressions; i++) {
        const struct expression_use *use = &m->lexicon.expressions[i];
        if (looks_there(m, use->clause) && expression_matches(use->expression, s, n))
            add_sighting(m, (struct sighting){.clause = use->clause, .phrase = use->phrase});
    }
}

static void read_html(struct matcher *m, const char *html)
{
    buf_clear(&m->plain);
    html_to_text(html, utf8_prefix(html, 4 * MATCH_LIMIT_TEXT), &m->plain);
    read_text(m, FIELD_TEXT, m->plain.data);
}

static void read_item(struct matcher *m, const struct item *item, const char *source,
                      const char *source_title)
{
    m->n_sightings = 0;
    m->base = 0;
    read_text(m, FIELD_TITLE, item->title);
    read_html(m, item->summary_html);
    read_html(m, item->content_html);
    for (size_t i = 0; i < item->n_authors; i++)
        read_text(m, FIELD_AUTHOR, item->authors[i].name);
    for (size_t i = 0; i < item->n_categories; i++) {
        read_text(m, FIELD_CATEGORY, item->categories[i].term);
        read_text(m, FIELD_CATEGORY, item->categories[i].label);
    }
    read_text(m, FIELD_SOURCE, source);
    read_text(m, FIELD_SOURCE, source_title);
}

static bool takes_source(const struct topic *topic, const char *source)
{
    bool takes = topic->n_sources == 0 || source[0] == '\0';
    for (size_t i = 0; i < topic->n_sources && !takes; i++)
        takes = fnmatch(topic->sources[i], source, 0) == 0;
    return takes;
}

/* Scores the topics of which something was seen. */
static void score_topics(struct matcher *m, struct item *item, const char *source, struct arena *arena)
{
    score_sort(&m->lexicon, m->sightings, m->n_sightings);
    for (size_t i = 0, end; i < m->n_sightings; i = end) {
        uint32_t topic = m->lexicon.clauses[m->sightings[i].clause].topic;
        end = i + 1;
        while (end < m->n_sightings && m->lexicon.clauses[m->sightings[end].clause].topic == topic)
            end++;
        struct hit hit;
        const struct topic *t = &m->topics[topic];
        if (!takes_source(t, source))
            continue;
        double score = score_topic(&m->lexicon, t, &m->sightings[i], end - i, m->states, &hit, arena);
        if (hit.n_terms == 0 || score + ROUNDING < t->threshold)
            continue;
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
    score_topics(matcher, item, source, arena);
    drop_far_below_best(item);
    for (size_t i = 0; i < n_always; i++)
        add_always(matcher, item, always[i], arena);
    sort_hits(item);
}
