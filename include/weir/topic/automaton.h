#ifndef WEIR_TOPIC_AUTOMATON_H
#define WEIR_TOPIC_AUTOMATON_H
/*
 * automaton — all patterns found in one pass over a text.
 *
 * A trie whose steps are eight bytes long: from each state the next block of the text leads on by a look into
 * one hash table, and what is left of a pattern at its end is a shorter block. It is entered only where the
 * first four bytes are those of some pattern, which one small table tells. So most places cost a look into
 * that table, a place where something may begin costs a few steps, and 20,000 patterns cost nearly what 200
 * do.
 *
 * There are no failure links: a place is read again for each place before it where a pattern nearly stood.
 * The patterns begin where words begin, so that these are few; the worst text for a pattern of n bytes costs
 * n / 8 steps a place. It knows bytes alone; word borders are in the patterns (see fold.h).
 */
#include <stddef.h>
#include <stdint.h>

struct automaton;

struct pattern {
    const char *bytes; /* not empty */
    size_t n;
};

/* Builds it over patterns in ascending order of their bytes, without doubles; they must outlive it. */
struct automaton *automaton_new(const struct pattern *patterns, uint32_t n);
void automaton_free(struct automaton *automaton);

/* Calls `found` for each occurrence: pattern number and the offset behind its last byte, in the order of
 * their beginnings, the shorter first. */
typedef void automaton_found(uint32_t pattern, size_t end, void *arg);
void automaton_scan(const struct automaton *automaton, const char *text, size_t n, automaton_found *found,
                    void *arg);

#endif
