#include "weir/text/xml.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "weir/text/utf8.h"

/* What stands for a character: NULL itself, "" nothing. A parser turns raw line breaks in attributes into
 * spaces (XML 1.0 §3.3.3) and CR anywhere into LF (§2.11), so these go as references. */
static const char *escape(uint32_t c, bool in_attribute)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '\r':
        return "&#13;";
    case '"':
        return in_attribute ? "&quot;" : NULL;
    case '\t':
        return in_attribute ? "&#9;" : NULL;
    case '\n':
        return in_attribute ? "&#10;" : NULL;
    default:
        return utf8_is_xml_char(c) ? NULL : "";
    }
}

/* Printable ASCII that stands for itself everywhere: most of any text. */
static bool is_plain(char c)
{
    return c >= 0x20 && c < 0x7f && c != '&' && c != '<' && c != '>' && c != '"';
}

static void add_escaped(struct buf *out, const char *s, bool in_attribute)
{
    size_t n = strlen(s), plain = 0; /* s[plain…i) needs no escape and waits to be added */
    for (size_t i = 0; i < n;) {
        uint32_t c;
        if (is_plain(s[i])) {
            i++;
            continue;
        }
        size_t length = utf8_next(s + i, n - i, &c);
        const char *instead = length == 0 ? "\xEF\xBF\xBD" : escape(c, in_attribute);
        length = length == 0 ? 1 : length;
        if (instead) {
            buf_add(out, s + plain, i - plain);
            buf_adds(out, instead);
            plain = i + length;
        }
        i += length;
    }
    buf_add(out, s + plain, n - plain);
}

void xml_text(struct buf *out, const char *s)
{
    add_escaped(out, s, false);
}

void xml_attr(struct buf *out, const char *s)
{
    add_escaped(out, s, true);
}

static void add_tag(struct buf *out, const char *name, va_list pairs, const char *end)
{
    buf_addf(out, "<%s", name);
    for (const char *key; (key = va_arg(pairs, const char *));) {
        const char *value = va_arg(pairs, const char *);
        if (!value)
            continue;
        buf_addf(out, " %s=\"", key);
        xml_attr(out, value);
        buf_addc(out, '"');
    }
    buf_adds(out, end);
}

void xml_open(struct buf *out, const char *name, ...)
{
    va_list pairs;
    va_start(pairs, name);
    add_tag(out, name, pairs, ">");
    va_end(pairs);
}

void xml_empty(struct buf *out, const char *name, ...)
{
    va_list pairs;
    va_start(pairs, name);
    add_tag(out, name, pairs, "/>");
    va_end(pairs);
}

void xml_close(struct buf *out, const char *name)
{
    buf_addf(out, "</%s>", name);
}

void xml_element(struct buf *out, const char *name, const char *text)
{
    if (!text || !*text)
        return;
    buf_addf(out, "<%s>", name);
    xml_text(out, text);
    xml_close(out, name);
}
