#include "rules.h"

#include <ctype.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "weir/text/date.h"

static const struct {
    const char *ending, *type;
} types[] = {
    {".atom", "application/atom+xml; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".html", "text/html; charset=utf-8"},
    {".ico", "image/x-icon"},
    {".json", "application/feed+json; charset=utf-8"},
    {".md", "text/markdown; charset=utf-8"},
    {".opml", "text/x-opml; charset=utf-8"},
    {".png", "image/png"},
    {".svg", "image/svg+xml"},
    {".txt", "text/plain; charset=utf-8"},
    {".xml", "application/xml; charset=utf-8"},
};

static int hex(char c)
{
    const char *digits = "0123456789abcdef", *at = strchr(digits, tolower((unsigned char)c));
    return c != '\0' && at != NULL ? (int)(at - digits) : -1;
}

size_t rules_unescape(char *text)
{
    char *to = text;
    for (const char *p = text; *p != '\0'; to++) {
        int high = *p == '%' ? hex(p[1]) : -1, low = high >= 0 ? hex(p[2]) : -1;
        bool is_escape = low >= 0 && high + low > 0;
        *to = is_escape ? (char)(high * 16 + low) : *p;
        p += is_escape ? 3 : 1;
    }
    *to = '\0';
    return (size_t)(to - text);
}

const char *rules_path(const char *target)
{
    const char *authority = strstr(target, "://");
    if (target[0] == '/' || authority == NULL)
        return target;
    const char *path = strchr(authority + 3, '/');
    return path != NULL ? path : "/";
}

static bool ends_in(const char *s, size_t n, const char *ending)
{
    size_t ending_n = strlen(ending);
    return n >= ending_n && strncasecmp(s + n - ending_n, ending, ending_n) == 0;
}

bool rules_host_is_ours(const char *target, const char *host, const char *own)
{
    const char *authority = target[0] != '/' ? strstr(target, "://") : NULL;
    const char *name = authority != NULL ? authority + 3 : host;
    size_t n = name[0] == '[' ? strcspn(name, "]/") : strcspn(name, ":/");
    while (n > 0 && name[n - 1] == '.')
        n--;
    if (n == strlen(own) && strncasecmp(name, own, n) == 0)
        return n > 0;
    bool is_address = name[0] == '[' || (n > 0 && strspn(name, "0123456789.") >= n);
    bool is_bare = n > 0 && memchr(name, '.', n) == NULL;
    return is_address || is_bare || ends_in(name, n, ".localhost") || ends_in(name, n, ".local");
}

const char *rules_type(const char *path, const char *accept)
{
    const char *dot = strrchr(path, '.');
    if (dot != NULL && strcasecmp(dot, ".atom") == 0 && accept != NULL && strstr(accept, "text/html") != NULL)
        return "application/xml; charset=utf-8";
    for (size_t i = 0; dot != NULL && i < sizeof types / sizeof *types; i++)
        if (strcasecmp(dot, types[i].ending) == 0)
            return types[i].type;
    return "application/octet-stream";
}

/* The opaque part of a tag, with its quotes. */
static const char *opaque(const char *tag)
{
    return strncmp(tag, "W/", 2) == 0 ? tag + 2 : tag;
}

static bool names_tag(const char *list, const char *etag)
{
    const char *want = opaque(etag);
    size_t want_n = strlen(want);
    for (const char *p = list; *p != '\0';) {
        p += strspn(p, " \t,");
        if (*p == '*')
            return true;
        p = opaque(p);
        /* Commas may stand inside quotes. */
        const char *close = *p == '"' ? strchr(p + 1, '"') : NULL;
        size_t n = close != NULL ? (size_t)(close + 1 - p) : strcspn(p, ",");
        if (n == want_n && memcmp(p, want, n) == 0)
            return true;
        p += n;
    }
    return false;
}

bool rules_not_modified(const char *if_none_match, const char *if_modified_since, const char *etag,
                        int64_t modified_at)
{
    if (if_none_match != NULL)
        return names_tag(if_none_match, etag);
    int64_t since = if_modified_since != NULL ? date_parse(if_modified_since) : DATE_NONE;
    return since != DATE_NONE && modified_at <= since;
}

/* The weight of the list's element that has this name, in thousandths; -1 when there is none. */
static int weight_of(const char *list, const char *name)
{
    size_t n_name = strlen(name);
    for (const char *p = list; *p != '\0';) {
        p += strspn(p, " \t,");
        size_t n = strcspn(p, " \t,;"), n_element = strcspn(p, ",");
        const char *q = memchr(p, '=', n_element);
        if (n == n_name && strncasecmp(p, name, n) == 0)
            return q != NULL ? (int)(strtod(q + 1, NULL) * 1000) : 1000;
        p += n_element;
    }
    return -1;
}

enum coding rules_coding(const char *accept_encoding)
{
    if (accept_encoding == NULL)
        return CODING_PLAIN;
    int br = weight_of(accept_encoding, "br"), gzip = weight_of(accept_encoding, "gzip"),
        plain = weight_of(accept_encoding, "identity");
    if (gzip < 0)
        gzip = weight_of(accept_encoding, "x-gzip"); /* the same (RFC 9110 §8.4.1.3) */
    if (gzip < 0)
        gzip = weight_of(accept_encoding, "*");
    if (br > 0 && br >= gzip && br >= plain)
        return CODING_BR;
    return gzip > 0 && gzip >= plain ? CODING_GZIP : CODING_PLAIN;
}

/* Digits at `*p` as a number that stops at UINT64_MAX; false when there are none. */
static bool number(const char **p, uint64_t *out)
{
    const char *begin = *p;
    *out = 0;
    for (; isdigit((unsigned char)**p); (*p)++) {
        uint64_t digit = (uint64_t)(**p - '0');
        *out = *out > (UINT64_MAX - digit) / 10 ? UINT64_MAX : *out * 10 + digit;
    }
    return *p != begin;
}

static bool if_range_holds(const char *if_range, const char *etag, int64_t modified_at)
{
    if (if_range == NULL)
        return true;
    if (if_range[0] == '"' || strncmp(if_range, "W/", 2) == 0)
        return strcmp(if_range, etag) == 0 && etag[0] == '"';
    return date_parse(if_range) == modified_at;
}

enum range rules_range(const char *range, const char *if_range, const char *etag, int64_t modified_at,
                       uint64_t size, uint64_t *from, uint64_t *n)
{
    uint64_t first, last;
    if (range == NULL || strncasecmp(range, "bytes=", 6) != 0 || !if_range_holds(if_range, etag, modified_at))
        return RANGE_ALL;
    const char *p = range + 6;
    bool has_first = number(&p, &first);
    if (*p++ != '-')
        return RANGE_ALL;
    bool has_last = number(&p, &last);
    if (*p != '\0' || (!has_first && !has_last) || (has_first && has_last && last < first))
        return RANGE_ALL;
    if (!has_first) { /* the last so many */
        first = last < size ? size - last : 0;
        has_last = false;
        if (last == 0)
            return RANGE_BEYOND;
    }
    if (first >= size)
        return RANGE_BEYOND;
    *from = first;
    *n = (has_last && last < size ? last + 1 : size) - first;
    return RANGE_PART;
}
