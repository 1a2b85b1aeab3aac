#ifndef WEIR_DERIVE_VOCABULARY_H
#define WEIR_DERIVE_VOCABULARY_H
/*
 * vocabulary — strings as small numbers, in the order in which they came: so whatever is counted by them is
 * deterministic.
 */
#include <stdint.h>

#include "weir/text/arena.h"

#define VOCABULARY_NONE UINT32_MAX

struct vocabulary {
    struct arena *arena;
    const char **words; /* by number */
    uint32_t n;
    uint32_t *slots; /* number + 1, by hash; 0 is free */
    uint32_t n_slots;
};

/* An empty one; everything lives in `arena`. */
void vocabulary_init(struct vocabulary *vocabulary, struct arena *arena);

/* The number of the word, a new one if need be. */
uint32_t vocabulary_add(struct vocabulary *vocabulary, const char *word, size_t n);

/* Its number, or VOCABULARY_NONE. */
uint32_t vocabulary_find(const struct vocabulary *vocabulary, const char *word, size_t n);

#endif
