#include "lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "weir/text/fold.h"
#include "weir/text/spelling.h"
#include "weir/text/utf8.h"

/* A pattern before doubles are joined. */
struct variant {
    struct pattern pattern;
    struct use use;
};

struct compiler {
    struct lexicon *lexicon;
    struct variant *variants;
    size_t n_variants;
    struct folded folded; /* the phrase at hand */
};

static bool is_cjk_at(const char *s, size_t n)
{
    uint32_t c;
    return n > 0 && utf8_next(s, n, &c) > 0 && utf8_is_cjk(c);
}

static bool ends_in_cjk(const char *s, size_t n)
{
    size_t at = n;
    while (at > 0 && ((unsigned char)s[at - 1] & 0xC0) == 0x80)
        at--;
    return at > 0 && is_cjk_at(s + at - 1, n - at + 1);
}

/* The folded phrase without the clause ends around it, and without the borders that CJK does not need. */
static struct pattern core(const struct buf *folded)
{
    const char *p = folded->data;
    size_t n = folded->n;
    while (n > 2 && memcmp(p, " \n", 2) == 0)
        p += 2, n -= 2;
    while (n > 2 && memcmp(p + n - 2, "\n ", 2) == 0)
        n -= 2;
    if (n > 1 && is_cjk_at(p + 1, n - 1))
        p++, n--;
    if (n > 1 && p[n - 1] == ' ' && ends_in_cjk(p, n - 1))
        n--;
    return (struct pattern){p, n};
}

static void add_variant(struct compiler *c, struct pattern pattern, const struct use *use)
{
    struct arena *arena = &c->lexicon->arena;
    c->variants = arena_grow(arena, c->variants, c->n_variants, sizeof *c->variants);
    struct variant *variant = &c->variants[c->n_variants++];
    variant->pattern = (struct pattern){arena_copy(arena, pattern.bytes, pattern.n), pattern.n};
    variant->use = *use;
}

/* One way of folding a phrase: its pattern, and the one in the other English. */
static void add_folded(struct compiler *c, const struct phrase *phrase, unsigned way, struct use use)
{
    fold_text(phrase->text, strlen(phrase->text), way, &c->folded);
    struct pattern pattern = core(&c->folded.text);
    use.goes_on = (way & FOLD_OPEN_END) && !ends_in_cjk(pattern.bytes, pattern.n);
    if (phrase->exact_case)
        use.cased = arena_copy(&c->lexicon->arena,
                               c->folded.cased.data + (pattern.bytes - c->folded.text.data), pattern.n);
    add_variant(c, pattern, &use);
    if (phrase->exact_case)
        return;
    struct buf other = BUF_INIT(4 * TERM_LIMIT_BYTES);
    if (spelling_other(pattern.bytes, pattern.n, &other))
        add_variant(c, (struct pattern){other.data, other.n}, &use);
    buf_release(&other);
}

static void add_phrase(struct compiler *c, const struct phrase *phrase, struct use use)
{
    size_t n = strlen(phrase->text);
    unsigned way = phrase->prefix ? FOLD_OPEN_END : FOLD_PLAIN;
    add_folded(c, phrase, way, use);
    if (memchr(phrase->text, '-', n))
        add_folded(c, phrase, way | FOLD_JOIN_HYPHENS, use);
    /* "physics*" must find "physics" too, which the text shows without its s. */
    if (phrase->prefix && n > 0 && (phrase->text[n - 1] == 's' || phrase->text[n - 1] == 'S'))
        add_folded(c, phrase, FOLD_PLAIN, use);
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
        if (phrase->is_expression) {
            if (add_expression(c, phrase, &use, err) < 0)
                return -1;
        } else {
            add_phrase(c, phrase, use);
        }
    }
    lexicon->clauses =
        arena_grow(&lexicon->arena, lexicon->clauses, lexicon->n_clauses, sizeof *lexicon->clauses);
    lexicon->clauses[lexicon->n_clauses++] = (struct clause){.term = term, .topic = topic, .list = list};
    return 0;
}

static int compare_patterns(const struct pattern *a, const struct pattern *b)
{
    int order = memcmp(a->bytes, b->bytes, a->n < b->n ? a->n : b->n);
    return order != 0 ? order : (a->n > b->n) - (a->n < b->n);
}

static int compare_variants(const void *a, const void *b)
{
    const struct variant *x = a, *y = b;
    int order = compare_patterns(&x->pattern, &y->pattern);
    if (order == 0)
        order = (x->use.clause > y->use.clause) - (x->use.clause < y->use.clause);
    return order != 0 ? order : (x->use.phrase > y->use.phrase) - (x->use.phrase < y->use.phrase);
}

/* Sorts the variants and joins those with the same bytes. */
static void join_variants(struct compiler *c)
{
    struct lexicon *lexicon = c->lexicon;
    size_t n = c->n_variants;
    if (n > 0)
        qsort(c->variants, n, sizeof *c->variants, compare_variants);
    lexicon->patterns = arena_alloc(&lexicon->arena, (n + 1) * sizeof *lexicon->patterns);
    lexicon->uses = arena_alloc(&lexicon->arena, (n + 1) * sizeof *lexicon->uses);
    lexicon->first_use = arena_alloc(&lexicon->arena, (n + 1) * sizeof *lexicon->first_use);
    for (size_t i = 0; i < n; i++) {
        const struct variant *variant = &c->variants[i];
        if (i == 0 || compare_patterns(&c->variants[i - 1].pattern, &variant->pattern) != 0) {
            lexicon->first_use[lexicon->n_patterns] = (uint32_t)i;
            lexicon->patterns[lexicon->n_patterns++] = variant->pattern;
        }
        lexicon->uses[i] = variant->use;
    }
    lexicon->first_use[lexicon->n_patterns] = (uint32_t)n;
}

int lexicon_init(struct lexicon *lexicon, const struct topic *topics, size_t n, struct error *err)
{
    *lexicon = (struct lexicon){0};
    arena_init(&lexicon->arena);
    struct compiler c = {.lexicon = lexicon};
    folded_init(&c.folded, 32 * TERM_LIMIT_BYTES);
    int rc = 0;
    for (size_t t = 0; t < n && rc == 0; t++) {
        const struct term_list *const lists[N_LISTS] = {&topics[t].terms, &topics[t].scope,
                                                        &topics[t].exclude};
        for (enum clause_list list = 0; list < N_LISTS; list++)
            for (size_t i = 0; i < lists[list]->n && rc == 0; i++)
                rc = add_clause(&c, &lists[list]->terms[i], (uint32_t)t, list, err);
    }
    if (rc == 0) {
        join_variants(&c);
        lexicon->automaton = automaton_new(lexicon->patterns, lexicon->n_patterns);
    }
    folded_release(&c.folded);
    return rc;
}

void lexicon_release(struct lexicon *lexicon)
{
    for (size_t i = 0; i < lexicon->n_expressions; i++)
        expression_free(lexicon->expressions[i].expression);
    automaton_free(lexicon->automaton);
    arena_release(&lexicon->arena);
    *lexicon = (struct lexicon){0};
}
