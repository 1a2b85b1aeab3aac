#include "reading.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static __attribute__((format(printf, 4, 0))) void note(struct reading *reading, struct place place,
                                                       bool is_warning, const char *format, va_list args)
{
    reading->n_faults += !is_warning;
    if (reading->n_complaints++ >= CONF_LIMIT_PROBLEMS)
        return;
    char text[ERROR_TEXT_SIZE];
    struct error clean;
    vsnprintf(text, sizeof text, format, args);
    error_set(&clean, STATUS_CONFIG, "%s", text);
    size_t n = reading->n_complaints - 1;
    reading->complaints = arena_grow(reading->arena, reading->complaints, n, sizeof *reading->complaints);
    reading->complaints[n] = (struct complaint){.place = place,
                                                .number = n,
                                                .text = arena_strdup(reading->arena, clean.text),
                                                .is_warning = is_warning};
}

void reading_complain(struct reading *reading, struct place place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    note(reading, place, false, format, args);
    va_end(args);
}

void reading_warn(struct reading *reading, struct place place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    note(reading, place, true, format, args);
    va_end(args);
}

const char *reading_where(const struct reading *reading, struct place place, struct place from)
{
    if (place.file == from.file)
        return arena_printf(reading->arena, "line %d", place.line);
    return arena_printf(reading->arena, "line %d of %s", place.line, reading->files[place.file]);
}

static int compare(const void *left, const void *right)
{
    const struct complaint *a = left, *b = right;
    if (a->place.file != b->place.file)
        return a->place.file < b->place.file ? -1 : 1;
    if (a->place.line != b->place.line)
        return a->place.line < b->place.line ? -1 : 1;
    return a->number < b->number ? -1 : 1;
}

void problem_add(struct problem_list *list, struct problem problem, struct arena *arena)
{
    list->problems = arena_grow(arena, list->problems, list->n, sizeof *list->problems);
    list->problems[list->n++] = problem;
}

void reading_list_problems(struct reading *reading, struct problem_list *out)
{
    size_t kept = reading->n_complaints < CONF_LIMIT_PROBLEMS ? reading->n_complaints : CONF_LIMIT_PROBLEMS;
    size_t lost = reading->n_complaints - kept;
    if (kept > 0)
        qsort(reading->complaints, kept, sizeof *reading->complaints, compare);
    *out = (struct problem_list){0};
    for (size_t i = 0; i < kept; i++) {
        const struct complaint *complaint = &reading->complaints[i];
        struct problem problem = {.file = reading->files[complaint->place.file],
                                  .line = complaint->place.line,
                                  .text = complaint->text,
                                  .is_warning = complaint->is_warning};
        problem_add(out, problem, reading->arena);
    }
    if (lost > 0) {
        struct problem rest = {.file = reading->files[0],
                               .text = arena_printf(reading->arena, "and %zu problems more", lost)};
        problem_add(out, rest, reading->arena);
    }
}
