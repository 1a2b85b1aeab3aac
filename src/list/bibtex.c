#include "bibtex.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "weir/text/buf.h"

#define LIMIT_VALUE 2000 /* bytes that are kept of one */

/* The way through the text. */
struct way {
    const char *s, *end;
    size_t line;
};

static void advance(struct way *w, size_t n)
{
    for (; n > 0 && w->s < w->end; n--, w->s++)
        w->line += *w->s == '\n';
}

static void skip_blanks(struct way *w)
{
    while (w->s < w->end && isspace((unsigned char)*w->s))
        advance(w, 1);
}

static size_t name_length(const struct way *w)
{
    size_t n = 0;
    while (w->s + n < w->end && (isalnum((unsigned char)w->s[n]) || strchr("_-:.+/", w->s[n]) != NULL))
        n++;
    return n;
}

/* {a {B} c}, "a {B} c" or 2020; what it says without braces, commands and breaks of lines. */
static char *read_value(struct way *w, struct arena *arena)
{
    struct buf value = BUF_INIT(LIMIT_VALUE);
    bool is_quoted = w->s < w->end && *w->s == '"', is_bare = w->s < w->end && *w->s != '"' && *w->s != '{';
    int depth = 0;
    for (; w->s < w->end; advance(w, 1)) {
        char c = *w->s;
        if (c == '{')
            depth++;
        else if (c == '}' && --depth < 0)
            break; /* of the work */
        else if (is_bare && depth == 0 && (c == ',' || c == '\n'))
            break;
        bool is_mark = c == '{' || c == '}' || (is_quoted && c == '"' && depth == 0);
        if (!is_mark && !(c == '\\' && w->s + 1 < w->end && !isalpha((unsigned char)w->s[1])))
            buf_addc(&value, isspace((unsigned char)c) ? ' ' : c);
        bool ends = depth == 0 && !is_bare && (is_quoted ? c == '"' && value.n > 0 : c == '}');
        if (ends) {
            advance(w, 1);
            break;
        }
    }
    while (value.n > 0 && value.data[value.n - 1] == ' ')
        buf_truncate(&value, value.n - 1);
    char *copy = arena_copy(arena, value.data, value.n);
    buf_release(&value);
    return copy;
}

static bool is_name(const char *name, size_t n, const char *wanted)
{
    return strlen(wanted) == n && strncasecmp(name, wanted, n) == 0;
}

/* title, url, doi, eprint; an address of its own goes before one that is made. */
static void take_field(struct bibtex_work *work, const char *name, size_t n, const char *value,
                       struct arena *arena)
{
    if (is_name(name, n, "title"))
        work->title = value;
    else if (is_name(name, n, "url") && strncasecmp(value, "http", 4) == 0)
        work->address = value;
    else if (*work->address == '\0' && is_name(name, n, "doi"))
        work->address =
            strncasecmp(value, "http", 4) == 0 ? value : arena_printf(arena, "https://doi.org/%s", value);
    else if (*work->address == '\0' && is_name(name, n, "eprint") && isdigit((unsigned char)*value))
        work->address = arena_printf(arena, "https://arxiv.org/abs/%s", value);
}

/* From behind "@article{" to behind its "}". */
static void read_work(struct way *w, struct bibtex_work *work, struct arena *arena)
{
    size_t n = name_length(w);
    work->key = arena_copy(arena, w->s, n);
    advance(w, n);
    while (w->s < w->end && *w->s != '}') {
        while (w->s < w->end && (*w->s == ',' || isspace((unsigned char)*w->s)))
            advance(w, 1);
        const char *name = w->s;
        n = name_length(w);
        advance(w, n);
        skip_blanks(w);
        if (n == 0 || w->s >= w->end || *w->s != '=') {
            if (w->s < w->end && (*w->s == '@' || *w->s == '}'))
                break;
            advance(w, n == 0);
            continue;
        }
        advance(w, 1);
        skip_blanks(w);
        take_field(work, name, n, read_value(w, arena), arena);
    }
    work->last = w->line;
    advance(w, w->s < w->end && *w->s == '}');
}

struct bibtex_work *bibtex_read(const char *text, size_t n, struct arena *arena, size_t *n_works)
{
    struct way w = {.s = text, .end = text + n};
    struct bibtex_work *works = NULL;
    *n_works = 0;
    while (w.s < w.end) {
        struct bibtex_work work = {.title = "", .address = "", .line = w.line};
        if (*w.s != '@') {
            advance(&w, 1);
            continue;
        }
        advance(&w, 1);
        size_t kind = name_length(&w);
        bool is_work = kind > 0 && !is_name(w.s, kind, "comment") && !is_name(w.s, kind, "string") &&
                       !is_name(w.s, kind, "preamble");
        advance(&w, kind);
        skip_blanks(&w);
        if (!is_work || w.s >= w.end || (*w.s != '{' && *w.s != '('))
            continue;
        advance(&w, 1);
        skip_blanks(&w);
        read_work(&w, &work, arena);
        works = arena_grow(arena, works, *n_works, sizeof *works);
        works[(*n_works)++] = work;
    }
    return works;
}
