/*
 * template — which column of a table holds the titles.
 */
#include <math.h>
#include <string.h>

#include "dialect.h"
#include "template_learner.h"
#include "weir/list/naming.h"

static double column_name_worth(const struct line *name)
{
    static const struct {
        const char *word;
        double worth;
    } names[] = {{"title", 1.8},   {"标题", 1.8},    {"題名", 1.8}, {"题目", 1.8},   {"タイトル", 1.8},
                 {"제목", 1.8},    {"paper", 1.5},   {"论文", 1.5}, {"論文", 1.5},   {"文章", 1.5},
                 {"논문", 1.5},    {"article", 1.5}, {"名称", 1.2}, {"name", 1.2},   {"resource", 1.2},
                 {"project", 1.1}, {"author", .2},   {"作者", .2},  {"venue", .1},   {"institut", .2},
                 {"organi", .2},   {"机构", .2},     {"会议", .1},  {"license", .1}, {"description", .3},
                 {"note", .3},     {"备注", .3},     {"说明", .3},  {"介绍", .3},    {"abstract", .2},
                 {"summary", .2},  {"keyword", .2},  {"开源", .3}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasestr(name->text, names[i].word) != NULL)
            return names[i].worth;
    return 1;
}

struct column {
    double worth, linked, capitals, words;
    size_t n;
};

/* Looks at one cell: its best words, and whether they lead somewhere. */
static void learn_cell(const struct line *cell, struct column *column)
{
    const struct title_slot *slots = cell->slots, *best = NULL;
    size_t n = cell->n_slots;
    for (size_t i = 0; i < n; i++)
        if (best == NULL || slots[i].worth * (slots[i].kind == SLOT_LINK ? 1.3 : 1) > best->worth)
            best = &slots[i];
    column->n++;
    if (best == NULL)
        return;
    column->worth += best->worth;
    column->linked +=
        best->kind == SLOT_LINK && best->worth >= ENOUGH_OF_TITLE && title_is_external(best->url);
    column->capitals += naming_capitals(cell->text + best->from, best->to - best->from);
    column->words += (double)naming_words(cell->text + best->from, best->to - best->from);
}

static size_t find_title_column(const struct piece *rows, size_t n, const struct piece *head)
{
    struct column columns[DIALECT_COLUMN] = {{0}};
    size_t found = 0;
    double best = -1;
    for (size_t r = 0; r < n; r++)
        for (size_t c = 0; c < rows[r].n_cells && c < DIALECT_COLUMN; c++)
            learn_cell(&rows[r].cells[c], &columns[c]);
    /* Where one column leads somewhere, another holds the titles only if it is called so, or is written like
     * titles beside mere names. */
    double least_linked = HUGE_VAL;
    for (size_t c = 0; c < DIALECT_COLUMN && columns[c].n > 0; c++)
        if (2 * columns[c].linked > (double)columns[c].n &&
            columns[c].words / (double)columns[c].n < least_linked)
            least_linked = columns[c].words / (double)columns[c].n;
    for (size_t c = 0; c < DIALECT_COLUMN && columns[c].n > 0; c++) {
        struct column *column = &columns[c];
        double n_rows = (double)column->n, words = column->words / n_rows;
        double name = head != NULL && c < head->n_cells ? column_name_worth(&head->cells[c]) : 1;
        bool is_titles = words >= 3 && words < 16 && column->capitals / n_rows > .6;
        bool may_be =
            least_linked == HUGE_VAL || name > 1.4 || (is_titles && words > 4 && least_linked < 2.5);
        double looks = 2 * column->linked > n_rows ? 1.6
                       : !may_be                   ? .3
                       : is_titles                 ? 1.3
                       : words > 8                 ? .4
                                                   : .7;
        double score = column->worth / n_rows * looks * name * (1 - .02 * (double)c);
        if (score > best) {
            best = score;
            found = c;
        }
    }
    return found;
}

void template_read_table(struct learner *l, size_t from, size_t to)
{
    const struct piece *rows = &l->pieces->of[from], *head = rows->is_head ? rows : NULL;
    size_t first = head != NULL ? 1 : 0, n = to - from;
    struct habits none = {.n = 0}, habits = {.n = 0};
    size_t column = find_title_column(rows + first, n - first, head);
    for (size_t r = first; r < n; r++)
        if (column < rows[r].n_cells)
            habits_learn(&rows[r].cells[column], &habits);
    for (size_t r = 0; r < n; r++) {
        struct part *part = &l->of[from + r];
        part->cell = column;
        if (r < first || column >= rows[r].n_cells)
            continue;
        part->has_title = habits_choose(&rows[r].cells[column], &habits, &none, &part->slot);
        size_t n_full = 0;
        for (size_t c = 0; c < rows[r].n_cells; c++)
            n_full += title_trim(rows[r].cells[c].text, (struct span){0, rows[r].cells[c].n, ""}).to > 0 &&
                      rows[r].cells[c].n > 0 && strspn(rows[r].cells[c].text, " -|") < rows[r].cells[c].n;
        bool is_heading =
            n_full == 1 && rows[r].n_cells > 2 && part->has_title && rows[r].cells[column].n_links == 0;
        part->role = is_heading ? ROLE_HEADING : part->has_title ? ROLE_ENTRY : ROLE_NONE;
    }
}
