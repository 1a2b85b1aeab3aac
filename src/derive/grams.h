#ifndef WEIR_DERIVE_GRAMS_H
#define WEIR_DERIVE_GRAMS_H
/*
 * grams — the phrases that a text holds: runs of one to a few words, and of CJK characters.
 *
 * A phrase is given folded ("pre training", 知识蒸馏: the keys of text/tokens.h) and as written. A
 * hyphenated word is one word, since "lingual" alone means nothing; phrases do not begin or end with words
 * that join others, with years or with the names of who published, and do not cross the end of a clause.
 *
 * Chinese does not part its words, so any stretch of characters may be a phrase; where other scripts do,
 * phrases keep to it: words of Katakana stay whole, no phrase begins or ends in Hiragana, and Korean words
 * lose their particles (성능을 → 성능).
 */
#include <stdbool.h>
#include <stdint.h>

#include "weir/text/tokens.h"

#define GRAMS_LIMIT_WORDS 128 /* words of one run that are looked at together */

/* A word of a run, or a CJK run. */
struct gram_word {
    const char *key; /* folded */
    size_t n_key;
    const char *text; /* as written */
    size_t n_text;
    const struct token *tokens; /* that it is made of */
    size_t n_tokens;
};

struct grams {
    struct tokens tokens;
    struct gram_word words[GRAMS_LIMIT_WORDS]; /* of the run at hand */
    size_t n_words;
};

void grams_init(struct grams *grams);
void grams_release(struct grams *grams);

struct gram {
    const char *key,
        *text; /* not NUL-terminated; `text` is the first word's start, up to the last word's end */
    size_t n_key, n_text;
    size_t n_words; /* as written; 0: CJK, of `n_characters` */
    size_t n_characters;
    uint32_t before,
        after; /* what is beside it: of CJK the character, else 1; 0 where nothing is or a joining word */
};

typedef void grams_found(const struct gram *gram, void *arg);
typedef void grams_run(const struct gram_word *words, size_t n, bool is_cjk, void *arg);

/* All runs of the text, without taking phrases out of them. */
void grams_read_runs(struct grams *grams, const char *text, size_t n, grams_run *run, void *arg);

/* All phrases of up to `max_words` words or 2 to `max_characters` CJK characters. */
void grams_read(struct grams *grams, const char *text, size_t n, size_t max_words, size_t max_characters,
                grams_found *found, void *arg);

/* Is the shorter key a piece of the longer: whole words of it, or in CJK any stretch? */
bool gram_holds(const char *longer, const char *shorter);

#endif
