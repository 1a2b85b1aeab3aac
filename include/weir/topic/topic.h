#ifndef WEIR_TOPIC_TOPIC_H
#define WEIR_TOPIC_TOPIC_H
/*
 * topic — what a [topic …] section says, and the language of its terms, taken apart and checked.
 *
 *     knowledge distillation, 知识蒸馏, distill*^0.6, =KD^0.8, teacher + student^0.5, title: compress*,
 * /\bBERT-of-\w+/
 *
 * A comma (also the ideographic one) separates alternatives; `^b` is a boost in (0, 1], or below 0, when the
 * term speaks against the topic; `a + b` needs both,
 * and the plus has white space on either side, since C++ is a word; `=x` keeps case; `x*` is a prefix;
 * `field:` looks in title, text, author, category or source alone; `/…/` is a PCRE2 expression, in which `\/`
 * is a slash.
 */
#include <stdbool.h>
#include <stddef.h>

#include "weir/text/arena.h"
#include "weir/text/error.h"

enum term_field { FIELD_ANY, FIELD_TITLE, FIELD_TEXT, FIELD_AUTHOR, FIELD_CATEGORY, FIELD_SOURCE, N_FIELDS };

extern const char *const term_field_names[N_FIELDS];

/* One operand of a term: a phrase or an expression. */
struct phrase {
    const char *text;   /* as written, without the marks */
    bool exact_case;    /* =KD */
    bool prefix;        /* distill* */
    bool is_expression; /* /…/ */
};

struct term {
    const char *text; /* as written, without the boost: what `explain` and "why" show */
    enum term_field field;
    double boost;           /* 1 when sure; less than 0: it speaks against the topic */
    bool sure;              /* written without a boost */
    struct phrase *phrases; /* all must occur */
    size_t n_phrases;
};

struct term_list {
    struct term *terms;
    size_t n;
};

struct topic {
    const char *name;  /* the section's */
    const char *title; /* shown; the name when not given */
    const char *under; /* the parent's name or "" */
    const char *field; /* the name of the topic that is its field, or "" */
    struct term_list terms, scope, exclude;
    double threshold;
    const char **sources; /* globs; none: all */
    size_t n_sources;
};

#define TOPIC_THRESHOLD 0.5

/* Is the topic of that name the field of others? Items that have it and none of those are of the field, but
 * under none of its headings. */
bool topic_is_field(const struct topic *topics, size_t n, const char *name);

/*
 * Reads a list of terms. On failure `err` says what is wrong with which term and how it is meant, in one line
 * without file and line, which the caller knows.
 */
int term_list_parse(const char *text, struct arena *arena, struct term_list *out, struct error *err);

#define TERM_LIMIT_BYTES   1000 /* one term */
#define TERM_LIMIT_PHRASES 8    /* operands of one term */
#define TERM_LIMIT_AGAINST 9    /* the boost of a term against the topic, below 0 */

#endif
