/*
 * html_read — HTML cut into tokens, HTML as plain text, character references alone.
 */
#include "html_parts.h"

#include <string.h>
#include <strings.h>

#include "entities.h"
#include "weir/feed/html.h"
#include "weir/text/utf8.h"

/* ---- tokens ----------------------------------------------------------------------------------------------
 */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const char *find_char(const char *p, const char *end, char c)
{
    const char *found = p < end ? memchr(p, c, (size_t)(end - p)) : NULL;
    return found == NULL ? end : found;
}

/* Past the comment whose "<!--" ends at `p` (§13.2.5.43–52): "<!-->" and "<!--->" are whole, "--!>" ends one
 * too. */
static const char *pass_comment(const char *p, const char *end)
{
    const char *start = p;
    while ((p = find_char(p, end, '>')) < end) {
        p++;
        size_t n = (size_t)(p - start);
        if (n == 1 || (n == 2 && start[0] == '-') || (n >= 3 && memcmp(p - 3, "-->", 3) == 0) ||
            (n >= 4 && memcmp(p - 4, "--!>", 4) == 0))
            return p;
    }
    return end;
}

static bool begins_tag(const char *p, const char *end)
{
    return (end - p >= 2 && is_letter(p[1])) || (end - p >= 3 && p[1] == '/' && is_letter(p[2]));
}

/* "</ ", "<?x", "<!x", "<![", "<!>" (§13.2.5.6, §13.2.5.42) */
static bool begins_declaration(const char *p, const char *end)
{
    if (end - p < 3 || (p[1] != '!' && p[1] != '?' && p[1] != '/'))
        return false;
    return p[1] == '/' || is_letter(p[2]) || p[2] == '[' || p[2] == '>';
}

/* Moves past a comment, declaration or instruction; false when none begins here. */
static bool pass_comment_like(struct html_scan *scan)
{
    const char *p = scan->p, *end = scan->end;
    if (end - p >= 4 && memcmp(p, "<!--", 4) == 0) {
        scan->p = pass_comment(p + 4, end);
        return true;
    }
    if (scan->no_end || !begins_declaration(p, end))
        return false;
    const char *close = find_char(p, end, '>');
    if (close == end) {
        scan->no_end = true;
        return false;
    }
    scan->p = close + 1;
    return true;
}

static void read_tag(struct html_scan *scan, struct html_token *token)
{
    const char *p = scan->p + 1;
    token->kind = *p == '/' ? HTML_END : HTML_START;
    token->p = p += *p == '/';
    while (p < scan->end && !is_space(*p) && *p != '/' && *p != '>')
        p++;
    token->n = (size_t)(p - token->p);
    scan->p = p;
    scan->self_closing = false;
}

bool html_next(struct html_scan *scan, struct html_token *token)
{
    while (scan->p < scan->end) {
        if (*scan->p == '<') {
            if (begins_tag(scan->p, scan->end)) {
                read_tag(scan, token);
                return true;
            }
            if (pass_comment_like(scan))
                continue;
        }
        token->kind = HTML_TEXT;
        token->p = scan->p;
        scan->p = find_char(scan->p + 1, scan->end, '<');
        token->n = (size_t)(scan->p - token->p);
        return true;
    }
    return false;
}

/* Reads the value after '=' (§13.2.5.35–38). */
static void read_value(struct html_scan *scan, struct html_attribute *attribute)
{
    const char *p = scan->p, *end = scan->end;
    while (p < end && is_space(*p))
        p++;
    if (p < end && (*p == '"' || *p == '\'')) {
        const char *close = find_char(p + 1, end, *p);
        attribute->value = p + 1;
        attribute->n_value = (size_t)(close - attribute->value);
        scan->p = close < end ? close + 1 : end;
        return;
    }
    attribute->value = p;
    while (p < end && !is_space(*p) && *p != '>')
        p++;
    attribute->n_value = (size_t)(p - attribute->value);
    scan->p = p;
}

bool html_attribute(struct html_scan *scan, struct html_attribute *attribute)
{
    const char *p = scan->p, *end = scan->end;
    while (p < end && (is_space(*p) || *p == '/'))
        p++;
    if (p >= end) {
        scan->p = end;
        scan->cut = true;
        return false;
    }
    if (*p == '>') {
        scan->self_closing = p > scan->p && p[-1] == '/';
        scan->p = p + 1;
        return false;
    }
    attribute->name = p++; /* a first '=' belongs to the name (§13.2.5.32) */
    while (p < end && !is_space(*p) && *p != '/' && *p != '>' && *p != '=')
        p++;
    attribute->n_name = (size_t)(p - attribute->name);
    attribute->value = "";
    attribute->n_value = 0;
    scan->p = p;
    while (p < end && is_space(*p))
        p++;
    if (p < end && *p == '=') {
        scan->p = p + 1;
        read_value(scan, attribute);
    }
    return true;
}

void html_skip_raw(struct html_scan *scan, const char *name, size_t n)
{
    const char *p = scan->p, *end = scan->end;
    for (; (p = find_char(p, end, '<')) < end; p++) {
        if ((size_t)(end - p) < n + 3 || p[1] != '/' || strncasecmp(p + 2, name, n) != 0)
            continue;
        char after = p[2 + n];
        if (is_space(after) || after == '/' || after == '>')
            break;
    }
    scan->p = p;
}

/* ---- text ------------------------------------------------------------------------------------------------
 */

/* Between two words stands at most one space, at a <br> a line break, and between two blocks an empty line.
 * Where the source breaks a line stands a space, or nothing when the two lines join. */
enum plain_gap { NO_GAP, SPACE, SOURCE_LINE, LINE, BLOCK };

struct plain {
    struct buf *out;
    size_t start;       /* of what this call has written */
    enum plain_gap gap; /* what parts the next word from the last */
};

static void widen(struct plain *p, enum plain_gap gap)
{
    if (p->gap < gap)
        p->gap = gap;
}

/* Does the line that begins with `s` join what was written last? */
static bool joins(const struct plain *p, const char *s, size_t n)
{
    size_t last = p->out->n;
    uint32_t before, after;
    while (last > p->start && ((unsigned char)p->out->data[--last] & 0xC0) == 0x80)
        ;
    return utf8_next(p->out->data + last, p->out->n - last, &before) > 0 && utf8_next(s, n, &after) > 0 &&
           utf8_joins_lines(before, after);
}

static void add_word(struct plain *p, const char *s, size_t n)
{
    bool is_parted = p->gap != NO_GAP && p->out->n > p->start;
    if (is_parted && !(p->gap == SOURCE_LINE && joins(p, s, n)))
        buf_adds(p->out, p->gap == BLOCK ? "\n\n" : p->gap == LINE ? "\n" : " ");
    p->gap = NO_GAP;
    buf_add(p->out, s, n);
}

/* Length of the white space or control character at `s`: ASCII's and the no-break space. */
static size_t space_at(const char *s, const char *end)
{
    unsigned char c = (unsigned char)*s;
    if (c <= ' ')
        return 1;
    return c == 0xC2 && end - s >= 2 && (unsigned char)s[1] == 0xA0 ? 2 : 0;
}

/* Adds words; those parted by one plain space already are copied together. An empty line, which HTML knows
 * nothing of, is what ends a paragraph where plain text stands as HTML. */
static void add_squashed(void *plain, const char *s, size_t n)
{
    struct plain *p = plain;
    const char *end = s + n;
    bool is_line = false; /* has this white space ended a line? */
    while (s < end) {
        size_t space = space_at(s, end);
        if (space > 0) {
            widen(p, *s != '\n' ? SPACE : is_line ? BLOCK : SOURCE_LINE);
            is_line |= *s == '\n';
            s += space;
            continue;
        }
        is_line = false;
        const char *words = s++;
        while (s < end && (space_at(s, end) == 0 || (*s == ' ' && s + 1 < end && space_at(s + 1, end) == 0)))
            s++;
        add_word(p, words, (size_t)(s - words));
    }
}

/* Hands on the text between references and what these stand for, a piece at a time; what is no reference
 * stays. */
static void read_references(const char *s, size_t n, void (*add)(void *out, const char *s, size_t n),
                            void *out)
{
    const char *end = s + n;
    while (s < end) {
        const char *reference = memchr(s, '&', (size_t)(end - s));
        if (reference == NULL)
            reference = end;
        add(out, s, (size_t)(reference - s));
        s = reference;
        if (s == end)
            break;
        char text[ENTITY_SIZE];
        size_t taken = entity_read(s, (size_t)(end - s), false, text);
        if (taken > 0)
            add(out, text, strlen(text));
        else
            add(out, s, taken = 1);
        s += taken;
    }
}

/* Passes over the tag; true when it was whole. */
static bool pass_tag(struct html_scan *scan)
{
    struct html_attribute ignored;
    while (html_attribute(scan, &ignored))
        ;
    return !scan->cut;
}

void html_to_text(const char *html, size_t n, struct buf *out)
{
    struct buf without_math = BUF_INIT(n);
    if (html_math(html, n, &without_math)) {
        html = without_math.data;
        n = without_math.n;
    }
    struct html_scan scan = {.p = html, .end = html + n};
    struct plain plain = {.out = out, .start = out->n};
    const struct html_element *dropping = NULL;
    size_t n_dropping = 0;
    struct html_token token;
    while (html_next(&scan, &token)) {
        if (token.kind == HTML_TEXT) {
            if (dropping == NULL)
                read_references(token.p, token.n, add_squashed, &plain);
            continue;
        }
        const struct html_element *element = html_element_find(token.p, token.n);
        if (!pass_tag(&scan) || element == NULL)
            continue;
        bool starts = token.kind == HTML_START && !scan.self_closing;
        if (dropping != NULL) {
            n_dropping += starts && element == dropping;
            n_dropping -= token.kind == HTML_END && element == dropping;
            dropping = n_dropping == 0 ? NULL : dropping;
        } else if ((element->flags & HTML_BLOCK) != 0) {
            bool is_line = token.n == 2 && strncasecmp(token.p, "br", 2) == 0;
            widen(&plain, is_line && plain.gap < LINE ? LINE : BLOCK);
        } else if (starts && (element->flags & HTML_DROP) != 0) {
            dropping = element;
            n_dropping = 1;
        } else if (starts && (element->flags & HTML_RAW) != 0) {
            html_skip_raw(&scan, token.p, token.n);
        }
    }
    buf_release(&without_math);
}

static void add_bytes(void *out, const char *s, size_t n)
{
    buf_add(out, s, n);
}

void html_decode(const char *s, size_t n, struct buf *out)
{
    read_references(s, n, add_bytes, out);
}
