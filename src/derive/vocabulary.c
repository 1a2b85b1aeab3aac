#include "vocabulary.h"

#include <string.h>

#include "weir/text/hash.h"

void vocabulary_init(struct vocabulary *vocabulary, struct arena *arena)
{
    *vocabulary = (struct vocabulary){.arena = arena};
}

/* The slot that holds the word or would; there is always a free one. */
static uint32_t *find_slot(const struct vocabulary *v, const char *word, size_t n)
{
    uint64_t at = hash_bytes(word, n);
    for (;; at++) {
        uint32_t *slot = &v->slots[at & (v->n_slots - 1)];
        if (*slot == 0)
            return slot;
        const char *held = v->words[*slot - 1];
        if (strncmp(held, word, n) == 0 && held[n] == '\0')
            return slot;
    }
}

static void grow(struct vocabulary *v)
{
    v->n_slots = v->n_slots ? 2 * v->n_slots : 1024;
    v->slots = arena_alloc(v->arena, v->n_slots * sizeof *v->slots);
    for (uint32_t i = 0; i < v->n; i++)
        *find_slot(v, v->words[i], strlen(v->words[i])) = i + 1;
}

uint32_t vocabulary_add(struct vocabulary *v, const char *word, size_t n)
{
    if (2 * v->n >= v->n_slots)
        grow(v);
    uint32_t *slot = find_slot(v, word, n);
    if (*slot == 0) {
        v->words = arena_grow(v->arena, v->words, v->n, sizeof *v->words);
        v->words[v->n] = arena_copy(v->arena, word, n);
        *slot = ++v->n;
    }
    return *slot - 1;
}

uint32_t vocabulary_find(const struct vocabulary *v, const char *word, size_t n)
{
    return v->n == 0 ? VOCABULARY_NONE : *find_slot(v, word, n) - 1;
}
