#ifndef WEIR_TESTS_UNIT_CASES_H
#define WEIR_TESTS_UNIT_CASES_H
/*
 * cases — a table of cases as a file: a line a case, fields parted by tabs, "#" begins a comment. In fields
 * "\n" is a line break and "\t" a tab.
 */
#include "test.h"

#include "weir/text/arena.h"

#define CASES_LIMIT_FIELDS 8

struct test_case {
    int line;
    const char *field[CASES_LIMIT_FIELDS]; /* "" for those that the line does not have */
    int n_fields;
};

struct test_cases {
    struct test_case *cases;
    size_t n;
};

static inline char *case_unescape(char *s)
{
    char *out = s;

    for (const char *p = s; *p != '\0'; p++) {
        if (p[0] == '\\' && (p[1] == 'n' || p[1] == 't'))
            *out++ = *++p == 'n' ? '\n' : '\t';
        else
            *out++ = *p;
    }
    *out = '\0';
    return s;
}

/* Reads `path` (below tests/); a line with fewer than `n_fields` fails the test. */
static inline void cases_read(struct arena *arena, const char *path, int n_fields, struct test_cases *out)
{
    const char *top = getenv("WEIR_SOURCE_DIR");
    FILE *file = fopen(arena_printf(arena, "%s/tests/%s", top ? top : ".", path), "r");
    char *line = NULL;
    size_t size = 0;
    int number = 0;

    *out = (struct test_cases){.n = 0};
    assert_non_null(file);
    while (getline(&line, &size, file) >= 0) {
        struct test_case *c;
        char *rest, *field;

        number++;
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#' || line[0] == '\0')
            continue;
        out->cases = arena_grow(arena, out->cases, out->n, sizeof *out->cases);
        c = &out->cases[out->n++];
        c->line = number;
        rest = arena_strdup(arena, line);
        while (c->n_fields < CASES_LIMIT_FIELDS && (field = strsep(&rest, "\t")))
            c->field[c->n_fields++] = case_unescape(field);
        if (c->n_fields < n_fields) {
            print_error("%s:%d: %d fields, want %d\n", path, number, c->n_fields, n_fields);
            fail();
        }
        for (int i = c->n_fields; i < CASES_LIMIT_FIELDS; i++)
            c->field[i] = "";
    }
    free(line);
    fclose(file);
}

#endif
