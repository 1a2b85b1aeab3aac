#ifndef WEIR_TOPIC_LEXICON_H
#define WEIR_TOPIC_LEXICON_H
/*
 * lexicon — the terms of all topics, compiled: which phrase of which term each phrase of the trie stands for.
 *
 * A term of a list of a topic is a *clause* here, since two topics may hold the same term. A phrase that
 * several clauses share, or that one has in two spellings, has several *uses*.
 */
#include "expression.h"
#include "weir/text/arena.h"
#include "weir/text/error.h"
#include "weir/topic/topic.h"
#include "weir/topic/trie.h"

enum clause_list { LIST_TERMS, LIST_SCOPE, LIST_EXCLUDE, N_LISTS };

struct clause {
    const struct term *term;
    uint32_t topic;
    enum clause_list list;
};

/* What an occurrence of a phrase means. */
struct use {
    uint32_t clause;
    uint32_t phrase;   /* which of the clause's phrases, from 0 */
    const char *cased; /* the text must have this case: its keys without what parts them; NULL: any */
    uint32_t next;     /* of the same phrase of the trie: index + 1, or 0 */
};

struct expression_use {
    struct expression *expression;
    uint32_t clause, phrase;
};

struct lexicon {
    struct arena arena;
    struct clause *clauses; /* in the order of topics, lists, terms */
    size_t n_clauses;
    struct trie *trie;
    struct use *uses;
    uint32_t n_uses;
    uint32_t *first_use; /* of each phrase of the trie: index + 1 */
    uint32_t n_phrases;
    struct expression_use *expressions;
    size_t n_expressions;
};

/* Fills `lexicon`; release it even when this failed. */
int lexicon_init(struct lexicon *lexicon, const struct topic *topics, size_t n, struct error *err);
void lexicon_release(struct lexicon *lexicon);

#endif
