#include "weir/topic/automaton.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK      8 /* bytes of a step */
#define ENTRY      4 /* bytes that are looked at before the first step */
#define ENTRY_BITS 14
#define CHUNK      512 /* bytes whose places of entry are gathered at a time */
#define ROOT       0

/*
 * A step: the block of bytes that leads from one state to another. States are numbered by the step that leads
 * to them, so that this is all there is of a state.
 */
struct step {
    uint64_t block; /* up to eight bytes, the first lowest, NUL behind them: its length shows by itself */
    uint64_t after; /* when ALONE: the block behind, so that the pattern itself is seldom looked at */
    uint32_t from;
    uint32_t pattern; /* number + 1 of the one that ends here, or, when ALONE, goes on here; 0: none */
    uint32_t lengths; /* of the blocks that lead on: bit k − 1 for length k */
};

/* Among the lengths: a single pattern goes on here, and is compared as a whole. */
#define ALONE (UINT32_C(1) << BLOCK)

struct automaton {
    const struct pattern *patterns;
    struct step
        *steps;     /* hashed by block and `from`, a free one has no block; that of state s is steps[s - 1] */
    uint8_t *known; /* a bit for each hash of a step, eight times as many as places: most misses end here */
    unsigned hash_bits; /* of the number of places */
    uint32_t root_lengths;
    uint8_t begins[256]; /* does any pattern begin with this byte? */
    uint8_t
        entries[(size_t)1 << ENTRY_BITS]; /* by hash of four bytes: bits k − ENTRY for first blocks of k */
};

static void *must(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

/* The next bytes of a text as a block; `n` > 0 are left. */
static inline uint64_t block_at(const char *s, size_t n)
{
    uint64_t block = 0;
    if (n >= BLOCK)
        memcpy(&block, s, BLOCK);
    else
        memcpy(&block, s, n);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    block = __builtin_bswap64(block);
#endif
    return block;
}

static inline uint64_t first_bytes(uint64_t block, unsigned n)
{
    return block & (UINT64_MAX >> (8 * (BLOCK - n)));
}

static inline uint64_t mix(uint64_t block, uint32_t from)
{
    uint64_t h = (block ^ (from * UINT64_C(0x9E3779B97F4A7C15))) * UINT64_C(0xD6E8FEB86659FD93);
    return (h ^ (h >> 32)) * UINT64_C(0xD6E8FEB86659FD93);
}

static inline uint32_t entry_of(uint64_t block)
{
    return ((uint32_t)block * UINT32_C(0x9E3779B1)) >> (32 - ENTRY_BITS);
}

/* Where the step stands, or where it would. */
static inline size_t place_of(const struct automaton *a, uint64_t hash, uint64_t block, uint32_t from)
{
    size_t mask = ((size_t)1 << a->hash_bits) - 1, at = hash >> (64 - a->hash_bits);
    while (a->steps[at].block != 0 && (a->steps[at].block != block || a->steps[at].from != from))
        at = (at + 1) & mask;
    return at;
}

static inline const struct step *find_step(const struct automaton *a, uint64_t block, uint32_t from)
{
    uint64_t hash = mix(block, from), bit = hash >> (64 - a->hash_bits - 3);
    if (!(a->known[bit / 8] & (1u << bit % 8)))
        return NULL;
    const struct step *step = &a->steps[place_of(a, hash, block, from)];
    return step->block != 0 ? step : NULL;
}

/* The state that the block leads to, which is made when there is none. */
static uint32_t add_step(struct automaton *a, uint64_t block, uint32_t from)
{
    uint64_t hash = mix(block, from), bit = hash >> (64 - a->hash_bits - 3);
    size_t at = place_of(a, hash, block, from);
    a->steps[at].block = block;
    a->steps[at].from = from;
    a->known[bit / 8] |= (uint8_t)(1u << bit % 8);
    return (uint32_t)at + 1;
}

static void add_entry(struct automaton *a, const struct pattern *pattern)
{
    unsigned n = pattern->n < BLOCK ? (unsigned)pattern->n : BLOCK;
    a->begins[(unsigned char)pattern->bytes[0]] = 1;
    if (n >= ENTRY)
        a->entries[entry_of(block_at(pattern->bytes, pattern->n))] |= (uint8_t)(1u << (n - ENTRY));
}

/* Bytes that two patterns begin with alike; 0 when there is no other. */
static size_t shared_bytes(const struct pattern *one, const struct pattern *other)
{
    size_t shared = 0, n = one && other ? (one->n < other->n ? one->n : other->n) : 0;
    while (shared < n && one->bytes[shared] == other->bytes[shared])
        shared++;
    return shared;
}

/* How many blocks of the pattern tell it from its neighbours in the order. */
static size_t count_blocks(const struct pattern *patterns, uint32_t n, uint32_t i)
{
    size_t before = shared_bytes(&patterns[i], i > 0 ? &patterns[i - 1] : NULL);
    size_t after = shared_bytes(&patterns[i], i + 1 < n ? &patterns[i + 1] : NULL);
    size_t needed = (before > after ? before : after) / BLOCK + 1, all = (patterns[i].n + BLOCK - 1) / BLOCK;
    return needed < all ? needed : all;
}

static void add_pattern(struct automaton *a, uint32_t number, size_t n_blocks)
{
    const struct pattern *pattern = &a->patterns[number];
    uint32_t state = ROOT;
    for (size_t at = 0; at < n_blocks * BLOCK; at += BLOCK) {
        size_t left = pattern->n - at;
        unsigned length = left < BLOCK ? (unsigned)left : BLOCK;
        *(state == ROOT ? &a->root_lengths : &a->steps[state - 1].lengths) |= 1u << (length - 1);
        state = add_step(a, block_at(pattern->bytes + at, left), state);
    }
    a->steps[state - 1].pattern = number + 1;
    if (n_blocks * BLOCK < pattern->n) {
        a->steps[state - 1].lengths = ALONE;
        a->steps[state - 1].after =
            block_at(pattern->bytes + n_blocks * BLOCK, pattern->n - n_blocks * BLOCK);
    }
}

struct automaton *automaton_new(const struct pattern *patterns, uint32_t n)
{
    struct automaton *a = must(calloc(1, sizeof *a));
    size_t n_steps = 0;
    a->patterns = patterns;
    for (uint32_t i = 0; i < n; i++)
        n_steps += count_blocks(patterns, n, i) -
                   shared_bytes(&patterns[i], i > 0 ? &patterns[i - 1] : NULL) / BLOCK;
    for (a->hash_bits = 6; ((size_t)1 << a->hash_bits) < n_steps + n_steps / 2; a->hash_bits++)
        ;
    a->steps = must(calloc((size_t)1 << a->hash_bits, sizeof *a->steps));
    a->known = must(calloc((size_t)1 << a->hash_bits, 1));
    for (uint32_t i = 0; i < n; i++) {
        add_entry(a, &patterns[i]);
        add_pattern(a, i, count_blocks(patterns, n, i));
    }
    return a;
}

void automaton_free(struct automaton *automaton)
{
    if (!automaton)
        return;
    free(automaton->steps);
    free(automaton->known);
    free(automaton);
}

/* Finds the single pattern that goes on behind this step. */
static void try_alone(const struct automaton *a, const struct step *step, const char *text, size_t start,
                      size_t at, size_t n, automaton_found *found, void *arg)
{
    unsigned unused = (unsigned)__builtin_clzll(step->after) / 8;
    if (at >= n || first_bytes(block_at(text + at, n - at), BLOCK - unused) != step->after)
        return;
    const struct pattern *pattern = &a->patterns[step->pattern - 1];
    if (pattern->n <= n - start && memcmp(text + start, pattern->bytes, pattern->n) == 0)
        found(step->pattern - 1, start + pattern->n, arg);
}

/* Finds what begins at `start`; `lengths` are those that the first block may have. */
static void walk(const struct automaton *a, const char *text, size_t start, size_t n, uint32_t lengths,
                 automaton_found *found, void *arg)
{
    uint32_t state = ROOT;
    for (size_t at = start; lengths != 0 && at < n; at += BLOCK) {
        uint64_t block = block_at(text + at, n - at);
        const struct step *step = NULL;
        for (; lengths != 0; lengths &= lengths - 1) {
            unsigned length = (unsigned)__builtin_ctz(lengths) + 1;
            if (length > n - at)
                return;
            step = find_step(a, first_bytes(block, length), state);
            if (step && step->pattern && !(step->lengths & ALONE))
                found(step->pattern - 1, at + length, arg);
            if (length < BLOCK)
                step = NULL;
        }
        if (!step)
            return;
        if (step->lengths & ALONE) {
            try_alone(a, step, text, start, at + BLOCK, n, found, arg);
            return;
        }
        state = (uint32_t)(step - a->steps) + 1;
        lengths = step->lengths;
    }
}

/* The lengths that a first block at this place may have. */
static inline uint32_t lengths_at(const struct automaton *a, const char *text, size_t at, size_t n)
{
    const uint32_t below_entry = (1u << (ENTRY - 1)) - 1;
    uint32_t entry = entry_of(block_at(text + at, n - at));
    return (a->root_lengths & below_entry) | (uint32_t)a->entries[entry] << (ENTRY - 1);
}

/* The places in [from, to) where a pattern may begin. Both loops go without a branch that text would decide:
 * where a word begins, no processor foresees. */
static size_t gather(const struct automaton *a, const char *text, size_t from, size_t to, size_t n,
                     size_t *places)
{
    size_t n_begins = 0, n_places = 0;
    for (size_t at = from; at < to; at++) {
        places[n_begins] = at;
        n_begins += a->begins[(unsigned char)text[at]];
    }
    for (size_t i = 0; i < n_begins; i++) {
        places[n_places] = places[i];
        n_places += lengths_at(a, text, places[i], n) != 0;
    }
    return n_places;
}

void automaton_scan(const struct automaton *a, const char *text, size_t n, automaton_found *found, void *arg)
{
    for (size_t from = 0; from < n; from += CHUNK) {
        size_t places[CHUNK];
        size_t n_places = gather(a, text, from, n - from < CHUNK ? n : from + CHUNK, n, places);
        for (size_t i = 0; i < n_places; i++)
            walk(a, text, places[i], n, lengths_at(a, text, places[i], n), found, arg);
    }
}
