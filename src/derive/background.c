/*
 * background — how common the corpus' phrases are in ordinary items: all of them are one automaton.
 */
#include <stdlib.h>
#include <string.h>

#include "corpus.h"
#include "weir/topic/automaton.h"

#define LIMIT_TEXT ((size_t)16 << 10) /* bytes of an item's text that are read */

struct corpus_reader {
    struct corpus *corpus;
    struct automaton *automaton;
    uint32_t *phrase_of; /* of each pattern */
    unsigned *seen;      /* of each phrase: number + 1 of the last item that held it */
    struct sample *sample;
    struct folded folded;
    bool in_title;
};

struct entry {
    struct pattern pattern;
    uint32_t phrase;
};

static int compare(const void *a, const void *b)
{
    const struct pattern *x = a, *y = b; /* the first member of both entries */
    int order = memcmp(x->bytes, y->bytes, x->n < y->n ? x->n : y->n);
    return order != 0 ? order : (x->n > y->n) - (x->n < y->n);
}

/* The phrase with its borders, as folded texts show it. */
static struct pattern pattern_of(struct corpus *c, uint32_t phrase)
{
    const char *key = c->phrases.words[phrase];
    size_t n = strlen(key);
    const char *bytes;
    if ((unsigned char)*key >= 0xE3)
        bytes = key;
    else if (c->facts[phrase].kind == MARK_PREFIX)
        bytes = arena_printf(c->arena, " %.*s", (int)n - 1, key);
    else
        bytes = arena_printf(c->arena, " %s ", key);
    return (struct pattern){bytes, strlen(bytes)};
}

/* Could it become a term of a topic? What stands in one title alone does not. */
static bool is_wanted(const struct phrase_facts *facts)
{
    return !facts->dropped && (facts->is_mark || facts->n_samples >= 1);
}

struct corpus_reader *corpus_settle(struct corpus *corpus)
{
    struct corpus_reader *reader = arena_alloc(corpus->arena, sizeof *reader);
    reader->corpus = corpus;
    reader->seen = arena_alloc(corpus->arena, (corpus->n_facts + 1) * sizeof *reader->seen);
    reader->phrase_of = arena_alloc(corpus->arena, (corpus->n_facts + 1) * sizeof *reader->phrase_of);
    struct entry *entries = arena_alloc(corpus->arena, (corpus->n_facts + 1) * sizeof *entries);
    struct pattern *patterns = arena_alloc(corpus->arena, (corpus->n_facts + 1) * sizeof *patterns);
    uint32_t n = 0;
    for (uint32_t p = 0; p < corpus->n_facts; p++)
        if (is_wanted(&corpus->facts[p]))
            entries[n++] = (struct entry){.pattern = pattern_of(corpus, p), .phrase = p};
    qsort(entries, n, sizeof *entries, compare);
    for (uint32_t i = 0; i < n; i++) {
        patterns[i] = entries[i].pattern;
        reader->phrase_of[i] = entries[i].phrase;
    }
    reader->automaton = automaton_new(patterns, n);
    folded_init(&reader->folded, 16 * LIMIT_TEXT);
    return reader;
}

static void see(uint32_t pattern, size_t end, void *arg)
{
    (void)end;
    struct corpus_reader *reader = arg;
    struct corpus *c = reader->corpus;
    uint32_t phrase = reader->phrase_of[pattern];
    if (reader->seen[phrase] == c->n_background)
        return;
    reader->seen[phrase] = (unsigned)c->n_background;
    struct sample *sample = reader->sample;
    if (reader->in_title)
        c->facts[phrase].in_titles++;
    else
        c->facts[phrase].in_texts++;
    sample->features = arena_grow(c->arena, sample->features, sample->n, sizeof *sample->features);
    sample->features[sample->n++] =
        (struct feature){.phrase = phrase, .value = reader->in_title ? 1 : CORPUS_NOTE};
}

static void read_text(struct corpus_reader *reader, const char *text, bool in_title)
{
    size_t n = strnlen(text, LIMIT_TEXT);
    reader->in_title = in_title;
    fold_text(text, n, FOLD_PLAIN, &reader->folded);
    automaton_scan(reader->automaton, reader->folded.text.data, reader->folded.text.n, see, reader);
}

void corpus_add_background(struct corpus_reader *reader, const char *title, const char *text)
{
    struct corpus *c = reader->corpus;
    c->background = arena_grow(c->arena, c->background, c->n_background, sizeof *c->background);
    reader->sample = &c->background[c->n_background++];
    *reader->sample = (struct sample){0};
    read_text(reader, title, true);
    read_text(reader, text, false);
}

void corpus_finish(struct corpus_reader *reader)
{
    automaton_free(reader->automaton);
    folded_release(&reader->folded);
}
