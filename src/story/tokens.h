#ifndef WEIR_STORY_TOKENS_H
#define WEIR_STORY_TOKENS_H
/*
 * tokens — a text as a row of numbers, one for each Latin word and each character of a script without spaces.
 */
#include <stddef.h>
#include <stdint.h>

#include "weir/text/arena.h"

#define ANCHOR_TOKENS 6

uint32_t *tokens_of_text(struct arena *arena, const char *text, size_t *n);

/* Of the text of safe or unsafe HTML. */
uint32_t *tokens_of_html(struct arena *arena, const char *html, size_t *n);

/* A hash of `n` tokens in a row. */
uint64_t tokens_hash(const uint32_t *tokens, size_t n);

/* The `limit` least hashes of ANCHOR_TOKENS tokens in a row, rising, each once; returns how many there are.
 */
int tokens_anchors(const uint32_t *tokens, size_t n, uint64_t *out, int limit);

#endif
