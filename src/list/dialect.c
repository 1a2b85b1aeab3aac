#include "dialect.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>
#include <strings.h>

#include "dialect_line.h"
#include "remark.h"
#include "weir/list/naming.h"
#include "weir/text/utf8.h"

#define LIMIT_FRONT_MATTER 100 /* lines */

/* The way through a text. */
struct pass {
    struct dialect *d;
    size_t line;                   /* from 1 */
    size_t columns[DIALECT_DEPTH]; /* of the bullets of the items that are open, as the list has them */
    size_t depth;
    bool was_blank; /* the line before */
    bool in_table;
    bool all_fences_end; /* one was found that does not */
    size_t n_unspaced;   /* headings without a space */
};

/* Columns of white space before the words; a tab goes to the next multiple of four. */
static size_t indent_of(struct stretch *t)
{
    size_t column = 0;
    for (; t->n > 0 && (*t->s == ' ' || *t->s == '\t'); *t = stretch_from(*t, 1))
        column = *t->s == '\t' ? (column / 4 + 1) * 4 : column + 1;
    return column;
}

/* ---- tables ---- */

/* "|---|:--:|" */
static bool is_delimiter(struct stretch t)
{
    bool has_bar = false, has_dash = false;
    for (size_t i = 0; i < t.n; i++) {
        has_bar = has_bar || t.s[i] == '|';
        has_dash = has_dash || t.s[i] == '-';
        if (strchr("|-: \t", t.s[i]) == NULL)
            return false;
    }
    return has_bar && has_dash;
}

/* Bounds the row, too: a row has no more columns than a person could read. */
static bool is_row(struct pass *p, struct stretch *t, bool below_table)
{
    size_t n_bars = 0;
    for (size_t i = 0; i < t->n; i++) {
        n_bars += t->s[i] == '|' && (i == 0 || t->s[i - 1] != '\\');
        if (n_bars <= DIALECT_COLUMN)
            continue;
        t->n = i;
        remark_once(p->d->reading, p->d->arena, p->line,
                    "a table of more than %d columns: only these are read", DIALECT_COLUMN);
    }
    return n_bars > 0 && (below_table || (n_bars > 2 && *t->s == '|' && t->s[t->n - 1] == '|'));
}

/* ---- the pass ---- */

static void begin_line(struct pass *p, size_t depth)
{
    for (size_t i = 0; i < depth; i++)
        buf_adds(p->d->out, "  ");
}

/* How deep a line stands, by its column among those of the open items. Two people indent in three ways. */
static size_t depth_at(const struct pass *p, size_t column, size_t at_least)
{
    size_t depth = p->depth;
    while (depth > 0 && column < p->columns[depth - 1] + at_least)
        depth--;
    return depth;
}

static void pass_heading(struct pass *p, struct stretch t, size_t level, size_t n_marks, bool spaced)
{
    struct stretch title = stretch_trim(stretch_from(t, n_marks));
    if (!spaced && p->n_unspaced++ == 0)
        remark_add(p->d->reading, p->d->arena, p->line,
                   "a heading without a space after its #: read as one, which other readers do not");
    for (size_t i = 0; i < level; i++)
        buf_addc(p->d->out, '#');
    buf_addc(p->d->out, ' ');
    dialect_write_inline(dialect_without_tail(title), p->d->out);
}

static void pass_item(struct pass *p, struct stretch t, size_t column, size_t n_bullet)
{
    struct stretch words = dialect_without_state(stretch_from(t, n_bullet)), value;
    size_t depth = depth_at(p, column, 2), level, n_marks;
    bool spaced;
    if (depth == DIALECT_DEPTH) {
        remark_once(p->d->reading, p->d->arena, p->line,
                    "items in items deeper than %d: read as if they were not", DIALECT_DEPTH);
        depth--;
    }
    p->columns[depth] = column;
    p->depth = depth + 1;
    begin_line(p, depth);
    buf_adds(p->d->out, "- ");
    /* "- - - x" would nest without end */
    for (size_t n;
         (n = dialect_bullet(words, true)) > 0 && strchr("-*+", *words.s) != NULL && words.s[1] == ' ';)
        words = stretch_from(words, n);
    if ((level = dialect_heading(words, &n_marks, &spaced)) > 0 && spaced)
        pass_heading(p, words, level, n_marks, true);
    else if (dialect_is_property(words, &value))
        return;
    else
        dialect_write_inline(dialect_write_citation(dialect_without_tail(words), p->d->out), p->d->out);
}

/* The lines of a block of code stay, but stand as deep as the item that they belong to. */
static bool pass_code(struct pass *p, struct stretch t, size_t *at)
{
    if (p->all_fences_end || !(stretch_begins(t, "```") || stretch_begins(t, "~~~")))
        return false;
    struct stretch line;
    size_t ahead = *at;
    bool ends = false;
    const char *rest = t.s + strspn(t.s, "`~");
    if (memchr(rest, '`', (size_t)(t.s + t.n - rest)) != NULL)
        return false; /* ```code``` in a line */
    while (!ends && dialect_line(p->d, &ahead, &line.s, &line.n))
        ends = stretch_begins(stretch_trim(line), (char[]){*t.s, *t.s, *t.s, '\0'});
    p->all_fences_end = !ends;
    if (!ends)
        return false;
    begin_line(p, p->depth);
    buf_add(p->d->out, t.s, t.n);
    buf_addc(p->d->out, '\n');
    p->line++;
    while (*at < ahead && dialect_line(p->d, at, &line.s, &line.n)) {
        begin_line(p, p->depth);
        struct stretch words = *at == ahead ? stretch_trim(line) : line;
        buf_add(p->d->out, words.s, words.n);
        buf_addc(p->d->out, '\n');
        p->line++;
    }
    return true;
}

static bool is_rule(struct stretch t)
{
    size_t n_marks = 0;
    for (size_t i = 0; i < t.n; i++) {
        if (t.s[i] != ' ' && t.s[i] != *t.s)
            return false;
        n_marks += t.s[i] != ' ';
    }
    return n_marks > 2 && strchr("-*_=", *t.s) != NULL;
}

/* A row; `below` says what the next line is, since only that makes a table of two lines. */
static bool pass_row(struct pass *p, struct stretch t, size_t column, size_t at)
{
    struct stretch below = {"", 0};
    dialect_line(p->d, &at, &below.s, &below.n);
    if (is_delimiter(t) && (p->in_table || p->was_blank))
        return true;
    bool is_head = !p->in_table && memchr(t.s, '|', t.n) != NULL && is_delimiter(stretch_trim(below));
    if (!is_row(p, &t, is_head || p->in_table)) {
        p->in_table = false;
        return false;
    }
    p->in_table = true;
    begin_line(p, depth_at(p, column, 2));
    buf_addc(p->d->out, is_head ? DIALECT_HEAD : DIALECT_ROW);
    dialect_write_inline(t, p->d->out);
    return true;
}

static void pass_text(struct pass *p, struct stretch t, size_t column)
{
    struct stretch value;
    /* a line at the margin goes on only where no blank line stands before it */
    if (column == 0 && p->was_blank)
        p->depth = 0;
    size_t depth = p->depth > 0 && !p->was_blank ? p->depth : depth_at(p, column, 1);
    if (dialect_is_property(t, &value)) {
        if (naming_is_address(value.s, value.n)) {
            begin_line(p, depth);
            buf_addf(p->d->out, "<%.*s>", (int)value.n, value.s);
        }
        return;
    }
    begin_line(p, depth);
    dialect_write_inline(t, p->d->out);
}

/* Quotation marks at the margin say who speaks, not what of. */
static struct stretch without_quotation(struct stretch t)
{
    while (t.n > 0 && *t.s == '>')
        t = stretch_from(t, t.n > 1 && t.s[1] == ' ' ? 2 : 1);
    return stretch_begins(t, "[!") ? (struct stretch){t.s, 0} : t;
}

static void pass_line(struct pass *p, struct stretch t, size_t *at)
{
    size_t column = indent_of(&t), level, n_marks, n_bullet;
    bool spaced;
    if (t.n > 0 && *t.s == '>') {
        t = without_quotation(t);
        indent_of(&t);
    }
    if (t.n > DIALECT_LINE) {
        remark_once(p->d->reading, p->d->arena, p->line, "a line of more than %zu bytes: its end is not read",
                    DIALECT_LINE);
        for (t.n = DIALECT_LINE; t.n > 0 && (t.s[t.n] & 0xC0) == 0x80;)
            t.n--;
    }
    if (t.n == 0 || stretch_begins(t, ":::") || stretch_begins(t, "{%")) {
        p->in_table = false;
        p->was_blank = true;
        p->line++;
        buf_addc(p->d->out, '\n');
        return;
    }
    if (pass_code(p, t, at)) {
        p->was_blank = false;
        return;
    }
    if (pass_row(p, t, column, *at)) {
    } else if ((level = dialect_heading(t, &n_marks, &spaced)) > 0 && (column < 4 || p->depth == 0)) {
        p->depth = 0;
        pass_heading(p, t, level, n_marks, spaced);
    } else if (is_rule(t)) {
        buf_add(p->d->out, t.s, t.n);
        p->depth = 0;
    } else if ((n_bullet = dialect_bullet(t, p->depth > 0)) > 0) {
        pass_item(p, t, column, n_bullet);
    } else {
        pass_text(p, t, column);
    }
    p->was_blank = false;
    buf_addc(p->d->out, '\n');
    p->line++;
}

/* The lines between two rules at the very beginning are about the file. Returns where they end. */
static size_t pass_front_matter(struct pass *p)
{
    struct stretch t;
    size_t at = 0, n_lines = 0;
    while (n_lines < LIMIT_FRONT_MATTER && dialect_line(p->d, &at, &t.s, &t.n)) {
        bool is_mark = t.n == 3 && (stretch_begins(t, "---") || stretch_begins(t, "+++"));
        n_lines++;
        if (n_lines == 1 && !is_mark)
            return 0;
        if (n_lines == 1 || !is_mark)
            continue;
        for (; n_lines > 0; n_lines--, p->line++)
            buf_addc(p->d->out, '\n');
        return at;
    }
    return 0;
}

void dialect_markdown(struct dialect *d)
{
    struct pass p = {.d = d, .line = 1, .was_blank = true};
    struct stretch t;
    size_t at = pass_front_matter(&p);
    while (dialect_line(d, &at, &t.s, &t.n))
        pass_line(&p, t, &at);
}
