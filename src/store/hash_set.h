#ifndef WEIR_STORE_HASH_SET_H
#define WEIR_STORE_HASH_SET_H
/*
 * hash_set — a set of numbers other than 0, of a size that is known beforehand.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "weir/text/arena.h"

struct hash_set {
    uint64_t *slots; /* open addressing; 0: free */
    size_t n_slots;
};

/* Room for `n` numbers. */
struct hash_set hash_set_new(struct arena *arena, size_t n);

/* True when the number was not there. */
bool hash_set_add(struct hash_set *set, uint64_t number);

bool hash_set_has(const struct hash_set *set, uint64_t number);

#endif
