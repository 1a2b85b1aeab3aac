#include "headers.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "weir/text/date.h"

static const struct field {
    const char *name;
    size_t offset;
    bool is_list;
} fields[] = {
    {"Age", offsetof(struct headers, age), false},
    {"Cache-Control", offsetof(struct headers, cache_control), true},
    {"Content-Encoding", offsetof(struct headers, content_encoding), true},
    {"Content-Location", offsetof(struct headers, content_location), false},
    {"Content-Type", offsetof(struct headers, content_type), false},
    {"Date", offsetof(struct headers, date), false},
    {"ETag", offsetof(struct headers, etag), false},
    {"Expires", offsetof(struct headers, expires), false},
    {"Last-Modified", offsetof(struct headers, last_modified), false},
    {"Link", offsetof(struct headers, link), true},
    {"Retry-After", offsetof(struct headers, retry_after), false},
};

static const struct field *field_named(const char *name, size_t n)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strlen(fields[i].name) == n && strncasecmp(fields[i].name, name, n) == 0)
            return &fields[i];
    return NULL;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

void headers_line(struct headers *headers, struct arena *arena, const char *line, size_t n)
{
    if (n >= 5 && memcmp(line, "HTTP/", 5) == 0) {
        *headers = (struct headers){0};
        return;
    }
    const char *colon = memchr(line, ':', n), *end = line + n;
    const struct field *field = colon != NULL ? field_named(line, (size_t)(colon - line)) : NULL;
    if (field == NULL)
        return;
    const char *value = colon + 1;
    while (value < end && is_blank(*value))
        value++;
    while (end > value && is_blank(end[-1]))
        end--;
    const char **slot = (const char **)(void *)((char *)headers + field->offset);
    if (*slot == NULL)
        *slot = arena_copy(arena, value, (size_t)(end - value));
    else if (field->is_list)
        *slot = arena_printf(arena, "%s, %.*s", *slot, (int)(end - value), value);
}

/* Digits as seconds; too many of them are the largest number that caches must keep (RFC 9111 §1.2.2); −1 for
 * what is no number. */
static int64_t delta_seconds(const char *s)
{
    int64_t seconds = 0;
    const char *p = s;
    for (; isdigit((unsigned char)*p); p++)
        if (seconds < INT32_MAX)
            seconds = seconds * 10 + (*p - '0');
    while (is_blank(*p))
        p++;
    if (p == s || (*p != '\0' && *p != ',' && *p != '"'))
        return -1;
    return seconds < INT32_MAX ? seconds : INT32_MAX;
}

/* Behind the directive that begins at `p`, past its comma; commas inside quotes do not part directives. */
static const char *directive_end(const char *p)
{
    for (bool quoted = false; *p != '\0' && (quoted || *p != ','); p++) {
        if (*p == '"')
            quoted = !quoted;
        else if (quoted && *p == '\\' && p[1] != '\0')
            p++;
    }
    return *p == ',' ? p + 1 : p;
}

/* The value of Cache-Control's max-age, quoted or not; −1 when there is none. The first one counts. */
static int64_t max_age(const char *cache_control)
{
    static const char name[] = "max-age";
    for (const char *p = cache_control; *p != '\0'; p = directive_end(p)) {
        while (is_blank(*p))
            p++;
        if (strncasecmp(p, name, sizeof name - 1) != 0)
            continue;
        p += sizeof name - 1;
        while (is_blank(*p))
            p++;
        if (*p != '=')
            continue;
        p++;
        while (is_blank(*p) || *p == '"')
            p++;
        return delta_seconds(p);
    }
    return -1;
}

static int64_t answer_date(const struct headers *headers, int64_t now)
{
    int64_t date = headers->date != NULL ? date_parse(headers->date) : DATE_NONE;
    return date != DATE_NONE ? date : now;
}

static int64_t not_negative(int64_t seconds)
{
    return seconds > 0 ? seconds : 0;
}

int64_t headers_fresh_s(const struct headers *headers, int64_t now)
{
    int64_t fresh = headers->cache_control != NULL ? max_age(headers->cache_control) : -1;
    if (fresh < 0 && headers->expires != NULL) {
        /* "0" and other invalid dates mean "already expired" (RFC 9111 §5.3). */
        int64_t expires = date_parse(headers->expires);
        fresh = expires == DATE_NONE ? 0 : not_negative(expires - answer_date(headers, now));
    }
    if (fresh < 0)
        return -1;
    int64_t age = headers->age != NULL ? delta_seconds(headers->age) : -1;
    return not_negative(fresh - not_negative(age));
}

int64_t headers_retry_after_s(const struct headers *headers, int64_t now)
{
    if (headers->retry_after == NULL)
        return -1;
    int64_t seconds = delta_seconds(headers->retry_after);
    if (seconds >= 0)
        return seconds;
    /* Against the answer's own Date, so that a wrong clock on either side does no harm. */
    int64_t at = date_parse(headers->retry_after);
    return at == DATE_NONE ? -1 : not_negative(at - answer_date(headers, now));
}
