#ifndef WEIR_TOPIC_LEXICON_H
#define WEIR_TOPIC_LEXICON_H
/*
 * lexicon — the terms of all topics, compiled: which phrase of which term each pattern of the automaton
 * stands for.
 *
 * A term of a list of a topic is a *clause* here, since two topics may hold the same term. A phrase gives one
 * pattern or a few (hyphens joined, the other English spelling); a pattern that several clauses share has
 * several *uses*.
 */
#include "expression.h"
#include "weir/text/arena.h"
#include "weir/text/error.h"
#include "weir/topic/automaton.h"
#include "weir/topic/topic.h"

enum clause_list { LIST_TERMS, LIST_SCOPE, LIST_EXCLUDE, N_LISTS };

struct clause {
    const struct term *term;
    uint32_t topic;
    enum clause_list list;
};

/* What an occurrence of a pattern means. */
struct use {
    uint32_t clause;
    uint32_t phrase;   /* which of the clause's phrases, from 0 */
    const char *cased; /* the text must have this case (as long as the pattern); NULL: any */
    bool goes_on;      /* prefix: the occurrence reaches to the end of its word */
};

struct expression_use {
    struct expression *expression;
    uint32_t clause, phrase;
};

struct lexicon {
    struct arena arena;
    struct clause *clauses; /* in the order of topics, lists, terms */
    size_t n_clauses;
    struct pattern *patterns;
    uint32_t n_patterns;
    struct use *uses;    /* by pattern */
    uint32_t *first_use; /* those of pattern p are uses[first_use[p]] … uses[first_use[p + 1] - 1] */
    struct expression_use *expressions;
    size_t n_expressions;
    struct automaton *automaton;
};

/* Fills `lexicon`; release it even when this failed. */
int lexicon_init(struct lexicon *lexicon, const struct topic *topics, size_t n, struct error *err);
void lexicon_release(struct lexicon *lexicon);

#endif
