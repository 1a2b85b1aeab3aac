/*
 * html_math — formulas as a line of text: their TeX where it is annotated, else MathML written out. What
 * KaTeX and MathJax draw beside them for the eye goes.
 */
#include <string.h>
#include <strings.h>

#include "html_parts.h"
#include "weir/feed/html.h"

#define FORMULA_LIMIT ((size_t)4 << 10) /* bytes of its text; what is longer is cut */
#define FORMULA_DEPTH 64                /* elements in each other; deeper ones are read as a row */

/* Elements whose children are parted by more than their order; what stands before all of them. */
static const struct script {
    const char *name, *prefix, *between[2];
} scripts[] = {
    {"mfrac", "", {"/", ""}},       {"msub", "", {"_", ""}},        {"msup", "", {"^", ""}},
    {"msubsup", "", {"_", "^"}},    {"munder", "", {"_", ""}},      {"mover", "", {"^", ""}},
    {"munderover", "", {"_", "^"}}, {"mroot", "root ", {", ", ""}}, {"msqrt", "\xE2\x88\x9A", {"", ""}},
};

struct level {
    const struct script *script; /* NULL: a row */
    const char *name;
    size_t n_name, n_children;
    size_t start; /* of its text */
};

struct formula {
    struct buf text;
    struct level levels[FORMULA_DEPTH];
    size_t depth;
    size_t n_last; /* bytes of the last word */
};

/* What the tag at hand says of itself as far as formulas go. */
struct said {
    bool is_hidden, is_drawn, is_preview, is_tex;
};

static bool holds(const struct html_attribute *a, const char *what)
{
    return memmem(a->value, a->n_value, what, strlen(what)) != NULL;
}

static bool is_named(const char *name, size_t n, const char *what)
{
    return n == strlen(what) && strncasecmp(name, what, n) == 0;
}

static struct said read_tag(struct html_scan *scan)
{
    struct said said = {false, false, false, false};
    struct html_attribute a;
    while (html_attribute(scan, &a)) {
        said.is_hidden |= is_named(a.name, a.n_name, "aria-hidden") && holds(&a, "true");
        said.is_drawn |= is_named(a.name, a.n_name, "class") && holds(&a, "katex-html");
        said.is_preview |= is_named(a.name, a.n_name, "class") && holds(&a, "MathJax_Preview");
        said.is_tex |= (is_named(a.name, a.n_name, "encoding") && holds(&a, "tex")) ||
                       (is_named(a.name, a.n_name, "type") && holds(&a, "math/tex"));
    }
    return said;
}

/* Passes over what the element holds, and its end tag; its text, if anybody wants it, into `out`. */
static void pass_element(struct html_scan *scan, const struct html_token *start, struct buf *out)
{
    struct html_token token;
    size_t depth = scan->self_closing ? 0 : 1;
    while (depth > 0 && html_next(scan, &token)) {
        if (token.kind == HTML_TEXT) {
            if (out != NULL)
                html_decode(token.p, token.n, out);
            continue;
        }
        read_tag(scan);
        if (token.n == start->n && strncasecmp(token.p, start->p, token.n) == 0)
            depth += token.kind == HTML_END ? -(size_t)1 : scan->self_closing ? 0 : 1;
    }
}

/* ---- MathML -----------------------------------------------------------------------------------------------
 */

static bool is_word(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strchr("0123456789.", s[i]) == NULL && !((s[i] | 0x20) >= 'a' && (s[i] | 0x20) <= 'z'))
            return false;
    return true;
}

static bool is_one_character(const char *s, size_t n)
{
    size_t i = n > 0;
    while (i < n && ((unsigned char)s[i] & 0xC0) == 0x80)
        i++;
    return i == n;
}

/* "x" stays, "x+1" is bracketed. */
static void bracket(struct formula *f, size_t start, const char *prefix)
{
    size_t n = f->text.n - start, n_prefix = strlen(prefix);
    bool alone = is_one_character(f->text.data + start, n) || is_word(f->text.data + start, n);
    size_t more = n_prefix + (alone ? 0 : 2);
    if (more == 0 || f->text.n + more > f->text.limit)
        return;
    for (size_t i = 0; i < more; i++)
        buf_addc(&f->text, ')');
    memmove(f->text.data + start + more - !alone, f->text.data + start, n);
    memcpy(f->text.data + start, prefix, n_prefix);
    if (!alone)
        f->text.data[start + n_prefix] = '(';
}

static void begin_child(struct formula *f)
{
    struct level *parent = f->depth > 0 ? &f->levels[f->depth - 1] : NULL;
    if (parent == NULL)
        return;
    if (parent->script != NULL && parent->n_children > 0 && parent->n_children < 3)
        buf_adds(&f->text, parent->script->between[parent->n_children - 1]);
    parent->n_children++;
}

static void begin_element(struct formula *f, const struct html_token *token)
{
    begin_child(f);
    if (f->depth == FORMULA_DEPTH)
        return;
    struct level *level = &f->levels[f->depth++];
    *level = (struct level){.name = token->p, .n_name = token->n, .start = f->text.n};
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        if (is_named(token->p, token->n, scripts[i].name))
            level->script = &scripts[i];
}

static void end_element(struct formula *f, const struct html_token *token)
{
    size_t at = f->depth;
    while (at > 0 && (f->levels[at - 1].n_name != token->n ||
                      strncasecmp(f->levels[at - 1].name, token->p, token->n) != 0))
        at--;
    for (; at > 0 && f->depth >= at; f->depth--) {
        const struct level *level = &f->levels[f->depth - 1];
        const struct script *around = f->depth > 1 ? f->levels[f->depth - 2].script : NULL;
        if (level->script != NULL && *level->script->prefix != '\0')
            bracket(f, level->start, level->script->prefix);
        else if (around != NULL && *around->prefix == '\0')
            bracket(f, level->start, "");
    }
    if (is_named(token->p, token->n, "mtd") || is_named(token->p, token->n, "mtr"))
        buf_adds(&f->text, is_named(token->p, token->n, "mtd") ? " " : "; ");
}

static void add_words(struct formula *f, const char *s, size_t n)
{
    struct buf words = BUF_INIT(FORMULA_LIMIT);
    html_to_text(s, n < FORMULA_LIMIT ? n : 0, &words);
    bool is_invisible = words.n == 3 && memcmp(words.data, "\xE2\x81\xA1", 2) == 0 &&
                        (words.data[2] & 0x0F) > 0 &&
                        (words.data[2] & 0x0F) < 5; /* U+2061 to U+2064: "applied to", "times" */
    if (words.n > 0 && !is_invisible) {
        bool meets = f->text.n > 0 && is_word(f->text.data + f->text.n - 1, 1) && is_word(words.data, 1);
        if (meets && (f->n_last > 1 || words.n > 1))
            buf_addc(&f->text, ' '); /* "sin x" */
        buf_add(&f->text, words.data, words.n);
        f->n_last = words.n;
    }
    buf_release(&words);
}

/* Behind <math>: writes the formula as text, and passes its end tag. */
static void write_formula(struct html_scan *scan, struct buf *out)
{
    struct formula f = {.text = BUF_INIT(FORMULA_LIMIT)};
    struct buf tex = BUF_INIT(FORMULA_LIMIT);
    struct html_token token;
    while (html_next(scan, &token)) {
        if (token.kind == HTML_TEXT) {
            add_words(&f, token.p, token.n);
            continue;
        }
        struct said said = read_tag(scan);
        if (token.kind == HTML_END && is_named(token.p, token.n, "math"))
            break;
        if (token.kind == HTML_END)
            end_element(&f, &token);
        else if (token.n >= 10 && strncasecmp(token.p, "annotation", 10) == 0)
            pass_element(scan, &token, said.is_tex && tex.n == 0 ? &tex : NULL);
        else if (!scan->self_closing)
            begin_element(&f, &token);
    }
    const struct buf *best = tex.n > 0 ? &tex : &f.text;
    html_escape(best->data, best->n, out);
    buf_release(&f.text);
    buf_release(&tex);
}

/* ---- a document -------------------------------------------------------------------------------------------
 */

static bool is_blank(const struct html_token *token)
{
    size_t i = 0;
    while (i < token->n && strchr(" \t\r\n", token->p[i]) != NULL)
        i++;
    return i == token->n;
}

bool html_math(const char *html, size_t n, struct buf *out)
{
    if (memmem(html, n, "<math", 5) == NULL && memmem(html, n, "math/tex", 8) == NULL)
        return false;
    struct html_scan scan = {.p = html, .end = html + n};
    struct html_token token;
    bool is_said = false; /* the formula at hand stands in `out` already */
    for (const char *from = html; html_next(&scan, &token); from = scan.p) {
        if (token.kind == HTML_TEXT) {
            is_said &= is_blank(&token);
            buf_add(out, from, (size_t)(scan.p - from));
            continue;
        }
        struct said said = read_tag(&scan);
        bool starts = token.kind == HTML_START && !scan.cut;
        if (starts && is_named(token.p, token.n, "math")) {
            write_formula(&scan, out);
            is_said = true;
        } else if (starts && is_named(token.p, token.n, "script")) {
            const char *tex = scan.p;
            html_skip_raw(&scan, token.p, token.n);
            if (said.is_tex && !is_said)
                html_escape(tex, (size_t)(scan.p - tex), out);
            is_said &= !said.is_tex;
        } else if (starts && (said.is_preview || (said.is_drawn && is_said) ||
                              (said.is_hidden && is_named(token.p, token.n, "nobr")))) {
            pass_element(&scan, &token, NULL);
        } else {
            buf_add(out, from, (size_t)(scan.p - from));
        }
    }
    return true;
}
