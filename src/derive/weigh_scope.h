#ifndef WEIR_DERIVE_WEIGH_SCOPE_H
#define WEIR_DERIVE_WEIGH_SCOPE_H
/*
 * weigh_scope — the words that tell the lists' field from everything else.
 *
 * "Attention mechanism" of a list about translation means that of translation: outside the field the same
 * words mark other things. The scope is chosen word by word, each time the one that is in the most entries
 * without a word of it yet, less what it would let in of the background. A word of few headings is a subject
 * of theirs, not the lists' field; and when what was chosen does not cover most entries, the lists have no
 * one field.
 */
#include "corpus.h"

#define SCOPE_LIMIT_TERMS 20

struct scope {
    uint32_t phrases[SCOPE_LIMIT_TERMS];
    size_t n;
    const bool *entries, *background;   /* of each, whether it holds a word of the scope */
    const double *in_titles, *in_texts; /* of each phrase, as its facts have it, but within the scope alone */
};

/* `n_background`: how many items the corpus' facts speak of. */
void scope_find(const struct corpus *corpus, const struct reading *reading, double n_background,
                struct arena *arena, struct scope *out);

#endif
