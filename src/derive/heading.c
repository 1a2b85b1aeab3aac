#include "heading.h"

#include <ctype.h>
#include <string.h>

#include "weir/text/utf8.h"
#include "words.h"

/* How much each kind of mark says; tried on five lists with their new items. */
#define OF_PHRASE      1.0
#define OF_ACRONYM     1.0
#define OF_WORD        0.5
#define OF_PART        0.4
#define OF_WORD_PART   0.1
#define OF_STEM        0.3
#define OF_TRANSLATION 0.9
#define OF_RELATION    0.6
#define ALONE          0.5 /* times this when a translation is a lone word */

#define LIMIT_FOUND      64 /* phrases of one heading that are looked up */
#define LIMIT_CHARACTERS 10 /* of a known CJK name inside a heading */
#define CHARACTER        3  /* bytes of a CJK one */

struct taker {
    const struct glossary *glossary;
    struct arena *arena;
    struct mark_list *out;
    struct {
        const char *key;
        size_t n;
    } found[LIMIT_FOUND];
    size_t n_found;
    bool takes_empty; /* "Toolkits": the heading has no other words */
};

static void add_mark(struct taker *t, const struct mark *mark)
{
    struct mark_list *list = t->out;
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->marks[i].key, mark->key) == 0) {
            if (mark->strength > list->marks[i].strength)
                list->marks[i].strength = mark->strength;
            return;
        }
    list->marks = arena_grow(t->arena, list->marks, list->n, sizeof *list->marks);
    list->marks[list->n++] = *mark;
}

static void note_found(struct taker *t, const char *key, size_t n)
{
    if (t->n_found < LIMIT_FOUND) {
        t->found[t->n_found].key = arena_copy(t->arena, key, n);
        t->found[t->n_found++].n = n;
    }
}

/* BERT, ELMo, gpt-2: a name, not a word. */
static bool is_name(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (isdigit((unsigned char)text[i]) || (i > 0 && isupper((unsigned char)text[i])))
            return true;
    return false;
}

static void add_phrase(struct taker *t, const char *key, size_t n_key, const char *text, size_t n_text,
                       double strength)
{
    add_mark(t, &(struct mark){.key = arena_copy(t->arena, key, n_key),
                               .text = arena_copy(t->arena, text, n_text),
                               .kind = MARK_PHRASE,
                               .strength = strength,
                               .is_kind = t->takes_empty || word_is_generic(key, n_key)});
    note_found(t, key, n_key);
}

/* robustness → robust*: of a lone word the heading may mean another form. What ends in -er is often a name,
 * and no form of "reform". */
static void add_stem(struct taker *t, const char *key, size_t n)
{
    static const char *const endings[] = {
        "ability", "ibility", "ization", "isation", "ation", "iveness", "ness", "ency", "ancy", "ience",
        "ment",    "ity",     "ing",     "ize",     "ise",   "ive",     "ion",  "ed",   "al"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t length = strlen(endings[i]);
        if (n < length + 5 || memcmp(key + n - length, endings[i], length) != 0)
            continue;
        const char *stem = arena_copy(t->arena, key, n - length);
        add_mark(t, &(struct mark){.key = arena_printf(t->arena, "%s*", stem),
                                   .text = stem,
                                   .kind = MARK_PREFIX,
                                   .strength = OF_STEM});
        return;
    }
}

#define NAME_WORDS 3 /* of a heading with one telling word */

static bool is_empty_word(const struct gram_word *token)
{
    return word_is_stop(token->key, token->n_key) || word_is_generic(token->key, token->n_key);
}

/* One stretch of the run's words, as a mark of its own. */
static void take_stretch(struct taker *t, const struct gram_word *first, const struct gram_word *last,
                         bool is_whole)
{
    size_t n_key = (size_t)(last->key + last->n_key - first->key);
    size_t n_text = (size_t)(last->text + last->n_text - first->text);
    bool is_phrase = memchr(first->key, ' ', n_key) != NULL, name = is_name(first->text, n_text);
    double strength = is_phrase  ? (is_whole ? OF_PHRASE : OF_PART)
                      : is_whole ? (name ? OF_ACRONYM : OF_WORD)
                                 : OF_WORD_PART;
    if (word_is_stop(first->key, first->n_key) || word_is_stop(last->key, last->n_key))
        return;
    if (strspn(first->key, "0123456789") >= n_key)
        return;
    if (!is_phrase && (n_key < (name ? 2U : 3U) || (is_empty_word(first) && !t->takes_empty)))
        return;
    add_phrase(t, first->key, n_key, first->text, n_text, strength);
}

static void take_words(struct taker *t, const struct gram_word *tokens, size_t n)
{
    while (n > 0 &&
           (word_is_stop(tokens->key, tokens->n_key) || strspn(tokens->key, "0123456789") >= tokens->n_key))
        tokens++, n--;
    size_t n_whole = n;
    while (n > 0 && is_empty_word(&tokens[n - 1]) && !t->takes_empty)
        n--;
    /* "Benchmark" of "Benchmark and Evaluation": a part that has no other word. */
    if (n == 0 && n_whole == 1 && word_is_generic(tokens->key, tokens->n_key))
        add_phrase(t, tokens->key, tokens->n_key, tokens->text, tokens->n_text, OF_WORD);
    /* "Meta Learning": the first word alone says little, but with the empty one it is a name. */
    bool is_alone = n == 1 && memchr(tokens->key, ' ', tokens->n_key) == NULL;
    if (is_alone && n_whole >= 2 && n_whole <= NAME_WORDS)
        take_stretch(t, tokens, &tokens[n_whole - 1], true);
    for (size_t from = 0; from < n && from < 8; from++)
        for (size_t to = from; to < n && to < 8; to++)
            take_stretch(t, &tokens[from], &tokens[to], from == 0 && to + 1 == n);
    /* a name has no other forms: DeepSpeed is not deepspe* */
    if (n == 1 && memchr(tokens->key, ' ', tokens->n_key) == NULL && !is_empty_word(tokens) &&
        !is_name(tokens->text, tokens->n_text))
        add_stem(t, tokens->key, tokens->n_key);
}

static double strength_of_cjk(const char *s, size_t n)
{
    return word_is_single_cjk(s, n) ? OF_WORD : OF_PHRASE;
}

/* The bytes of the longest known name that begins the run; 0 when none does. */
static size_t find_known(const struct taker *t, const char *s, size_t n)
{
    size_t longest = 0;
    uint32_t c;
    for (size_t to = 0, count = 1; to < n && count <= LIMIT_CHARACTERS; count++) {
        to += utf8_next(s + to, n - to, &c);
        if (count >= 2 && glossary_find(t->glossary, s, to) != NULL)
            longest = to;
    }
    return longest;
}

/* Every known name inside the run; one inside a longer one is a part of it (机器人 of 聊天机器人). */
static void take_known_inside(struct taker *t, const char *s, size_t n)
{
    uint32_t c;
    for (size_t from = 0, reached = 0; from < n; from += utf8_next(s + from, n - from, &c)) {
        size_t length = find_known(t, s + from, n - from);
        if (length == 0)
            continue;
        bool is_part = from + length <= reached;
        double strength = strength_of_cjk(s + from, length) * (is_part ? OF_PART : 1);
        add_phrase(t, s + from, length, s + from, length, strength);
        reached = is_part ? reached : from + length;
    }
}

static void take_run(const struct gram_word *tokens, size_t n, bool is_cjk, void *arg)
{
    struct taker *t = arg;
    if (!is_cjk) {
        take_words(t, tokens, n);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const char *s = tokens[i].key;
        size_t length = tokens[i].n_key;
        word_trim_cjk(&s, &length);
        if (length > CHARACTER && (t->takes_empty || !word_is_empty_cjk(s, length)))
            add_phrase(t, s, length, s, length, strength_of_cjk(s, length));
        take_known_inside(t, tokens[i].key, tokens[i].n_key);
    }
}

/* The title with the ends of its parts marked as ends of clauses. */
static void mark_parts(const char *title, struct buf *out)
{
    static const char *const between[] = {",", "/",     "&",    "+",     "(",      ")",    "（", "）",
                                          "|", " and ", " or ", " for ", " with ", " in ", "与", "和"};
    for (const char *p = title; *p;) {
        size_t i = 0, n = 0;
        while (i < sizeof between / sizeof *between && strncmp(p, between[i], n = strlen(between[i])) != 0)
            i++;
        if (i < sizeof between / sizeof *between) {
            buf_adds(out, " . ");
            p += n;
        } else {
            buf_addc(out, *p++);
        }
    }
}

static bool is_inside_longer(const struct taker *t, size_t i)
{
    for (size_t k = 0; k < t->n_found; k++)
        if (t->found[k].n > t->found[i].n && strstr(t->found[k].key, t->found[i].key) != NULL &&
            glossary_find(t->glossary, t->found[k].key, t->found[k].n) != NULL)
            return true;
    return false;
}

/* A name of the glossary, written as a term is. */
static void add_name(struct taker *t, const struct glossary_name *name, struct grams *grams)
{
    bool is_exact = name->text[0] == '=';
    const char *text = name->text + is_exact;
    size_t n = strlen(text);
    bool is_prefix = n > 1 && text[n - 1] == '*';
    n -= is_prefix;
    tokens_read(&grams->tokens, text, n, is_prefix ? TOKENS_OPEN_END : TOKENS_FOLDED);
    const char *key = grams->tokens.text.data;
    size_t n_key = grams->tokens.text.n;
    bool is_cjk = token_is_character(key, n_key), is_alone = !is_exact && memchr(key, ' ', n_key) == NULL;
    double strength = name->is_related ? OF_RELATION : OF_TRANSLATION;
    if (is_cjk ? word_is_single_cjk(key, n_key) : is_alone)
        strength *= ALONE;
    add_mark(t, &(struct mark){.key = arena_printf(t->arena, "%.*s%s", (int)n_key, key, is_prefix ? "*" : ""),
                               .text = arena_copy(t->arena, text, n),
                               .kind = is_exact    ? MARK_EXACT
                                       : is_prefix ? MARK_PREFIX
                                                   : MARK_PHRASE,
                               .strength = strength,
                               .is_translation = true});
}

void heading_marks(const char *title, const struct glossary *glossary, struct grams *grams,
                   struct arena *arena, struct mark_list *out)
{
    struct taker t = {.glossary = glossary, .arena = arena, .out = out};
    struct buf parts = BUF_INIT(8000);
    mark_parts(title, &parts);
    grams_read_runs(grams, parts.data, parts.n, take_run, &t);
    t.takes_empty = true;
    if (t.n_found == 0)
        grams_read_runs(grams, parts.data, parts.n, take_run, &t);
    buf_release(&parts);
    for (size_t i = 0; i < t.n_found; i++) {
        const struct glossary_names *names = glossary_find(glossary, t.found[i].key, t.found[i].n);
        for (size_t k = 0; names && !is_inside_longer(&t, i) && k < names->n; k++)
            add_name(&t, &names->names[k], grams);
    }
}
