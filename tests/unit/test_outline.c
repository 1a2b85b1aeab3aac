/* Which headings are topics, and what stands under them. */
#include "../../src/derive/outline.h"
#include "test.h"
#include "weir/derive/headings.h"
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

/* What a heading names when it names no topic. */
static void says_what_is_no_topic(void **state)
{
    (void)state;
    static const struct {
        const char *title;
        enum heading_kind kind;
    } cases[] = {
        {"Knowledge Distillation", HEADING_TOPIC},
        {"2019", HEADING_DATE},
        {"2015–2024", HEADING_DATE},
        {"2024年5月", HEADING_DATE},
        {"NeurIPS 2019", HEADING_VENUE},
        {"加拿大", HEADING_PLACE},
        {"Papers", HEADING_FORM},
        {"Must-read papers", HEADING_FORM},
        {"论文", HEADING_FORM},
        {"News", HEADING_MATTER},
        {"Other lists", HEADING_MATTER},
        {"目录", HEADING_MATTER},
        {"Courses", HEADING_TOPIC},
        {"Science", HEADING_TOPIC},
        {"C", HEADING_TOPIC},
        {"Paper Folding", HEADING_TOPIC},
        {"Source Separation", HEADING_TOPIC},
        {"2D Detection", HEADING_TOPIC},
        {"机器翻译", HEADING_TOPIC},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        struct reading reading = {0};
        arena_init(&arena);
        char *text = arena_printf(&arena, "# A list\n## %s\n" E E, cases[i].title);
        reading_add(&reading, "list.md", text, strlen(text), &arena);
        check_number(cases[i].title, headings_judge(&reading, &arena)[1], cases[i].kind);
        arena_release(&arena);
    }
}

static void tells_of_headings_without_a_topic(void **state)
{
    (void)state;
    struct arena arena;
    struct reading reading = {0};
    struct heading_told *told;
    arena_init(&arena);
    const char *text = "# Trees\n## 2019\n" E "## 2020\n" E "## Contents\n";
    reading_add(&reading, "list.md", text, strlen(text), &arena);
    size_t n = headings_told(&reading, headings_judge(&reading, &arena), &arena, &told);
    check_number("sentences", n, 2);
    check_string("empty", told[0].text, "1 heading has no entries, no topic: \"Contents\" (line 6)");
    check_string("dates", told[1].text,
                 "2 headings are dates, no topics: \"2019\" (line 2), \"2020\" (line 4)");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(finds_topics),
                                       cmocka_unit_test(says_what_is_no_topic),
                                       cmocka_unit_test(tells_of_headings_without_a_topic)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
