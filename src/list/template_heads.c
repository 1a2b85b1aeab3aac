/*
 * template — what heads what: do items head the items below them, or are these their authors and links? Are
 * headings sections, or works? Some are plain, and vote for the others of their depth or level.
 */
#include <string.h>

#include "dialect.h"
#include "template_learner.h"
#include "weir/list/naming.h"

#define LEVELS 8 /* of headings: 1–6, 7 for bold lines */

/* What speaks for one and the other, by the depth of items or the level of headings. */
struct votes {
    unsigned heads, works;
};

enum verdict { UNSURE, HEADS, WORK };

static bool is_titled(const struct learner *l, size_t i)
{
    const struct part *part = &l->of[i];
    const struct piece *piece = &l->pieces->of[i];
    return part->role == ROLE_ENTRY && part->has_title && part->slot.worth >= ENOUGH_OF_TITLE &&
           (piece->kind != PIECE_TEXT || part->slot.kind != SLOT_PLAIN);
}

static enum verdict look_below(const struct learner *l, size_t i, size_t end, int depth)
{
    size_t n_items = 0, n_titled = 0, n_links = 0, n_people = 0;
    for (size_t k = i + 1; k < end; k++) {
        const struct piece *below = &l->pieces->of[k];
        bool is_direct =
            below->depth == depth + 1 && (below->kind == PIECE_ITEM || below->kind == PIECE_WORK);
        bool is_item = is_direct || (below->kind == PIECE_ROW) || below->kind == PIECE_TEXT;
        n_items += is_direct;
        n_titled += is_item && is_titled(l, k);
        n_links += below->kind != PIECE_ROW && template_leads_out(&below->line, l->arena);
        n_people += is_direct && (naming_is_people(below->line.text, below->line.n) ||
                                  naming_is_venue(below->line.text, below->line.n));
    }
    if (n_titled > 0 && 2 * n_titled >= n_items)
        return HEADS;
    if (n_titled == 0 && (n_links > 0 || n_people > 0))
        return WORK;
    return UNSURE;
}

static bool has_title_link(const struct part *part)
{
    return part->has_title && part->slot.worth >= ENOUGH_OF_TITLE && title_is_external(part->slot.url);
}

static enum verdict look_at_item(const struct learner *l, size_t i)
{
    const struct piece *piece = &l->pieces->of[i];
    bool holds_items = false;
    for (size_t k = i + 1; k < piece->end && !holds_items; k++)
        holds_items = l->pieces->of[k].kind == PIECE_ITEM || l->pieces->of[k].kind == PIECE_ROW;
    if (!holds_items || has_title_link(&l->of[i]) || template_leads_out(&piece->line, l->arena))
        return WORK;
    return look_below(l, i, piece->end, piece->depth);
}

void template_judge_items(struct learner *l)
{
    struct votes votes[DIALECT_DEPTH + 2] = {{0}};
    enum verdict *verdicts = arena_alloc(l->arena, (l->pieces->n + 1) * sizeof *verdicts);
    for (size_t i = 0; i < l->pieces->n; i++) {
        const struct piece *piece = &l->pieces->of[i];
        if (piece->kind != PIECE_ITEM || piece->end == i + 1)
            continue;
        verdicts[i] = look_at_item(l, i);
        bool tells = !template_leads_out(&piece->line, l->arena);
        votes[piece->depth].heads += tells && verdicts[i] == HEADS;
        votes[piece->depth].works += tells && verdicts[i] == WORK;
    }
    for (size_t i = l->pieces->n; i-- > 0;) { /* the inner ones first */
        const struct piece *piece = &l->pieces->of[i];
        struct part *part = &l->of[i];
        if (piece->kind != PIECE_ITEM || piece->end == i + 1)
            continue;
        /* of a table of contents every line leads inside */
        bool is_contents = true;
        for (size_t k = i + 1; k < piece->end && is_contents; k++)
            is_contents = l->of[k].role == ROLE_NONE;
        if (is_contents) {
            part->role = ROLE_NONE;
            continue;
        }
        bool as_others = votes[piece->depth].heads >= votes[piece->depth].works;
        bool heads = verdicts[i] == HEADS || (verdicts[i] == UNSURE && as_others &&
                                              !naming_has_year(piece->line.text, piece->line.n));
        /* "Synthesis" with one bare address below, among others that head: it heads, too */
        heads = heads || (verdicts[i] == WORK && votes[piece->depth].heads >= votes[piece->depth].works &&
                          votes[piece->depth].heads > 0 && !template_leads_out(&piece->line, l->arena) &&
                          naming_words(piece->line.text, piece->line.n) <= 3);
        if (heads && piece->line.n > 0 && piece->line.n <= TEMPLATE_LIMIT_HEADING)
            part->role = ROLE_HEADING;
        else if (verdicts[i] == WORK && part->role == ROLE_PROSE && part->has_title &&
                 part->slot.worth >= ENOUGH_OF_TITLE && look_below(l, i, piece->end, piece->depth) == WORK)
            part->role = ROLE_ENTRY;
    }
}

/* ---- are headings of a level sections, or works? ---- */

static int level_of(const struct piece *piece)
{
    return piece->kind == PIECE_HEADING ? piece->level : 7;
}

static bool is_heading(const struct learner *l, size_t i)
{
    const struct piece *piece = &l->pieces->of[i];
    return piece->kind == PIECE_HEADING || (piece->kind == PIECE_TEXT && l->of[i].role == ROLE_HEADING);
}

static enum verdict look_at_heading(const struct learner *l, size_t i, size_t end)
{
    const struct piece *piece = &l->pieces->of[i];
    bool has_link = has_title_link(&l->of[i]);
    if (end < l->pieces->n && level_of(&l->pieces->of[end]) > level_of(piece))
        return HEADS;
    enum verdict below = look_below(l, i, end, 0);
    if (below == HEADS)
        return HEADS;
    if (has_link || (below == WORK && naming_words(piece->line.text, piece->line.n) > 3))
        return WORK;
    return UNSURE;
}

void template_judge_headings(struct learner *l)
{
    struct votes votes[LEVELS] = {{0}};
    struct habits none = {.n = 0};
    enum verdict *verdicts = arena_alloc(l->arena, (l->pieces->n + 1) * sizeof *verdicts);
    for (size_t i = l->pieces->n, end = i; i-- > 0;) {
        const struct piece *piece = &l->pieces->of[i];
        if (!is_heading(l, i))
            continue;
        l->of[i].role = ROLE_HEADING;
        l->of[i].has_title = habits_choose(&piece->line, &none, &none, &l->of[i].slot);
        verdicts[i] = look_at_heading(l, i, end);
        votes[level_of(piece)].heads += verdicts[i] == HEADS;
        votes[level_of(piece)].works += verdicts[i] == WORK;
        end = i;
    }
    for (size_t i = 0; i < l->pieces->n; i++) {
        if (!is_heading(l, i) || verdicts[i] != WORK)
            continue;
        const struct votes *level = &votes[level_of(&l->pieces->of[i])];
        if (level->works > 1 && level->works >= 2 * level->heads && l->of[i].has_title)
            l->of[i].role = ROLE_ENTRY;
    }
}
