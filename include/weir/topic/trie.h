#ifndef WEIR_TOPIC_TRIE_H
#define WEIR_TOPIC_TRIE_H
/*
 * trie — all phrases found in one pass over a text's tokens.
 *
 * A step leads from one state to the next by the hash of a token's key, which the text's tokens bring along
 * (text/tokens.h), and the key is compared when the hash is there. One small table of bits tells which tokens
 * begin a phrase at all, so most tokens cost a look into that, and 20,000 phrases cost nearly what 200 do.
 * There are no failure links: of n tokens and a longest phrase of k, the worst text costs n · k steps.
 *
 * Phrases begin and end at borders of tokens, and do not cross the end of a clause. What stands between two
 * words makes no difference, not even when nothing does: pretraining, pre-training and pre training are one,
 * in the phrase as in the text. Two numbers are never joined, nor "a" with what follows.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "weir/text/tokens.h"

struct trie;

/* One without phrases. */
struct trie *trie_new(void);

/* Gives it back; NULL is none. */
void trie_free(struct trie *trie);

/* Adds the phrase that these tokens are, of which there is at least one; when it `goes_on`, its last word may
 * be longer in the text. Returns its number: a new one, or that of the same phrase. Numbers rise from 0. */
uint32_t trie_add(struct trie *trie, const struct tokens *phrase, bool goes_on);

/* Calls `found` for each occurrence, in the order of their first tokens: tokens `first` up to before `end`.
 */
typedef void trie_found(uint32_t phrase, size_t first, size_t end, void *arg);
void trie_scan(const struct trie *trie, const struct tokens *text, trie_found *found, void *arg);

#endif
