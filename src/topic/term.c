/*
 * term — the language of terms, taken apart. What it cannot mean is refused here, so the matcher never has to
 * guess.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "expression.h"
#include "weir/text/suggest.h"
#include "weir/text/utf8.h"
#include "weir/topic/topic.h"

const char *const term_field_names[N_FIELDS] = {
    [FIELD_ANY] = "",          [FIELD_TITLE] = "title",       [FIELD_TEXT] = "text",
    [FIELD_AUTHOR] = "author", [FIELD_CATEGORY] = "category", [FIELD_SOURCE] = "source",
};

/* A piece of the list, not NUL-terminated. */
struct slice {
    const char *p;
    size_t n;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct slice trim(struct slice s)
{
    while (s.n > 0 && is_blank(s.p[0]))
        s.p++, s.n--;
    while (s.n > 0 && is_blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

/* Bytes of the expression `/…/` that begins at `s`, both slashes included; 0 when it is not closed. */
static size_t expression_length(struct slice s)
{
    for (size_t i = 1; i < s.n; i++) {
        if (s.p[i] == '\\')
            i++;
        else if (s.p[i] == '/')
            return i + 1;
    }
    return 0;
}

/* Does an operand begin at `i`? Only there a slash opens an expression: "and/or" is a phrase. */
static bool begins_operand(struct slice s, size_t i)
{
    while (i > 0 && is_blank(s.p[i - 1]))
        i--;
    return i == 0 || s.p[i - 1] == ',' || s.p[i - 1] == ':' ||
           (s.p[i - 1] == '+' && i >= 2 && is_blank(s.p[i - 2]));
}

/* Bytes of a comma at `i`: the ideographic one counts too, since Chinese keyboards type it. 0 when there is
 * none. */
static size_t comma_length(struct slice s, size_t i)
{
    if (s.p[i] == ',')
        return 1;
    return s.n - i >= 3 && memcmp(s.p + i, "，", 3) == 0 ? 3 : 0;
}

static size_t plus_length(struct slice s, size_t i)
{
    return s.p[i] == '+' && i > 0 && is_blank(s.p[i - 1]) && i + 1 < s.n && is_blank(s.p[i + 1]) ? 1 : 0;
}

/* Cuts what stands before the next separator off `*rest`, looking over expressions; true when there was one.
 * An expression that is not closed takes the rest, and is complained of where it is read. */
static bool cut(struct slice *rest, size_t (*separator)(struct slice, size_t), struct slice *piece)
{
    for (size_t i = 0; i < rest->n; i++) {
        if (rest->p[i] == '/' && begins_operand(*rest, i)) {
            size_t n = expression_length((struct slice){rest->p + i, rest->n - i});
            if (n == 0)
                break;
            i += n - 1;
            continue;
        }
        size_t n = separator(*rest, i);
        if (n == 0)
            continue;
        *piece = trim((struct slice){rest->p, i});
        *rest = (struct slice){rest->p + i + n, rest->n - i - n};
        return true;
    }
    *piece = trim(*rest);
    *rest = (struct slice){rest->p + rest->n, 0};
    return false;
}

/* "0.6", ".6", "1": digits alone, so that no locale changes what a file means. -1 when it is no number. */
static double parse_boost(struct slice s)
{
    double value = 0, unit = 1;
    size_t n_digits = 0;
    bool fraction = false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '.' && !fraction) {
            fraction = true;
        } else if (isdigit((unsigned char)s.p[i]) && n_digits < 9) {
            value = value * 10 + (s.p[i] - '0');
            unit *= fraction ? 10 : 1;
            n_digits++;
        } else {
            return -1;
        }
    }
    return n_digits > 0 ? value / unit : -1;
}

/* Takes `^0.6` off the end. */
static int take_boost(struct slice *s, struct term *term, struct error *err)
{
    term->boost = 1;
    term->sure = true;
    size_t i = s->n;
    while (i > 0 && s->p[i - 1] != '^' && s->p[i - 1] != '/')
        i--;
    if (i == 0 || s->p[i - 1] != '^')
        return 0;
    struct slice number = trim((struct slice){s->p + i, s->n - i});
    bool is_against = number.n > 0 && *number.p == '-';
    double boost = parse_boost((struct slice){number.p + is_against, number.n - is_against});
    if (boost < 0)
        return error_set(err, STATUS_CONFIG, "term \"%.*s\": \"%.*s\" is no boost; one is written ^0.6",
                         (int)s->n, s->p, (int)number.n, number.p);
    if (boost <= 0 || boost > (is_against ? TERM_LIMIT_AGAINST : 1))
        return is_against
                   ? error_set(err, STATUS_CONFIG,
                               "term \"%.*s\": the boost against a topic must be below 0 and at least -%d",
                               (int)s->n, s->p, TERM_LIMIT_AGAINST)
                   : error_set(err, STATUS_CONFIG, "term \"%.*s\": the boost must be above 0 and at most 1",
                               (int)s->n, s->p);
    term->boost = is_against ? -boost : boost;
    term->sure = false;
    *s = trim((struct slice){s->p, i - 1});
    return 0;
}

/* Takes `title:` off the front. One word and a colon that white space follows is meant as a field, known or
 * not; "std::move" and "https://…" are not. */
static int take_field(struct slice *s, struct term *term, struct arena *arena, struct error *err)
{
    size_t n = 0;
    while (n < s->n && isalpha((unsigned char)s->p[n]))
        n++;
    if (n == 0 || n == s->n || s->p[n] != ':')
        return 0;
    char *word = arena_copy(arena, s->p, n);
    for (enum term_field field = FIELD_TITLE; field < N_FIELDS; field++) {
        if (strcmp(word, term_field_names[field]) == 0) {
            term->field = field;
            *s = trim((struct slice){s->p + n + 1, s->n - n - 1});
            return 0;
        }
    }
    if (n + 1 < s->n && !is_blank(s->p[n + 1]))
        return 0;
    const char *near = suggest(word, term_field_names + 1, N_FIELDS - 1);
    return error_set(err, STATUS_CONFIG,
                     "unknown field \"%s:\"%s%s%s; there are title, text, author, category, source", word,
                     near ? "; did you mean \"" : "", near ? near : "", near ? ":\"?" : "");
}

/* An expression: compiled once here, to say what is wrong with it where it is written. */
static int parse_expression(struct slice s, struct arena *arena, struct phrase *phrase, struct error *err)
{
    size_t n = expression_length(s);
    if (n == 0)
        return error_set(err, STATUS_CONFIG, "the expression %.*s is not closed: a / is missing at its end",
                         (int)s.n, s.p);
    if (n < s.n)
        return error_set(
            err, STATUS_CONFIG,
            "\"%.*s\" stands after the expression %.*s; options are written in front, as in /(?i)x/",
            (int)(s.n - n), s.p + n, (int)n, s.p);
    if (n == 2)
        return error_set(err, STATUS_CONFIG, "the expression // is empty and would match everything");
    phrase->is_expression = true;
    phrase->text = arena_copy(arena, s.p + 1, n - 2);
    struct expression *expression = expression_new(phrase->text, err);
    if (!expression)
        return -1;
    expression_free(expression);
    return 0;
}

/* How many words or CJK characters the matcher will look for; a phrase without any can match nothing. */
static size_t count_letters(const char *text)
{
    size_t n = strlen(text), letters = 0;
    for (size_t i = 0; i < n;) {
        uint32_t c;
        size_t length = utf8_next(text + i, n - i, &c);
        letters += utf8_is_cjk(c) ? 2 : utf8_is_word(c);
        i += length > 0 ? length : 1;
    }
    return letters;
}

static int parse_phrase(struct slice s, struct arena *arena, struct phrase *phrase, struct error *err)
{
    struct slice written = s;
    if (s.n > 0 && s.p[0] == '=') {
        phrase->exact_case = true;
        s = trim((struct slice){s.p + 1, s.n - 1});
    }
    if (s.n > 0 && s.p[s.n - 1] == '*') {
        phrase->prefix = true;
        s.n--;
    }
    if (memchr(s.p, '*', s.n))
        return error_set(err, STATUS_CONFIG, "\"%.*s\": a * stands at the end of a word, as in distill*",
                         (int)written.n, written.p);
    phrase->text = arena_copy(arena, s.p, s.n);
    size_t letters = count_letters(phrase->text);
    if (letters == 0)
        return error_set(err, STATUS_CONFIG, "\"%.*s\" has no word in it", (int)written.n, written.p);
    if (phrase->prefix && letters < 2)
        return error_set(err, STATUS_CONFIG,
                         "\"%.*s\" would match nearly everything; write two letters or more", (int)written.n,
                         written.p);
    return 0;
}

static int parse_operands(struct slice s, struct arena *arena, struct term *term, struct error *err)
{
    struct slice rest = s, operand;
    bool more = true;
    while (more) {
        more = cut(&rest, plus_length, &operand);
        if (operand.n == 0)
            return error_set(err, STATUS_CONFIG, "term \"%.*s\": nothing stands on one side of the +",
                             (int)s.n, s.p);
        if (term->n_phrases == TERM_LIMIT_PHRASES)
            return error_set(err, STATUS_CONFIG, "term \"%.*s\" joins more than %d phrases", (int)s.n, s.p,
                             TERM_LIMIT_PHRASES);
        term->phrases = arena_grow(arena, term->phrases, term->n_phrases, sizeof *term->phrases);
        struct phrase *phrase = &term->phrases[term->n_phrases++];
        int rc = operand.p[0] == '/' ? parse_expression(operand, arena, phrase, err)
                                     : parse_phrase(operand, arena, phrase, err);
        if (rc < 0)
            return -1;
    }
    return 0;
}

static int parse_term(struct slice s, struct arena *arena, struct term *term, struct error *err)
{
    if (s.n == 0)
        return error_set(err, STATUS_CONFIG, "there is an empty term: two commas, or one at an end");
    if (s.n > TERM_LIMIT_BYTES)
        return error_set(err, STATUS_CONFIG, "term \"%.*s…\" is longer than %d bytes",
                         (int)utf8_prefix(s.p, 60), s.p, TERM_LIMIT_BYTES);
    if (take_boost(&s, term, err) < 0)
        return -1;
    term->text = arena_copy(arena, s.p, s.n);
    if (take_field(&s, term, arena, err) < 0)
        return -1;
    if (s.n == 0)
        return error_set(err, STATUS_CONFIG, "term \"%s\" has no phrase", term->text);
    return parse_operands(s, arena, term, err);
}

int term_list_parse(const char *text, struct arena *arena, struct term_list *out, struct error *err)
{
    *out = (struct term_list){0};
    struct slice rest = {text, strlen(text)}, piece;
    bool more = true;
    while (more) {
        more = cut(&rest, comma_length, &piece);
        out->terms = arena_grow(arena, out->terms, out->n, sizeof *out->terms);
        if (parse_term(piece, arena, &out->terms[out->n++], err) < 0)
            return -1;
    }
    return 0;
}

bool topic_is_field(const struct topic *topics, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (topics[i].field != NULL && strcmp(topics[i].field, name) == 0)
            return true;
    return false;
}
