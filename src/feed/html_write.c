/* html_write — text and plain values, escaped so that they stay text in every browser. */
#include <string.h>

#include "entities.h"
#include "html_value.h"
#include "weir/feed/html.h"

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
