#include "heading_title.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "title.h"
#include "weir/list/naming.h"
#include "weir/text/buf.h"
#include "weir/text/utf8.h"

#define LIMIT_TITLE 1000 /* bytes */

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

/* "A. Parsing", "(a) Parsing", "b) Parsing" */
static const char *skip_letter(const char *s)
{
    bool is_open = *s == '(';
    const char *letter = s + is_open;
    bool is_numbering = isalpha((unsigned char)*letter) &&
                        (letter[1] == ')' || (!is_open && letter[1] == '.')) && letter[2] == ' ';
    return is_numbering ? skip_blanks(letter + 2) : s;
}

static const char *skip_number(const char *text)
{
    const char *start = skip_blanks(text), *end;
    size_t word = BEGINS(start, words), open = BEGINS(start + word, openers);
    enum kind kind = read_number(start + word + open, &end);
    size_t close = open > 0 ? BEGINS(end, closers) : 0;
    if (kind == NO_NUMBER || (open > 0 && close == 0))
        return skip_letter(start);
    const char *rest = end + close;
    bool is_numbered = read_mark(rest, kind, &end);
    if (!is_numbered)
        end = rest;
    if (!is_numbered && close == 0 && kind != CIRCLED && (word == 0 || skip_blanks(rest) == rest))
        return start;
    end = skip_blanks(end);
    return *end != '\0' ? end : start;
}

/* Pictures, and the frame that makes one of a digit. */
static bool is_picture(uint32_t c)
{
    return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF) ||
           (c >= 0x2190 && c <= 0x21FF) || c == 0xFE0F || c == 0x20E3 || c == 0xB6 || c == 0xE0067;
}

/* ":fire:" */
static size_t shortcode_length(const char *s)
{
    size_t n = *s == ':' ? strspn(s + 1, "abcdefghijklmnopqrstuvwxyz0123456789_+-") : 0;
    return n > 1 && s[n + 1] == ':' ? n + 2 : 0;
}

static void leave_pictures_out(const char *s, struct buf *out)
{
    bool one_word = strchr(s, ' ') == NULL;
    for (size_t step; *s != '\0'; s += step) {
        uint32_t c = 0;
        step = shortcode_length(s);
        if (step == 0 && (step = utf8_next(s, strlen(s), &c)) > 0 && !is_picture(c)) {
            buf_add(out, *s == '_' && one_word ? " " : s, step);
            continue;
        }
        /* 1️⃣: the digit is a part of the picture */
        if (c == 0x20E3 && out->n > 0 &&
            isdigit((unsigned char)out->data[out->n - 1 - (out->n > 1 && out->data[out->n - 1] == ' ')]))
            buf_truncate(out, out->n - 1 - (out->data[out->n - 1] == ' '));
        buf_addc(out, ' ');
        step += step == 0;
    }
}

/* What stands in brackets at the end, or behind a dash: a count, a date, a way back; none of the heading's
 * words. */
static bool is_aside(const char *s, size_t n)
{
    static const char *const asides[] = {"back to top", "back to the top", "top",     "back", "toc",
                                         "new",         "update",          "更新",    "返回", "回到",
                                         "目录",        "updating",        "ongoing", "wip",  "up"};
    static const char *const counts[] = {"paper", "item", "entr", "article", "link", "repo", "project",
                                         "total", "篇",   "条",   "个",      "部",   "本"};
    struct span trimmed = title_trim(s, (struct span){0, n, ""});
    s += trimmed.from;
    n = trimmed.to - trimmed.from;
    size_t digits = strspn(s, "0123456789");
    if (n == 0 || digits == n || naming_is_date(s, n))
        return true;
    const char *unit = skip_blanks(s + digits);
    for (size_t i = 0; digits > 0 && i < sizeof counts / sizeof *counts; i++)
        if (strncasecmp(unit, counts[i], strlen(counts[i])) == 0)
            return true;
    for (size_t i = 0; i < sizeof asides / sizeof *asides && naming_words(s, n) < 6; i++)
        if (strncasecmp(s, asides[i], strlen(asides[i])) == 0 ||
            (strlen(asides[i]) > 5 && memmem(s, n, asides[i], strlen(asides[i])) != NULL))
            return true;
    return false;
}

/* Where what hangs on the end begins; `n` when nothing does. */
static size_t find_tail(const char *s, size_t n)
{
    static const struct {
        const char *close, *open;
    } brackets[] = {{")", "("}, {"]", "["}, {"）", "（"}, {"】", "【"}};
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
        size_t n_close = strlen(brackets[i].close), n_open = strlen(brackets[i].open);
        if (n < n_close + n_open || memcmp(s + n - n_close, brackets[i].close, n_close) != 0)
            continue;
        for (size_t at = n - n_close; at > 0; at--)
            if (memcmp(s + at, brackets[i].open, n_open) == 0)
                return is_aside(s + at + n_open, n - n_close - at - n_open) ? at : n;
    }
    for (size_t at = n; at > 2; at--)
        if (memcmp(s + at - 3, " - ", 3) == 0)
            return is_aside(s + at, n - at) ? at - 3 : n;
    const char *last = memrchr(s, ' ', n);
    bool is_new = last != NULL && (strncasecmp(last, " new", n - (size_t)(last - s)) == 0) &&
                  n - (size_t)(last - s) == 4;
    if (is_new && memchr(s, ' ', (size_t)(last - s)) != NULL)
        return (size_t)(last - s);
    return n;
}

/* "[Words][name]": a link whose address is missing. */
static const char *open_brackets(const char *s, size_t *n)
{
    const char *close = *s == '[' ? strstr(s, "][") : NULL;
    if (close == NULL || s[*n - 1] != ']')
        return s;
    *n = (size_t)(close - s) - 1;
    return s + 1;
}

char *heading_title(const char *text, struct arena *arena)
{
    struct buf plain = BUF_INIT(LIMIT_TITLE), squashed = BUF_INIT(LIMIT_TITLE);
    leave_pictures_out(text, &plain);
    utf8_squash(plain.data, plain.n, &squashed);
    const char *s = skip_blanks(squashed.data + strspn(squashed.data, "#"));
    s = skip_number(s);
    if (strncasecmp(s, "awesome", 7) == 0 && (s[7] == ' ' || s[7] == '-') && s[8] != '\0')
        s += 8;
    size_t n = strlen(s);
    s = open_brackets(s, &n);
    for (size_t end = n + 1; end != n && n > 0;) {
        struct span whole = title_trim(s, (struct span){0, n, ""});
        end = n = whole.to;
        n = find_tail(s, n);
        if (n == 0) {
            n = end;
            break;
        }
    }
    struct span title = title_trim(s, (struct span){0, n, ""});
    char *copy = title.to > title.from ? arena_copy(arena, s + title.from, title.to - title.from)
                                       : arena_copy(arena, squashed.data, squashed.n);
    buf_release(&plain);
    buf_release(&squashed);
    return copy;
}
