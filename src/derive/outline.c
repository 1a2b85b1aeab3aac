#include "outline.h"

#include <string.h>

#include "weir/derive/headings.h"
#include "weir/text/tokens.h"
#include "weir/text/utf8.h"

#define NO_TOPIC   READING_TOP
#define LIMIT_NAME 80 /* bytes of a title that make a name */

struct maker {
    const struct reading *reading;
    struct arena *arena;
    struct outline *out;
    const char **keys; /* of each heading: its folded title */
    const enum heading_kind *kinds;
    size_t *topic_of; /* of each heading */
};

/* The folded title; "" when it has no word. */
static const char *key_of(const char *title, struct tokens *tokens, struct arena *arena)
{
    tokens_read(tokens, title, strlen(title), TOKENS_FOLDED);
    return arena_copy(arena, tokens->text.data, tokens->text.n);
}

/* The title's words in lower case, with hyphens between. Titles of one name get numbers, in order. */
const char *outline_name(struct outline *outline, const char *title, struct arena *arena)
{
    struct buf folded = BUF_INIT(8000), name = BUF_INIT(8000);
    utf8_fold(title, utf8_prefix(title, LIMIT_NAME), &folded);
    bool gap = false;
    for (size_t i = 0, length; i < folded.n; i += length) {
        uint32_t c;
        length = utf8_next(folded.data + i, folded.n - i, &c);
        bool is_word = utf8_is_word(c);
        if (is_word && gap && name.n > 0)
            buf_addc(&name, '-');
        if (is_word)
            buf_add(&name, folded.data + i, length);
        gap = !is_word;
    }
    const char *unique = arena_copy(arena, name.data, name.n);
    for (int i = 2; vocabulary_find(&outline->names, unique, strlen(unique)) != VOCABULARY_NONE; i++)
        unique = arena_printf(arena, "%s-%d", name.data, i);
    vocabulary_add(&outline->names, unique, strlen(unique));
    buf_release(&name);
    buf_release(&folded);
    return unique;
}

static void add_heading(struct maker *m, size_t topic, size_t h)
{
    struct outline_topic *t = &m->out->topics[topic];
    t->headings = arena_grow(m->arena, t->headings, t->n_headings, sizeof *t->headings);
    t->headings[t->n_headings++] = h;
    m->topic_of[h] = topic;
}

static size_t add_topic(struct maker *m, size_t h)
{
    struct outline *out = m->out;
    out->topics = arena_grow(m->arena, out->topics, out->n_topics, sizeof *out->topics);
    out->topics[out->n_topics] =
        (struct outline_topic){.title = m->reading->headings[h].title,
                               .name = outline_name(out, m->reading->headings[h].title, m->arena)};
    return out->n_topics++;
}

/*
 * Headings that are one topic share an identity: their key, and within a list that has the key more than once
 * also list and parent, since "Results" under two headings are two things.
 */
static void find_topics(struct maker *m)
{
    const struct reading *r = m->reading;
    struct vocabulary seen, identities;
    vocabulary_init(&seen, m->arena);
    vocabulary_init(&identities, m->arena);
    unsigned *times = arena_alloc(m->arena, (r->n_headings + 1) * sizeof *times);
    uint32_t *place = arena_alloc(m->arena, (r->n_headings + 1) * sizeof *place);
    for (size_t h = 0; h < r->n_headings; h++) {
        char *key = arena_printf(m->arena, "%s\n%zu", m->keys[h], r->headings[h].list);
        place[h] = vocabulary_add(&seen, key, strlen(key));
        times[place[h]]++;
    }
    for (size_t h = 0; h < r->n_headings; h++) {
        m->topic_of[h] = NO_TOPIC;
        if (m->kinds[h] != HEADING_TOPIC)
            continue;
        const char *identity = m->keys[h];
        if (times[place[h]] > 1)
            identity =
                arena_printf(m->arena, "%s\n%zu\n%zu", identity, r->headings[h].list, r->headings[h].parent);
        uint32_t n_before = identities.n, topic = vocabulary_add(&identities, identity, strlen(identity));
        if (topic == n_before)
            add_topic(m, h);
        add_heading(m, topic, h);
    }
}

static void assign_entries(struct maker *m)
{
    const struct reading *r = m->reading;
    for (size_t i = 0; i < r->n_entries; i++)
        for (size_t h = r->entries[i].heading; h != READING_TOP; h = r->headings[h].parent) {
            if (m->topic_of[h] == NO_TOPIC)
                continue;
            struct outline_topic *t = &m->out->topics[m->topic_of[h]];
            if (t->n_entries > 0 && t->entries[t->n_entries - 1] == i)
                continue;
            t->entries = arena_grow(m->arena, t->entries, t->n_entries, sizeof *t->entries);
            t->entries[t->n_entries++] = (uint32_t)i;
        }
}

static void find_parents(struct maker *m)
{
    for (size_t t = 0; t < m->out->n_topics; t++) {
        struct outline_topic *topic = &m->out->topics[t];
        size_t h = m->reading->headings[topic->headings[0]].parent;
        while (h != READING_TOP && (m->topic_of[h] == NO_TOPIC || m->topic_of[h] >= t))
            h = m->reading->headings[h].parent;
        topic->parent = h == READING_TOP ? READING_TOP : m->topic_of[h];
    }
}

void outline_make(const struct reading *reading, struct arena *arena, struct outline *out)
{
    size_t n = reading->n_headings + 1;
    *out = (struct outline){0};
    struct maker m = {.reading = reading, .arena = arena, .out = out};
    m.keys = arena_alloc(arena, n * sizeof *m.keys);
    m.kinds = headings_judge(reading, arena);
    m.topic_of = arena_alloc(arena, n * sizeof *m.topic_of);
    vocabulary_init(&out->names, arena);
    struct tokens tokens;
    tokens_init(&tokens, 100000);
    for (size_t h = 0; h < reading->n_headings; h++)
        m.keys[h] = key_of(reading->headings[h].title, &tokens, arena);
    tokens_release(&tokens);
    find_topics(&m);
    assign_entries(&m);
    find_parents(&m);
}
