/*
 * line — most strings of most feeds are lines already.
 */
#include "line.h"

#include <stdbool.h>
#include <string.h>

#include "weir/text/buf.h"
#include "weir/text/utf8.h"

/* May a character that begins so be white space? U+0085, U+00A0, U+1680, U+2000…, U+3000 and their
 * neighbours. */
static bool may_be_space(unsigned char first, unsigned char second)
{
    return (first == 0xC2 && (second == 0x85 || second == 0xA0)) || (first == 0xE1 && second == 0x9A) ||
           (first == 0xE2 && (second == 0x80 || second == 0x81)) || (first == 0xE3 && second == 0x80);
}

/* Is nothing to be squashed: single spaces only? */
static bool is_line(const char *s, size_t n)
{
    bool after_space = false;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c < ' ' || (c == ' ' && after_space) ||
            (c >= 0x80 && i + 1 < n && may_be_space(c, (unsigned char)s[i + 1])))
            return false;
        after_space = c == ' ';
    }
    return true;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

char *line_copy(struct arena *arena, const char *s, size_t n, size_t limit)
{
    while (n > 0 && is_space(*s)) {
        s++;
        n--;
    }
    while (n > 0 && is_space(s[n - 1]))
        n--;
    if (n <= limit && is_line(s, n))
        return arena_copy(arena, s, n);
    struct buf line = BUF_INIT(n);
    utf8_squash(s, n, &line);
    n = utf8_prefix(line.data, limit);
    while (n > 0 && line.data[n - 1] == ' ') /* where it was cut */
        n--;
    char *copy = arena_copy(arena, line.data, n);
    buf_release(&line);
    return copy;
}

char *line_message(struct arena *arena, const char *message)
{
    size_t n = strlen(message);
    struct buf valid = BUF_INIT(3 * n + 3);
    utf8_repair(message, n, &valid);
    char *line = line_copy(arena, valid.data, valid.n, valid.n);
    buf_release(&valid);
    return line;
}
