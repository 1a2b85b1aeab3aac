#include "reading_html.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "dialect.h"

#define LIMIT_TAG   4000 /* bytes: what is longer is no tag */
#define LIMIT_DEPTH 10   /* lists in lists */

enum meaning { NOTHING, BLOCK, LIST, ITEM, ROW, CELL, HEADING, SUMMARY, STRONG, BREAK, LINK };

static const struct tag {
    const char *name;
    enum meaning meaning;
    int level; /* of a heading */
} tags[] = {
    {"h1", HEADING, 1},    {"h2", HEADING, 2},   {"h3", HEADING, 3}, {"h4", HEADING, 4}, {"h5", HEADING, 5},
    {"h6", HEADING, 6},    {"summary", SUMMARY}, /* it heads what is folded */
    {"a", LINK},           {"b", STRONG},        {"strong", STRONG}, {"br", BREAK},      {"li", ITEM},
    {"dt", ITEM},          {"dd", BREAK},        {"tr", ROW},        {"td", CELL},       {"th", CELL},
    {"ul", LIST},          {"ol", LIST},         {"dl", LIST},       {"table", BLOCK},   {"p", BLOCK},
    {"details", BLOCK},    {"div", BLOCK},       {"center", BLOCK},  {"section", BLOCK}, {"hr", BLOCK},
    {"blockquote", BLOCK}, {"pre", BLOCK},       {"", NOTHING}, /* any other */
};

/* A tag as it stands in the text. */
struct found {
    const struct tag *tag;
    const char *attributes, *end;
    bool closes;
};

/* The way through the text. */
struct pass {
    const char *s, *end;
    struct buf *out;
    int lists;        /* open ones */
    int strong;       /* open bold elements: only the outermost is written */
    bool in_row;      /* a row of a table, whose cells hold no blocks */
    bool in_html_row; /* one that was written as HTML: it ends with its tag, not with its line */
    bool in_line;     /* an item, a heading is open: what it holds is one line, however it was written */
    bool tight;       /* an opening mark was written last: no space may follow it */
    bool in_link;
    char address[LIMIT_TAG];
};

static const char *skip_blanks(const char *s, const char *end)
{
    while (s < end && (*s == ' ' || *s == '\t'))
        s++;
    return s;
}

static void drop_spaces(struct buf *out)
{
    size_t n = out->n;
    while (n > 0 && out->data[n - 1] == ' ')
        n--;
    buf_truncate(out, n);
}

static void write_break(struct pass *p)
{
    drop_spaces(p->out);
    buf_adds(p->out, "\n\n");
    p->in_line = p->tight = p->in_link = p->in_row = p->in_html_row = false;
    p->strong = 0;
}

static void begin_line(struct pass *p, const char *mark, int n)
{
    for (int i = 0; i < n; i++)
        buf_adds(p->out, mark);
    p->in_line = p->tight = true;
}

static void write_strong(struct pass *p, bool closes)
{
    bool is_outermost = closes ? p->strong == 1 : p->strong == 0;
    p->strong += closes ? -(p->strong > 0) : 1;
    if (!is_outermost)
        return;
    if (closes)
        drop_spaces(p->out);
    buf_adds(p->out, "**");
    p->tight = !closes;
}

/* The value of href; "" when there is none. */
static void read_address(const struct found *found, char address[LIMIT_TAG])
{
    address[0] = '\0';
    for (const char *s = found->attributes; s + 6 < found->end; s++) {
        if (!isspace((unsigned char)s[0]) || strncasecmp(s + 1, "href", 4) != 0)
            continue;
        const char *value = s + 5;
        while (value < found->end && (isspace((unsigned char)*value) || *value == '='))
            value++;
        const char *stop = *value == '"' ? "\"" : *value == '\'' ? "'" : " \t\r\n>";
        value += *stop != ' ';
        size_t n = 0;
        while (value + n < found->end && strchr(stop, value[n]) == NULL)
            n++;
        if (value + n >= found->end)
            return;
        memcpy(address, value, n);
        address[n] = '\0';
        return;
    }
}

static void write_link(struct pass *p, const struct found *found)
{
    if (found->closes && p->in_link) {
        drop_spaces(p->out);
        buf_addf(p->out, strchr(p->address, ' ') != NULL ? "](<%s>)" : "](%s)", p->address);
    } else if (!found->closes) {
        read_address(found, p->address);
        if (*p->address == '\0')
            return; /* <a name="…">: a place to jump to */
        buf_addc(p->out, '[');
        p->tight = true;
    }
    p->in_link = !found->closes;
}

/* The first cell says whether its row names the columns. */
static void write_cell(struct pass *p, const struct found *found)
{
    if (!p->in_html_row) {
        write_break(p);
        buf_addc(p->out, found->tag->name[1] == 'h' ? DIALECT_HEAD : DIALECT_ROW);
        p->in_line = p->in_row = p->in_html_row = true;
    }
    buf_addc(p->out, '|');
}

/* What stands in a cell parts its words and no more; a heading makes the table one for the eye alone. */
static enum meaning in_cell(const struct pass *p, enum meaning meaning)
{
    bool is_block = meaning == BLOCK || meaning == LIST || meaning == ITEM;
    return p->in_row && is_block ? BREAK : meaning;
}

static void write_tag(struct pass *p, const struct found *found)
{
    bool opens = !found->closes, ends_table = found->tag->meaning == BLOCK && *found->tag->name == 't';
    switch (ends_table ? BLOCK : in_cell(p, found->tag->meaning)) {
    case NOTHING:
        break;
    case LIST:
        p->lists += opens ? 1 : -(p->lists > 0);
        write_break(p);
        break;
    case BLOCK:
        write_break(p);
        break;
    case ITEM:
        write_break(p);
        if (opens)
            begin_line(p, "  ", p->lists < 1 ? 0 : p->lists < LIMIT_DEPTH ? p->lists - 1 : LIMIT_DEPTH);
        if (opens)
            begin_line(p, "- ", 1);
        break;
    case ROW:
        write_break(p);
        break;
    case CELL:
        if (opens)
            write_cell(p, found);
        break;
    case HEADING:
        write_break(p);
        if (opens) {
            begin_line(p, "#", found->tag->level);
            buf_addc(p->out, ' ');
        }
        break;
    case SUMMARY:
        if (opens)
            write_break(p);
        write_strong(p, found->closes);
        p->in_line = opens;
        if (!opens)
            write_break(p);
        break;
    case STRONG:
        write_strong(p, found->closes);
        break;
    case BREAK:
        buf_addc(p->out, p->in_row ? DIALECT_BREAK : p->in_line ? ' ' : '\n');
        break;
    case LINK:
        write_link(p, found);
        break;
    }
}

static bool find_tag(const char *s, const char *end, struct found *found)
{
    found->closes = ++s < end && *s == '/';
    const char *name = s += found->closes;
    while (s < end && (isalnum((unsigned char)*s) || (*s == '-' && s > name)))
        s++;
    if (s == name || !isalpha((unsigned char)*name))
        return false;
    found->attributes = s;
    size_t n = (size_t)(s - name), room = (size_t)(end - s) < LIMIT_TAG ? (size_t)(end - s) : LIMIT_TAG;
    const char *close = memchr(s, '>', room);
    if (close == NULL || (!isspace((unsigned char)*s) && *s != '>' && *s != '/'))
        return false;
    found->end = close + 1;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        found->tag = &tags[i];
        if (strlen(tags[i].name) == n && strncasecmp(tags[i].name, name, n) == 0)
            break;
    }
    return true;
}

static bool pass_comment(struct pass *p)
{
    if (p->end - p->s < 4 || memcmp(p->s, "<!--", 4) != 0)
        return false;
    const char *close = memmem(p->s, (size_t)(p->end - p->s), "-->", 3);
    p->s = close != NULL ? close + 3 : p->s + 4; /* one that is never closed should not cost the list */
    return true;
}

/* White space inside a line: one space, but a blank line ends what somebody forgot to close. */
static void pass_space(struct pass *p)
{
    int n_newlines = 0;
    for (; p->s < p->end && isspace((unsigned char)*p->s); p->s++)
        n_newlines += *p->s == '\n';
    if (n_newlines > 1 && !p->in_html_row)
        write_break(p);
    else if (!p->tight && p->out->n > 0 && p->out->data[p->out->n - 1] != ' ')
        buf_addc(p->out, ' ');
}

/* A line that opens or closes a block of code: "```", "~~~". */
static const char *fence_at(const char *line, const char *end)
{
    line = skip_blanks(line, end);
    bool is_fence = end - line >= 3 && (memcmp(line, "```", 3) == 0 || memcmp(line, "~~~", 3) == 0);
    return is_fence ? line : NULL;
}

static const char *next_line(const char *s, const char *end)
{
    const char *newline = memchr(s, '\n', (size_t)(end - s));
    return newline != NULL ? newline + 1 : end;
}

/* Copies a block of code to its end, which is the text's when none is written. */
static void pass_code(struct pass *p, char mark)
{
    const char *from = p->s;
    for (const char *close = NULL; close == NULL && p->s < p->end;) {
        p->s = next_line(p->s, p->end);
        close = p->s < p->end ? fence_at(p->s, p->end) : NULL;
        close = close != NULL && *close == mark ? close : NULL;
    }
    p->s = next_line(p->s, p->end);
    buf_add(p->out, from, (size_t)(p->s - from));
}

/* The beginning of a line: code stays, and HTML is indented for the eye alone, which Markdown would take for
 * code. */
static void pass_line_start(struct pass *p)
{
    const char *fence = fence_at(p->s, p->end), *text = skip_blanks(p->s, p->end);
    struct found found;
    if (fence != NULL)
        pass_code(p, *fence);
    else if (text < p->end && *text == '<' && find_tag(text, p->end, &found))
        p->s = text;
    else if (text < p->end && (*text == DIALECT_HEAD || *text == DIALECT_ROW)) {
        buf_addc(p->out, '\n'); /* each row is a paragraph */
        p->in_row = true;
    }
}

static void add_line(struct reading_lines *lines, size_t line)
{
    lines->of = arena_grow(lines->arena, lines->of, lines->n, sizeof *lines->of);
    lines->of[lines->n++] = line;
}

/* How far the lines have been counted. */
struct counted {
    const char *s;  /* in the list */
    size_t line;    /* ends of lines before it */
    size_t written; /* bytes of the Markdown */
};

/* Counts what was read and written since. */
static void count_lines(const struct pass *p, struct counted *counted, struct reading_lines *lines)
{
    for (; counted->s < p->s; counted->s++)
        counted->line += *counted->s == '\n';
    bool has_ended = counted->line > 0 && p->s[-1] == '\n';
    for (; counted->written < p->out->n; counted->written++)
        if (p->out->data[counted->written] == '\n')
            add_line(lines, counted->line + !has_ended);
}

void reading_html(const char *markdown, size_t n, struct buf *out, struct reading_lines *lines)
{
    struct pass p = {.s = markdown, .end = markdown + n, .out = out};
    struct counted counted = {.s = markdown};
    struct found found;
    while (p.s < p.end) {
        count_lines(&p, &counted, lines);
        if (!p.in_line && (p.s == markdown || p.s[-1] == '\n'))
            pass_line_start(&p);
        if (p.s == p.end)
            break;
        if (*p.s == '<' && pass_comment(&p))
            continue;
        if (*p.s == '<' && find_tag(p.s, p.end, &found)) {
            write_tag(&p, &found);
            p.s = found.end;
        } else if (p.in_line && isspace((unsigned char)*p.s)) {
            pass_space(&p);
        } else if (p.in_row && *p.s == (p.in_html_row ? '|' : '\n')) {
            buf_adds(out, p.in_html_row ? (char[]){DIALECT_BAR, '\0'} : "\n\n");
            p.in_row = p.in_html_row;
            p.s++;
        } else {
            p.tight = false;
            buf_addc(out, *p.s++);
        }
    }
    count_lines(&p, &counted, lines);
    add_line(lines, counted.line + 1);
}
