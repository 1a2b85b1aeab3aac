/*
 * references — &amp; &#8217; &nbsp; &company; and a bare &.
 */
#include "references.h"

#include <string.h>

#include "weir/feed/html.h"
#include "weir/text/utf8.h"
#include "weir/text/xml.h"
#include "windows1252.h"

#define REFERENCE_LIMIT 64 /* bytes of a name */

static bool is_xmls_own(const char *name, size_t n)
{
    static const char *const names[] = {"amp", "lt", "gt", "quot", "apos"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == n && memcmp(names[i], name, n) == 0)
            return true;
    return false;
}

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

/* &#NNN; and &#xHH;: what the digits name, 0 when there are none. `*length` counts from the ampersand. */
static uint32_t read_number(const char *s, size_t n, size_t *length)
{
    size_t i = 2;
    int base = 10;
    uint32_t c = 0;
    if (i < n && (s[i] | 0x20) == 'x') {
        base = 16;
        i++;
    }
    size_t first = i;
    for (; i < n && digit(s[i]) < base; i++)
        if (c <= 0x10FFFF)
            c = c * (uint32_t)base + (uint32_t)digit(s[i]);
    *length = i == first ? 0 : i;
    return c;
}

/* A character beyond U+FFFF as programs write it that think in UTF-16: two references, one to each surrogate.
 * The second's length is added when it is there. */
static uint32_t join_surrogates(uint32_t high, const char *s, size_t n, size_t *length)
{
    size_t at = *length + 1, more;
    if (high < 0xD800 || high > 0xDBFF || at + 2 >= n || memcmp(s + at - 1, ";&#", 3) != 0)
        return high;
    uint32_t low = read_number(s + at, n - at, &more);
    if (low < 0xDC00 || low > 0xDFFF)
        return high;
    *length = at + more;
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

static size_t mend_number(const char *s, size_t n, struct buf *out, const char **reason)
{
    size_t length;
    uint32_t c = windows1252_character(read_number(s, n, &length));
    size_t single = length;
    c = join_surrogates(c, s, n, &length);
    if (length > single)
        *reason = "a character written as two surrogates";
    if (length == 0) {
        buf_adds(out, "&amp;");
        *reason = "a bare & in text";
        return 1;
    }
    if (length < n && s[length] == ';')
        length++;
    else
        *reason = "a reference without a semicolon";
    if (utf8_is_xml_char(c))
        buf_addf(out, "&#%u;", c);
    else
        *reason = "a reference to a character that XML forbids";
    return length;
}

size_t reference_mend(struct doctype *doctype, const char *s, size_t n, struct buf *out, const char **reason)
{
    if (n > 1 && s[1] == '#')
        return mend_number(s, n, out, reason);
    size_t end = 1;
    while (end < n && end < REFERENCE_LIMIT && strchr(" \t\r\n;&<>\"'=", s[end]) == NULL)
        end++;
    if (end == 1 || end == n || s[end] != ';') {
        buf_adds(out, "&amp;");
        *reason = "a bare & in text";
        return 1;
    }
    if (is_xmls_own(s + 1, end - 1)) {
        buf_add(out, s, end + 1);
        return end + 1;
    }
    if (doctype_expand(doctype, s + 1, end - 1, out)) {
        if (doctype->expanded > DOCTYPE_LIMIT_EXPANSION)
            *reason = "DOCTYPE_LIMIT_EXPANSION: entities that expand to more than 1 MiB";
        return end + 1;
    }
    struct buf decoded = BUF_INIT(REFERENCE_LIMIT * 2);
    html_decode(s, end + 1, &decoded);
    xml_text(out, decoded.data); /* what HTML does not know stays as it stood, escaped */
    buf_release(&decoded);
    if (!doctype->external)
        *reason = "an entity that is not declared";
    return end + 1;
}
