#ifndef WEIR_TEXT_TOKENS_H
#define WEIR_TEXT_TOKENS_H
/*
 * tokens — a text cut into words and folded: the one place that does so. Matching, search, similarity,
 * normalised titles, deriving and marking all compare what this module makes.
 *
 *     Pre-training BERTs: 基於 BERT 的知識蒸餾。   →   "pre training bert 基于 bert 的知识蒸馏"
 *
 *     struct tokens tokens;
 *     tokens_init(&tokens, limit);
 *     tokens_read(&tokens, s, n, TOKENS_FOLDED);
 *     for (size_t i = 0; i < tokens.n; i++)
 *         … tokens_key(&tokens, i), tokens.all[i].n bytes, which stood at s + tokens.all[i].from …
 *     tokens_release(&tokens);
 *
 * A token is a word, or one character of a script that is written without spaces (Han, kana, Hangul, Thai,
 * Lao, Khmer, Burmese). Its key is what it is compared by:
 *
 *   – compatibility forms, case and diacritics go (NFKC, case folding): ＢＥＲＴ, Erdős, ﬁ, İ and ı;
 *   – so does a plural s (models, LMs), but not that of "class" or "news";
 *   – Han characters are simplified (han.h), kana are Katakana, and a long vowel at the end of a word of them
 *     goes (サーバー, サーバ);
 *   – a Greek letter that stands for itself is its name, and TeX loses what only sets type: β, $\beta$, beta;
 *   – + and # end a name (C++, C#), and a dot may begin one (.NET).
 *
 * `text` holds the keys one behind the other, parted by a space but for two characters: it is what a phrase,
 * a title or a name is looked up by.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "weir/text/buf.h"

#define TOKEN_LIMIT 255 /* bytes of a key; what is longer is no word, and is cut */

/* What stands before a token. */
enum token_gap {
    GAP_NONE,   /* the token before it */
    GAP_HYPHEN, /* one hyphen */
    GAP_SOFT,   /* white space, brackets, anything that ends no clause */
    GAP_BREAK,  /* the end of a clause or of a paragraph; of the first token: the text's beginning */
};

struct token {
    uint32_t at;       /* of its key in `text` */
    uint32_t from, to; /* its bytes in the text that was read */
    uint32_t hash;     /* of its key: token_hash */
    uint8_t n;         /* bytes of its key */
    bool is_character; /* of a script without spaces */
    uint8_t gap;       /* enum token_gap */
};

struct tokens {
    struct buf text;
    struct token *all;
    size_t n, room;
    struct buf scratch; /* a word while it is read */
};

enum tokens_way {
    TOKENS_FOLDED = 0,
    TOKENS_CASED = 1,    /* case stays: =KD */
    TOKENS_OPEN_END = 2, /* the last word goes on: its s is no plural */
};

/* Empty; `text` does not grow beyond `limit` bytes, and what does not fit is left out. */
void tokens_init(struct tokens *tokens, size_t limit);
void tokens_release(struct tokens *tokens);

/* Replaces what `tokens` holds. `s` is valid UTF-8 of at most 4 GiB; `way` is a sum of enum tokens_way. */
void tokens_read(struct tokens *tokens, const char *s, size_t n, unsigned way);

/* The key of token i; not NUL-terminated. */
const char *tokens_key(const struct tokens *tokens, size_t i);

/* Continues a hash, which begins at 0, by `n` bytes: hash = hash · TOKEN_HASH_BASE + byte. So the hash of two
 * keys written as one follows from their hashes. */
#define TOKEN_HASH_BASE UINT32_C(0x9E3779B1)
uint32_t token_hash(uint32_t hash, const char *key, size_t n);

/* Does a word begin or end between bytes at - 1 and `at` of a text? Characters without spaces have a border
 * on either side. */
bool token_border(const char *s, size_t n, size_t at);

/* Is the key at `key` one of a script without spaces? */
bool token_is_character(const char *key, size_t n);

#endif
