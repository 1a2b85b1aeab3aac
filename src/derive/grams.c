#include "grams.h"

#include <string.h>

#include "weir/text/utf8.h"
#include "words.h"

#define LIMIT_TOKEN 200 /* bytes; what is longer is no word */

void grams_init(struct grams *grams)
{
    *grams = (struct grams){0};
    folded_init(&grams->folded, 32 * LIMIT_TOKEN);
    buf_init(&grams->keys, (size_t)1 << 20);
}

void grams_release(struct grams *grams)
{
    folded_release(&grams->folded);
    buf_release(&grams->keys);
}

/* Adds the token's folded form, without borders, to the keys. */
static void add_token(struct grams *g, const char *text, size_t n)
{
    if (g->n_tokens == GRAMS_LIMIT_WORDS || n > LIMIT_TOKEN)
        return;
    fold_text(text, n, FOLD_PLAIN, &g->folded);
    const char *key = g->folded.text.data;
    size_t length = g->folded.text.n;
    while (length > 0 && key[0] == ' ')
        key++, length--;
    while (length > 0 && key[length - 1] == ' ')
        length--;
    if (length == 0)
        return;
    g->starts[g->n_tokens] = g->keys.n;
    g->tokens[g->n_tokens++] = (struct token){.n_key = length, .text = text, .n_text = n};
    buf_add(&g->keys, key, length);
    buf_addc(&g->keys, ' ');
}

static void end_run(struct grams *g, bool is_cjk, grams_run *run, void *arg)
{
    for (size_t i = 0; i < g->n_tokens; i++)
        g->tokens[i].key = g->keys.data + g->starts[i];
    if (g->n_tokens > 0)
        run(g->tokens, g->n_tokens, is_cjk, arg);
    g->n_tokens = 0;
    buf_clear(&g->keys);
}

enum kind { WORD, CJK, GAP, BREAK };

static enum kind kind_at(const char *text, size_t n, size_t at, size_t *length)
{
    uint32_t c;
    *length = utf8_next(text + at, n - at, &c);
    if (*length == 0) {
        *length = 1;
        return GAP;
    }
    if (c < 0x80) {
        bool is_stop = strchr(".,;:!?", (int)c) != NULL && c != 0;
        if (is_stop)
            return at + 1 == n || text[at + 1] == ' ' || text[at + 1] == '\n' ? BREAK : GAP;
        return utf8_is_word(c) ? WORD : GAP;
    }
    if (utf8_is_cjk(c))
        return CJK;
    bool is_wide_stop =
        c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF1A || c == 0xFF1B || c == 0xFF01 || c == 0xFF1F;
    return is_wide_stop ? BREAK : utf8_is_word(c) ? WORD : GAP;
}

/* The end of a word: letters, with hyphens between them, and the + and # that end C++ and C#. */
static size_t word_end(const char *text, size_t n, size_t at)
{
    size_t length, end = at;
    while (end < n) {
        enum kind kind = kind_at(text, n, end, &length);
        size_t next;
        if (kind == WORD)
            end += length;
        else if (text[end] == '-' && end + 1 < n && kind_at(text, n, end + 1, &next) == WORD)
            end++;
        else
            break;
    }
    while (end < n && (text[end] == '+' || text[end] == '#') && kind_at(text, n, end + 1, &length) != WORD)
        end++;
    return end;
}

static bool is_address(const char *text, size_t n)
{
    return n > 8 && (memcmp(text, "http://", 7) == 0 || memcmp(text, "https://", 8) == 0);
}

void grams_read_runs(struct grams *g, const char *text, size_t n, grams_run *run, void *arg)
{
    bool is_cjk = false;
    g->n_tokens = 0;
    for (size_t at = 0, length; at < n;) {
        enum kind kind = kind_at(text, n, at, &length);
        size_t end = at + length;
        if (kind == BREAK || is_address(text + at, n - at)) {
            end_run(g, is_cjk, run, arg);
            while (kind != BREAK && end < n && text[end] != ' ' && text[end] != '\n')
                end++;
        } else if (kind == WORD || kind == CJK) {
            if ((kind == CJK) != is_cjk)
                end_run(g, is_cjk, run, arg);
            is_cjk = kind == CJK;
            if (is_cjk)
                while (end < n && kind_at(text, n, end, &length) == CJK)
                    end += length;
            else
                end = word_end(text, n, at);
            add_token(g, text + at, end - at);
            if (is_cjk)
                end_run(g, is_cjk, run, arg);
        }
        at = end;
    }
    end_run(g, is_cjk, run, arg);
}

/* What is wanted of the runs. */
struct wish {
    size_t max_words, max_characters;
    grams_found *found;
    void *arg;
};

/* The character at `s`, as a neighbour of a phrase. */
static uint32_t neighbour(const char *s, size_t n)
{
    uint32_t c;
    return n == 0 || utf8_next(s, n, &c) == 0 || word_parts_cjk(s, n) ? 0 : c;
}

/* The phrases of a CJK run without names of publishers. */
static void take_stretches(const char *s, size_t n, const struct wish *wish)
{
    uint32_t c, before = 0;
    for (size_t from = 0; from < n;) {
        size_t end = from;
        for (size_t count = 1; end < n && count <= wish->max_characters; count++) {
            end += utf8_next(s + end, n - end, &c);
            if (count >= 2 && !word_joins_cjk(s + from, end - from))
                wish->found(&(struct gram){.key = s + from,
                                           .text = s + from,
                                           .n_key = end - from,
                                           .n_text = end - from,
                                           .n_characters = count,
                                           .before = before,
                                           .after = neighbour(s + end, n - end)},
                            wish->arg);
        }
        before = neighbour(s + from, n - from);
        from += utf8_next(s + from, n - from, &c);
    }
}

static void take_cjk(const struct token *token, const struct wish *wish)
{
    const char *s = token->key;
    size_t from = 0, to = 0;
    for (uint32_t c; to < token->n_key;) {
        size_t name = word_publisher_cjk(s + to, token->n_key - to);
        if (name == 0) {
            to += utf8_next(s + to, token->n_key - to, &c);
            continue;
        }
        take_stretches(s + from, to - from, wish);
        from = to += name;
    }
    take_stretches(s + from, to - from, wish);
}

/* Numbers and single letters are no phrase. */
static bool says_something(const struct token *tokens, size_t n)
{
    size_t letters = 0, digits = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < tokens[i].n_key; k++) {
            bool is_digit = tokens[i].key[k] >= '0' && tokens[i].key[k] <= '9';
            digits += is_digit;
            letters += !is_digit && tokens[i].key[k] != ' ';
        }
    return letters + digits > 1 && letters > 0;
}

/* "AAAI 2020" is where something was said, not what about. */
static bool is_year(const struct token *token)
{
    if (token->n_key != 4 || (strncmp(token->key, "19", 2) != 0 && strncmp(token->key, "20", 2) != 0))
        return false;
    return strspn(token->key, "0123456789") == 4;
}

/* May a phrase neither begin nor end with it? */
static bool is_no_border(const struct token *token)
{
    return word_is_stop(token->key, token->n_key) || word_is_publisher(token->key, token->n_key) ||
           is_year(token);
}

static void take_words(const struct token *tokens, size_t n, const struct wish *wish)
{
    for (size_t from = 0; from < n; from++) {
        if (is_no_border(&tokens[from]))
            continue;
        for (size_t count = 1; count <= wish->max_words && from + count <= n; count++) {
            const struct token *first = &tokens[from], *last = &tokens[from + count - 1];
            if (count >= 2 && is_no_border(last))
                break; /* "attention for neural" is no phrase of anybody's */
            if (!says_something(first, count))
                continue;
            wish->found(&(struct gram){.key = first->key,
                                       .text = first->text,
                                       .n_key = (size_t)(last->key + last->n_key - first->key),
                                       .n_text = (size_t)(last->text + last->n_text - first->text),
                                       .n_words = count,
                                       .before = from > 0 && !is_no_border(first - 1),
                                       .after = from + count < n && !is_no_border(last + 1)},
                        wish->arg);
        }
    }
}

static void take_run(const struct token *tokens, size_t n, bool is_cjk, void *arg)
{
    if (is_cjk)
        for (size_t i = 0; i < n; i++)
            take_cjk(&tokens[i], arg);
    else
        take_words(tokens, n, arg);
}

void grams_read(struct grams *grams, const char *text, size_t n, size_t max_words, size_t max_characters,
                grams_found *found, void *arg)
{
    struct wish wish = {.max_words = max_words, .max_characters = max_characters, .found = found, .arg = arg};
    grams_read_runs(grams, text, n, take_run, &wish);
}

bool gram_holds(const char *longer, const char *shorter)
{
    size_t n = strlen(shorter);
    if (strlen(longer) <= n)
        return false;
    bool is_cjk = (unsigned char)*shorter >= 0xE3;
    for (const char *at = strstr(longer, shorter); at; at = strstr(at + 1, shorter))
        if (is_cjk || ((at == longer || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' ')))
            return true;
    return false;
}
