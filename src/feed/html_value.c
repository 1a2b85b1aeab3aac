/*
 * html_value — text, plain values and style attributes, escaped so that they stay what they are in every
 * browser.
 */
#include "html_parts.h"

#include <string.h>
#include <strings.h>

#include "entities.h"
#include "weir/feed/html.h"

/* ---- text and plain values -------------------------------------------------------------------------------
 */

#define NUMBER_MAX_N 8
#define WORD_MAX_N   64

/* What the writer does with a byte; all others are copied in runs. */
enum { COPY, ESCAPE, DROP, RETURN, REFERENCE };

/* The characters that XML 1.0 §2.2 forbids go, so that safe HTML can stand in every kind of feed. */
#define C0                                                                                                   \
    DROP, DROP, DROP, DROP, DROP, DROP, DROP, DROP, DROP, COPY, COPY, DROP, DROP, RETURN, DROP, DROP, DROP,  \
        DROP, DROP, DROP, DROP, DROP, DROP, DROP, DROP, DROP, DROP, DROP, DROP, DROP, DROP, DROP

static const unsigned char content_bytes[256] = {C0, ['&'] = REFERENCE, ['<'] = ESCAPE, ['>'] = ESCAPE};
static const unsigned char attribute_bytes[256] = {
    C0, ['&'] = REFERENCE, ['<'] = ESCAPE, ['>'] = ESCAPE, ['"'] = ESCAPE, ['`'] = ESCAPE};
static const unsigned char plain_bytes[256] = {C0, ['&'] = ESCAPE, ['<'] = ESCAPE, ['>'] = ESCAPE};
static const unsigned char decoded_bytes[256] = {
    C0, ['&'] = ESCAPE, ['<'] = ESCAPE, ['>'] = ESCAPE, ['"'] = ESCAPE, ['`'] = ESCAPE};

static void write_escaped(char c, struct buf *out)
{
    switch (c) {
    case '&':
        buf_add(out, "&amp;", 5);
        break;
    case '<':
        buf_add(out, "&lt;", 4);
        break;
    case '>':
        buf_add(out, "&gt;", 4);
        break;
    case '"':
        buf_add(out, "&quot;", 6);
        break;
    case '`': /* a quote to old browsers */
        buf_add(out, "&#96;", 5);
        break;
    default:
        buf_addc(out, c);
    }
}

/* Writes the text of a reference, or '&' when there is none; returns how many bytes of `s` it took. */
static size_t write_reference(const char *s, size_t n, const unsigned char bytes[256], struct buf *out)
{
    char text[ENTITY_SIZE];
    size_t taken = entity_read(s, n, bytes == attribute_bytes, text);
    if (taken == 0) {
        write_escaped('&', out);
        return 1;
    }
    for (const char *p = text; *p != '\0'; p++) {
        unsigned char what = bytes[(unsigned char)*p];
        if (what == COPY)
            buf_addc(out, *p);
        else if (what == RETURN)
            buf_addc(out, '\n');
        else if (what != DROP)
            write_escaped(*p, out);
    }
    return taken;
}

static void write_mapped(const char *s, size_t n, const unsigned char bytes[256], struct buf *out)
{
    const char *end = s + n;
    while (s < end) {
        const char *run = s;
        while (s < end && bytes[(unsigned char)*s] == COPY)
            s++;
        if (s > run)
            buf_add(out, run, (size_t)(s - run));
        if (s == end)
            break;
        switch (bytes[(unsigned char)*s]) {
        case REFERENCE:
            s += write_reference(s, (size_t)(end - s), bytes, out);
            continue;
        case RETURN: /* line ends are LF (HTML standard §13.2.3.5) */
            if (s + 1 == end || s[1] != '\n')
                buf_addc(out, '\n');
            break;
        case ESCAPE:
            write_escaped(*s, out);
            break;
        }
        s++;
    }
}

void html_write_text(const char *s, size_t n, struct buf *out)
{
    write_mapped(s, n, content_bytes, out);
}

void html_write_attribute(const char *s, size_t n, struct buf *out)
{
    write_mapped(s, n, attribute_bytes, out);
}

void html_write_decoded(const char *s, size_t n, struct buf *out)
{
    write_mapped(s, n, decoded_bytes, out);
}

void html_escape(const char *s, size_t n, struct buf *out)
{
    write_mapped(s, n, plain_bytes, out);
}

char *html_value_decode(const char *s, size_t n, struct arena *arena)
{
    if (memchr(s, '&', n) == NULL && memchr(s, '\0', n) == NULL)
        return arena_copy(arena, s, n);
    char *decoded = arena_alloc(arena, n + 1);
    size_t k = 0;
    for (size_t i = 0; i < n;) {
        char text[ENTITY_SIZE];
        size_t taken = s[i] == '&' ? entity_read(s + i, n - i, true, text) : 0;
        if (taken == 0) {
            if (s[i] != '\0')
                decoded[k++] = s[i];
            i++;
            continue;
        }
        for (const char *p = text; *p != '\0'; p++)
            decoded[k++] = *p;
        i += taken;
    }
    return decoded;
}

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool write_if(bool fits, const char *s, size_t n, struct buf *out)
{
    return fits && buf_add(out, s, n) == 0;
}

bool html_write_number(const char *s, size_t n, struct buf *out)
{
    size_t i = 0;
    while (i < n && ((s[i] >= '0' && s[i] <= '9') || s[i] == '.'))
        i++;
    bool unit = n - i == 0 || (n - i == 1 && s[i] == '%') || (n - i == 2 && memcmp(s + i, "px", 2) == 0);
    return write_if(i > 0 && i <= NUMBER_MAX_N && unit, s, n, out);
}

bool html_write_word(const char *s, size_t n, struct buf *out)
{
    size_t i = 0;
    while (i < n && (is_alnum(s[i]) || (s[i] != '\0' && strchr("#,-_. ", s[i]) != NULL)))
        i++;
    return write_if(n > 0 && i == n && n <= WORD_MAX_N, s, n, out);
}

/* ---- style attributes: a list of harmless properties, each with a plain value ----------------------------
 */

/* Nothing that moves content over other content, hides it, or loads something. */
static const char *const properties[] = {
    "background-color", "border",         "border-bottom",  "border-collapse", "border-color",
    "border-left",      "border-radius",  "border-right",   "border-spacing",  "border-style",
    "border-top",       "border-width",   "clear",          "color",           "direction",
    "display",          "float",          "font-size",      "font-style",      "font-variant",
    "font-weight",      "height",         "letter-spacing", "line-height",     "list-style-type",
    "margin",           "margin-bottom",  "margin-left",    "margin-right",    "margin-top",
    "max-width",        "overflow",       "padding",        "padding-bottom",  "padding-left",
    "padding-right",    "padding-top",    "text-align",     "text-decoration", "text-indent",
    "text-transform",   "vertical-align", "white-space",    "width",           "word-break",
    "word-spacing",     "word-wrap",      "overflow-wrap",
};

/* The only functions of values; all others could load or compute something. */
static const char *const functions[] = {"rgb", "rgba", "hsl", "hsla"};

#define DIGITS_MAX 4 /* 99999em would push everything out of sight */

static bool is_one_of(const char *s, size_t n, const char *const *words, size_t n_words)
{
    for (size_t i = 0; i < n_words; i++)
        if (strlen(words[i]) == n && strncasecmp(s, words[i], n) == 0)
            return true;
    return false;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Length of the piece of a value at `s`: a word, a colour function's name with its bracket, a number, a mark;
 * 0 when it may not stand in a value. */
static size_t piece(const char *s, const char *end)
{
    size_t n = 0, room = (size_t)(end - s);
    if (is_letter(*s)) {
        while (n < room && (is_letter(s[n]) || is_digit(s[n]) || s[n] == '-'))
            n++;
        if (n < room && s[n] == '(')
            return is_one_of(s, n, functions, sizeof functions / sizeof functions[0]) ? n + 1 : 0;
        return n;
    }
    if (*s == '#') {
        for (n = 1; n < room && (is_letter(s[n]) || is_digit(s[n]));)
            n++;
        return n <= 9 ? n : 0;
    }
    if (is_digit(*s)) {
        while (n < room && is_digit(s[n]))
            n++;
        return n <= DIGITS_MAX ? n : 0;
    }
    if (*s == '.') { /* decimals may be many */
        for (n = 1; n < room && is_digit(s[n]);)
            n++;
        return n;
    }
    return *s != '\0' && strchr(" ,%!)/", *s) != NULL ? 1 : 0;
}

static bool is_plain_value(const char *s, const char *end)
{
    while (s < end) {
        size_t n = piece(s, end);
        if (n == 0)
            return false;
        s += n;
    }
    return true;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static void trim(const char **start, const char **end)
{
    while (*start < *end && is_space(**start))
        (*start)++;
    while (*end > *start && is_space((*end)[-1]))
        (*end)--;
}

/* name: value */
struct declaration {
    const char *name, *value;
    size_t n_name, n_value;
};

/* Reads the declaration at `*s` and moves behind it; its name is empty when it is none. */
static struct declaration read_declaration(const char **s, const char *end)
{
    const char *start = *s, *stop = memchr(start, ';', (size_t)(end - start));
    stop = stop == NULL ? end : stop;
    *s = stop == end ? end : stop + 1;
    const char *colon = memchr(start, ':', (size_t)(stop - start));
    if (colon == NULL)
        return (struct declaration){.name = "", .value = ""};
    const char *name_end = colon, *value = colon + 1;
    trim(&start, &name_end);
    trim(&value, &stop);
    return (struct declaration){.name = start,
                                .value = value,
                                .n_name = (size_t)(name_end - start),
                                .n_value = (size_t)(stop - value)};
}

static bool write_declaration(const struct declaration *d, bool first, struct buf *out)
{
    if (d->n_value == 0 || !is_plain_value(d->value, d->value + d->n_value) ||
        !is_one_of(d->name, d->n_name, properties, sizeof properties / sizeof properties[0]))
        return false;
    if (!first)
        buf_addc(out, ';');
    for (size_t i = 0; i < d->n_name; i++)
        buf_addc(out, is_letter(d->name[i]) ? (char)(d->name[i] | 0x20) : d->name[i]);
    buf_addc(out, ':');
    buf_add(out, d->value, d->n_value);
    return true;
}

static bool is(const char *s, size_t n, const char *word)
{
    return strlen(word) == n && strncasecmp(s, word, n) == 0;
}

/* "0", "1px", and the same with "!important" */
static bool is_pixel(const char *s, size_t n)
{
    const char *end = s + n, *mark = memchr(s, '!', n);
    end = mark == NULL ? end : mark;
    trim(&s, &end);
    n = (size_t)(end - s);
    return n > 0 && (*s == '0' || *s == '1') && (n == 1 || is(s + 1, n - 1, "px"));
}

static void decode(const char **s, size_t *n, struct arena *arena)
{
    if (memchr(*s, '&', *n) == NULL)
        return;
    *s = html_value_decode(*s, *n, arena);
    *n = strlen(*s);
}

bool html_style_hides(const char *s, size_t n, struct arena *arena)
{
    decode(&s, &n, arena);
    const char *end = s + n;
    bool narrow = false, low = false;
    while (s < end) {
        struct declaration d = read_declaration(&s, end);
        if (is(d.name, d.n_name, "display") && d.n_value >= 4 && is(d.value, 4, "none"))
            return true;
        narrow |= is(d.name, d.n_name, "width") && is_pixel(d.value, d.n_value);
        low |= is(d.name, d.n_name, "height") && is_pixel(d.value, d.n_value);
    }
    return narrow && low;
}

bool html_write_style(const char *s, size_t n, struct arena *arena, struct buf *out)
{
    if (n > HTML_LIMIT_STYLE)
        return false;
    decode(&s, &n, arena);
    const char *end = s + n;
    bool any = false;
    while (s < end) {
        struct declaration d = read_declaration(&s, end);
        any |= write_declaration(&d, !any, out);
    }
    return any;
}
