#ifndef WEIR_TEXT_FOLD_H
#define WEIR_TEXT_FOLD_H
/*
 * fold — text as terms see it, so that matching is comparing bytes.
 *
 * The folded text is words with one space on either side and CJK runs without any:
 *
 *     Distilling BERT-Base models: 基于 BERT 的知识蒸馏。   →   " distilling bert base model \n 基于 bert
 * 的知识蒸馏 \n "
 *
 * Words are lower case (NFKC and case folding), without a plural s; Han characters are simplified (han.h);
 * hyphens, line breaks and punctuation inside a sentence part words as white space does and part CJK
 * characters not at all; what ends a clause stands as "\n", which no phrase crosses. TeX loses its dollars
 * and braces and the commands that only set type. Terms are folded by the same function, hence whatever it
 * does to a word it does to both.
 */
#include <stdbool.h>
#include <stddef.h>

#include "weir/text/buf.h"

struct folded {
    struct buf text;  /* as above */
    struct buf cased; /* the same bytes with their case kept, for =KD; always as long as `text` */
};

/* Empty; neither text grows beyond `limit` bytes. */
void folded_init(struct folded *folded, size_t limit);

/* Gives both texts back. */
void folded_release(struct folded *folded);

enum fold_way {
    FOLD_PLAIN = 0,
    FOLD_JOIN_HYPHENS = 1, /* pre-training becomes pretraining */
    FOLD_OPEN_END = 2,     /* the last word goes on: its s is no plural and no space ends it */
};

/* Replaces what `out` holds; `way` is a sum of enum fold_way. */
void fold_text(const char *s, size_t n, unsigned way, struct folded *out);

#endif
