#include "glossaries.h"

#include "weir/derive/glossary_check.h"
#include "weir/system/file.h"

int lists_read_glossary(const char *file, struct arena *arena, struct derive_list *out,
                        struct problem_list *problems, struct error *err)
{
    *out = (struct derive_list){.name = file};
    if (file_read_text(file, GLOSSARY_LIMIT_BYTES, arena, &out->text, &out->n, err) < 0)
        return -1;
    size_t n;
    const struct glossary_fault *faults = glossary_check(out->text, out->n, arena, &n);
    for (size_t i = 0; i < n; i++) {
        struct problem problem = {
            .file = file, .line = (int)faults[i].line, .text = faults[i].text, .is_warning = true};
        problem_add(problems, problem, arena);
    }
    return 0;
}

void glossaries_read(const struct conf *conf, struct arena *arena, struct lists *lists,
                     struct problem_list *problems)
{
    lists->glossaries = arena_alloc(arena, (conf->n_glossaries + 1) * sizeof *lists->glossaries);
    for (size_t i = 0; i < conf->n_glossaries; i++) {
        const struct named_place *named = &conf->glossaries[i];
        struct derive_list *glossary = &lists->glossaries[lists->n_glossaries];
        struct error err;
        if (lists_read_glossary(named->place, arena, glossary, problems, &err) == 0) {
            lists->n_glossaries++;
            continue;
        }
        struct problem missing = {
            .file = named->file, .line = named->line, .text = arena_printf(arena, "glossary: %s", err.text)};
        problem_add(problems, missing, arena);
    }
}
