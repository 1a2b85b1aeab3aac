#include "weir/derive/glossary_check.h"

#include "glossary.h"
#include "weir/topic/topic.h"

/* A name is a phrase, marked at most as terms are: distill*, =NMT. "" when it is. */
static const char *name_fault(const char *name, struct arena *arena)
{
    struct term_list list;
    struct error err;
    if (term_list_parse(name, arena, &list, &err) < 0)
        return arena_strdup(arena, err.text);
    const struct term *term = &list.terms[0];
    if (!term->sure)
        return arena_printf(arena, "\"%s\" has a boost; leave it out, derive gives each term its own", name);
    if (term->n_phrases != 1 || term->field != FIELD_ANY || term->phrases[0].is_expression)
        return arena_printf(arena, "\"%s\" is more than a name; a topic's \"terms +=\" can say that", name);
    return "";
}

static const char *names_fault(const struct glossary_line *line, struct arena *arena)
{
    const char *fault = "";
    for (size_t column = 0; column < GLOSSARY_COLUMNS; column++)
        for (size_t i = 0; i < line->n_names[column] && *fault == '\0'; i++)
            fault = name_fault(line->names[column][i], arena);
    return fault;
}

static const char *line_fault(const struct glossary_line *line, struct arena *arena)
{
    size_t n_names = line->n_names[0] + line->n_names[1];
    if (line->n_columns == 0)
        return "";
    if (line->n_columns > GLOSSARY_COLUMNS)
        return "more than three columns; write English names, Chinese names, related terms, with a tab "
               "between them";
    if (line->is_too_long)
        return arena_printf(arena,
                            "more than %d names in a column, or one of over %d bytes; part them over "
                            "several lines",
                            GLOSSARY_LIMIT_NAMES, GLOSSARY_LIMIT_NAME);
    if (n_names + line->n_names[2] < 2)
        return "one name alone says nothing; write what else it is called behind a tab";
    if (n_names == 0)
        return "no name before the related terms; write an English or Chinese one before the tabs";
    return names_fault(line, arena);
}

const struct glossary_fault *glossary_check(const char *text, size_t n_text, struct arena *arena, size_t *n)
{
    struct glossary_fault *faults = NULL;
    struct glossary_line line;
    size_t at = 0;
    *n = 0;
    for (size_t number = 1; *n < GLOSSARY_LIMIT_FAULTS && glossary_next_line(text, n_text, &at, arena, &line);
         number++) {
        const char *fault = line_fault(&line, arena);
        if (*fault == '\0')
            continue;
        faults = arena_grow(arena, faults, *n, sizeof *faults);
        faults[(*n)++] = (struct glossary_fault){.line = number, .text = fault};
    }
    return faults;
}
