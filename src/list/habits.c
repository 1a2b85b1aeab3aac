#include "habits.h"

#include <string.h>

#include "weir/list/naming.h"

#define PRIOR_LINES 2.0 /* what the whole list says counts as so many lines of the section */

void habits_learn_dashes(struct pieces *pieces)
{
    size_t n_lines = 0, n_dashes = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < pieces->n; i++) {
            struct line *line = &pieces->of[i].line;
            if (pieces->of[i].kind != PIECE_ITEM && pieces->of[i].kind != PIECE_TEXT)
                continue;
            n_lines += pass == 0;
            n_dashes += pass == 0 &&
                        (strstr(line->text, " - ") || strstr(line->text, " – ") || strstr(line->text, " — "));
            line->has_dashes = line->n_links > 0 ? 8 * n_dashes > n_lines : 4 * n_dashes > n_lines;
        }
}

void habits_learn(const struct line *line, struct habits *habits)
{
    const struct title_slot *slots = line->slots;
    size_t n = line->n_slots;
    double best[SLOT_KINDS][TITLE_ORDINALS] = {{0}};
    for (size_t i = 0; i < n; i++)
        if (slots[i].worth > best[slots[i].kind][slots[i].ordinal])
            best[slots[i].kind][slots[i].ordinal] = slots[i].worth;
    for (int k = 0; k < SLOT_KINDS; k++)
        for (int o = 0; o < TITLE_ORDINALS; o++)
            habits->sum[k][o] += best[k][o];
    habits->n++;
}

static double habit(const struct habits *section, const struct habits *whole, const struct title_slot *slot)
{
    double of_whole = whole->n > 0 ? whole->sum[slot->kind][slot->ordinal] / whole->n : 0;
    return (section->sum[slot->kind][slot->ordinal] + PRIOR_LINES * of_whole) / (section->n + PRIOR_LINES);
}

static bool is_link_end(const struct line *line, size_t at)
{
    for (size_t i = 0; i < line->n_links; i++)
        if (line->links[i].to == at)
            return true;
    return false;
}

/* Behind a link that may be the title, plain words mostly describe: unless they are written as titles are. */
static double as_title(const struct line *line, const struct title_slot *slots, size_t n,
                       const struct title_slot *slot)
{
    static const double kinds[SLOT_KINDS] = {1.25, 1.15, 1.2, 1};
    bool is_behind = false;
    for (size_t i = 0; i < n; i++)
        is_behind = is_behind || (slots[i].kind != SLOT_PLAIN && slots[i].worth >= ENOUGH_OF_TITLE &&
                                  slots[i].to <= slot->from &&
                                  (slots[i].kind == SLOT_STRONG || title_is_external(slots[i].url)));
    if (slot->kind == SLOT_LINK && !title_is_external(slot->url) && !title_is_wiki(slot->url))
        return .3;
    if (slot->kind != SLOT_PLAIN || !is_behind)
        return kinds[slot->kind];
    const char *text = line->text + slot->from;
    size_t length = slot->to - slot->from, before = slot->from;
    while (before > 0 && strchr(" \t", line->text[before - 1]) != NULL)
        before--;
    /* ": A Title" goes on, "- a description" does not */
    bool goes_on = before > 0 && (line->text[before - 1] == ':' || is_link_end(line, before));
    bool ends_sentence = slot->to < line->n && line->text[slot->to] == '.';
    double looks = naming_is_wide(text, length)           ? .2
                   : !goes_on                             ? .15
                   : naming_capitals(text, length) >= .55 ? 1
                                                          : .25;
    return ends_sentence ? .6 * looks : looks;
}

bool habits_choose(const struct line *line, const struct habits *section, const struct habits *whole,
                   struct title_slot *out)
{
    const struct title_slot *slots = line->slots;
    size_t n = line->n_slots;
    double best = 0;
    for (size_t i = 0; i < n; i++) {
        double score = slots[i].worth * (.35 + .65 * habit(section, whole, &slots[i])) *
                       as_title(line, slots, n, &slots[i]) *
                       (1 - (slots[i].kind == SLOT_PLAIN ? .03 : .15) * slots[i].ordinal);
        if (score <= best)
            continue;
        best = score;
        *out = slots[i];
    }
    /* "[BERT](address): Pre-training of …": name and title are one title */
    for (size_t i = 0; best > 0 && out->kind == SLOT_PLAIN && i < n; i++) {
        const char *between = line->text + slots[i].to;
        bool is_name = slots[i].to < out->from && slots[i].worth >= ENOUGH_OF_TITLE &&
                       (slots[i].kind == SLOT_LINK || slots[i].kind == SLOT_STRONG);
        if (is_name && out->from - slots[i].to <= 4 &&
            memchr(between, ':', out->from - slots[i].to) != NULL) {
            out->from = slots[i].from;
            out->url = slots[i].url;
        }
    }
    return best > 0;
}
