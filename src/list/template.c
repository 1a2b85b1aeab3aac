#include "template.h"

#include <string.h>

#include "template_learner.h"
#include "weir/list/naming.h"

#define LIMIT_LABEL 60 /* bytes before an address in running text that are its title, not a sentence */
#define LIMIT_PLAIN 300

static bool is_line(const struct piece *piece)
{
    return piece->kind == PIECE_ITEM || piece->kind == PIECE_TEXT;
}

const struct line *template_line(const struct piece *piece, const struct part *part)
{
    return piece->kind == PIECE_ROW ? &piece->cells[part->cell] : &piece->line;
}

const char *template_row_address(const struct piece *row, const struct part *part, struct arena *arena)
{
    const char *url = title_address(&row->cells[part->cell], &part->slot, arena);
    return *url != '\0' ? url : title_address(&row->line, NULL, arena);
}

bool template_leads_out(const struct line *line, struct arena *arena)
{
    return *title_address(line, NULL, arena) != '\0';
}

/* Is the line's only way out a label or an address? */
static bool points(const struct line *line)
{
    if (line->n_links == 0)
        return false;
    struct span link = title_trim(line->text, line->links[0]);
    const char *text = line->text + link.from;
    return naming_is_label(text, link.to - link.from) || naming_is_address(text, link.to - link.from);
}

static bool is_bare(const struct line *line)
{
    if (line->n_links == 0)
        return false;
    struct span all = title_trim(line->text, (struct span){0, line->n, ""}),
                link = line->links[line->n_links - 1];
    return naming_is_address(line->text + link.from, link.to - link.from) && link.to >= all.to;
}

static bool leads_inside_alone(const struct line *line)
{
    for (size_t i = 0; i < line->n_links; i++)
        if (title_is_external(line->links[i].url) || title_is_wiki(line->links[i].url))
            return false;
    return line->n_links > 0;
}

/* A bold line that names what follows. */
static bool is_bold_heading(const struct line *line)
{
    if (line->n_strong != 1 || line->n_links > 0 || line->n > TEMPLATE_LIMIT_HEADING)
        return false;
    struct span all = title_trim(line->text, (struct span){0, line->n, ""});
    struct span strong = title_trim(line->text, line->strong[0]);
    return strong.to > strong.from && strong.from <= all.from && strong.to >= all.to;
}

/* In running text a link is an aside, unless the line begins with it or is a reference. */
static bool is_text_entry(const struct line *line, const struct part *part, struct arena *arena)
{
    const struct title_slot *slot = &part->slot;
    size_t length = slot->to - slot->from;
    if (!template_leads_out(line, arena))
        return false;
    if (!part->has_title) {
        /* "论文：https://…": labels and addresses, and no word besides */
        struct span all = title_trim(line->text, (struct span){0, line->n, ""});
        return points(line) && naming_is_label(line->text, line->links[0].from) &&
               all.to <= line->links[line->n_links - 1].to + 1;
    }
    if (slot->kind != SLOT_PLAIN && (*slot->url != '\0' || slot->kind != SLOT_LINK))
        return slot->from <= 8 || line->n <= 3 * length;
    if (slot->worth < ENOUGH_OF_TITLE || length > LIMIT_PLAIN)
        return false;
    bool is_reference = naming_has_year(line->text, line->n) && (is_bare(line) || line->n_links == 0);
    bool is_short = points(line) && length <= LIMIT_LABEL && line->n <= 4 * LIMIT_LABEL;
    const char *text = line->text + slot->from;
    bool is_written_so = naming_is_wide(text, length) || naming_capitals(text, length) > .5;
    return is_reference || is_short ||
           (is_bare(line) && slot->from <= 8 && slot->worth > .9 && is_written_so);
}

static bool is_item_entry(const struct piece *piece, const struct part *part, struct arena *arena)
{
    const struct line *line = &piece->line;
    if (leads_inside_alone(line))
        return false;
    bool out = template_leads_out(line, arena);
    if (!part->has_title)
        return out;
    const struct title_slot *slot = &part->slot;
    const char *text = line->text + slot->from;
    size_t n = slot->to - slot->from;
    if (slot->kind == SLOT_LINK)
        return true;
    if (slot->kind == SLOT_PLAIN && n > LIMIT_PLAIN)
        return out;
    return out || (slot->worth >= ENOUGH_OF_TITLE &&
                   (slot->kind != SLOT_PLAIN || naming_has_year(line->text, line->n) ||
                    (piece->depth == 1 && naming_words(text, n) > 3 && naming_capitals(text, n) > .7)));
}

static void read_lines(struct learner *l, size_t from, size_t to)
{
    struct habits habits[2] = {{.n = 0}};
    for (size_t i = from; i < to; i++)
        if (is_line(&l->pieces->of[i]))
            habits_learn(&l->pieces->of[i].line, &habits[l->pieces->of[i].kind == PIECE_TEXT]);
    for (size_t i = from; i < to; i++) {
        const struct piece *piece = &l->pieces->of[i];
        struct part *part = &l->of[i];
        bool is_text = piece->kind == PIECE_TEXT;
        if (piece->kind == PIECE_WORK) {
            *part = (struct part){.role = ROLE_ENTRY,
                                  .has_title = true,
                                  .slot = {.to = piece->line.n, .url = piece->line.links[0].url, .worth = 1}};
            continue;
        }
        if (!is_line(piece))
            continue;
        part->has_title = habits_choose(&piece->line, &habits[is_text], &l->whole[is_text], &part->slot);
        bool is_entry =
            is_text ? is_text_entry(&piece->line, part, l->arena) : is_item_entry(piece, part, l->arena);
        part->role = is_text && is_bold_heading(&piece->line) ? ROLE_HEADING
                     : is_entry                               ? ROLE_ENTRY
                                                              : ROLE_PROSE;
        if (leads_inside_alone(&piece->line))
            part->role = ROLE_NONE;
    }
}

static void find_names(struct learner *l)
{
    size_t n_first = 0, n_people = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i + 1 < l->pieces->n; i++) {
            const struct piece *below = &l->pieces->of[i + 1];
            bool is_below = l->of[i].role == ROLE_ENTRY && l->of[i + 1].role != ROLE_HEADING &&
                            is_line(below) && below->line.n_links == 0 && l->pieces->of[i].end > i + 1;
            if (!is_below)
                continue;
            n_first++;
            n_people += naming_is_people(below->line.text, below->line.n);
            if (pass == 1 && 4 * n_people > n_first && naming_words(below->line.text, below->line.n) <= 4 &&
                naming_capitals(below->line.text, below->line.n) > .7)
                l->of[i + 1].is_name = true;
        }
}

void template_learn(struct pieces *pieces, struct arena *arena, struct template *out)
{
    struct learner l = {.pieces = pieces, .arena = arena};
    l.of = arena_alloc(arena, (pieces->n + 1) * sizeof *l.of);
    habits_learn_dashes(pieces);
    for (size_t i = 0; i < pieces->n; i++) {
        title_find(&pieces->of[i].line, arena);
        for (size_t c = 0; c < pieces->of[i].n_cells; c++)
            title_find(&pieces->of[i].cells[c], arena);
    }
    for (size_t i = 0; i < pieces->n; i++)
        if (is_line(&pieces->of[i]))
            habits_learn(&pieces->of[i].line, &l.whole[pieces->of[i].kind == PIECE_TEXT]);
    for (size_t i = 0, from = 0; i <= pieces->n; i++)
        if (i == pieces->n || pieces->of[i].kind == PIECE_HEADING) {
            read_lines(&l, from, i);
            from = i;
        }
    for (size_t i = 0, end; i < pieces->n; i = end) {
        for (end = i + 1; pieces->of[i].kind == PIECE_ROW && end < pieces->n &&
                          pieces->of[end].kind == PIECE_ROW && !pieces->of[end].is_head;)
            end++;
        if (pieces->of[i].kind == PIECE_ROW)
            template_read_table(&l, i, end);
    }
    template_judge_items(&l);
    template_judge_headings(&l);
    find_names(&l);
    out->of = l.of;
}
