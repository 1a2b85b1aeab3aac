#ifndef WEIR_DERIVE_FIELD_H
#define WEIR_DERIVE_FIELD_H
/*
 * field — the words that tell a list as a whole from ordinary items.
 *
 * "Attention mechanism" of a list about translation means that of translation: outside the field the same
 * words mark other things. A field is learnt as a topic is (learn.h), the list's entries against the
 * background, and cut to the words that bring most, without those that a shorter one makes needless. Half of
 * each side is kept out of the learning, in turn: a field that does not find most entries of that half, or
 * that finds hardly less of the background, is none.
 */
#include "corpus.h"

#define FIELD_LIMIT_TERMS 40

struct field_term {
    uint32_t phrase;
    double boost; /* in steps of 0.05 */
};

struct field {
    const char *name, *title; /* of the section that it becomes */
    struct field_term *terms; /* by falling worth; none: the list has no one field */
    size_t n;
    const bool *entries;                /* of each, whether a field learnt without it has it */
    const bool *background;             /* of each item, whether it is of the field */
    const double *in_titles, *in_texts; /* of each phrase, as its facts have it, but within the field alone */
};

/* The field of the entries of list number `list`. `n_background`: how many items the corpus' facts speak of.
 */
void field_find(const struct corpus *corpus, const struct reading *reading, size_t list, double n_background,
                struct arena *arena, struct field *out);

#endif
