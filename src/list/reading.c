#include "weir/list/reading.h"

#include <stdarg.h>
#include <string.h>

#include "heading_title.h"
#include "piece.h"
#include "remark.h"
#include "template.h"
#include "weir/list/naming.h"
#include "weir/text/buf.h"
#include "weir/text/utf8.h"

#define LEVEL_BOLD 7
#define LEVEL_ITEM 8

#define ENOUGH_LISTS 3 /* links to other lists, and more than half of all: the list is an index of these */

/* The way through the pieces. */
struct walk {
    struct reading *reading;
    struct arena *arena;
    const struct pieces *pieces;
    struct template template;
    size_t heading; /* the one that stands above, READING_TOP before the first */
    size_t entry;   /* the last one under it, to which notes belong; READING_TOP: none yet */
    struct {
        size_t end, heading;
    } open[32]; /* items that are headings, with where they end and what stood above */
    size_t n_open;
};

/* ---- remarks ---- */

static void add_remark(struct reading *reading, struct arena *arena, size_t line, const char *text)
{
    reading->remarks = arena_grow(arena, reading->remarks, reading->n_remarks, sizeof *reading->remarks);
    reading->remarks[reading->n_remarks++] =
        (struct list_remark){.list = reading->n_lists, .line = line, .text = text};
}

void remark_add(struct reading *reading, struct arena *arena, size_t line, const char *format, ...)
{
    va_list args;
    struct buf text = BUF_INIT(READING_LIMIT_NOTE);
    va_start(args, format);
    buf_vaddf(&text, format, args);
    va_end(args);
    add_remark(reading, arena, line, arena_copy(arena, text.data, text.n));
    buf_release(&text);
}

void remark_once(struct reading *reading, struct arena *arena, size_t line, const char *format, ...)
{
    va_list args;
    struct buf text = BUF_INIT(READING_LIMIT_NOTE);
    va_start(args, format);
    buf_vaddf(&text, format, args);
    va_end(args);
    bool is_new = true;
    for (size_t i = 0; i < reading->n_remarks; i++)
        is_new = is_new && (reading->remarks[i].list != reading->n_lists ||
                            strcmp(reading->remarks[i].text, text.data) != 0);
    if (is_new)
        add_remark(reading, arena, line, arena_copy(arena, text.data, text.n));
    buf_release(&text);
}

/* ---- headings, entries, notes ---- */

static const char *joined(const char *before, const char *more, struct arena *arena)
{
    size_t n = strlen(before);
    if (*more == '\0' || n >= READING_LIMIT_NOTE)
        return before;
    size_t room = READING_LIMIT_NOTE - n;
    return arena_printf(arena, "%s%s%.*s", before, n > 0 ? " " : "", (int)utf8_prefix(more, room), more);
}

/* Everything of this level and below ends here. */
static void leave_level(struct walk *w, int level)
{
    const struct list_heading *headings = w->reading->headings;
    while (w->heading != READING_TOP && headings[w->heading].level >= level)
        w->heading = headings[w->heading].parent;
    w->entry = READING_TOP;
}

static void begin_heading(struct walk *w, const struct piece *piece, int level, size_t line)
{
    struct reading *r = w->reading;
    if (r->n_headings >= READING_LIMIT_HEADINGS) {
        remark_once(r, w->arena, line, "more than %zu headings: the rest are not read as such",
                    READING_LIMIT_HEADINGS);
        return;
    }
    leave_level(w, level);
    r->headings = arena_grow(w->arena, r->headings, r->n_headings, sizeof *r->headings);
    r->headings[r->n_headings] = (struct list_heading){.title = heading_title(piece->line.text, w->arena),
                                                       .parent = w->heading,
                                                       .level = level,
                                                       .prose = "",
                                                       .list = r->n_lists,
                                                       .line = line};
    w->heading = r->n_headings++;
}

static void extend_entry(struct walk *w, const struct piece *piece)
{
    if (w->entry != READING_TOP && piece->last > w->reading->entries[w->entry].last_line)
        w->reading->entries[w->entry].last_line = piece->last;
}

static void add_prose(struct walk *w, const struct piece *piece, bool is_name)
{
    struct reading *r = w->reading;
    const char *text = is_name ? "" : title_rest(&piece->line, NULL, w->arena);
    if (w->entry != READING_TOP)
        r->entries[w->entry].note = joined(r->entries[w->entry].note, text, w->arena);
    else if (w->heading != READING_TOP)
        r->headings[w->heading].prose = joined(r->headings[w->heading].prose, text, w->arena);
    if (piece->kind != PIECE_TEXT || piece->depth > 0)
        extend_entry(w, piece);
}

/* An address alone belongs to the entry before it (its code, its page); only without one is it an entry. */
static void add_entry(struct walk *w, const struct piece *piece, const struct part *part)
{
    struct reading *r = w->reading;
    const struct line *line = template_line(piece, part);
    const struct title_slot *slot = part->has_title ? &part->slot : NULL;
    const char *url = piece->kind == PIECE_ROW ? template_row_address(piece, part, w->arena)
                                               : title_address(line, slot, w->arena);
    if (slot == NULL && w->entry != READING_TOP) {
        struct list_entry *above = &r->entries[w->entry];
        extend_entry(w, piece);
        if (*above->url == '\0')
            above->url = url;
        above->note = joined(above->note, title_rest(line, NULL, w->arena), w->arena);
        return;
    }
    if (r->n_entries >= READING_LIMIT_ENTRIES) {
        remark_once(r, w->arena, piece->first, "more than %zu entries: the rest are not read",
                    READING_LIMIT_ENTRIES);
        return;
    }
    size_t n = slot != NULL ? slot->to - slot->from : 0;
    const char *title = slot != NULL ? arena_copy(w->arena, line->text + slot->from, n) : "";
    r->entries = arena_grow(w->arena, r->entries, r->n_entries, sizeof *r->entries);
    r->entries[r->n_entries] =
        (struct list_entry){.title = title,
                            .url = url,
                            .note = piece->kind == PIECE_WORK ? "" : title_rest(line, slot, w->arena),
                            .heading = w->heading,
                            .list = r->n_lists,
                            .line = piece->first,
                            .last_line = piece->last};
    w->entry = r->n_entries++;
}

/* ---- the walk ---- */

static void leave_items(struct walk *w, size_t i)
{
    while (w->n_open > 0 && w->open[w->n_open - 1].end <= i) {
        w->heading = w->open[--w->n_open].heading;
        w->entry = READING_TOP;
    }
}

static void read_heading(struct walk *w, size_t i)
{
    const struct piece *piece = &w->pieces->of[i];
    if (piece->kind != PIECE_ITEM) {
        begin_heading(w, piece, piece->kind == PIECE_HEADING ? piece->level : LEVEL_BOLD, piece->last);
        return;
    }
    if (w->n_open < sizeof w->open / sizeof *w->open) {
        w->open[w->n_open].end = piece->end;
        w->open[w->n_open++].heading = w->heading;
    }
    begin_heading(w, piece, LEVEL_ITEM + piece->depth - 1, piece->first);
}

static void read_piece(struct walk *w, size_t i)
{
    const struct piece *piece = &w->pieces->of[i];
    const struct part *part = &w->template.of[i];
    leave_items(w, i);
    switch (part->role) {
    case ROLE_HEADING:
        read_heading(w, i);
        break;
    case ROLE_ENTRY:
        if (piece->kind == PIECE_HEADING)
            leave_level(w, piece->level);
        add_entry(w, piece, part);
        break;
    case ROLE_PROSE:
        add_prose(w, piece, part->is_name);
        break;
    case ROLE_NONE:
        if (piece->kind == PIECE_RULE || piece->kind == PIECE_ROW)
            w->entry = READING_TOP;
        break;
    }
}

/* Is the address another list's: a file of Markdown, an "awesome" repository? */
static bool is_list(const char *url)
{
    size_t n = strcspn(url, "?#");
    bool is_file = (n > 3 && memcmp(url + n - 3, ".md", 3) == 0) ||
                   (n > 4 && memcmp(url + n - 4, ".org", 4) == 0 && strstr(url, "://") == NULL);
    return is_file || (strstr(url, "github.com/") != NULL && strcasestr(url, "awesome") != NULL);
}

/* A list of lists says so, and which they are. */
static void find_index(struct walk *w, size_t first_entry)
{
    struct reading *r = w->reading;
    struct buf lists = BUF_INIT(READING_LIMIT_NOTE / 2);
    size_t n = 0;
    for (size_t i = first_entry; i < r->n_entries; i++) {
        if (!is_list(r->entries[i].url))
            continue;
        n++;
        if (!lists.full)
            buf_addf(&lists, " %s", r->entries[i].url);
    }
    if (n >= ENOUGH_LISTS && 2 * n > r->n_entries - first_entry)
        remark_add(r, w->arena, r->entries[first_entry].line,
                   "an index of %zu other lists; each may be a list of its own:%s", n, lists.data);
    buf_release(&lists);
}

void reading_add(struct reading *reading, const char *name, const char *bytes, size_t n, struct arena *arena)
{
    struct pieces pieces;
    struct walk w = {
        .reading = reading, .arena = arena, .pieces = &pieces, .heading = READING_TOP, .entry = READING_TOP};
    size_t first_entry = reading->n_entries;
    if (n > READING_LIMIT_BYTES) {
        remark_add(reading, arena, 0, "more than %zu MB: the rest is not read", READING_LIMIT_BYTES >> 20);
        n = READING_LIMIT_BYTES;
    }
    pieces_read(&pieces, name, bytes, n, reading, arena);
    template_learn(&pieces, arena, &w.template);
    for (size_t i = 0; i < pieces.n; i++)
        read_piece(&w, i);
    find_index(&w, first_entry);
    reading->n_lists++;
}
