#include "mark.h"

#include <string.h>

#include "weir/text/arena.h"
#include "weir/text/tokens.h"
#include "weir/text/xml.h"

/* Marks these words wherever they stand, as they are written. */
static void find_words(const char *words, const char *text, size_t n, bool *is_marked)
{
    size_t length = strlen(words);
    for (const char *p = text; length > 0 && (p = strstr(p, words)) != NULL; p++) {
        size_t from = (size_t)(p - text);
        if (token_border(text, n, from) && token_border(text, n, from + length))
            memset(is_marked + from, true, length);
    }
}

/* Do the tokens of the phrase stand at token i of the text? */
static bool stands_at(const struct tokens *text, size_t i, const struct tokens *phrase, bool is_prefix)
{
    for (size_t k = 0; k < phrase->n; k++) {
        const struct token *a = &text->all[i + k], *b = &phrase->all[k];
        bool is_open = is_prefix && k + 1 == phrase->n && a->n > b->n;
        if ((a->n != b->n && !is_open) || memcmp(tokens_key(text, i + k), tokens_key(phrase, k), b->n) != 0)
            return false;
    }
    return true;
}

static void find_phrase(const char *phrase, const struct tokens *text, bool *is_marked)
{
    size_t n = strlen(phrase);
    bool is_prefix = n > 0 && phrase[n - 1] == '*';
    struct tokens tokens;
    tokens_init(&tokens, BUF_LIMIT_OUTPUT);
    tokens_read(&tokens, phrase, n - is_prefix, is_prefix ? TOKENS_OPEN_END : TOKENS_FOLDED);
    for (size_t i = 0; tokens.n > 0 && i + tokens.n <= text->n; i++)
        if (stands_at(text, i, &tokens, is_prefix)) {
            size_t from = text->all[i].from;
            memset(is_marked + from, true, text->all[i + tokens.n - 1].to - from);
        }
    tokens_release(&tokens);
}

void mark_text(struct buf *out, const char *text, const struct item *item, const char *const *sought,
               size_t n_sought)
{
    struct arena arena;
    struct tokens tokens;
    size_t n = strlen(text);
    arena_init(&arena);
    bool *is_marked = arena_alloc(&arena, n + 1);
    for (size_t i = 0; i < item->n_hits && n_sought == 0; i++)
        for (size_t k = 0; k < item->hits[i].n_terms; k++)
            for (size_t w = 0; w < item->hits[i].terms[k].n_words; w++)
                find_words(item->hits[i].terms[k].words[w], text, n, is_marked);
    if (n_sought > 0) {
        tokens_init(&tokens, BUF_LIMIT_OUTPUT);
        tokens_read(&tokens, text, n, TOKENS_FOLDED);
        for (size_t i = 0; i < n_sought; i++)
            find_phrase(sought[i], &tokens, is_marked);
        tokens_release(&tokens);
    }
    for (size_t from = 0, to; from < n; from = to) {
        to = from + 1;
        while (to < n && is_marked[to] == is_marked[from])
            to++;
        if (is_marked[from])
            buf_adds(out, "<mark>");
        xml_text(out, arena_copy(&arena, text + from, to - from));
        if (is_marked[from])
            buf_adds(out, "</mark>");
    }
    arena_release(&arena);
}
