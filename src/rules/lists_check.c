#include "weir/rules/lists_check.h"

#include <stdlib.h>
#include <string.h>

#include "weir/derive/headings.h"
#include "weir/list/reading.h"
#include "weir/story/identity.h"

/* An entry with the identity of its address. */
struct keyed {
    const char *key;
    const struct list_entry *entry;
};

static int compare_numbers(size_t a, size_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_keyed(const void *left, const void *right)
{
    const struct keyed *a = left, *b = right;
    int order = compare_numbers(a->entry->heading, b->entry->heading);
    if (order == 0)
        order = strcmp(a->key, b->key);
    return order != 0 ? order : compare_numbers(a->entry->line, b->entry->line);
}

static void add(struct problem_list *out, const struct lists *lists, const struct list_entry *entry,
                const char *text, struct arena *arena)
{
    struct problem problem = {
        .file = lists->texts[entry->list].place, .line = (int)entry->line, .text = text, .is_warning = true};
    problem_add(out, problem, arena);
}

static void find_repeats(const struct lists *lists, const struct reading *reading, struct arena *arena,
                         struct problem_list *out)
{
    struct keyed *keyed = arena_alloc(arena, (reading->n_entries + 1) * sizeof *keyed);
    size_t n = 0;
    for (size_t i = 0; i < reading->n_entries; i++) {
        const struct list_entry *entry = &reading->entries[i];
        const char *key = identity_of_url(arena, entry->url);
        if (*key != '\0' && entry->heading != READING_TOP)
            keyed[n++] = (struct keyed){key, entry};
    }
    if (n > 0)
        qsort(keyed, n, sizeof *keyed, compare_keyed);
    for (size_t i = 1; i < n; i++) {
        const struct list_entry *entry = keyed[i].entry, *before = keyed[i - 1].entry;
        if (entry->heading == before->heading && strcmp(keyed[i].key, keyed[i - 1].key) == 0)
            add(out, lists, entry,
                arena_printf(arena, "%s stands already in line %zu, under the same heading", keyed[i].key,
                             before->line),
                arena);
    }
}

/* Of each list the first will do. */
static void find_homeless(const struct lists *lists, const struct reading *reading, struct arena *arena,
                          struct problem_list *out)
{
    for (size_t i = 0; i < reading->n_entries; i++) {
        const struct list_entry *entry = &reading->entries[i];
        bool is_first = i == 0 || reading->entries[i - 1].list != entry->list;
        if (is_first && entry->heading == READING_TOP && *entry->url != '\0')
            add(out, lists, entry, "stands before the first heading, so it belongs to no topic", arena);
    }
}

/* Limits that were met, and what other readers would read otherwise. */
static void tell_remarks(const struct lists *lists, const struct reading *reading, struct arena *arena,
                         struct problem_list *out)
{
    for (size_t i = 0; i < reading->n_remarks; i++) {
        const struct list_remark *remark = &reading->remarks[i];
        struct problem problem = {.file = lists->texts[remark->list].place,
                                  .line = (int)remark->line,
                                  .text = remark->text,
                                  .is_warning = true};
        problem_add(out, problem, arena);
    }
}

static int compare_problems(const void *left, const void *right)
{
    const struct problem *a = left, *b = right;
    int order = strcmp(a->file, b->file);
    return order != 0 ? order : a->line - b->line;
}

void lists_tell_headings(const struct lists *lists, struct arena *arena, struct problem_list *out)
{
    struct reading reading = {0};
    struct heading_told *told;
    *out = (struct problem_list){0};
    for (size_t i = 0; i < lists->n; i++)
        reading_add(&reading, lists->texts[i].place, lists->texts[i].text, lists->texts[i].n, arena);
    size_t n = headings_told(&reading, headings_judge(&reading, arena), arena, &told);
    for (size_t i = 0; i < n; i++) {
        struct problem problem = {
            .file = lists->texts[told[i].list].place, .line = (int)told[i].line, .text = told[i].text};
        problem_add(out, problem, arena);
    }
}

void lists_check(const struct lists *lists, struct arena *arena, struct problem_list *out)
{
    struct reading reading = {0};
    *out = (struct problem_list){0};
    for (size_t i = 0; i < lists->n; i++)
        reading_add(&reading, lists->texts[i].place, lists->texts[i].text, lists->texts[i].n, arena);
    find_repeats(lists, &reading, arena, out);
    find_homeless(lists, &reading, arena, out);
    tell_remarks(lists, &reading, arena, out);
    if (out->n > 0)
        qsort(out->problems, out->n, sizeof *out->problems, compare_problems);
}
