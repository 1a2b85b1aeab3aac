#include "grams.h"

#include <string.h>

#include "weir/text/utf8.h"
#include "words.h"

#define LIMIT_TEXT ((size_t)1 << 20)

void grams_init(struct grams *grams)
{
    *grams = (struct grams){0};
    tokens_init(&grams->tokens, LIMIT_TEXT);
}

void grams_release(struct grams *grams)
{
    tokens_release(&grams->tokens);
}

static bool is_hangul(const char *s)
{
    uint32_t c;
    return utf8_next(s, 3, &c) == 3 && c >= 0xAC00 && c <= 0xD7A3;
}

/* Does the next token go on with the word or the stretch of characters that the last is part of? Spaces part
 * no Korean phrase, since the matcher looks over them. */
static bool goes_on(const struct tokens *tokens, size_t next)
{
    const struct token *a = &tokens->all[next - 1], *b = &tokens->all[next];
    if (a->is_character != b->is_character || b->gap == GAP_BREAK)
        return false;
    if (!a->is_character)
        return b->gap == GAP_HYPHEN;
    return b->gap == GAP_NONE ||
           (is_hangul(tokens_key(tokens, next - 1)) && is_hangul(tokens_key(tokens, next)));
}

/* The token behind the address that begins at token i; i when none does. */
static size_t behind_address(const struct tokens *tokens, size_t i, const char *text, size_t n)
{
    size_t at = tokens->all[i].from;
    if (n - at < 8 || (memcmp(text + at, "http://", 7) != 0 && memcmp(text + at, "https://", 8) != 0))
        return i;
    while (at < n && text[at] != ' ' && text[at] != '\n')
        at++;
    while (i < tokens->n && tokens->all[i].from < at)
        i++;
    return i;
}

static void end_run(struct grams *g, bool is_cjk, grams_run *run, void *arg)
{
    if (g->n_words > 0)
        run(g->words, g->n_words, is_cjk, arg);
    g->n_words = 0;
}

void grams_read_runs(struct grams *g, const char *text, size_t n, grams_run *run, void *arg)
{
    const struct tokens *tokens = &g->tokens;
    bool is_cjk = false;
    g->n_words = 0;
    tokens_read(&g->tokens, text, n, TOKENS_FOLDED);
    for (size_t i = 0, end; i < tokens->n; i = end) {
        const struct token *first = &tokens->all[i];
        end = behind_address(tokens, i, text, n);
        if (end > i || first->gap == GAP_BREAK || first->is_character || is_cjk)
            end_run(g, is_cjk, run, arg);
        if (end > i)
            continue;
        is_cjk = first->is_character;
        for (end = i + 1; end < tokens->n && goes_on(tokens, end); end++)
            ;
        const struct token *last = &tokens->all[end - 1];
        if (g->n_words < GRAMS_LIMIT_WORDS)
            g->words[g->n_words++] = (struct gram_word){.key = tokens_key(tokens, i),
                                                        .n_key = last->at + last->n - first->at,
                                                        .text = text + first->from,
                                                        .n_text = last->to - first->from,
                                                        .tokens = first,
                                                        .n_tokens = end - i};
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

enum script { HAN, KATAKANA, HIRAGANA, HANGUL, OTHER };

static enum script script_of(uint32_t c)
{
    if ((c >= 0x3041 && c <= 0x309F))
        return HIRAGANA;
    if ((c >= 0x30A1 && c <= 0x30FF) || (c >= 0xFF66 && c <= 0xFF9D))
        return KATAKANA;
    if (c >= 0xAC00 && c <= 0xD7A3)
        return HANGUL;
    return (c >= 0x3400 && c <= 0x9FFF) || c >= 0x20000 ? HAN : OTHER;
}

/* A CJK run, character by character. */
struct stretch {
    const struct gram_word *run;
    const char *written; /* the text that the run's tokens tell places of */
};

static const char *key_at(const struct stretch *s, size_t i)
{
    return s->run->key + (s->run->tokens[i].at - s->run->tokens[0].at);
}

static enum script script_at(const struct stretch *s, size_t i)
{
    uint32_t c = 0;
    const struct token *token = &s->run->tokens[i];
    utf8_next(s->written + token->from, token->to - token->from, &c);
    return script_of(c);
}

/* Is there a border of words before character i? */
static bool is_border(const struct stretch *s, size_t i)
{
    if (i == 0 || i == s->run->n_tokens || s->run->tokens[i].gap != GAP_NONE)
        return true;
    enum script before = script_at(s, i - 1), after = script_at(s, i);
    return before == HAN || after == HAN || before != after;
}

/* Characters of the particle at the end of the Korean word that ends before character `end`; 0 when it has
 * none. What is left has two characters or more. */
static size_t particle_before(const struct stretch *s, size_t from, size_t end)
{
    static const char *const particles[] = {
        "에서의", "으로의", "이라는", "에서는", "으로는", "에서", "에게", "으로", "부터", "까지", "보다",
        "처럼",   "하는",   "하여",   "해서",   "되는",   "에는", "와의", "과의", "을",   "를",   "은",
        "는",     "이",     "가",     "의",     "에",     "와",   "과",   "도",   "로",   "만",
    };
    const char *stop = s->run->key + s->run->n_key;
    stop = end < s->run->n_tokens ? key_at(s, end) : stop;
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++) {
        size_t n = strlen(particles[i]), n_characters = n / 3;
        if (end - from >= n_characters + 2 && memcmp(stop - n, particles[i], n) == 0)
            return n_characters;
    }
    return 0;
}

/* May a phrase from `from` end before `end`? */
static bool may_end(const struct stretch *s, size_t from, size_t end)
{
    if (script_at(s, end - 1) == HIRAGANA)
        return false;
    if (script_at(s, end - 1) != HANGUL)
        return is_border(s, end);
    size_t next = end;
    while (!is_border(s, next))
        next++;
    return next == end ? particle_before(s, from, end) == 0 : particle_before(s, from, next) == next - end;
}

/* The phrases of the characters from `from` to `end` of a run, in which there are no names of publishers. */
static void take_stretches(const struct stretch *s, size_t from, size_t end, const struct wish *wish)
{
    const char *stop = end < s->run->n_tokens ? key_at(s, end) : s->run->key + s->run->n_key;
    uint32_t before = 0;
    for (; from < end; before = neighbour(key_at(s, from), (size_t)(stop - key_at(s, from))), from++) {
        const char *key = key_at(s, from);
        if (!is_border(s, from) || script_at(s, from) == HIRAGANA)
            continue;
        for (size_t to = from + 2; to <= end && to - from <= wish->max_characters; to++) {
            const char *after = to < end ? key_at(s, to) : stop;
            if (!may_end(s, from, to) || word_joins_cjk(key, (size_t)(after - key)))
                continue;
            const struct token *first = &s->run->tokens[from], *last = &s->run->tokens[to - 1];
            wish->found(&(struct gram){.key = key,
                                       .text = s->written + first->from,
                                       .n_key = (size_t)(after - key),
                                       .n_text = last->to - first->from,
                                       .n_characters = to - from,
                                       .before = before,
                                       .after = neighbour(after, (size_t)(stop - after))},
                        wish->arg);
        }
    }
}

static void take_cjk(const struct gram_word *run, const struct wish *wish)
{
    struct stretch s = {.run = run, .written = run->text - run->tokens[0].from};
    size_t from = 0, to = 0;
    while (to < run->n_tokens) {
        const char *key = key_at(&s, to), *stop = run->key + run->n_key;
        size_t name = word_publisher_cjk(key, (size_t)(stop - key));
        if (name == 0) {
            to++;
            continue;
        }
        take_stretches(&s, from, to, wish);
        while (to < run->n_tokens && key_at(&s, to) < key + name)
            to++;
        from = to;
    }
    take_stretches(&s, from, to, wish);
}

/* Numbers and single letters are no phrase. */
static bool says_something(const struct gram_word *words, size_t n)
{
    size_t letters = 0, digits = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < words[i].n_key; k++) {
            bool is_digit = words[i].key[k] >= '0' && words[i].key[k] <= '9';
            digits += is_digit;
            letters += !is_digit && words[i].key[k] != ' ';
        }
    return letters + digits > 1 && letters > 0;
}

/* "AAAI 2020" is where something was said, not what about. */
static bool is_year(const struct gram_word *word)
{
    if (word->n_key != 4 || (strncmp(word->key, "19", 2) != 0 && strncmp(word->key, "20", 2) != 0))
        return false;
    return strspn(word->key, "0123456789") == 4;
}

/* May a phrase neither begin nor end with it? */
static bool is_no_border(const struct gram_word *word)
{
    return word_is_stop(word->key, word->n_key) || word_is_publisher(word->key, word->n_key) || is_year(word);
}

static void take_words(const struct gram_word *words, size_t n, const struct wish *wish)
{
    for (size_t from = 0; from < n; from++) {
        if (is_no_border(&words[from]))
            continue;
        for (size_t count = 1; count <= wish->max_words && from + count <= n; count++) {
            const struct gram_word *first = &words[from], *last = &words[from + count - 1];
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

static void take_run(const struct gram_word *words, size_t n, bool is_cjk, void *arg)
{
    if (is_cjk)
        for (size_t i = 0; i < n; i++)
            take_cjk(&words[i], arg);
    else
        take_words(words, n, arg);
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
    bool is_cjk = token_is_character(shorter, n);
    for (const char *at = strstr(longer, shorter); at; at = strstr(at + 1, shorter))
        if (is_cjk || ((at == longer || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' ')))
            return true;
    return false;
}
