/* Lists in every layout that people use: the headings and entries that are
 * found. */
#include "test.h"
#include "weir/list/reading.h"
#include "weir/text/buf.h"

/* All that was read as a line: "#level title", "- title <url> (note)" in order
 * of the headings. */
static void describe(const struct reading *r, struct buf *out)
{
    for (size_t i = 0; i < r->n_entries; i++) {
        const struct list_entry *e = &r->entries[i];
        if (i == 0 || r->entries[i - 1].heading != e->heading) {
            buf_adds(out, "#");
            for (size_t h = e->heading; h != READING_TOP; h = r->headings[h].parent)
                buf_addf(out, "%s%s", h == e->heading ? "" : " < ", r->headings[h].title);
            buf_adds(out, "# ");
        }
        buf_addf(out, "[%s](%s)", e->title, e->url);
        if (*e->note)
            buf_addf(out, "{%s}", e->note);
    }
}

static void check_reading(const char *markdown, const char *want)
{
    struct arena arena;
    arena_init(&arena);
    struct reading reading = {0};
    reading_add(&reading, "list.md", markdown, strlen(markdown), &arena);
    struct buf got = BUF_INIT(1 << 20);
    describe(&reading, &got);
    check_string(markdown, got.data, want);
    buf_release(&got);
    arena_release(&arena);
}

static void reads_titles(void **state)
{
    (void)state;
    static const struct {
        const char *markdown, *want;
    } cases[] = {
        {"# A\n- [One title](http://x/1)\n", "#A# [One title](http://x/1)"},
        {"# A\n[一个标题](http://x/1)\n", "#A# [一个标题](http://x/1)"},
        {"# A\n- A. Author. 2019. [One title](http://x/1). In Proceedings. "
         "([pdf](http://x/2))",
         "#A# [One title](http://x/1){In Proceedings}"},
        {"# A\n1. **One title**. *Someone*. [[code & data](http://x/c)] "
         "[[pdf](http://x/p)]",
         "#A# [One title](http://x/p){Someone}"},
        {"# A\n* **One title**: https://x.org/1\n", "#A# [One title](https://x.org/1)"},
        {"# A\n* **Memo**: \"One long quoted title of it\". "
         "[[paper]](http://x/1)\n",
         "#A# [One long quoted title of it](http://x/1){Memo}"},
        {"# A\n- \"One quoted title\", 2020. [pdf](http://x/1)\n", "#A# [One quoted title](http://x/1)"},
        {"# A\n- 《一本很好的书名》 http://x.org/1\n", "#A# [一本很好的书名](http://x.org/1)"},
        {"# A\n- Plain title here. Someone, ACL 2019. [link](http://x/1)\n",
         "#A# [Plain title here](http://x/1){Someone, ACL 2019}"},
        {"# A\n- Plain title. Someone. ACL 2019.\n", "#A# [Plain title](){Someone}"},
        {"# A\n- <http://x.org/1>\n", "#A# [](http://x.org/1)"},
        {"# A\nhttp://x.org/1\n", "#A# [](http://x.org/1)"},
        {"# A\n中文版：[https://x.org/1](https://x.org/1)\n", "#A# [](https://x.org/1)"},
        {"# A\n[a title](http://x/1)\n[b title](http://x/2)\n",
         "#A# [a title](http://x/1)[b title](http://x/2)"},
        {"# A\n- [A title](http://x/1) | 笔记 \\| 很长\n", "#A# [A title](http://x/1){很长}"},
        {"# A\n- [`code` words](http://x/1)\n", "#A# [code words](http://x/1)"},
        {"# A\n- ![badge](http://x/b.svg) [A title](http://x/1)\n", "#A# [A title](http://x/1)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_reading(cases[i].markdown, cases[i].want);
}

static void passes_over_what_is_no_entry(void **state)
{
    (void)state;
    static const struct {
        const char *markdown, *want;
    } cases[] = {
        {"# A\n* [Section](#section)\n  * [Part](#part)\n", ""},
        {"# A\n* Section\n  * [Part](#part)\n", ""},
        {"# A\nSee the work of [Clark and Curran (2007)](http://x/1) for more.\n", ""},
        {"# A\nThe well known [GLUE benchmark](http://x/1) is what all of these "
         "are judged by.\n",
         ""},
        {"# Questions\n* Does it need a teacher?\n* Why?\n", ""},
        {"# A\n[mail us](mailto:a@x.org)\n", ""},
        {"![](http://x/badge.svg)\n", ""},
        {"# A\nSome **bold words** in a sentence.\n", ""},
        {"# A\nYou can find a whole repository that tracks the state of the art "
         "for you "
         "[here](http://x/1).\n",
         ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_reading(cases[i].markdown, cases[i].want);
}

static void reads_headings(void **state)
{
    (void)state;
    static const struct {
        const char *markdown, *want;
    } cases[] = {
        {"# A\n## B\n- [t t](http://x/1)\n# C\n- [u u](http://x/2)\n",
         "#B < A# [t t](http://x/1)#C# [u u](http://x/2)"},
        {"B\n---\n- [t t](http://x/1)\n", "#B# [t t](http://x/1)"},
        {"<h2 id=\"b\">B b</h2>\n- [t t](http://x/1)\n", "#B b# [t t](http://x/1)"},
        {"## A\n<h3> B </h3>\n* [t t](http://x/1)\n", "#B < A# [t t](http://x/1)"},
        {"# A\n**Bold one**\n\n- [t t](http://x/1)\n\n# C\n- [u u](http://x/2)\n",
         "#Bold one < A# [t t](http://x/1)#C# [u u](http://x/2)"},
        {"# A\n- 中文\n  - [t t](http://x/1)\n- [u u](http://x/2)\n",
         "#中文 < A# [t t](http://x/1)#A# [u u](http://x/2)"},
        {"## 2.1 Attacks:\n- [t t](http://x/1)\n", "#Attacks# [t t](http://x/1)"},
        {"## 10 Must Reads\n- [t t](http://x/1)\n", "#10 Must Reads# [t t](http://x/1)"},
        {"- [before any](http://x/1)\n# A\n", "## [before any](http://x/1)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_reading(cases[i].markdown, cases[i].want);
}

static void leaves_numbers_out(void **state)
{
    (void)state;
    static const struct {
        const char *heading, *title;
    } cases[] = {
        {"1. Attacks", "Attacks"},
        {"1.Attacks", "Attacks"},
        {"2.1 Attacks", "Attacks"},
        {"2.1. Attacks", "Attacks"},
        {"(2) Attacks", "Attacks"},
        {"3) Attacks", "Attacks"},
        {"3 - Attacks", "Attacks"},
        {"IV. Attacks", "Attacks"},
        {"Part 2: Attacks", "Attacks"},
        {"Week 3 Attacks", "Attacks"},
        {"三、冷启动", "冷启动"},
        {"十二、冷启动", "冷启动"},
        {"1、冷启动", "冷启动"},
        {"（四）排序", "排序"},
        {"第五章 对话", "对话"},
        {"第一部分：召回", "召回"},
        {"③ 量化", "量化"},
        {"③量化", "量化"},
        /* numbers that are words of the title */
        {"3D vision", "3D vision"},
        {"3-gram models", "3-gram models"},
        {"1.58-bit models", "1.58-bit models"},
        {"10 Must Reads", "10 Must Reads"},
        {"2020", "2020"},
        {"三元组抽取", "三元组抽取"},
        {"一致性正则", "一致性正则"},
        {"第三方库", "第三方库"},
        {"I/O scheduling", "I/O scheduling"},
        {"X-ray images", "X-ray images"},
        {"Particle filters", "Particle filters"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char markdown[200], want[200];
        snprintf(markdown, sizeof markdown, "## %s\n- [t t](http://x/1)\n", cases[i].heading);
        snprintf(want, sizeof want, "#%s# [t t](http://x/1)", cases[i].title);
        check_reading(markdown, want);
    }
}

static void reads_html(void **state)
{
    (void)state;
    static const struct {
        const char *markdown, *want;
    } cases[] = {
        {"<h2>A</h2>\n<ul><li><a href=\"http://x/1\">t t</a></li>\n<li><a "
         "href='http://x/2'>u u</a>, "
         "a note</li></ul>\n",
         "#A# [t t](http://x/1)[u u](http://x/2){a note}"},
        {"<h2 align=\"center\">\n  A\n</h2>\n\n- [t t](http://x/1)\n", "#A# [t t](http://x/1)"},
        {"# A\n- <a href=http://x/1>t t</a>\n", "#A# [t t](http://x/1)"},
        {"# A\n- <a href=\"http://x/1\"><b>t t</b></a>\n", "#A# [t t](http://x/1)"},
        {"<details><summary><b>A</b></summary>\n\n- [t "
         "t](http://x/1)\n\n</details>\n",
         "#A# [t t](http://x/1)"},
        {"<details>\n  <summary>A</summary>\n  <ul>\n    <li><a "
         "href=\"http://x/1\">t\n      t</a>\n  "
         "</ul>\n</details>\n",
         "#A# [t t](http://x/1)"},
        {"<h3>A</h3>\n<table><tr><td><a href=\"http://x/1\">t "
         "t</a></td><td>2020</td></tr></table>\n",
         "#A# [t t](http://x/1)"},
        {"# A\n<ul><li>B<ul><li><a href=\"http://x/1\">t "
         "t</a></li></ul></li></ul>\n",
         "#B < A# [t t](http://x/1)"},
        {"# A\n<!-- - [no](http://x/0) -->\n- [t t](http://x/1)\n", "#A# [t t](http://x/1)"},
        {"# A\n<!-- never closed\n- [t t](http://x/1)\n", "#A# [t t](http://x/1)"},
        {"# A\n```html\n<h2>B</h2>\n```\n- [t t](http://x/1)\n", "#A# [t t](http://x/1)"},
        {"# A\n<a name=\"here\"></a>\n- [t t](http://x/1)\n", "#A# [t t](http://x/1)"},
        {"# A\n- [a < b and c > d](http://x/1)\n", "#A# [a < b and c > d](http://x/1)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_reading(cases[i].markdown, cases[i].want);
}

static void reads_notes_and_tables(void **state)
{
    (void)state;
    static const struct {
        const char *markdown, *want;
    } cases[] = {
        {"# A\n[t t](http://x/1)\n\n摘要：很长。\n\n再长一些。\n", "#A# [t t](http://x/1){很长 再长一些}"},
        {"# A\n- [t t](http://x/1)\n  - Implementation in C\n", "#A# [t t](http://x/1){Implementation in C}"},
        {"# A\n**t t t**\n\n[u u](http://x/1)\n\nhttp://x.org/2\n", "#t t t < A# [u u](http://x/1)"},
        {"# A\n| 年份 | 论文标题 |\n|--|--|\n| 2014 | Memory Network |\n| | |\n", "#A# [Memory Network]()"},
        {"# A\n| Model | Score | Paper / Source | Code |\n|--|--|--|--|\n"
         "| Author (2010) | 1.0 | [t t](http://x/1) | [code](http://x/2) |\n",
         "#A# [t t](http://x/1)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_reading(cases[i].markdown, cases[i].want);
}

static void joins_lists(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct reading reading = {0};
    const char *one = "# A\n- [t t](http://x/1)\n", *two = "- [u u](http://x/2)\n";
    reading_add(&reading, "list.md", one, strlen(one), &arena);
    reading_add(&reading, "list.md", two, strlen(two), &arena);
    check_number("lists", reading.n_lists, 2);
    check_number("entry's list", reading.entries[1].list, 1);
    assert_true(reading.entries[1].heading == READING_TOP);
    arena_release(&arena);
}

static void keeps_its_limits(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct reading reading = {0};
    struct buf text = BUF_INIT(1 << 20);
    buf_adds(&text, "# A\n[t t](http://x/1)\n\n");
    for (int i = 0; i < 3000; i++)
        buf_adds(&text, "很长的说明\n\n");
    for (int depth = 0; depth < 100; depth++)
        buf_addf(&text, "%*s- item %d\n", depth * 2, "", depth);
    buf_addf(&text, "%*s- [deep title](http://x/2)\n", 200, "");
    reading_add(&reading, "list.md", text.data, text.n, &arena);
    assert_true(strlen(reading.entries[0].note) <= READING_LIMIT_NOTE + 1);
    assert_true(strlen(reading.entries[0].note) > READING_LIMIT_NOTE - 10);
    check_string("deep", reading.entries[reading.n_entries - 1].title, "deep title");
    buf_release(&text);
    arena_release(&arena);
}

/* A stranger's list: what would cost cmark gigabytes or hours is bounded before
 * it comes there, and said. */
static void bounds_what_strangers_send(void **state)
{
    (void)state;
    static const struct {
        const char *head, *again, *tail, *remark;
        int times;
    } cases[] = {
        {"", "|a", "|\n", "a table of more than 64 columns: only these are read", 10000},
        {"", "x", " [t](http://x/1)\n", "a line of more than 32768 bytes: its end is not read", 100000},
        {"", "- a\n", "", "more than 80000 items, rows and paragraphs: the rest is not read", 90000},
        {"", "# a\n", "", "more than 20000 headings: the rest are not read as such", 21000},
        {"", "- ", "[t t](http://x/1)\n", "", 10000},
        {"", ">", "[t t](http://x/1)\n", "", 100000},
        {"", "[", "\n", "", 30000},
        {"##标题\n", "- [t t](http://x/1)\n", "",
         "a heading without a space after its #: read as one, which other "
         "readers do not",
         1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        struct reading reading = {0};
        struct buf text = BUF_INIT((size_t)1 << 20);
        arena_init(&arena);
        buf_adds(&text, cases[i].head);
        for (int k = 0; k < cases[i].times; k++)
            buf_adds(&text, cases[i].again);
        buf_adds(&text, cases[i].tail);
        reading_add(&reading, "list.md", text.data, text.n, &arena);
        check_string(cases[i].again, reading.n_remarks > 0 ? reading.remarks[0].text : "", cases[i].remark);
        assert_true(arena.n_bytes < (size_t)100 << 20);
        buf_release(&text);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_titles),
        cmocka_unit_test(passes_over_what_is_no_entry),
        cmocka_unit_test(reads_headings),
        cmocka_unit_test(leaves_numbers_out),
        cmocka_unit_test(reads_html),
        cmocka_unit_test(reads_notes_and_tables),
        cmocka_unit_test(joins_lists),
        cmocka_unit_test(keeps_its_limits),
        cmocka_unit_test(bounds_what_strangers_send),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
