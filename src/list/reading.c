#include "weir/list/reading.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

#include "reading_html.h"
#include "reading_line.h"
#include "weir/text/buf.h"
#include "weir/text/utf8.h"

#define LEVEL_BOLD 7
#define LEVEL_ITEM 8

/* The walk through one document. */
struct walk {
    struct reading *reading;
    struct arena *arena;
    size_t heading; /* the one that stands above, READING_TOP before the first */
    size_t entry;   /* the last one under it, to which notes belong; READING_TOP: none yet */
    struct reading_lines lines;
    size_t line, last_line; /* of what is being read */
};

/* Notes where a block stands. cmark lets some end on the blank lines behind them. */
static void stand_at(struct walk *w, int first, int last)
{
    size_t from = first > 0 ? (size_t)first : 1, to = last > first ? (size_t)last : from;
    w->line = from < w->lines.n ? w->lines.of[from - 1] : w->lines.of[w->lines.n - 1];
    w->last_line = to < w->lines.n ? w->lines.of[to - 1] : w->lines.of[w->lines.n - 1];
}

static void stand_at_node(struct walk *w, cmark_node *node)
{
    stand_at(w, cmark_node_get_start_line(node), cmark_node_get_end_line(node));
}

static cmark_node *parse(struct walk *w, const char *markdown, size_t n)
{
    static const char *const extensions[] = {"table", "autolink", "strikethrough"};
    struct buf text = BUF_INIT(2 * READING_LIMIT_BYTES);
    w->lines.arena = w->arena;
    reading_html(markdown, n, &text, &w->lines);
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
    cmark_parser_feed(parser, text.data, text.n);
    cmark_node *document = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    buf_release(&text);
    return document;
}

static const char *joined(const char *before, const char *more, struct arena *arena)
{
    size_t n = strlen(before);
    if (*more == '\0' || n >= READING_LIMIT_NOTE)
        return before;
    size_t room = READING_LIMIT_NOTE - n;
    return arena_printf(arena, "%s%s%.*s", before, n > 0 ? " " : "", (int)utf8_prefix(more, room), more);
}

static void begin_heading(struct walk *w, const char *title, int level)
{
    struct reading *r = w->reading;
    size_t parent = w->heading;
    while (parent != READING_TOP && r->headings[parent].level >= level)
        parent = r->headings[parent].parent;
    r->headings = arena_grow(w->arena, r->headings, r->n_headings, sizeof *r->headings);
    r->headings[r->n_headings] = (struct list_heading){.title = line_heading_title(title, w->arena),
                                                       .parent = parent,
                                                       .level = level,
                                                       .prose = "",
                                                       .list = r->n_lists,
                                                       .line = w->last_line};
    w->heading = r->n_headings++;
    w->entry = READING_TOP;
}

/* The entry goes on to here: its code, its page. */
static void extend_entry(struct walk *w)
{
    struct list_entry *entry = &w->reading->entries[w->entry];
    if (w->last_line > entry->last_line)
        entry->last_line = w->last_line;
}

static void add_prose(struct walk *w, const char *text)
{
    struct reading *r = w->reading;
    if (w->entry != READING_TOP)
        r->entries[w->entry].note = joined(r->entries[w->entry].note, text, w->arena);
    else if (w->heading != READING_TOP)
        r->headings[w->heading].prose = joined(r->headings[w->heading].prose, text, w->arena);
}

/* An address alone belongs to the entry before it (its code, its page); only without one is it an entry. */
static void add_entry(struct walk *w, const struct line_entry *found)
{
    struct reading *r = w->reading;
    if (*found->title == '\0' && w->entry != READING_TOP) {
        extend_entry(w);
        if (*r->entries[w->entry].url == '\0')
            r->entries[w->entry].url = found->url;
        return;
    }
    r->entries = arena_grow(w->arena, r->entries, r->n_entries, sizeof *r->entries);
    r->entries[r->n_entries] = (struct list_entry){.title = found->title,
                                                   .url = found->url,
                                                   .note = joined("", found->note, w->arena),
                                                   .heading = w->heading,
                                                   .list = r->n_lists,
                                                   .line = w->line,
                                                   .last_line = w->last_line};
    w->entry = r->n_entries++;
}

static void read_line(struct walk *w, const struct line *line, enum line_place place)
{
    struct line_entry found;
    if (line->n == 0)
        return;
    if (place == LINE_OF_TEXT && line_is_heading(line))
        begin_heading(w, line->text, LEVEL_BOLD);
    else if (line_entry(line, place, w->arena, &found))
        add_entry(w, &found);
    else
        add_prose(w, line->text);
}

static void read_paragraph(struct walk *w, cmark_node *node, enum line_place place)
{
    size_t n;
    struct line *lines = line_read(node, w->arena, &n);
    int first = cmark_node_get_start_line(node);
    bool is_item = place == LINE_OF_LIST && n == 1;
    for (size_t i = 0; i < n; i++) {
        if (n > 1)
            stand_at(w, first + (int)i, first + (int)i);
        else
            stand_at_node(w, is_item ? cmark_node_parent(node) : node);
        read_line(w, &lines[i], place);
    }
}

/* The cell of a row that holds the title: one with a link, else the one under a heading such as "Title". */
static void read_row(struct walk *w, cmark_node *row, size_t title_column)
{
    size_t column = 0, n;
    struct line_entry found;
    stand_at_node(w, row);
    for (cmark_node *cell = cmark_node_first_child(row); cell; cell = cmark_node_next(cell), column++) {
        struct line *lines = line_read(cell, w->arena, &n);
        bool has_title = n > 0 && (lines[0].n_links > 0 || column == title_column);
        if (has_title && line_entry(&lines[0], LINE_OF_TABLE, w->arena, &found) && *found.title != '\0') {
            add_entry(w, &found);
            return;
        }
    }
}

static size_t find_title_column(struct walk *w, cmark_node *header)
{
    static const char *const names[] = {"title", "paper", "标题", "论文", "文章", "题目", "名称", "name"};
    size_t column = 0, n;
    for (cmark_node *cell = cmark_node_first_child(header); cell; cell = cmark_node_next(cell), column++) {
        struct line *lines = line_read(cell, w->arena, &n);
        for (size_t i = 0; n > 0 && i < sizeof names / sizeof *names; i++)
            if (strcasestr(lines[0].text, names[i]))
                return column;
    }
    return READING_TOP;
}

static void read_table(struct walk *w, cmark_node *table)
{
    cmark_node *header = cmark_node_first_child(table);
    size_t title_column = find_title_column(w, header);
    for (cmark_node *row = cmark_node_next(header); row; row = cmark_node_next(row))
        read_row(w, row, title_column);
    w->entry = READING_TOP;
}

/* An item without an address, under which other items stand, heads them. */
static bool item_heads(struct walk *w, cmark_node *paragraph, struct line *line)
{
    cmark_node *next = cmark_node_next(paragraph);
    size_t n;
    if (!next || cmark_node_get_type(next) != CMARK_NODE_LIST)
        return false;
    struct line *lines = line_read(paragraph, w->arena, &n);
    *line = lines[0];
    return n == 1 && line->n_links == 0 && line->n > 0 && line->n <= 90;
}

/* What has to be restored when an item ends: the heading that it was, and the entry that it stood under. */
struct open_item {
    size_t heading;
    bool heads;
};

#define LIMIT_NESTING 64

/* A block that holds blocks is entered, a block that holds text is read; cmark's iterator knows the way,
 * however deep. */
struct nesting {
    struct open_item items[LIMIT_NESTING];
    size_t depth;   /* open list items; those beyond the limit are not remembered */
    size_t entries; /* how many open items are entries: what is below them is their note */
};

static void enter_item(struct walk *w, struct nesting *nesting)
{
    if (nesting->depth < LIMIT_NESTING)
        nesting->items[nesting->depth] = (struct open_item){.heading = w->heading};
    nesting->depth++;
}

static void leave_item(struct walk *w, struct nesting *nesting)
{
    nesting->depth--;
    if (nesting->depth < LIMIT_NESTING && nesting->items[nesting->depth].heads) {
        w->heading = nesting->items[nesting->depth].heading;
        w->entry = READING_TOP;
    }
}

static void read_item_paragraph(struct walk *w, cmark_node *node, struct nesting *nesting)
{
    struct line line;
    bool is_first = cmark_node_previous(node) == NULL;
    size_t depth = nesting->depth - 1;
    if (is_first && depth < LIMIT_NESTING && item_heads(w, node, &line)) {
        stand_at_node(w, node);
        begin_heading(w, line.text, LEVEL_ITEM + (int)depth);
        nesting->items[depth].heads = true;
        return;
    }
    read_paragraph(w, node, is_first ? LINE_OF_LIST : LINE_OF_TEXT);
}

static void read_block(struct walk *w, cmark_node *node, struct nesting *nesting)
{
    size_t n;
    struct line *lines;
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HEADING:
        lines = line_read(node, w->arena, &n);
        stand_at_node(w, node);
        begin_heading(w, lines[0].text, cmark_node_get_heading_level(node));
        break;
    case CMARK_NODE_PARAGRAPH:
        if (nesting->depth > 0)
            read_item_paragraph(w, node, nesting);
        else
            read_paragraph(w, node, LINE_OF_TEXT);
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        w->entry = READING_TOP;
        break;
    default:
        break;
    }
}

static void walk_document(struct walk *w, cmark_node *document)
{
    struct nesting nesting = {0};
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        bool enter = event == CMARK_EVENT_ENTER;
        if (cmark_node_get_type(node) == CMARK_NODE_ITEM) {
            if (enter)
                enter_item(w, &nesting);
            else
                leave_item(w, &nesting);
        } else if (strcmp(cmark_node_get_type_string(node), "table") == 0) {
            if (enter)
                read_table(w, node);
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
        } else if (enter) {
            read_block(w, node, &nesting);
        }
    }
    cmark_iter_free(iter);
}

void reading_add(struct reading *reading, const char *markdown, size_t n, struct arena *arena)
{
    struct walk w = {.reading = reading, .arena = arena, .heading = READING_TOP, .entry = READING_TOP};
    cmark_node *document = parse(&w, markdown, n < READING_LIMIT_BYTES ? n : READING_LIMIT_BYTES);
    walk_document(&w, document);
    cmark_node_free(document);
    reading->n_lists++;
}
