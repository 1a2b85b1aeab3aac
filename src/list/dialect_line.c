#include "dialect_line.h"

#include <ctype.h>
#include <string.h>

#include "dialect.h"
#include "weir/list/naming.h"

struct stretch stretch_from(struct stretch t, size_t i)
{
    return (struct stretch){t.s + i, t.n - i};
}

bool stretch_begins(struct stretch t, const char *with)
{
    return t.n >= strlen(with) && memcmp(t.s, with, strlen(with)) == 0;
}

struct stretch stretch_trim(struct stretch t)
{
    while (t.n > 0 && (t.s[t.n - 1] == ' ' || t.s[t.n - 1] == '\t'))
        t.n--;
    while (t.n > 0 && (*t.s == ' ' || *t.s == '\t'))
        t = stretch_from(t, 1);
    return t;
}

/* [[target|words]]: the words, as a link that leads nowhere. [[pdf]](address) is a link in brackets. */
static size_t write_wikilink(struct stretch t, struct buf *out)
{
    const char *close = stretch_begins(t, "[[") ? memmem(t.s, t.n, "]]", 2) : NULL;
    if (close == NULL)
        return 0;
    struct stretch inner = {t.s + 2, (size_t)(close - t.s) - 2};
    size_t n_all = inner.n + 4;
    bool leads_on = n_all < t.n && (t.s[n_all] == '(' || t.s[n_all] == '[');
    if (inner.n == 0 || leads_on || memchr(inner.s, '[', inner.n) != NULL ||
        memchr(inner.s, ']', inner.n) != NULL)
        return 0;
    const char *bar = memchr(inner.s, '|', inner.n);
    if (bar != NULL)
        inner = stretch_from(inner, (size_t)(bar - inner.s) + 1);
    if (*inner.s == '@')
        inner = stretch_from(inner, 1);
    buf_addf(out, "[%.*s](" DIALECT_WIKI ")", (int)inner.n, inner.s);
    return n_all;
}

/* \href{address}{words} */
static size_t write_href(struct stretch t, struct buf *out)
{
    if (!stretch_begins(t, "\\href{"))
        return 0;
    const char *middle = memmem(t.s, t.n, "}{", 2);
    const char *end = middle != NULL ? memchr(middle + 2, '}', (size_t)(t.s + t.n - middle) - 2) : NULL;
    if (end == NULL)
        return 0;
    buf_addf(out, "[%.*s](%.*s)", (int)(end - middle - 2), middle + 2, (int)(middle - t.s - 6), t.s + 6);
    return (size_t)(end - t.s) + 1;
}

/* A footnote's mark [^1]; an embedded ![[file]]. */
static size_t skip_aside(struct stretch t)
{
    const char *close = stretch_begins(t, "[^") ? memchr(t.s, ']', t.n) : NULL;
    if (close != NULL && (close + 1 == t.s + t.n || close[1] != ':'))
        return (size_t)(close - t.s) + 1;
    close = stretch_begins(t, "![[") ? memmem(t.s, t.n, "]]", 2) : NULL;
    return close != NULL ? (size_t)(close - t.s) + 2 : 0;
}

void dialect_write_inline(struct stretch t, struct buf *out)
{
    for (size_t step; t.n > 0; t = stretch_from(t, step)) {
        if ((step = skip_aside(t)) > 0 || (step = write_wikilink(t, out)) > 0 ||
            (step = write_href(t, out)) > 0)
            continue;
        step = 1;
        if (stretch_begins(t, "\\|")) {
            buf_addc(out, DIALECT_BAR);
            step = 2;
        } else if (stretch_begins(t, "] (http")) {
            buf_addc(out, ']');
            step = 2;
        } else {
            buf_addc(out, *t.s);
        }
    }
}

/* ---- the end of a line: tags, dates of tasks, anchors ---- */

static bool is_aside_token(struct stretch token)
{
    bool is_tag =
        token.n > 1 && *token.s == '#' && (isalpha((unsigned char)token.s[1]) || (token.s[1] & 0x80));
    bool is_anchor = token.n > 3 && *token.s == '^' && isalnum((unsigned char)token.s[1]);
    return is_tag || is_anchor;
}

struct stretch dialect_without_tail(struct stretch t)
{
    for (bool again = true; again && (t = stretch_trim(t)).n > 0;) {
        size_t i = t.n;
        while (i > 0 && t.s[i - 1] != ' ')
            i--;
        struct stretch last = stretch_from(t, i);
        const char *brace = t.s[t.n - 1] == '}' ? memrchr(t.s, '{', t.n) : NULL;
        /* "📅 2024-05-01", as tasks have it */
        bool is_date =
            i > 4 && naming_is_date(last.s, last.n) && memmem(t.s, i, "\xF0\x9F\x93\x85", 4) == t.s + i - 5;
        again = true;
        if (brace != NULL && brace > t.s && strchr("#:.", brace[1]) != NULL)
            t.n = (size_t)(brace - t.s);
        else if (is_date)
            t.n = i - 5;
        else if (i > 0 && is_aside_token(last))
            t.n = i;
        else
            again = false;
    }
    return t;
}

/* ---- the beginning of a line ---- */

/* "##标题", "＃＃ 标题": how many marks, and `*n` bytes of them with the space behind; 0 for no heading. */
size_t dialect_heading(struct stretch t, size_t *n, bool *spaced)
{
    size_t level = 0, i = 0;
    while (i < t.n && level < 7) {
        size_t step = t.s[i] == '#' ? 1 : stretch_begins(stretch_from(t, i), "＃") ? strlen("＃") : 0;
        if (step == 0)
            break;
        i += step;
        level++;
    }
    *n = i;
    *spaced = i == t.n || t.s[i] == ' ' || t.s[i] == '\t';
    /* One mark without a space may be a tag, unless Chinese follows it: and tags stand in rows. */
    bool is_tag = level == 1 && !*spaced && (!(t.s[i] & 0x80) || memchr(t.s + i, '#', t.n - i) != NULL);
    if (level == 0 || level > 6 || is_tag || (!*spaced && strchr("!.[", t.s[i]) != NULL))
        return 0;
    return level;
}

/* A bullet of any shape, or a number; how many bytes, with the blanks behind. 0: none. */
size_t dialect_bullet(struct stretch t, bool in_list)
{
    static const char *const bullets[] = {"－", "•", "·", "●", "○", "◦", "▪", "■",
                                          "◆",  "➤", "▶", "►", "‣", "★", "☆", "\\item"};
    size_t n = 0;
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets && n == 0; i++)
        if (stretch_begins(t, bullets[i]))
            n = strlen(bullets[i]);
    if (n == 0 && t.n > 1 && strchr("-*+", *t.s) != NULL) {
        bool is_apart = t.s[1] == ' ' || t.s[1] == '\t';
        bool is_tight = t.s[1] == '[' || (*t.s == '-' && (t.s[1] & 0x80));
        n = is_apart || is_tight ? 1 : 0;
    }
    if (n == 0 && t.n > 2 && *t.s == '[') { /* [12] of a bibliography */
        while (n + 1 < t.n && isdigit((unsigned char)t.s[n + 1]))
            n++;
        n = n > 0 && n < 4 && t.s[n + 1] == ']' && t.s[n + 2] == ' ' ? n + 2 : 0;
    }
    if (n == 0) {
        static const char *const marks[] = {".", ")", "、", "）", "．"};
        while (n < t.n && isdigit((unsigned char)t.s[n]))
            n++;
        size_t whole = n;
        while (in_list && n > 0 && n + 1 < t.n && t.s[n] == '.' && isdigit((unsigned char)t.s[n + 1]))
            for (n++; n < t.n && isdigit((unsigned char)t.s[n]); n++)
                ;
        size_t mark = 0;
        for (size_t i = 0; i < sizeof marks / sizeof *marks && mark == 0; i++)
            mark = stretch_begins(stretch_from(t, n), marks[i]) ? strlen(marks[i]) : 0;
        bool is_apart = n + mark < t.n &&
                        (t.s[n + mark] == ' ' || t.s[n + mark] == '\t' || mark > 1 || t.s[n + mark] == '[');
        if (whole == 0 || whole > 3 || !is_apart || (mark == 0 && n == whole))
            return 0;
        n += mark;
    }
    while (n < t.n && (t.s[n] == ' ' || t.s[n] == '\t'))
        n++;
    return n < t.n ? n : 0;
}

/* "[x] ", "TODO ": the state of a task, which is none of its words. */
struct stretch dialect_without_state(struct stretch t)
{
    static const char *const states[] = {"[ ] ",  "[x] ",   "[X] ", "[-] ",   "[/] ",    "TODO ",
                                         "DONE ", "LATER ", "NOW ", "DOING ", "WAITING "};
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (stretch_begins(t, states[i]))
            t = stretch_trim(stretch_from(t, strlen(states[i])));
    return t;
}

/* "@smith2020: Title", "[@smith2020]": the key of a citation, which is shown when nothing follows. */
struct stretch dialect_write_citation(struct stretch t, struct buf *out)
{
    size_t open = stretch_begins(t, "[@") ? 1 : 0, i = open + 1;
    if (t.n < open + 3 || t.s[open] != '@')
        return t;
    while (i < t.n && (isalnum((unsigned char)t.s[i]) || strchr("_:-.", t.s[i]) != NULL))
        i++;
    size_t end = i;
    while (end > open + 1 && strchr(":.", t.s[end - 1]) != NULL)
        end--;
    if (open == 1 && (i >= t.n || t.s[i] != ']' || (i + 1 < t.n && t.s[i + 1] == '(')))
        return t;
    struct stretch rest = stretch_trim(stretch_from(t, i + open));
    if (rest.n == 0)
        buf_addf(out, "[%.*s](" DIALECT_WIKI ")", (int)(end - open - 1), t.s + open + 1);
    return rest;
}

/* "url:: https://…", "tags:: a, b": a property of the item above; only an address says something. */
bool dialect_is_property(struct stretch t, struct stretch *value)
{
    size_t i = 0;
    while (i < t.n && (isalnum((unsigned char)t.s[i]) || t.s[i] == '-' || t.s[i] == '_'))
        i++;
    if (i == 0 || i + 1 >= t.n || t.s[i] != ':' || t.s[i + 1] != ':' || (i + 2 < t.n && t.s[i + 2] != ' '))
        return false;
    *value = stretch_trim(stretch_from(t, i + 2));
    return true;
}
