/*
 * starttag — names, attributes, quotes.
 */
#include "starttag.h"

#include <string.h>

#include "references.h"
#include "weir/feed/parse.h"

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
