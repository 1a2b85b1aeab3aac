#ifndef WEIR_DERIVE_HEADING_H
#define WEIR_DERIVE_HEADING_H
/*
 * heading — a heading taken apart into the terms that it stands for.
 *
 * "bert蒸馏、量化、剪枝" is three things, "Text generation methods" is text generation, and 知识蒸馏 is also
 * called knowledge distillation. A phrase is strong, an acronym too, a lone word less, a piece of a phrase
 * little.
 */
#include "glossary.h"
#include "grams.h"

enum mark_kind {
    MARK_PHRASE,
    MARK_EXACT,  /* =NER */
    MARK_PREFIX, /* distill*: the key has the star, too */
};

struct mark {
    const char *key;  /* folded, as grams.h gives phrases; a prefix ends in * */
    const char *text; /* as written, without marks */
    enum mark_kind kind;
    double strength;     /* (0, 1]: 1 for a phrase of the heading itself */
    double rivals;       /* with what strength the headings of other topics have it, in sum */
    bool is_translation; /* the glossary says so, not the heading */
    bool is_kind;        /* a kind of text or work, not its subject: "Datasets" */
};

struct mark_list {
    struct mark *marks;
    size_t n;
};

/* Adds the heading's marks to the list; one that is there already keeps the greater strength. */
void heading_marks(const char *title, const struct glossary *glossary, struct grams *grams,
                   struct arena *arena, struct mark_list *out);

#endif
