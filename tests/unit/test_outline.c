/* Which headings are topics, and what stands under them. */
#include "../../src/derive/outline.h"
#include "test.h"
#include "weir/text/buf.h"

static void describe(const struct outline *outline, struct buf *out)
{
    for (size_t i = 0; i < outline->n_topics; i++) {
        const struct outline_topic *t = &outline->topics[i];
        buf_addf(out, "%s%s=%zu", i > 0 ? " " : "", t->name, t->n_entries);
        if (t->parent != READING_TOP)
            buf_addf(out, "<%s", outline->topics[t->parent].name);
    }
}

#define E "- [a title](http://x.org/1)\n"

static void finds_topics(void **state)
{
    (void)state;
    static const struct {
        const char *one, *two, *want;
    } cases[] = {
        {"# List\n## A b\n" E "## 中文\n" E E, NULL, "a-b=1 中文=2"},
        {"# List\n## A\n### B\n" E "### C\n" E "## D\n" E E E, NULL, "a=2 b=1<a c=1<a d=3"},
        {"# Introduction\ntext\n# A\n" E "# Contributors\n" E "# 目录\n" E "# 书\n" E, NULL, "a=1"},
        {"# A\n" E "# B\n" E, "# Other\n## a\n" E "## C\n" E E, "a=2 b=1 c=2"},
        {"# A\n## Results\n" E "# B\n## Results\n" E, NULL, "a=1 results=1<a b=1 results-2=1<b"},
        {"# A\n## X\n" E "## x\n" E "# B\n" E E E, NULL, "a=2 x=2<a b=3"},
        {"# A\n## 2019\n" E "## 2020\n" E "# B\n" E E E, NULL, "a=2 b=3"},
        {"# A\nNothing\n", NULL, ""},
        {E, NULL, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        arena_init(&arena);
        struct reading reading = {0};
        struct outline outline;
        reading_add(&reading, "list.md", cases[i].one, strlen(cases[i].one), &arena);
        if (cases[i].two)
            reading_add(&reading, "list.md", cases[i].two, strlen(cases[i].two), &arena);
        outline_make(&reading, &arena, &outline);
        struct buf got = BUF_INIT(10000);
        describe(&outline, &got);
        check_string(cases[i].one, got.data, cases[i].want);
        buf_release(&got);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(finds_topics)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
