#include "percent.h"

#include <stdbool.h>
#include <string.h>

#include "weir/text/utf8.h"

static const char capitals[] = "0123456789ABCDEF";

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The byte that "%XX" at `s` stands for; -1 when it is no such. */
static int hex_byte(const char *s, size_t n)
{
    int high = n >= 3 && s[0] == '%' ? hex_value(s[1]) : -1;
    int low = high >= 0 ? hex_value(s[2]) : -1;

    return low < 0 ? -1 : high * 16 + low;
}

/* RFC 3986 §2.3 */
static bool is_unreserved(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("-._~", c));
}

static char *put_encoded(char *out, unsigned char c)
{
    *out++ = '%';
    *out++ = capitals[c >> 4];
    *out++ = capitals[c & 15];
    return out;
}

char *percent_normal(struct arena *arena, struct url_part part)
{
    char *text = arena_alloc(arena, part.n * 3 + 1), *out = text;

    for (size_t i = 0; i < part.n; i++) {
        unsigned char c = (unsigned char)part.p[i];
        int byte = hex_byte(part.p + i, part.n - i);

        if (byte >= 0) {
            i += 2;
            if (is_unreserved((unsigned char)byte))
                *out++ = (char)byte;
            else
                out = put_encoded(out, (unsigned char)byte);
        } else if (is_unreserved(c) || (c > ' ' && c < 0x7f && !strchr("\"<>\\^`{|}%", c))) {
            *out++ = (char)c;
        } else {
            out = put_encoded(out, c);
        }
    }
    *out = '\0';
    return text;
}

/* RFC 3986 §5.2.4, in place. */
static void remove_dot_segments(char *path)
{
    char *out = path;
    const char *p = path;

    while (*p != '\0') {
        size_t n = 1 + strcspn(p + 1, "/"); /* the segment with the slash before it */
        bool last = p[n] == '\0';

        if ((n == 2 && memcmp(p, "/.", 2) == 0) || (n == 3 && memcmp(p, "/..", 3) == 0)) {
            if (n == 3)
                while (out > path && *--out != '/')
                    ;
            if (last)
                *out++ = '/';
        } else {
            memmove(out, p, n);
            out += n;
        }
        p += n;
    }
    *out = '\0';
}

char *percent_normal_path(struct arena *arena, struct url_part part)
{
    char *path = percent_normal(arena, part);

    if (path[0] != '/')
        path = arena_printf(arena, "/%s", path);
    remove_dot_segments(path);
    return path[0] == '\0' ? arena_strdup(arena, "/") : path;
}

char *percent_decode(struct arena *arena, const char *s)
{
    size_t n = strlen(s), n_out = 0;
    char *out = arena_alloc(arena, n + 1);

    for (size_t i = 0; i < n; i++) {
        int byte = hex_byte(s + i, n - i);
        out[n_out++] = byte > 0 ? (char)byte : s[i];
        if (byte > 0)
            i += 2;
    }
    return utf8_valid(out, n_out) ? out : arena_copy(arena, s, n);
}
