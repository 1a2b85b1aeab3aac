#include "weir/text/url.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "weir/text/buf.h"
#include "weir/text/utf8.h"

static bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static struct url_part part(const char *from, const char *to)
{
    return (struct url_part){from, (size_t)(to - from)};
}

static bool part_is(struct url_part part, const char *word)
{
    return part.p && part.n == strlen(word) && strncasecmp(part.p, word, part.n) == 0;
}

/* Length of a scheme at `s` (RFC 3986 §3.1), 0 when there is none. */
static size_t scheme_length(const char *s)
{
    size_t n = 0;
    if (is_alpha(*s))
        while (is_alpha(s[n]) || is_digit(s[n]) || s[n] == '+' || s[n] == '-' || s[n] == '.')
            n++;
    return s[n] == ':' ? n : 0;
}

/* user@host:port; the last @ counts, as in browsers, and colons inside brackets are an IPv6 address's. */
static void split_authority(const char *s, const char *end, struct url *url)
{
    const char *at = memrchr(s, '@', (size_t)(end - s));
    if (at) {
        url->user = part(s, at);
        s = at + 1;
    }
    const char *bracket = memrchr(s, ']', (size_t)(end - s));
    const char *from = bracket ? bracket : s;
    const char *colon = memrchr(from, ':', (size_t)(end - from));
    if (colon)
        url->port = part(colon + 1, end);
    url->host = part(s, colon ? colon : end);
}

struct url url_split(const char *s)
{
    struct url url = {0};
    size_t n = scheme_length(s);
    if (n > 0) {
        url.scheme = part(s, s + n);
        s += n + 1;
    }
    if (s[0] == '/' && s[1] == '/') {
        const char *end = s + 2 + strcspn(s + 2, "/?#");
        split_authority(s + 2, end, &url);
        s = end;
    }
    const char *end = s + strcspn(s, "?#");
    url.path = part(s, end);
    if (*end == '?') {
        s = end + 1;
        end = s + strcspn(s, "#");
        url.query = part(s, end);
    }
    if (*end == '#')
        url.fragment = part(end + 1, end + 1 + strlen(end + 1));
    return url;
}

static bool is_web(struct url_part scheme)
{
    return part_is(scheme, "http") || part_is(scheme, "https");
}

static void add_percent(struct buf *out, unsigned char byte)
{
    static const char digits[] = "0123456789ABCDEF";
    const char code[3] = {'%', digits[byte >> 4], digits[byte & 15]};
    buf_add(out, code, sizeof code);
}

static bool is_printable_ascii(char c)
{
    return c > 0x20 && c < 0x7F;
}

/* Cuts white space and control characters off both ends. */
static struct url_part trim(const char *s)
{
    struct url_part inner = {s, 0};
    size_t n = strlen(s);
    if (n > 0 && is_printable_ascii(s[0]) && is_printable_ascii(s[n - 1])) /* as nearly always */
        return (struct url_part){s, n};
    for (size_t i = 0, length; i < n; i += length) {
        uint32_t c = (unsigned char)s[i];
        length = c < 0x80 ? 1 : utf8_next(s + i, n - i, &c);
        bool is_outside = length > 0 && (c < 0x20 || utf8_is_space(c));
        length = length == 0 ? 1 : length;
        if (!is_outside)
            inner.n = (size_t)(s + i + length - inner.p);
        else if (inner.n == 0)
            inner.p = s + i + length;
    }
    return inner;
}

/* Without the tabs and line breaks that browsers take out before they look for a scheme. */
static char *without_breaks(struct arena *arena, struct url_part inner)
{
    char *result = arena_copy(arena, inner.p, inner.n), *to = result;
    for (const char *from = result; *from; from++)
        if (*from != '\t' && *from != '\n' && *from != '\r')
            *to++ = *from;
    *to = '\0';
    return result;
}

/* How many bytes of `s` are white space, a control character or another that no address holds as it is. */
static size_t unfit_length(const char *s)
{
    unsigned char c = (unsigned char)*s;
    if (c < 0x80)
        return c <= 0x20 || strchr("\x7f\"<>", c) ? 1 : 0;
    uint32_t wide;
    size_t n = utf8_next(s, strnlen(s, 4), &wide);
    return n > 0 && utf8_is_space(wide) ? n : 0;
}

/* The address as others can read it: see url_resolve. Letters of all scripts stay, this being an IRI (RFC
 * 3987). */
static char *clean(struct arena *arena, const char *s, bool has_web_base)
{
    char *inner = without_breaks(arena, trim(s));
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    struct url_part scheme = part(inner, inner + scheme_length(inner));
    bool backslash_is_slash = scheme.n > 0 ? is_web(scheme) : has_web_base;
    for (const char *p = inner; *p;) {
        size_t unfit = unfit_length(p);
        if (*p == '?' || *p == '#')
            backslash_is_slash = false;
        if (unfit == 0) {
            buf_addc(&out, *p == '\\' && backslash_is_slash ? '/' : *p);
            p++;
        }
        for (; unfit > 0; unfit--)
            add_percent(&out, (unsigned char)*p++);
    }
    char *result = arena_copy(arena, out.data, out.n);
    buf_release(&out);
    return result;
}

/* RFC 3986 §5.2.4, in place on what stands behind `start`. */
static void remove_dot_segments(struct buf *buf, size_t start)
{
    char *path = buf->data + start;
    size_t n = buf->n - start, from = 0, to = 0;
    while (from < n) {
        size_t end = from + 1;
        while (end < n && path[end] != '/')
            end++;
        size_t length = end - from; /* of "/segment" */
        bool is_last = end == n;
        if (length == 2 && path[from] == '/' && path[from + 1] == '.') {
            if (is_last)
                path[to++] = '/';
        } else if (length == 3 && memcmp(path + from, "/..", 3) == 0) {
            while (to > 0 && path[--to] != '/')
                ;
            if (is_last)
                path[to++] = '/';
        } else {
            memmove(path + to, path + from, length);
            to += length;
        }
        from = end;
    }
    buf_truncate(buf, start + to);
}

static void add_part(struct buf *out, const char *before, struct url_part part, const char *after)
{
    if (!part.p)
        return;
    buf_adds(out, before);
    buf_add(out, part.p, part.n);
    buf_adds(out, after);
}

static void add_authority(struct buf *out, const struct url *url)
{
    if (!url->host.p)
        return;
    buf_adds(out, "//");
    add_part(out, "", url->user, "@");
    add_part(out, "", url->host, "");
    add_part(out, ":", url->port, "");
}

/* The path of a relative reference, put where the base's last segment stands (RFC 3986 §5.2.3). */
static void add_merged_path(struct buf *out, const struct url *base, const struct url *ref)
{
    size_t start = out->n;
    if (ref->path.n == 0) {
        add_part(out, "", base->path, "");
    } else if (*ref->path.p != '/') {
        const char *slash = memrchr(base->path.p, '/', base->path.n);
        if (slash)
            buf_add(out, base->path.p, (size_t)(slash + 1 - base->path.p));
        else
            buf_addc(out, '/');
    }
    add_part(out, "", ref->path, "");
    remove_dot_segments(out, start);
}

/* RFC 3986 §5.2.2 and §5.3. */
static void add_resolved(struct buf *out, const struct url *base, const struct url *ref)
{
    bool is_absolute = ref->scheme.p, has_host = ref->host.p;
    add_part(out, "", is_absolute ? ref->scheme : base->scheme, ":");
    add_authority(out, is_absolute || has_host ? ref : base);
    if (is_absolute || has_host) {
        size_t start = out->n;
        add_part(out, "", ref->path, "");
        if (has_host)
            remove_dot_segments(out, start);
    } else {
        add_merged_path(out, base, ref);
    }
    bool keeps_query = !is_absolute && !has_host && ref->path.n == 0 && !ref->query.p;
    add_part(out, "?", keeps_query ? base->query : ref->query, "");
    add_part(out, "#", ref->fragment, "");
}

/* Most addresses are absolute, clean and without dot segments: they resolve to themselves. */
static bool is_resolved(struct url_part s)
{
    if (s.n < 8 || (memcmp(s.p, "http://", 7) != 0 && memcmp(s.p, "https://", 8) != 0))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c <= 0x20 || c == 0x7F || c == '"' || c == '<' || c == '>' || c == '\\' ||
            (c == '.' && s.p[i - 1] == '/') || (c >= 0x80 && unfit_length(s.p + i) > 0))
            return false;
    }
    return true;
}

char *url_resolve(struct arena *arena, const char *base, const char *ref)
{
    struct url_part inner = trim(ref);
    if (is_resolved(inner))
        return arena_copy(arena, inner.p, inner.n);

    char *clean_base = base ? clean(arena, base, false) : arena_strdup(arena, "");
    struct url from = url_split(clean_base);
    bool has_base = from.scheme.p && (from.host.p || (from.path.n > 0 && *from.path.p == '/'));
    char *clean_ref = clean(arena, ref, has_base && is_web(from.scheme));
    struct url to = url_split(clean_ref);
    if (!has_base && !(to.scheme.p && to.host.p))
        return clean_ref;
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    add_resolved(&out, &from, &to);
    char *result = arena_copy(arena, out.data, out.n);
    buf_release(&out);
    return result;
}

bool url_is_http(const char *s)
{
    struct url url = url_split(s);
    return is_web(url.scheme) && url.host.n > 0;
}

static int hex_value(char c)
{
    return is_digit(c)            ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Percent-decoded; what is then no text is repaired, so that nothing invalid or NUL comes in by this door. */
static char *decode(struct arena *arena, struct url_part part)
{
    struct buf bytes = BUF_INIT(BUF_LIMIT_OUTPUT), text = BUF_INIT(BUF_LIMIT_OUTPUT);
    for (size_t i = 0; i < part.n; i++) {
        bool is_code = part.p[i] == '%' && part.n - i > 2 && hex_value(part.p[i + 1]) >= 0 &&
                       hex_value(part.p[i + 2]) >= 0;
        if (is_code)
            buf_addc(&bytes, (char)(hex_value(part.p[i + 1]) << 4 | hex_value(part.p[i + 2])));
        else
            buf_addc(&bytes, part.p[i]);
        i += is_code ? 2 : 0;
    }
    utf8_repair(bytes.data, bytes.n, &text);
    char *result = arena_copy(arena, text.data, text.n);
    buf_release(&bytes);
    buf_release(&text);
    return result;
}

char *url_host(struct arena *arena, const char *s)
{
    struct url_part part = url_split(s).host;
    if (part.n >= 2 && part.p[0] == '[' && part.p[part.n - 1] == ']')
        part = (struct url_part){part.p + 1, part.n - 2};
    char *host = decode(arena, part);
    for (char *c = host; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c | 0x20);
    return host;
}

char *url_escape(struct arena *arena, const char *s)
{
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    for (; *s; s++) {
        if (is_alpha(*s) || is_digit(*s) || strchr("-._~", *s))
            buf_addc(&out, *s);
        else
            add_percent(&out, (unsigned char)*s);
    }
    char *result = arena_copy(arena, out.data, out.n);
    buf_release(&out);
    return result;
}

char *url_query(struct arena *arena, const char *s, const char *name)
{
    struct url_part query = url_split(s).query;
    size_t n_name = strlen(name);
    const char *end = query.p ? query.p + query.n : NULL;
    for (const char *p = query.p; p && p < end;) {
        const char *next = memchr(p, '&', (size_t)(end - p));
        const char *stop = next ? next : end;
        /* Feeds that escape twice leave "amp;" before every name but the first. */
        const char *key = stop - p > 4 && memcmp(p, "amp;", 4) == 0 ? p + 4 : p;
        if ((size_t)(stop - key) > n_name && memcmp(key, name, n_name) == 0 && key[n_name] == '=')
            return decode(arena, part(key + n_name + 1, stop));
        if ((size_t)(stop - key) == n_name && memcmp(key, name, n_name) == 0)
            return arena_strdup(arena, "");
        p = next ? next + 1 : NULL;
    }
    return NULL;
}
