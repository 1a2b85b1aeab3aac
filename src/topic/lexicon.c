#include "lexicon.h"

#include <string.h>

#include "weir/text/spelling.h"

struct compiler {
    struct lexicon *lexicon;
    struct tokens tokens; /* of the phrase at hand */
};

static void add_use(struct compiler *c, bool goes_on, const struct use *use)
{
    struct lexicon *lexicon = c->lexicon;
    if (c->tokens.n == 0)
        return;
    uint32_t phrase = trie_add(lexicon->trie, &c->tokens, goes_on);
    for (; lexicon->n_phrases <= phrase; lexicon->n_phrases++) {
        lexicon->first_use =
            arena_grow(&lexicon->arena, lexicon->first_use, lexicon->n_phrases, sizeof *lexicon->first_use);
        lexicon->first_use[lexicon->n_phrases] = 0;
    }
    lexicon->uses = arena_grow(&lexicon->arena, lexicon->uses, lexicon->n_uses, sizeof *lexicon->uses);
    lexicon->uses[lexicon->n_uses] = *use;
    lexicon->uses[lexicon->n_uses].next = lexicon->first_use[phrase];
    lexicon->first_use[phrase] = ++lexicon->n_uses;
}

static void add_phrase(struct compiler *c, const struct phrase *phrase, struct use use)
{
    size_t n = strlen(phrase->text);
    if (phrase->exact_case) {
        struct buf cased = BUF_INIT(TERM_LIMIT_BYTES * 2);
        tokens_read(&c->tokens, phrase->text, n, TOKENS_CASED | (phrase->prefix ? TOKENS_OPEN_END : 0));
        for (size_t i = 0; i < c->tokens.n; i++)
            buf_add(&cased, tokens_key(&c->tokens, i), c->tokens.all[i].n);
        use.cased = arena_copy(&c->lexicon->arena, cased.data, cased.n);
        buf_release(&cased);
    }
    tokens_read(&c->tokens, phrase->text, n, phrase->prefix ? TOKENS_OPEN_END : TOKENS_FOLDED);
    add_use(c, phrase->prefix, &use);
    struct buf other = BUF_INIT(4 * TERM_LIMIT_BYTES);
    if (!phrase->exact_case && spelling_other(c->tokens.text.data, c->tokens.text.n, &other)) {
        tokens_read(&c->tokens, other.data, other.n, TOKENS_OPEN_END); /* it has no plural left */
        add_use(c, phrase->prefix, &use);
    }
    buf_release(&other);
    /* "physics*" must find "physics" too, which the text shows without its s. */
    if (phrase->prefix && n > 0 && (phrase->text[n - 1] | 0x20) == 's') {
        tokens_read(&c->tokens, phrase->text, n, TOKENS_FOLDED);
        add_use(c, false, &use);
    }
}

static int add_expression(struct compiler *c, const struct phrase *phrase, const struct use *use,
                          struct error *err)
{
    struct lexicon *lexicon = c->lexicon;
    struct expression *expression = expression_new(phrase->text, err);
    if (!expression)
        return -1;
    lexicon->expressions = arena_grow(&lexicon->arena, lexicon->expressions, lexicon->n_expressions,
                                      sizeof *lexicon->expressions);
    lexicon->expressions[lexicon->n_expressions++] =
        (struct expression_use){.expression = expression, .clause = use->clause, .phrase = use->phrase};
    return 0;
}

static int add_clause(struct compiler *c, const struct term *term, uint32_t topic, enum clause_list list,
                      struct error *err)
{
    struct lexicon *lexicon = c->lexicon;
    struct use use = {.clause = (uint32_t)lexicon->n_clauses};
    for (size_t i = 0; i < term->n_phrases; i++) {
        const struct phrase *phrase = &term->phrases[i];
        use.phrase = (uint32_t)i;
        if (!phrase->is_expression)
            add_phrase(c, phrase, use);
        else if (add_expression(c, phrase, &use, err) < 0)
            return -1;
    }
    lexicon->clauses =
        arena_grow(&lexicon->arena, lexicon->clauses, lexicon->n_clauses, sizeof *lexicon->clauses);
    lexicon->clauses[lexicon->n_clauses++] = (struct clause){.term = term, .topic = topic, .list = list};
    return 0;
}

int lexicon_init(struct lexicon *lexicon, const struct topic *topics, size_t n, struct error *err)
{
    *lexicon = (struct lexicon){.trie = trie_new()};
    arena_init(&lexicon->arena);
    struct compiler c = {.lexicon = lexicon};
    tokens_init(&c.tokens, 32 * TERM_LIMIT_BYTES);
    int rc = 0;
    for (size_t t = 0; t < n && rc == 0; t++) {
        const struct term_list *const lists[N_LISTS] = {&topics[t].terms, &topics[t].scope,
                                                        &topics[t].exclude};
        for (enum clause_list list = 0; list < N_LISTS; list++)
            for (size_t i = 0; i < lists[list]->n && rc == 0; i++)
                rc = add_clause(&c, &lists[list]->terms[i], (uint32_t)t, list, err);
    }
    tokens_release(&c.tokens);
    return rc;
}

void lexicon_release(struct lexicon *lexicon)
{
    for (size_t i = 0; i < lexicon->n_expressions; i++)
        expression_free(lexicon->expressions[i].expression);
    trie_free(lexicon->trie);
    arena_release(&lexicon->arena);
    *lexicon = (struct lexicon){0};
}
