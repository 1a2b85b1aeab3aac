/*
 * background — how common the corpus' phrases are in ordinary items: all of them are one trie.
 */
#include <string.h>

#include "corpus.h"
#include "weir/text/utf8.h"
#include "weir/topic/trie.h"

#define LIMIT_TEXT ((size_t)16 << 10) /* bytes of an item's text that are read */

struct corpus_reader {
    struct corpus *corpus;
    struct trie *trie;
    uint32_t *phrase_of; /* of each number of the trie: phrase + 1, */
    uint32_t *same;      /* and of each phrase, which has the same number: pretraining, pre training */
    unsigned *seen;      /* of each phrase: number + 1 of the last item that held it */
    struct sample *sample;
    struct tokens tokens;
    bool in_title;
};

/* Could it become a term of a topic? What stands in one title alone does not. */
static bool is_wanted(const struct phrase_facts *facts)
{
    return !facts->dropped && (facts->is_mark || facts->n_samples >= 1);
}

struct corpus_reader *corpus_settle(struct corpus *corpus)
{
    struct corpus_reader *reader = arena_alloc(corpus->arena, sizeof *reader);
    size_t size = (corpus->n_facts + 1) * sizeof(uint32_t);
    reader->corpus = corpus;
    reader->trie = trie_new();
    reader->seen = arena_alloc(corpus->arena, (corpus->n_facts + 1) * sizeof *reader->seen);
    reader->phrase_of = arena_alloc(corpus->arena, size);
    reader->same = arena_alloc(corpus->arena, size);
    tokens_init(&reader->tokens, 16 * LIMIT_TEXT);
    for (uint32_t p = 0; p < corpus->n_facts; p++) {
        bool is_prefix = corpus->facts[p].kind == MARK_PREFIX;
        const char *key = corpus->phrases.words[p];
        if (!is_wanted(&corpus->facts[p]))
            continue;
        tokens_read(&reader->tokens, key, strlen(key) - is_prefix, TOKENS_OPEN_END);
        if (reader->tokens.n == 0)
            continue;
        uint32_t number = trie_add(reader->trie, &reader->tokens, is_prefix);
        reader->same[p] = reader->phrase_of[number];
        reader->phrase_of[number] = p + 1;
    }
    return reader;
}

static void see_phrase(struct corpus_reader *reader, uint32_t phrase)
{
    struct corpus *c = reader->corpus;
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

static void see(uint32_t number, size_t first, size_t end, void *arg)
{
    (void)first, (void)end;
    struct corpus_reader *reader = arg;
    for (uint32_t phrase = reader->phrase_of[number]; phrase > 0; phrase = reader->same[phrase - 1])
        see_phrase(reader, phrase - 1);
}

static void read_text(struct corpus_reader *reader, const char *text, bool in_title)
{
    reader->in_title = in_title;
    tokens_read(&reader->tokens, text, utf8_prefix(text, LIMIT_TEXT), TOKENS_FOLDED);
    trie_scan(reader->trie, &reader->tokens, see, reader);
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
    trie_free(reader->trie);
    tokens_release(&reader->tokens);
}
