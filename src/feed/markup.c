/*
 * markup — the parts of a document that mend reads as browsers do: its document type, references, start tags.
 */
#include "mend.h"

#include <string.h>
#include <strings.h>

#include "entities.h"
#include "weir/feed/html.h"
#include "weir/feed/parse.h"
#include "weir/text/utf8.h"
#include "weir/text/xml.h"

/* ---- the document type, and the internal subset's entities -----------------------------------------------
 */

static bool starts(const char *s, size_t n, const char *with)
{
    return n >= strlen(with) && strncasecmp(s, with, strlen(with)) == 0;
}

static size_t skip_past(const char *s, size_t n, const char *end)
{
    const char *at = memmem(s, n, end, strlen(end));
    return at == NULL ? n : (size_t)(at - s) + strlen(end);
}

bool doctype_present(const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        if (s[i] != '<')
            i++;
        else if (starts(s + i, n - i, "<!DOCTYPE"))
            return true;
        else if (starts(s + i, n - i, "<!--"))
            i += skip_past(s + i, n - i, "-->");
        else if (starts(s + i, n - i, "<?"))
            i += skip_past(s + i, n - i, "?>");
        else
            return false;
    }
    return false;
}

static size_t skip_space(const char *s, size_t n, size_t i)
{
    while (i < n && strchr(" \t\r\n", s[i]) != NULL)
        i++;
    return i;
}

/* <!ENTITY name "value">; parameter entities (%) and external ones (SYSTEM, PUBLIC) are nothing to us. */
static void read_entity(struct doctype *doctype, const char *s, size_t n)
{
    struct entity entity;
    size_t i = skip_space(s, n, strlen("<!ENTITY"));
    entity.name = s + i;
    while (i < n && strchr(" \t\r\n%>\"'", s[i]) == NULL)
        i++;
    entity.name_n = (size_t)(s + i - entity.name);
    i = skip_space(s, n, i);
    if (entity.name_n == 0 || i >= n || (s[i] != '"' && s[i] != '\''))
        return;
    entity.value = s + i + 1;
    const char *end = memchr(entity.value, s[i], n - i - 1);
    if (end == NULL || doctype->n_entities == DOCTYPE_LIMIT_ENTITIES)
        return;
    entity.value_n = (size_t)(end - entity.value);
    doctype->entities[doctype->n_entities++] = entity;
}

size_t doctype_read(struct doctype *doctype, const char *s, size_t n)
{
    bool in_subset = false;
    size_t i = strlen("<!DOCTYPE");
    while (i < n) {
        if (s[i] == '"' || s[i] == '\'') {
            const char *end = memchr(s + i + 1, s[i], n - i - 1);
            doctype->external = doctype->external || !in_subset;
            i = end == NULL ? i + 1 : (size_t)(end - s) + 1;
            continue;
        }
        if (in_subset && starts(s + i, n - i, "<!--")) {
            i += skip_past(s + i, n - i, "-->");
            continue;
        }
        if (in_subset && starts(s + i, n - i, "<!ENTITY"))
            read_entity(doctype, s + i, n - i);
        if (s[i] == '[')
            in_subset = true;
        if (s[i] == ']')
            in_subset = false;
        if (s[i++] == '>' && !in_subset)
            return i;
    }
    return n;
}

/* Appends what the entity stands for, as escaped text, or nothing when the budget is spent; false when it is
 * not declared. */
static bool doctype_expand(struct doctype *doctype, const char *name, size_t n, struct buf *out)
{
    for (size_t i = 0; i < doctype->n_entities; i++) {
        const struct entity *entity = &doctype->entities[i];
        if (entity->name_n != n || memcmp(entity->name, name, n) != 0)
            continue;
        doctype->expanded += entity->value_n;
        if (doctype->expanded > DOCTYPE_LIMIT_EXPANSION)
            return true;
        struct buf value = BUF_INIT(DOCTYPE_LIMIT_EXPANSION);
        html_decode(entity->value, entity->value_n, &value);
        xml_text(out, value.data);
        buf_release(&value);
        return true;
    }
    return false;
}

/* ---- references: &amp; &#8217; &nbsp; &company; and a bare & ---------------------------------------------
 */

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

/* ---- start tags: names, attributes, quotes ---------------------------------------------------------------
 */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool starts_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
           (unsigned char)c >= 0x80;
}

static bool continues_name(char c)
{
    return starts_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

static size_t name_length(const char *s, const char *end)
{
    if (s == end || !starts_name(*s))
        return 0;
    const char *p = s + 1;
    while (p < end && continues_name(*p))
        p++;
    return (size_t)(p - s);
}

/* Past the unquoted value at `p`. A "/" at its end closes the tag unless it ends an address:
 * <rss xmlns:content=http://purl.org/rss/1.0/modules/content/>. */
static const char *pass_unquoted(const char *p, const char *end)
{
    const char *value = p;
    while (p < end && !is_space(*p) && *p != '>' && *p != '<')
        p++;
    bool closes = p > value && p[-1] == '/' && memchr(value, '/', (size_t)(p - value - 1)) == NULL;
    return closes ? p - 1 : p;
}

bool starttag_read(struct start_tag *tag, const char *s, size_t n)
{
    const char *end = s + n, *p = s + 1;
    tag->name = p;
    tag->name_n = name_length(p, end);
    p += tag->name_n;
    if (tag->name_n == 0 || p == end || !(is_space(*p) || *p == '>' || *p == '/'))
        return false;
    tag->attributes = p;
    const char *value_end = NULL;
    while (p < end && *p != '>' && *p != '<') {
        if (*p == '=' && p + 1 < end) {
            do
                p++;
            while (p < end && is_space(*p));
            const char *quote =
                p < end && (*p == '"' || *p == '\'') ? memchr(p + 1, *p, (size_t)(end - p - 1)) : NULL;
            value_end = quote != NULL ? quote + 1 : pass_unquoted(p, end);
            p = value_end;
            continue;
        }
        p++;
    }
    if (p == end || *p == '<') /* no end: what it holds is lost, but nothing behind it */
        tag->n = (size_t)(p - s);
    else
        tag->n = (size_t)(p - s) + 1;
    tag->closed = p > tag->attributes && p[-1] == '/' && p != value_end;
    tag->end = tag->closed ? p - 1 : p;
    return true;
}

/* One attribute: its name and its value without quotes. */
struct attribute {
    const char *name, *value;
    size_t name_n, value_n;
};

static const char *read_attribute(const char *p, const char *end, struct attribute *a)
{
    while (p < end && (is_space(*p) || *p == '/'))
        p++;
    a->name = p;
    a->name_n = name_length(p, end);
    while (p < end && !is_space(*p) && *p != '=')
        p++;
    if (a->name + a->name_n != p) /* a character that no name has */
        a->name_n = 0;
    a->value = "";
    a->value_n = 0;
    const char *after = p;
    while (after < end && is_space(*after))
        after++;
    if (after == end || *after != '=')
        return p;
    p = after + 1;
    while (p < end && is_space(*p))
        p++;
    const char *quote =
        p < end && (*p == '"' || *p == '\'') ? memchr(p + 1, *p, (size_t)(end - p - 1)) : NULL;
    a->value = quote == NULL ? p : p + 1;
    if (quote == NULL)
        while (p < end && !is_space(*p))
            p++;
    a->value_n = (size_t)((quote == NULL ? p : quote) - a->value);
    return quote == NULL ? p : quote + 1;
}

static void write_value(const struct attribute *a, struct doctype *doctype, struct buf *out,
                        const char **reason)
{
    const char *p = a->value, *end = a->value + a->value_n;
    if (a->value_n > FEED_LIMIT_CONTENT)
        *reason = "FEED_LIMIT_CONTENT: an attribute of more than 4 MiB is left out";
    while (p < end && a->value_n <= FEED_LIMIT_CONTENT) {
        if (*p == '&') {
            p += reference_mend(doctype, p, (size_t)(end - p), out, reason);
        } else if (*p == '<' || *p == '"') {
            buf_adds(out, *p == '<' ? "&lt;" : "&quot;");
            p++;
        } else {
            buf_addc(out, *p++);
        }
    }
}

static bool is_double(const struct attribute *seen, size_t n, const struct attribute *a)
{
    for (size_t i = 0; i < n; i++)
        if (seen[i].name_n == a->name_n && memcmp(seen[i].name, a->name, a->name_n) == 0)
            return true;
    return false;
}

const char *starttag_write(const struct start_tag *tag, struct doctype *doctype, bool closed, struct buf *out)
{
    struct attribute seen[FEED_LIMIT_ATTRIBUTES];
    size_t n_seen = 0;
    const char *reason = NULL;
    buf_addc(out, '<');
    buf_add(out, tag->name, tag->name_n);
    for (const char *p = tag->attributes; p < tag->end;) {
        struct attribute a;
        p = read_attribute(p, tag->end, &a);
        if (a.name_n == 0 && p < tag->end)
            p += *p == '=';
        if (a.name_n == 0 || is_double(seen, n_seen, &a)) {
            reason = a.name == tag->end ? reason : "an attribute that XML refuses";
            continue;
        }
        if (n_seen == FEED_LIMIT_ATTRIBUTES) {
            reason = "FEED_LIMIT_ATTRIBUTES: more than 256 attributes of one element";
            break;
        }
        seen[n_seen++] = a;
        buf_addc(out, ' ');
        buf_add(out, a.name, a.name_n);
        buf_adds(out, "=\"");
        write_value(&a, doctype, out, &reason);
        buf_addc(out, '"');
    }
    buf_adds(out, closed ? "/>" : ">");
    return reason;
}

bool starttag_is_crowded(const char *s, size_t n)
{
    size_t n_equals = 0;
    for (const char *p = s; (p = memchr(p, '=', n - (size_t)(p - s))) != NULL; p++)
        n_equals++;
    return n_equals > FEED_LIMIT_ATTRIBUTES;
}
