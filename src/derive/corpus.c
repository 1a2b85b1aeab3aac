#include "corpus.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "weir/text/utf8.h"

#define LIMIT_WORDS      3 /* of a phrase that is learnt */
#define LIMIT_CHARACTERS 6
#define LIMIT_NOTE       ((size_t)1800) /* bytes of a note that are counted */
#define NOTE_AT_LEAST    ((size_t)30)

/* A phrase that stands inside one longer phrase this often is its fragment. */
#define FRAGMENT 0.8

struct counter {
    struct corpus *corpus;
    struct sample *sample;
    float value;
    unsigned *seen; /* of each phrase: number + 1 of the last sample that held it */
    unsigned now;
};

static struct phrase_facts *facts_of(struct corpus *c, uint32_t phrase, const char *text, size_t n)
{
    while (c->n_facts <= phrase) {
        c->facts = arena_grow(c->arena, c->facts, c->n_facts, sizeof *c->facts);
        c->facts[c->n_facts++] = (struct phrase_facts){.text = arena_copy(c->arena, text, n), .upper = ""};
    }
    return &c->facts[phrase];
}

/* "BERT", "LMs" */
static bool is_upper(const char *text, size_t n)
{
    n -= n > 2 && text[n - 1] == 's';
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        if (islower((unsigned char)text[i]) || (unsigned char)text[i] >= 0x80 || text[i] == ' ')
            return false;
        any |= isupper((unsigned char)text[i]) != 0;
    }
    return any;
}

static void note_neighbours(struct phrase_facts *facts, const struct gram *gram)
{
    if (facts->n_seen == 0) {
        facts->before = gram->before;
        facts->after = gram->after;
    }
    facts->begins_freely |= gram->before == 0 || gram->before != facts->before;
    facts->ends_freely |= gram->after == 0 || gram->after != facts->after;
}

static void count_gram(const struct gram *gram, void *arg)
{
    struct counter *counter = arg;
    struct corpus *c = counter->corpus;
    uint32_t n_before = c->phrases.n, phrase = vocabulary_add(&c->phrases, gram->key, gram->n_key);
    if (phrase == n_before) {
        counter->seen = arena_grow(c->arena, counter->seen, phrase, sizeof *counter->seen);
        counter->seen[phrase] = 0;
    }
    struct phrase_facts *facts = facts_of(c, phrase, gram->text, gram->n_text);
    note_neighbours(facts, gram);
    facts->n_seen++;
    if (gram->n_words == 1 && is_upper(gram->text, gram->n_text)) {
        facts->n_upper++;
        if (*facts->upper == '\0')
            facts->upper = arena_copy(c->arena, gram->text, gram->n_text);
    }
    if (counter->seen[phrase] == counter->now)
        return;
    counter->seen[phrase] = counter->now;
    struct sample *sample = counter->sample;
    sample->features = arena_grow(c->arena, sample->features, sample->n, sizeof *sample->features);
    sample->features[sample->n++] = (struct feature){.phrase = phrase, .value = counter->value};
}

static bool has_cjk(const char *s)
{
    uint32_t c;
    for (size_t n = strlen(s), i = 0, length; i < n; i += length) {
        length = utf8_next(s + i, n - i, &c);
        if (length == 0)
            return false;
        if (utf8_is_cjk(c))
            return true;
    }
    return false;
}

/* Lists name a work under each heading that it belongs to. */
static void number_works(struct corpus *c, const struct reading *reading)
{
    struct vocabulary titles;
    struct tokens tokens;
    vocabulary_init(&titles, c->arena);
    tokens_init(&tokens, (size_t)1 << 20);
    c->works = arena_alloc(c->arena, (c->n_entries + 1) * sizeof *c->works);
    for (size_t i = 0; i < c->n_entries; i++) {
        tokens_read(&tokens, reading->entries[i].title, strlen(reading->entries[i].title), TOKENS_FOLDED);
        c->works[i] = vocabulary_add(&titles, tokens.text.data, tokens.text.n);
    }
    tokens_release(&tokens);
}

static void count_entries(struct corpus *c, const struct reading *reading, struct counter *counter,
                          struct grams *grams)
{
    for (size_t i = 0; i < reading->n_entries; i++) {
        const struct list_entry *entry = &reading->entries[i];
        counter->sample = &c->entries[i];
        counter->now = (unsigned)i + 1;
        counter->value = 1;
        grams_read(grams, entry->title, strlen(entry->title), LIMIT_WORDS, LIMIT_CHARACTERS, count_gram,
                   counter);
        /* English notes are authors and venues, which mark no topic; Chinese ones say what a paper is about.
         */
        counter->value = CORPUS_NOTE;
        if (strlen(entry->note) >= NOTE_AT_LEAST && has_cjk(entry->note))
            grams_read(grams, entry->note, utf8_prefix(entry->note, LIMIT_NOTE), LIMIT_WORDS,
                       LIMIT_CHARACTERS, count_gram, counter);
    }
}

static void add_marks(struct corpus *c, const struct mark_list *marks, size_t n)
{
    for (size_t t = 0; t < n; t++)
        for (size_t i = 0; i < marks[t].n; i++) {
            const struct mark *mark = &marks[t].marks[i];
            uint32_t phrase = vocabulary_add(&c->phrases, mark->key, strlen(mark->key));
            struct phrase_facts *facts = facts_of(c, phrase, mark->text, strlen(mark->text));
            if (mark->kind == MARK_EXACT && *facts->upper == '\0')
                facts->upper = mark->text;
            if (!facts->is_mark || mark->kind > facts->kind)
                facts->kind = mark->kind;
            facts->is_mark = true;
        }
}

/* Words that begin with a prefix hold it. */
static void add_prefixes(struct corpus *c)
{
    uint32_t *prefix_of = arena_alloc(c->arena, (c->n_facts + 1) * sizeof *prefix_of);
    for (uint32_t p = 0; p < c->n_facts; p++) {
        if (c->facts[p].kind != MARK_PREFIX)
            continue;
        size_t n = strlen(c->phrases.words[p]) - 1;
        for (uint32_t w = 0; w < c->n_facts; w++)
            if (w != p && strncmp(c->phrases.words[w], c->phrases.words[p], n) == 0 &&
                strchr(c->phrases.words[w], ' ') == NULL)
                prefix_of[w] = p + 1;
    }
    for (size_t i = 0; i < c->n_entries; i++) {
        struct sample *sample = &c->entries[i];
        for (size_t k = 0, n = sample->n; k < n; k++) {
            uint32_t prefix = prefix_of[sample->features[k].phrase];
            bool known = prefix == 0;
            for (size_t j = n; j < sample->n && !known; j++)
                known = sample->features[j].phrase == prefix - 1;
            if (known)
                continue;
            sample->features = arena_grow(c->arena, sample->features, sample->n, sizeof *sample->features);
            sample->features[sample->n++] =
                (struct feature){.phrase = prefix - 1, .value = sample->features[k].value};
        }
    }
}

static void count_samples(struct corpus *c)
{
    for (size_t i = 0; i < c->n_entries; i++)
        for (size_t k = 0; k < c->entries[i].n; k++)
            c->facts[c->entries[i].features[k].phrase].n_samples++;
}

/* A shorter phrase is dropped when it hardly ever stands outside of this longer one. */
static void drop_fragment(struct corpus *c, const char *part, size_t n, unsigned n_samples, double share)
{
    uint32_t phrase = vocabulary_find(&c->phrases, part, n);
    if (phrase == VOCABULARY_NONE || c->facts[phrase].is_mark)
        return;
    struct phrase_facts *facts = &c->facts[phrase];
    if (facts->n_samples >= 2 && n_samples >= share * facts->n_samples)
        facts->dropped = true;
}

static void drop_parts_of_words(struct corpus *c, const char *key, unsigned n_samples)
{
    for (const char *from = key; from; from = strchr(from, ' ')) {
        from += *from == ' ';
        for (const char *to = strchr(from, ' ');; to = strchr(to + 1, ' ')) {
            size_t n = to ? (size_t)(to - from) : strlen(from);
            if (n < strlen(key))
                drop_fragment(c, from, n, n_samples, FRAGMENT);
            if (to == NULL)
                break;
        }
    }
}

/* Of CJK runs every stretch is a phrase, so only what never stands alone is a fragment. */
static void drop_parts_of_cjk(struct corpus *c, const char *key, unsigned n_samples)
{
    uint32_t character;
    size_t n = strlen(key), first = utf8_next(key, n, &character), last = n - 1;
    while (last > 0 && ((unsigned char)key[last] & 0xC0) == 0x80)
        last--;
    drop_fragment(c, key + first, n - first, n_samples, 1);
    drop_fragment(c, key, last, n_samples, 1);
}

static void drop_fragments(struct corpus *c)
{
    for (uint32_t p = 0; p < c->n_facts; p++) {
        struct phrase_facts *facts = &c->facts[p];
        const char *key = c->phrases.words[p];
        bool is_cjk = token_is_character(key, strlen(key));
        bool is_whole = facts->n_samples >= 2 && facts->begins_freely && facts->ends_freely;
        if (is_cjk && !is_whole && !facts->is_mark)
            facts->dropped = true;
        else if (is_cjk)
            drop_parts_of_cjk(c, key, facts->n_samples);
        else if (facts->n_samples >= 2 && strchr(key, ' ') != NULL)
            drop_parts_of_words(c, key, facts->n_samples);
    }
}

static void forget_dropped(struct corpus *c)
{
    for (size_t i = 0; i < c->n_entries; i++) {
        struct sample *sample = &c->entries[i];
        size_t kept = 0;
        for (size_t k = 0; k < sample->n; k++) {
            struct feature feature = sample->features[k];
            if (c->facts[feature.phrase].dropped)
                continue;
            c->facts[feature.phrase].mass += feature.value;
            sample->features[kept++] = feature;
        }
        sample->n = kept;
    }
}

void corpus_make(struct corpus *corpus, const struct reading *reading, const struct mark_list *marks,
                 size_t n_marks, struct grams *grams, struct arena *arena)
{
    *corpus = (struct corpus){.arena = arena, .n_entries = reading->n_entries};
    vocabulary_init(&corpus->phrases, arena);
    corpus->entries = arena_alloc(arena, (reading->n_entries + 1) * sizeof *corpus->entries);
    struct counter counter = {.corpus = corpus};
    number_works(corpus, reading);
    count_entries(corpus, reading, &counter, grams);
    add_marks(corpus, marks, n_marks);
    add_prefixes(corpus);
    count_samples(corpus);
    drop_fragments(corpus);
    forget_dropped(corpus);
}

uint32_t corpus_find(const struct corpus *corpus, const char *key)
{
    return vocabulary_find(&corpus->phrases, key, strlen(key));
}

static const struct sample *document(const struct corpus *c, size_t i)
{
    return i < c->n_entries ? &c->entries[i] : &c->background[i - c->n_entries];
}

void corpus_index(struct corpus *c)
{
    size_t n = 0, n_documents = c->n_entries + c->n_background;
    c->first_place = arena_alloc(c->arena, (c->n_facts + 2) * sizeof *c->first_place);
    for (size_t i = 0; i < n_documents; i++)
        for (size_t k = 0; k < document(c, i)->n; k++, n++)
            c->first_place[document(c, i)->features[k].phrase + 2]++;
    for (size_t p = 2; p < c->n_facts + 2; p++)
        c->first_place[p] += c->first_place[p - 1];
    c->places = arena_alloc(c->arena, (n + 1) * sizeof *c->places);
    for (size_t i = 0; i < n_documents; i++)
        for (size_t k = 0; k < document(c, i)->n; k++)
            c->places[c->first_place[document(c, i)->features[k].phrase + 1]++] = (uint32_t)i;
    c->term_of = arena_alloc(c->arena, (c->n_facts + 1) * sizeof *c->term_of);
    c->is_own_work = arena_alloc(c->arena, c->n_entries + 1);
}
