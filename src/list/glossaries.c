#include "glossaries.h"

#include "lists_text.h"
#include "weir/system/file.h"
#include "weir/text/utf8.h"
#include "weir/topic/glossary_check.h"

int lists_read_glossary(const char *file, struct arena *arena, struct derive_list *out, struct error *err)
{
    struct buf bytes = BUF_INIT(GLOSSARY_LIMIT_BYTES), valid = BUF_INIT(4 * GLOSSARY_LIMIT_BYTES);
    int rc = file_read(file, &bytes, err);
    if (rc == 0) {
        utf8_repair(bytes.data, bytes.n, &valid);
        *out = (struct derive_list){
            .name = arena_strdup(arena, file), .text = arena_copy(arena, valid.data, valid.n), .n = valid.n};
    }
    buf_release(&valid);
    buf_release(&bytes);
    return rc;
}

void lists_check_glossary(const struct derive_list *glossary, struct arena *arena, struct problem_list *out)
{
    size_t n;
    const struct glossary_fault *faults = glossary_check(glossary->text, glossary->n, arena, &n);
    for (size_t i = 0; i < n; i++) {
        out->problems = arena_grow(arena, out->problems, out->n, sizeof *out->problems);
        out->problems[out->n++] = (struct problem){
            .file = glossary->name, .line = (int)faults[i].line, .text = faults[i].text, .is_warning = true};
    }
}

void glossaries_read(const struct conf *conf, struct arena *arena, struct lists *lists,
                     struct conf_derived *out)
{
    lists->glossaries = arena_alloc(arena, (conf->n_glossaries + 1) * sizeof *lists->glossaries);
    for (size_t i = 0; i < conf->n_glossaries; i++) {
        const struct reading_list *named = &conf->glossaries[i];
        struct derive_list *glossary = &lists->glossaries[lists->n_glossaries];
        struct problem_list found = {0};
        struct error err;
        if (lists_read_glossary(named->place, arena, glossary, &err) < 0) {
            struct problem missing = {.file = named->file,
                                      .line = named->line,
                                      .text = arena_printf(arena, "glossary: %s", err.text)};
            lists_complain(out, &missing, arena);
            continue;
        }
        lists->n_glossaries++;
        lists_check_glossary(glossary, arena, &found);
        for (size_t k = 0; k < found.n; k++)
            lists_complain(out, &found.problems[k], arena);
    }
}
