#include "tex.h"

#include <ctype.h>
#include <string.h>

#include "weir/feed/parse.h"
#include "weir/text/buf.h"
#include "weir/text/utf8.h"

/* Accents, as the combining character that stands behind its letter. Those named by a letter want a brace or
 * a space behind them: \c{c}, \v s. */
static const struct accent {
    char command;
    const char *combining;
} accents[] = {
    {'`', "\xCC\x80"}, {'\'', "\xCC\x81"}, {'^', "\xCC\x82"}, {'~', "\xCC\x83"}, {'=', "\xCC\x84"},
    {'u', "\xCC\x86"}, {'.', "\xCC\x87"},  {'"', "\xCC\x88"}, {'r', "\xCC\x8A"}, {'H', "\xCC\x8B"},
    {'v', "\xCC\x8C"}, {'d', "\xCC\xA3"},  {'c', "\xCC\xA7"}, {'k', "\xCC\xA8"},
};

/* What a command leaves may make a command of what stands before it. Where that goes on, nothing was TeX. */
#define MAX_PASSES 4

static const struct letter {
    const char *command, *letter;
} letters[] = {
    {"ss", "ß"}, {"ae", "æ"}, {"AE", "Æ"}, {"oe", "œ"}, {"OE", "Œ"}, {"aa", "å"}, {"AA", "Å"},
    {"o", "ø"},  {"O", "Ø"},  {"l", "ł"},  {"L", "Ł"},  {"dh", "ð"}, {"DH", "Ð"},
};

static const char *skip_spaces(const char *s)
{
    return s + strspn(s, " ");
}

/* The letter that an accent stands on: "e", "{e}", "\i", "{\i}"; its end, NULL when there is none. */
static const char *read_base(const char *s, char *base)
{
    bool in_braces = *s == '{';
    s += in_braces;
    s += *s == '\\' && (s[1] == 'i' || s[1] == 'j') && !isalpha((unsigned char)s[2]);
    *base = *s;
    if (!isalpha((unsigned char)*s))
        return NULL;
    s++;
    if (!in_braces)
        return s;
    return *s == '}' ? s + 1 : NULL;
}

/* "'e" behind a backslash; where it ends, NULL when it is no accent. */
static const char *read_accent(const char *s, struct buf *out)
{
    for (size_t i = 0; i < sizeof accents / sizeof *accents; i++) {
        char base;
        if (*s != accents[i].command)
            continue;
        if (isalpha((unsigned char)*s) && s[1] != '{' && s[1] != ' ')
            continue;
        const char *end = read_base(skip_spaces(s + 1), &base);
        if (end == NULL)
            return NULL;
        char letter[4] = {base, accents[i].combining[0], accents[i].combining[1], '\0'};
        utf8_compose(letter, 3, out);
        return end;
    }
    return NULL;
}

/* "o", "ss" behind a backslash, and the space or "{}" that ends the command. */
static const char *read_letter(const char *s, struct buf *out)
{
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        size_t n = strlen(letters[i].command);
        if (strncmp(s, letters[i].command, n) != 0 || isalpha((unsigned char)s[n]))
            continue;
        buf_adds(out, letters[i].letter);
        s += n;
        return strncmp(s, "{}", 2) == 0 ? s + 2 : s + (*s == ' ');
    }
    return NULL;
}

/* What begins with a backslash, or with a brace around one. */
static const char *read_command(const char *s, struct buf *out)
{
    bool in_braces = s[0] == '{';
    size_t before = out->n;
    const char *command = s + in_braces + 1;
    const char *end = read_accent(command, out);
    if (end == NULL)
        end = read_letter(command, out);
    if (end != NULL && in_braces && *end != '}') {
        buf_truncate(out, before);
        return NULL;
    }
    return end != NULL ? end + in_braces : NULL;
}

/* "\\" and "\{": a line break and a brace, not the beginning of a command. */
static bool is_escape(const char *s)
{
    return s[0] == '\\' && s[1] != '\0' && strchr("\\{}", s[1]) != NULL;
}

static void read_once(const char *s, struct buf *out)
{
    bool in_formula = false;
    while (*s != '\0') {
        const char *end = NULL;
        in_formula ^= *s == '$';
        if (is_escape(s)) {
            buf_add(out, s, 2);
            s += 2;
            continue;
        }
        if (!in_formula && (*s == '\\' || (*s == '{' && s[1] == '\\')))
            end = read_command(s, out);
        if (end == NULL)
            buf_addc(out, *s++);
        else
            s = end;
    }
}

const char *tex_letters(struct arena *arena, const char *text)
{
    const char *read = text;
    for (int passes = 0; passes < MAX_PASSES; passes++) {
        if (strchr(read, '\\') == NULL)
            return read;
        struct buf out = BUF_INIT(4 * FEED_LIMIT_TITLE);
        read_once(read, &out);
        bool same = strcmp(out.data, read) == 0;
        read = arena_copy(arena, out.data, out.n);
        buf_release(&out);
        if (same)
            return read;
    }
    return text;
}
