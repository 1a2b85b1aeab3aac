#include "hash_set.h"

struct hash_set hash_set_new(struct arena *arena, size_t n)
{
    struct hash_set set = {.n_slots = 2 * n + 1};

    set.slots = arena_alloc(arena, set.n_slots * sizeof *set.slots);
    return set;
}

bool hash_set_add(struct hash_set *set, uint64_t number)
{
    size_t at = (number * UINT64_C(0x9e3779b97f4a7c15)) % set->n_slots;

    for (; set->slots[at] != 0; at = (at + 1) % set->n_slots)
        if (set->slots[at] == number)
            return false;
    set->slots[at] = number;
    return true;
}
