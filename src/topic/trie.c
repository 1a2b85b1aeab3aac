#include "weir/topic/trie.h"

#include <stdlib.h>
#include <string.h>

#include "weir/text/arena.h"

#define ROOT        0
#define NONE        UINT32_MAX
#define FIRST_BITS  18 /* of the table that tells what may begin a phrase */
#define MOST_JOINED 3  /* words of a text that may be one of a phrase: end-2-end, end2end */

/* A step from one state to another. */
struct step {
    uint32_t from, hash; /* `hash` has its lowest bit set for the beginning of a word */
    uint32_t to;         /* 0: a free place, since nothing leads to the root */
    uint8_t n;
    bool is_word; /* some phrase has this word; else only words of one, written as one */
    const char *key;
};

struct state {
    uint32_t phrase;     /* that ends here, or NONE */
    uint32_t beginnings; /* of words that lead on from here: bit n for one of n bytes, 31 for longer ones */
    bool is_inner;       /* does any step lead on? */
};

struct trie {
    struct arena arena; /* holds the keys */
    struct step *steps; /* hashed */
    size_t n_steps;
    unsigned bits; /* of the number of places */
    struct state *states;
    uint32_t n_states, n_phrases;
    uint32_t powers[TOKEN_LIMIT + 1];        /* of TOKEN_HASH_BASE */
    uint8_t first[(1 << FIRST_BITS) / 8];    /* by hash: does a phrase begin with such a word? */
    uint8_t first_beginnings[(1 << 16) / 8]; /* by two bytes: … with the beginning of such a word? */
};

/* A word that goes on is another key than the same word. */
#define WHOLE     0u
#define BEGINNING 1u

static uint32_t kind_of_hash(uint32_t hash, uint32_t kind)
{
    return (hash & ~1u) | kind;
}

static size_t spread(uint32_t from, uint32_t hash, unsigned bits)
{
    uint64_t mixed = ((uint64_t)from << 32 | hash) * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(mixed >> (64 - bits));
}

static uint32_t first_bit(uint32_t hash)
{
    return (hash * UINT32_C(0x85EBCA6B)) >> (32 - FIRST_BITS);
}

static uint32_t two_bytes(const char *key)
{
    return (uint32_t)(unsigned char)key[0] << 8 | (unsigned char)key[1];
}

static void set_bit(uint8_t *bits, uint32_t at)
{
    bits[at / 8] |= (uint8_t)(1u << at % 8);
}

static bool has_bit(const uint8_t *bits, uint32_t at)
{
    return bits[at / 8] >> at % 8 & 1;
}

static void *must(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

struct trie *trie_new(void)
{
    struct trie *trie = must(calloc(1, sizeof *trie));
    arena_init(&trie->arena);
    trie->bits = 6;
    trie->steps = must(calloc((size_t)1 << trie->bits, sizeof *trie->steps));
    trie->states = must(malloc(sizeof *trie->states));
    trie->states[trie->n_states++] = (struct state){.phrase = NONE};
    trie->powers[0] = 1;
    for (size_t i = 1; i <= TOKEN_LIMIT; i++)
        trie->powers[i] = trie->powers[i - 1] * TOKEN_HASH_BASE;
    return trie;
}

void trie_free(struct trie *trie)
{
    if (!trie)
        return;
    arena_release(&trie->arena);
    free(trie->steps);
    free(trie->states);
    free(trie);
}

/* Two or three keys side by side, as those of a text are compared with one of a phrase. */
struct keys {
    const char *parts[MOST_JOINED];
    uint8_t n[MOST_JOINED];
    unsigned n_parts;
};

static bool is_key(const struct step *step, const struct keys *keys)
{
    size_t at = 0;
    for (unsigned i = 0; i < keys->n_parts; at += keys->n[i++])
        if (keys->n[i] > step->n - at || memcmp(step->key + at, keys->parts[i], keys->n[i]) != 0)
            return false;
    return at == step->n;
}

/* Where the step stands, or the free place where it would. */
static size_t place_of(const struct trie *trie, uint32_t from, uint32_t hash, const struct keys *keys)
{
    size_t mask = ((size_t)1 << trie->bits) - 1, at = spread(from, hash, trie->bits);
    for (const struct step *step; (step = &trie->steps[at])->to != 0; at = (at + 1) & mask)
        if (step->from == from && step->hash == hash && (!keys || is_key(step, keys)))
            break;
    return at;
}

static void grow(struct trie *trie)
{
    struct step *old = trie->steps;
    size_t n_old = (size_t)1 << trie->bits++;
    trie->steps = must(calloc(2 * n_old, sizeof *trie->steps));
    for (size_t i = 0; i < n_old; i++)
        if (old[i].to != 0) {
            struct keys keys = {{old[i].key}, {old[i].n}, 1};
            trie->steps[place_of(trie, old[i].from, old[i].hash, &keys)] = old[i];
        }
    free(old);
}

static uint32_t add_state(struct trie *trie)
{
    uint32_t n = trie->n_states;
    if ((n & (n - 1)) == 0)
        trie->states = must(reallocarray(trie->states, 2 * (size_t)n, sizeof *trie->states));
    trie->states[n] = (struct state){.phrase = NONE};
    return trie->n_states++;
}

/* The state that the key leads to, which is made when there is none. */
static uint32_t add_step(struct trie *trie, uint32_t from, const char *key, uint8_t n, uint32_t kind,
                         bool is_word)
{
    uint32_t hash = kind_of_hash(token_hash(0, key, n), kind);
    struct keys keys = {{key}, {n}, 1};
    struct step *step = &trie->steps[place_of(trie, from, hash, &keys)];
    if (step->to != 0) {
        step->is_word |= is_word;
        return step->to;
    }
    *step = (struct step){.from = from, .hash = hash, .to = add_state(trie), .n = n, .is_word = is_word};
    step->key = arena_copy(&trie->arena, key, n);
    uint32_t to = step->to;
    trie->states[from].is_inner = true;
    if (kind == BEGINNING)
        trie->states[from].beginnings |= 1u << (n < 31 ? n : 31);
    if (from == ROOT && kind == WHOLE)
        set_bit(trie->first, first_bit(hash));
    if (from == ROOT && kind == BEGINNING)
        for (uint32_t second = 0; second < 256; second++)
            if (n < 2 || second == (unsigned char)key[1])
                set_bit(trie->first_beginnings, (uint32_t)(unsigned char)key[0] << 8 | second);
    if (++trie->n_steps * 3 > (size_t)2 << trie->bits)
        grow(trie);
    return to;
}

static bool is_number(const char *key, size_t n)
{
    size_t i = 0;
    while (i < n && key[i] >= '0' && key[i] <= '9')
        i++;
    return i == n;
}

/* May these two words be written as one? */
static bool may_join(const char *a, size_t n_a, const char *b, size_t n_b, bool is_hyphenated)
{
    if (!is_hyphenated && n_a == 1 && (*a == 'a' || *a == 'i'))
        return false;
    return !(is_number(a, n_a) && is_number(b, n_b));
}

static bool joins_next(const struct tokens *tokens, size_t i)
{
    const struct token *a = &tokens->all[i], *b = a + 1;
    return i + 1 < tokens->n && !a->is_character && !b->is_character && b->gap != GAP_BREAK &&
           may_join(tokens_key(tokens, i), a->n, tokens_key(tokens, i + 1), b->n, b->gap != GAP_SOFT);
}

/* Adds the phrase's tokens with those from `joined` to `joined_end` written as one. */
static uint32_t add_path(struct trie *trie, const struct tokens *phrase, size_t joined, size_t joined_end,
                         bool goes_on)
{
    uint32_t state = ROOT;
    for (size_t i = 0, end; i < phrase->n; i = end) {
        char key[TOKEN_LIMIT];
        size_t n = 0;
        end = i == joined ? joined_end : i + 1;
        for (size_t k = i; k < end && n + phrase->all[k].n <= sizeof key; n += phrase->all[k++].n)
            memcpy(key + n, tokens_key(phrase, k), phrase->all[k].n);
        bool is_beginning = goes_on && end == phrase->n && !phrase->all[i].is_character;
        state = add_step(trie, state, key, (uint8_t)n, is_beginning ? BEGINNING : WHOLE, end == i + 1);
    }
    return state;
}

uint32_t trie_add(struct trie *trie, const struct tokens *phrase, bool goes_on)
{
    struct arena arena;
    arena_init(&arena);
    uint32_t *ends = arena_alloc(&arena, (MOST_JOINED * phrase->n + 1) * sizeof *ends), n = 0, number = NONE;
    ends[n++] = add_path(trie, phrase, SIZE_MAX, 0, goes_on);
    for (size_t i = 0; i < phrase->n; i++)
        for (size_t end = i + 1; end < i + MOST_JOINED && end < phrase->n && joins_next(phrase, end - 1);)
            ends[n++] = add_path(trie, phrase, i, ++end, goes_on);
    for (uint32_t i = 0; i < n && number == NONE; i++)
        number = trie->states[ends[i]].phrase;
    number = number == NONE ? trie->n_phrases++ : number;
    for (uint32_t i = 0; i < n; i++)
        if (trie->states[ends[i]].phrase == NONE)
            trie->states[ends[i]].phrase = number;
    arena_release(&arena);
    return number;
}

struct scan {
    const struct trie *trie;
    const struct tokens *text;
    size_t first;
    trie_found *found;
    void *arg;
};

static void walk(const struct scan *scan, uint32_t state, size_t at);

/* A word that a text writes apart is no other way to a phrase that does so, too. */
static void go(const struct scan *scan, uint32_t from, uint32_t hash, const struct keys *keys, size_t end,
               bool is_joined)
{
    const struct trie *trie = scan->trie;
    const struct step *step = &trie->steps[place_of(trie, from, hash, keys)];
    uint32_t to = step->to;
    if (to == 0 || (is_joined && !step->is_word))
        return;
    if (trie->states[to].phrase != NONE)
        scan->found(trie->states[to].phrase, scan->first, end, scan->arg);
    if (trie->states[to].is_inner && end < scan->text->n && scan->text->all[end].gap != GAP_BREAK)
        walk(scan, to, end);
}

/* Steps by the beginnings of a word, or of several as one: those of more than `above` bytes. */
static void walk_beginnings(const struct scan *scan, uint32_t state, const struct keys *keys, size_t above,
                            size_t end)
{
    char key[MOST_JOINED * TOKEN_LIMIT];
    size_t n_key = 0;
    for (unsigned i = 0; i < keys->n_parts; n_key += keys->n[i++])
        memcpy(key + n_key, keys->parts[i], keys->n[i]);
    uint32_t hash = 0, wanted = scan->trie->states[state].beginnings;
    for (size_t n = 1; n <= n_key && n <= TOKEN_LIMIT && (wanted >> (n < 31 ? n : 31)) != 0; n++) {
        hash = hash * TOKEN_HASH_BASE + (unsigned char)key[n - 1];
        if (n > above && (wanted >> (n < 31 ? n : 31) & 1))
            go(scan, state, kind_of_hash(hash, BEGINNING), &(struct keys){{key}, {(uint8_t)n}, 1}, end,
               keys->n_parts > 1);
    }
}

/* Steps by the word at `at`, and by it and those behind it as one. */
static void walk(const struct scan *scan, uint32_t state, size_t at)
{
    const struct trie *trie = scan->trie;
    const struct tokens *text = scan->text;
    const struct token *token = &text->all[at];
    struct keys keys = {{tokens_key(text, at)}, {token->n}, 1};
    uint32_t hash = token->hash;
    if (state != ROOT || has_bit(trie->first, first_bit(kind_of_hash(hash, WHOLE))))
        go(scan, state, kind_of_hash(hash, WHOLE), &keys, at + 1, false);
    if (token->is_character)
        return;
    bool has_beginnings = trie->states[state].beginnings != 0 &&
                          (state != ROOT || has_bit(trie->first_beginnings, two_bytes(keys.parts[0])));
    if (has_beginnings)
        walk_beginnings(scan, state, &keys, 0, at + 1);
    for (size_t k = at, n = token->n; keys.n_parts < MOST_JOINED && k + 1 < text->n; k++) {
        const struct token *next = &text->all[k + 1];
        if (next->is_character || next->gap == GAP_BREAK)
            break;
        hash = hash * trie->powers[next->n] + next->hash;
        keys.parts[keys.n_parts] = tokens_key(text, k + 1);
        keys.n[keys.n_parts++] = next->n;
        bool may = state != ROOT || has_bit(trie->first, first_bit(kind_of_hash(hash, WHOLE)));
        if ((may || has_beginnings) && !(joins_next(text, at) && joins_next(text, k)))
            break;
        if (may)
            go(scan, state, kind_of_hash(hash, WHOLE), &keys, k + 2, true);
        if (has_beginnings)
            walk_beginnings(scan, state, &keys, n, k + 2);
        n += next->n;
    }
}

void trie_scan(const struct trie *trie, const struct tokens *text, trie_found *found, void *arg)
{
    struct scan scan = {.trie = trie, .text = text, .found = found, .arg = arg};
    for (scan.first = 0; scan.first < text->n; scan.first++)
        walk(&scan, ROOT, scan.first);
}
