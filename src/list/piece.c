#include "piece.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>
#include <strings.h>

#include "bibtex.h"
#include "decode.h"
#include "dialect.h"
#include "reading_html.h"
#include "remark.h"
#include "weir/text/buf.h"
#include "weir/text/utf8.h"

#define LIMIT_PIECES       ((size_t)80000)
#define LIMIT_LINE         ((size_t)64 << 10)
#define PART_BYTES         ((size_t)64 << 10)  /* a part ends before the next heading */
#define PART_BYTES_AT_MOST ((size_t)256 << 10) /* or at the next blank line */
#define LIMIT_REFERENCES                                                                                     \
    ((size_t)128 << 10) /* bytes of "[name]: address" lines, which every part is given                       \
                         */

/* The walk through one part of a list. */
struct walk {
    struct pieces *pieces;
    struct arena *arena;
    const struct reading_lines *lines;
    size_t offset;                   /* lines of the Markdown before this part */
    size_t items[DIALECT_DEPTH + 1]; /* the piece of each open item; SIZE_MAX: it has none yet */
    size_t depth;
};

/* ---- one line ---- */

/* A line while it is flattened. */
struct flattener {
    struct arena *arena;
    struct buf text;
    struct line line;
    size_t link_from, strong_from;
    int n_images; /* open ones: their text is not the list's */
};

static void add_span(struct flattener *f, struct span **spans, size_t *n, size_t from, const char *url)
{
    if (f->text.n <= from)
        return;
    *spans = arena_grow(f->arena, *spans, *n, sizeof **spans);
    (*spans)[(*n)++] = (struct span){.from = from, .to = f->text.n, .url = arena_strdup(f->arena, url)};
}

static void add_break(struct flattener *f)
{
    f->line.breaks = arena_grow(f->arena, f->line.breaks, f->line.n_breaks, sizeof *f->line.breaks);
    f->line.breaks[f->line.n_breaks++] = f->text.n;
    buf_addc(&f->text, ' ');
}

/* The bars of code part no cells. */
static void add_text(struct flattener *f, const char *s, bool is_code)
{
    for (; f->n_images == 0 && *s != '\0'; s++) {
        if (*s == DIALECT_BREAK)
            add_break(f);
        else if (*s != DIALECT_HEAD && *s != DIALECT_ROW)
            buf_addc(&f->text, is_code && *s == '|' ? DIALECT_BAR : *s);
    }
}

/* A bare address takes Chinese text behind it for its own; it ends before. */
static void end_link(struct flattener *f, const char *url)
{
    size_t n = 0;
    while (url[n] != '\0' && !(url[n] & 0x80))
        n++;
    bool is_bare = f->text.n - f->link_from == strlen(url) && strcmp(f->text.data + f->link_from, url) == 0;
    if (!is_bare || url[n] == '\0') {
        add_span(f, &f->line.links, &f->line.n_links, f->link_from, url);
        return;
    }
    char *behind = arena_strdup(f->arena, url + n);
    buf_truncate(&f->text, f->link_from + n);
    add_span(f, &f->line.links, &f->line.n_links, f->link_from, arena_copy(f->arena, url, n));
    buf_adds(&f->text, behind);
}

static void flatten_node(struct flattener *f, cmark_node *node, bool enter)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        add_text(f, cmark_node_get_literal(node), false);
        break;
    case CMARK_NODE_CODE:
        add_text(f, cmark_node_get_literal(node), true);
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        add_break(f);
        break;
    case CMARK_NODE_LINK:
        if (enter)
            f->link_from = f->text.n;
        else
            end_link(f, cmark_node_get_url(node));
        break;
    case CMARK_NODE_STRONG:
        if (enter)
            f->strong_from = f->text.n;
        else
            add_span(f, &f->line.strong, &f->line.n_strong, f->strong_from, "");
        break;
    case CMARK_NODE_IMAGE:
        f->n_images += enter ? 1 : -1;
        break;
    default:
        break;
    }
}

static struct line flatten(cmark_node *block, struct arena *arena)
{
    struct flattener f = {.arena = arena, .text = BUF_INIT(LIMIT_LINE)};
    cmark_iter *iter = cmark_iter_new(block);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
        flatten_node(&f, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
    cmark_iter_free(iter);
    f.line.text = arena_copy(arena, f.text.data, f.text.n);
    f.line.n = f.text.n;
    buf_release(&f.text);
    return f.line;
}

struct line line_cut(const struct line *whole, size_t from, size_t to, struct arena *arena)
{
    struct line part = {.text = arena_copy(arena, whole->text + from, to - from), .n = to - from};
    for (size_t i = 0; i < whole->n_links + whole->n_strong; i++) {
        bool is_link = i < whole->n_links;
        struct span span = is_link ? whole->links[i] : whole->strong[i - whole->n_links];
        if (span.from < from || span.to > to)
            continue;
        struct span **spans = is_link ? &part.links : &part.strong;
        size_t *n = is_link ? &part.n_links : &part.n_strong;
        *spans = arena_grow(arena, *spans, *n, sizeof **spans);
        (*spans)[(*n)++] = (struct span){.from = span.from - from, .to = span.to - from, .url = span.url};
    }
    for (size_t i = 0; i < whole->n_breaks; i++)
        if (whole->breaks[i] >= from && whole->breaks[i] < to) {
            part.breaks = arena_grow(arena, part.breaks, part.n_breaks, sizeof *part.breaks);
            part.breaks[part.n_breaks++] = whole->breaks[i] - from;
        }
    return part;
}

/* The bars that part no cells are bars again. */
static void restore_bars(struct line *line)
{
    char *text = (char *)(uintptr_t)line->text; /* it is the arena's */
    for (size_t i = 0; i < line->n; i++)
        if (text[i] == DIALECT_BAR)
            text[i] = '|';
}

static bool is_in_link(const struct line *line, size_t at)
{
    for (size_t i = 0; i < line->n_links; i++)
        if (at > line->links[i].from && at < line->links[i].to)
            return true;
    return false;
}

/* "| a | b |" as its cells. */
static void cut_cells(struct piece *row, struct arena *arena)
{
    const struct line *line = &row->line;
    size_t from = 0, end = line->n;
    while (end > 0 && line->text[end - 1] == ' ')
        end--;
    while (from < end && line->text[from] == ' ')
        from++;
    from += from < end && line->text[from] == '|';
    for (size_t i = from; i <= end; i++) {
        if (i < end && (line->text[i] != '|' || is_in_link(line, i)))
            continue;
        if (i == end && from == end)
            break;
        row->cells = arena_grow(arena, row->cells, row->n_cells, sizeof *row->cells);
        row->cells[row->n_cells] = line_cut(line, from, i, arena);
        restore_bars(&row->cells[row->n_cells++]);
        from = i + 1;
    }
}

/* ---- the tree of a part ---- */

static size_t line_of(const struct walk *w, int line)
{
    size_t i = w->offset + (line > 0 ? (size_t)line - 1 : 0);
    return w->lines->of[i < w->lines->n ? i : w->lines->n - 1];
}

static struct piece *add_piece(struct walk *w, enum piece_kind kind, int first, int last)
{
    struct pieces *p = w->pieces;
    p->of = arena_grow(w->arena, p->of, p->n, sizeof *p->of);
    struct piece *piece = &p->of[p->n++];
    *piece = (struct piece){.kind = kind,
                            .line = {.text = ""},
                            .depth = (int)w->depth,
                            .first = line_of(w, first),
                            .last = line_of(w, last),
                            .end = p->n};
    return piece;
}

/* Of a block of code, or a whole file; `first` is the Markdown's line where it begins. */
static void add_works(struct walk *w, const char *text, int first)
{
    size_t n;
    struct bibtex_work *works = bibtex_read(text, strlen(text), w->arena, &n);
    for (size_t i = 0; i < n; i++) {
        struct piece *piece =
            add_piece(w, PIECE_WORK, first + (int)works[i].line, first + (int)works[i].last);
        const char *title = *works[i].title != '\0' ? works[i].title : works[i].key;
        piece->line = (struct line){.text = title, .n = strlen(title)};
        piece->line.links = arena_alloc(w->arena, sizeof *piece->line.links);
        piece->line.links[0] = (struct span){0, piece->line.n, works[i].address};
        piece->line.n_links = 1;
    }
}

/* Do all lines of a paragraph have an address, so that each is a thing of its own? */
static bool is_several(const struct line *line)
{
    for (size_t i = 0, from = 0; i <= line->n_breaks; i++) {
        size_t to = i < line->n_breaks ? line->breaks[i] : line->n;
        bool has_link = false;
        for (size_t k = 0; k < line->n_links; k++)
            has_link = has_link || (line->links[k].from >= from && line->links[k].to <= to);
        if (!has_link)
            return false;
        from = to;
    }
    return line->n_breaks > 0;
}

static void add_paragraph(struct walk *w, cmark_node *node, bool is_item)
{
    int first = cmark_node_get_start_line(node), last = cmark_node_get_end_line(node);
    struct line line = flatten(node, w->arena);
    cmark_node *begin = cmark_node_first_child(node);
    const char *text =
        begin != NULL && cmark_node_get_type(begin) == CMARK_NODE_TEXT ? cmark_node_get_literal(begin) : "";
    if (*text == DIALECT_HEAD || *text == DIALECT_ROW) {
        struct piece *row = add_piece(w, PIECE_ROW, first, first);
        row->line = line;
        row->is_head = *text == DIALECT_HEAD;
        cut_cells(row, w->arena);
        if (row->n_cells < 2) {
            row->kind = PIECE_TEXT;
            restore_bars(&row->line);
        }
        return;
    }
    restore_bars(&line);
    bool several = is_several(&line);
    for (size_t i = 0, from = 0; i <= (several ? line.n_breaks : 0); i++) {
        size_t to = several && i < line.n_breaks ? line.breaks[i] : line.n;
        bool heads = is_item && i == 0;
        struct piece *piece = add_piece(w, heads ? PIECE_ITEM : PIECE_TEXT, several ? first + (int)i : first,
                                        several ? first + (int)i : last);
        piece->line = several ? line_cut(&line, from, to, w->arena) : line;
        if (heads)
            w->items[w->depth - 1] = w->pieces->n - 1;
        from = to + 1 < line.n ? to + 1 : line.n;
    }
}

static void enter_block(struct walk *w, cmark_node *node)
{
    int first = cmark_node_get_start_line(node), last = cmark_node_get_end_line(node);
    bool is_item = w->depth > 0 && w->items[w->depth - 1] == SIZE_MAX && cmark_node_previous(node) == NULL;
    const char *text;
    struct piece *piece;
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HEADING:
        piece = add_piece(w, PIECE_HEADING, first, last);
        piece->line = flatten(node, w->arena);
        piece->level = cmark_node_get_heading_level(node);
        restore_bars(&piece->line);
        break;
    case CMARK_NODE_PARAGRAPH:
        add_paragraph(w, node, is_item);
        break;
    case CMARK_NODE_CODE_BLOCK:
        text = cmark_node_get_literal(node);
        if (text[strspn(text, " \t\n")] == '@')
            add_works(w, text, first + 1);
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        add_piece(w, PIECE_RULE, first, last);
        break;
    default:
        break;
    }
}

/* The item holds what was read since, to its last line. */
static void leave_item(struct walk *w)
{
    size_t item = w->items[--w->depth];
    if (item == SIZE_MAX)
        return;
    struct piece *piece = &w->pieces->of[item];
    piece->end = w->pieces->n;
    for (size_t i = item + 1; i < piece->end; i++)
        if (w->pieces->of[i].last > piece->last)
            piece->last = w->pieces->of[i].last;
}

static void walk_tree(struct walk *w, cmark_node *document)
{
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event;
         (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE && w->pieces->n < LIMIT_PIECES;) {
        cmark_node *node = cmark_iter_get_node(iter);
        bool is_item = cmark_node_get_type(node) == CMARK_NODE_ITEM && w->depth <= DIALECT_DEPTH;
        if (is_item && event == CMARK_EVENT_ENTER)
            w->items[w->depth++] = SIZE_MAX;
        else if (is_item && w->depth > 0)
            leave_item(w);
        else if (event == CMARK_EVENT_ENTER)
            enter_block(w, node);
    }
    while (w->depth > 0)
        leave_item(w);
    cmark_iter_free(iter);
}

/* ---- the list in parts ---- */

static void read_part(struct walk *w, const char *text, size_t n, const struct buf *references)
{
    static const char *const extensions[] = {"autolink", "strikethrough"};
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
    cmark_parser_feed(parser, text, n);
    if (references != NULL) {
        cmark_parser_feed(parser, "\n\n", 2);
        cmark_parser_feed(parser, references->data, references->n);
    }
    cmark_node *document = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    walk_tree(w, document);
    cmark_node_free(document);
}

/* "[name]: address" */
static bool is_reference(const char *line, size_t n)
{
    const char *close = n > 4 && *line == '[' ? memmem(line, n, "]: ", 3) : NULL;
    return close != NULL && memchr(line + 1, '[', (size_t)(close - line) - 1) == NULL;
}

static void gather_references(const struct buf *text, struct buf *references, struct reading *reading,
                              struct arena *arena)
{
    for (size_t at = 0; at < text->n;) {
        const char *line = text->data + at, *end = memchr(line, '\n', text->n - at);
        size_t n = end != NULL ? (size_t)(end - line) : text->n - at;
        at += n + 1;
        if (!is_reference(line, n))
            continue;
        if (references->n + n + 1 > references->limit) {
            remark_once(reading, arena, 0, "more than %zu kB of link references: the first are used",
                        LIMIT_REFERENCES >> 10);
            return;
        }
        buf_add(references, line, n);
        buf_addc(references, '\n');
    }
}

/* Where the part that begins at `at` ends; `*n_lines` of them. */
static size_t find_part(const struct buf *text, size_t at, size_t *n_lines)
{
    size_t from = at;
    bool in_code = false, was_blank = false;
    *n_lines = 0;
    while (at < text->n) {
        const char *line = text->data + at, *end = memchr(line, '\n', text->n - at);
        size_t n = end != NULL ? (size_t)(end - line) : text->n - at;
        bool may_end = !in_code && ((at - from > PART_BYTES && *line == '#') ||
                                    (at - from > PART_BYTES_AT_MOST && was_blank && *line != ' '));
        if (may_end || at - from > 2 * PART_BYTES_AT_MOST)
            break;
        if (strncmp(line + strspn(line, " "), "```", 3) == 0)
            in_code = !in_code;
        was_blank = n == 0;
        at += n + (end != NULL);
        ++*n_lines;
    }
    return at;
}

static void read_markdown(struct walk *w, const struct buf *text, struct reading *reading)
{
    struct buf references = BUF_INIT(LIMIT_REFERENCES);
    gather_references(text, &references, reading, w->arena);
    for (size_t at = 0, end, n_lines; at < text->n; at = end) {
        end = find_part(text, at, &n_lines);
        read_part(w, text->data + at, end - at, end - at == text->n ? NULL : &references);
        w->offset += n_lines;
    }
    if (w->pieces->n >= LIMIT_PIECES)
        remark_add(reading, w->arena, w->pieces->of[w->pieces->n - 1].first,
                   "more than %zu items, rows and paragraphs: the rest is not read", LIMIT_PIECES);
    buf_release(&references);
}

void pieces_read(struct pieces *pieces, const char *name, const char *bytes, size_t n,
                 struct reading *reading, struct arena *arena)
{
    struct buf text = BUF_INIT(3 * READING_LIMIT_BYTES), plain = BUF_INIT(6 * READING_LIMIT_BYTES),
               markdown = BUF_INIT(12 * READING_LIMIT_BYTES);
    struct reading_lines lines = {.arena = arena};
    struct walk w = {.pieces = pieces, .arena = arena, .lines = &lines};
    *pieces = (struct pieces){0};
    decode_text(bytes, n, &text);
    if (dialect_is_bibtex(name)) {
        for (size_t i = 0; i <= text.n; i++)
            if (i == 0 || text.data[i - 1] == '\n') {
                lines.of = arena_grow(arena, lines.of, lines.n, sizeof *lines.of);
                lines.of[lines.n] = lines.n + 1;
                lines.n++;
            }
        add_works(&w, text.data, 1);
    } else {
        dialect_write(name, &(struct dialect){text.data, text.n, &plain, reading, arena});
        buf_release(&text);
        reading_html(plain.data, plain.n, &markdown, &lines);
        buf_release(&plain);
        read_markdown(&w, &markdown, reading);
    }
    buf_release(&markdown);
    buf_release(&plain);
    buf_release(&text);
}
