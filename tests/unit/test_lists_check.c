/* What a keeper of a list would want to know of it. */
#include "test.h"

#include "weir/rules/lists_check.h"

static void test_findings(void **state)
{
    (void)state;
    static const char first[] = "- [Lost](https://example.org/lost)\n"
                                "\n"
                                "## Distillation\n"
                                "- [A](https://arxiv.org/abs/1503.02531)\n"
                                "- [B](https://example.org/b)\n"
                                "- [A again](https://arxiv.org/pdf/1503.02531v2.pdf)\n"
                                "\n"
                                "## Compression\n"
                                "- [A, here too](https://arxiv.org/abs/1503.02531)\n";
    static const char second[] = "## Distillation\n- [A](https://arxiv.org/abs/1503.02531)\n";
    static const struct {
        const char *file;
        int line;
        const char *says;
    } wanted[] = {{"one.md", 1, "stands before the first heading"},
                  {"one.md", 6, "arxiv:1503.02531 stands already in line 4, under the same heading"}};
    struct list_text texts[] = {{.place = "one.md", .text = first, .n = sizeof first - 1},
                                {.place = "two.md", .text = second, .n = sizeof second - 1}};
    struct lists lists = {.texts = texts, .n = 2};
    struct problem_list found;
    struct arena arena;
    arena_init(&arena);
    lists_check(&lists, &arena, &found);
    check_number("findings", found.n, sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < found.n; i++) {
        check_string("file", found.problems[i].file, wanted[i].file);
        check_number(found.problems[i].text, found.problems[i].line, wanted[i].line);
        if (strstr(found.problems[i].text, wanted[i].says) == NULL)
            check_string("text", found.problems[i].text, wanted[i].says);
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_findings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
