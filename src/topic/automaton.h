#ifndef WEIR_TOPIC_AUTOMATON_H
#define WEIR_TOPIC_AUTOMATON_H
/*
 * automaton — Aho and Corasick's automaton over bytes: all patterns found in one pass.
 *
 * The trie is a double array (Aoe 1989): a state's row is interleaved with those of others, 8 bytes a state
 * hold all that most steps need, so a step touches one cache line and the states of 20,000 terms need two
 * megabytes. Bytes that begin no pattern are passed over in a loop of their own. It knows bytes alone; word
 * borders are in the patterns (see fold.h).
 */
#include <stddef.h>
#include <stdint.h>

struct automaton;

struct pattern {
    const char *bytes; /* not empty */
    size_t n;
};

/* Builds it over patterns in ascending order of their bytes, without doubles. */
struct automaton *automaton_new(const struct pattern *patterns, uint32_t n);
void automaton_free(struct automaton *automaton);

/* Calls `found` for each occurrence: pattern number and the offset behind its last byte, in the order of
 * these ends. */
typedef void automaton_found(uint32_t pattern, size_t end, void *arg);
void automaton_scan(const struct automaton *automaton, const char *text, size_t n, automaton_found *found,
                    void *arg);

#endif
