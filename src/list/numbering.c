#include "numbering.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "weir/text/utf8.h"

enum kind { NO_NUMBER, DIGITS, DECIMAL, IDEOGRAPHS, ROMAN, CIRCLED };

static const char *const words[] = {"part ", "chapter ", "section ", "lesson ", "week ", "day ", "unit "};
static const char *const openers[] = {"(", "（", "[", "【", "第"};
static const char *const closers[] = {")",  "）", "]",  "】", "章", "节", "部分",
                                      "部", "讲", "课", "篇", "周", "期"};
/* Marks that number wherever they stand, and those that may tie a name together: "3-gram", "2.js", "I:". */
static const char *const sure_marks[] = {"、", "．", "。", "：", "，", ")", "）"};
static const char *const loose_marks[] = {".", ":", "-", "–", "—"};

static size_t begins(const char *s, const char *const *with, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strncasecmp(s, with[i], strlen(with[i])) == 0)
            return strlen(with[i]);
    return 0;
}

#define BEGINS(s, with) begins(s, with, sizeof(with) / sizeof *(with))

static const char *skip_blanks(const char *s)
{
    uint32_t c;
    for (size_t n; *s != '\0' && (n = utf8_next(s, strlen(s), &c)) > 0 && utf8_is_space(c); s += n)
        ;
    return s;
}

static bool is_ideograph(uint32_t c)
{
    static const uint32_t numbers[] = {
        0x3007, 0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
        0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E}; /* 〇零一二三四五六七八九十百 */
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (numbers[i] == c)
            return true;
    return false;
}

/* The number at `s`, and where it ends. */
static enum kind read_number(const char *s, const char **end)
{
    size_t n = strspn(s, "0123456789"), whole = n;
    while (n > 0 && s[n] == '.' && isdigit((unsigned char)s[n + 1]))
        n += 1 + strspn(s + n + 1, "0123456789");
    *end = s + n;
    if (n > 0)
        return n > whole ? DECIMAL : DIGITS;
    uint32_t c;
    size_t length = *s != '\0' ? utf8_next(s, strlen(s), &c) : 0;
    if (length > 0 && c >= 0x2460 && c <= 0x24FF) { /* ①, ⒈, ⓐ */
        *end = s + length;
        return CIRCLED;
    }
    while (length > 0 && is_ideograph(c)) {
        *end += length;
        length = **end != '\0' ? utf8_next(*end, strlen(*end), &c) : 0;
    }
    if (*end > s)
        return IDEOGRAPHS;
    *end = s + strspn(s, "IVX");
    return *end > s ? ROMAN : NO_NUMBER;
}

/* Does a mark at `s`, behind a number of that kind, number what follows? `*end` is then behind the mark. */
static bool read_mark(const char *s, enum kind kind, const char **end)
{
    const char *mark = skip_blanks(s);
    size_t n = BEGINS(mark, sure_marks);
    *end = mark + n;
    if (n > 0)
        return true;
    n = BEGINS(mark, loose_marks);
    *end = mark + n;
    if (n == 0)
        return kind == DECIMAL && mark > s; /* "2.1 Attacks" */
    if (kind == ROMAN && *mark != '.')
        return false;
    const char *next = mark + n;
    bool is_apart = skip_blanks(next) > next;
    if (*mark == '-')
        return is_apart && mark > s;
    return is_apart || isupper((unsigned char)*next) || (unsigned char)*next >= 0x80;
}

const char *numbering_skip(const char *text)
{
    const char *start = skip_blanks(text), *end;
    size_t word = BEGINS(start, words), open = BEGINS(start + word, openers);
    enum kind kind = read_number(start + word + open, &end);
    size_t close = open > 0 ? BEGINS(end, closers) : 0;
    if (kind == NO_NUMBER || (open > 0 && close == 0))
        return start;
    const char *rest = end + close;
    bool is_numbered = read_mark(rest, kind, &end);
    if (!is_numbered)
        end = rest;
    if (!is_numbered && close == 0 && kind != CIRCLED && (word == 0 || skip_blanks(rest) == rest))
        return start;
    end = skip_blanks(end);
    return *end != '\0' ? end : start;
}
