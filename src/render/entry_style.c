#include "weir/render/entry_style.h"

#include <stdlib.h>
#include <string.h>

#include "markdown.h"
#include "weir/render/shown.h"

/* What stands between a title and its address is kept as it is up to this many bytes. */
#define LIMIT_GLUE  8
#define LIMIT_CELLS 32

const struct entry_style entry_style_plain = {.marker = "- ", .number = -1, .glue = " ", .label = ""};

static bool starts(const char *s, const char *word)
{
    return strncmp(s, word, strlen(word)) == 0;
}

static bool is_address(const char *s)
{
    return starts(s, "http://") || starts(s, "https://");
}

/* The blanks, the bullet or number, and the blanks behind it. */
static const char *learn_marker(const char *line, struct entry_style *style, struct arena *arena)
{
    size_t indent = strspn(line, " \t"), n_digits = strspn(line + indent, "0123456789");
    const char *mark = line + indent, *body = mark;
    style->marker = "";
    if (*mark != '\0' && strchr("-*+", *mark) != NULL && (mark[1] == ' ' || mark[1] == '\t')) {
        body = mark + 1 + strspn(mark + 1, " \t");
        style->marker = arena_copy(arena, line, (size_t)(body - line));
    } else if (n_digits > 0 && n_digits < 7 && strchr(".)", mark[n_digits]) != NULL &&
               (mark[n_digits + 1] == ' ' || mark[n_digits + 1] == '\t')) {
        style->number = strtol(mark, NULL, 10);
        style->delimiter = mark[n_digits];
        style->marker = arena_copy(arena, line, indent);
        body = mark + n_digits + 1 + strspn(mark + n_digits + 1, " \t");
    }
    return body;
}

/* The address behind a title that is no link: bare, or a link with a label of its own. */
static void learn_address(const char *behind, struct entry_style *style, struct arena *arena)
{
    const char *link = behind;
    while (*link != '\0' && *link != '[' && !is_address(link))
        link++;
    size_t n_glue = (size_t)(link - behind);
    const char *close = *link == '[' ? strstr(link, "](") : NULL;
    style->glue = n_glue <= LIMIT_GLUE && n_glue > 0 ? arena_copy(arena, behind, n_glue) : " ";
    if (close == NULL)
        return;
    style->is_bracketed = link[1] == '[';
    link += 1 + style->is_bracketed;
    if ((size_t)(close - link) <= 2 * LIMIT_GLUE)
        style->label = arena_copy(arena, link, (size_t)(close - link));
}

static void learn_body(const char *body, struct entry_style *style, struct arena *arena)
{
    const char *end;
    if (starts(body, "**[")) {
        style->form = ENTRY_BOLD_LINK;
    } else if (starts(body, "[**")) {
        style->form = ENTRY_LINK_BOLD;
    } else if (starts(body, "**") && (end = strstr(body + 2, "**")) != NULL) {
        style->form = ENTRY_BOLD;
        learn_address(end + 2, style, arena);
    } else if (*body != '[' && !is_address(body) && (end = strpbrk(body, "[:")) != NULL) {
        style->form = ENTRY_PLAIN;
        while (end > body && strchr(" \t", end[-1]) != NULL)
            end--;
        learn_address(end, style, arena);
    }
}

/* The cells of a row, without their bars. A bar behind a backslash belongs to the cell. */
static void learn_row(const char *line, struct entry_style *style, struct arena *arena)
{
    const char *from = line + strspn(line, " \t") + 1;
    style->cells = arena_alloc(arena, LIMIT_CELLS * sizeof *style->cells);
    for (const char *p = from; style->n_cells < LIMIT_CELLS; p++) {
        bool is_end = *p == '\0' || (*p == '|' && p[-1] != '\\');
        if (is_end && (*p != '\0' || from[strspn(from, " \t")] != '\0')) {
            const char *first = from + strspn(from, " \t");
            size_t n = first < p ? (size_t)(p - first) : 0;
            while (n > 0 && strchr(" \t", first[n - 1]) != NULL)
                n--;
            style->cells[style->n_cells++] = arena_copy(arena, first, n);
            from = p + 1;
        }
        if (*p == '\0')
            break;
    }
}

/* The cell with a link is the title's, unless its link is a mere label beside a longer cell. */
static void learn_table(const char *line, struct entry_style *style, struct arena *arena)
{
    size_t longest = 0;
    learn_row(line, style, arena);
    style->marker = arena_copy(arena, line, strspn(line, " \t"));
    style->link_cell = style->n_cells;
    for (size_t i = 0; i < style->n_cells; i++) {
        const char *cell = style->cells[i];
        if (strstr(cell, "](") != NULL || strstr(cell, "://") != NULL)
            style->link_cell = style->link_cell < style->n_cells ? style->link_cell : i;
        if (strlen(cell) > longest && strstr(cell, "](") == NULL && strstr(cell, "://") == NULL) {
            longest = strlen(cell);
            style->title_cell = i;
        }
    }
    if (style->link_cell == style->n_cells)
        style->link_cell = style->title_cell;
    const char *link = style->cells[style->link_cell], *close = strstr(link, "](");
    if (*link == '[' && close != NULL && (size_t)(close - link) > 2 * LIMIT_GLUE)
        style->title_cell = style->link_cell;
    const char *title = style->cells[style->title_cell];
    learn_body(title, style, arena);
    if (style->title_cell == style->link_cell)
        return;
    style->form = starts(title, "**") ? ENTRY_BOLD : ENTRY_PLAIN;
    learn_address(link, style, arena);
}

struct entry_style entry_style_learn(const char *line, size_t n, struct arena *arena)
{
    struct entry_style style = entry_style_plain;
    const char *text = arena_copy(arena, line, n);
    if (text[strspn(text, " \t")] == '|')
        learn_table(text, &style, arena);
    else
        learn_body(learn_marker(text, &style, arena), &style, arena);
    return style;
}

static void write_address(const struct entry_style *style, const char *href, struct buf *out)
{
    if (*style->label == '\0') {
        buf_adds(out, href);
        return;
    }
    buf_adds(out, style->is_bracketed ? "[" : "");
    markdown_link(out, style->label, href);
    buf_adds(out, style->is_bracketed ? "]" : "");
}

/* The title, which is a link itself in the first three forms. */
static void write_title(const struct entry_style *style, const char *title, const char *href, struct buf *out)
{
    static const char *const before[] = {"", "[**", "**", "**", ""};
    static const char *const behind[] = {"", "**](", "**", "**", ""};
    buf_adds(out, before[style->form]);
    if (style->form == ENTRY_LINK || style->form == ENTRY_BOLD_LINK)
        markdown_link(out, title, href);
    else if (style->form == ENTRY_PLAIN)
        markdown_line(out, title);
    else
        markdown_text(out, title);
    buf_adds(out, behind[style->form]);
    if (style->form != ENTRY_LINK_BOLD)
        return;
    markdown_destination(out, href);
    buf_addc(out, ')');
}

static void write_entry(const struct entry_style *style, const char *title, const char *href, struct buf *out)
{
    write_title(style, title, href, out);
    if (style->form < ENTRY_BOLD)
        return;
    buf_adds(out, style->glue);
    write_address(style, href, out);
}

static void write_row(const struct entry_style *style, const char *title, const char *href, struct buf *out)
{
    buf_addc(out, '|');
    for (size_t i = 0; i < style->n_cells; i++) {
        buf_addc(out, ' ');
        if (i == style->title_cell && i == style->link_cell)
            write_entry(style, title, href, out);
        else if (i == style->title_cell)
            write_title(style, title, href, out);
        else if (i == style->link_cell)
            write_address(style, href, out);
        buf_adds(out, i == style->title_cell || i == style->link_cell ? " |" : "|");
    }
}

void entry_style_write(struct entry_style *style, const struct item *item, struct buf *out)
{
    struct arena arena;
    arena_init(&arena);
    const char *title = shown_title(&arena, item), *href = shown_href(&arena, item->url);
    buf_adds(out, style->marker);
    if (style->number >= 0)
        buf_addf(out, "%ld%c ", ++style->number, style->delimiter);
    if (style->cells != NULL)
        write_row(style, title, href, out);
    else
        write_entry(style, title, href, out);
    arena_release(&arena);
}
