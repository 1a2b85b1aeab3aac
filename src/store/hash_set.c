#include "hash_set.h"

struct hash_set hash_set_new(struct arena *arena, size_t n)
{
    struct hash_set set = {.n_slots = 2 * n + 1};

    set.slots = arena_alloc(arena, set.n_slots * sizeof *set.slots);
    return set;
}

/* The slot that holds the number, or the free one where it would go. */
static size_t find_slot(const struct hash_set *set, uint64_t number)
{
    size_t at = (number * UINT64_C(0x9e3779b97f4a7c15)) % set->n_slots;

    while (set->slots[at] != 0 && set->slots[at] != number)
        at = (at + 1) % set->n_slots;
    return at;
}

bool hash_set_add(struct hash_set *set, uint64_t number)
{
    size_t at = find_slot(set, number);

    if (set->slots[at] == number)
        return false;
    set->slots[at] = number;
    return true;
}

bool hash_set_has(const struct hash_set *set, uint64_t number)
{
    return set->slots[find_slot(set, number)] == number;
}
