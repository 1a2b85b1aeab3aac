/* html_text — HTML as plain text, and character references alone. */
#include <string.h>
#include <strings.h>

#include "entities.h"
#include "html_rules.h"
#include "html_scan.h"
#include "weir/feed/html.h"
#include "weir/text/utf8.h"

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
}

static void add_bytes(void *out, const char *s, size_t n)
{
    buf_add(out, s, n);
}

void html_decode(const char *s, size_t n, struct buf *out)
{
    read_references(s, n, add_bytes, out);
}
