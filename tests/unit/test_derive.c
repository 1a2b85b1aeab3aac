/* What a curator would miss in derived topics, or would strike out of them. */
#include <time.h>

#include "test.h"
#include "weir/topic/derive.h"

static const char interactive[] = "# Interactive NMT\n"
                                  "- [Asking Translators while Decoding](https://example.org/i1)\n"
                                  "- [Translators Correct what Machines Begin](https://example.org/i2)\n"
                                  "- [Learning from Corrections of NMT](https://example.org/i3)\n"
                                  "# Long Documents\n"
                                  "- [NMT of Whole Novels](https://example.org/d1)\n"
                                  "- [Context for NMT beyond the Sentence](https://example.org/d2)\n"
                                  "- [What NMT Forgets between Chapters](https://example.org/d3)\n"
                                  "# Rare Words\n"
                                  "- [NMT with Pieces of Words](https://example.org/w1)\n"
                                  "- [Copying Names in NMT](https://example.org/w2)\n"
                                  "- [Dictionaries for NMT](https://example.org/w3)\n";

static const char distillation[] = "# Knowledge Distillation\n"
                                   "- [Patient Teachers and Small Pupils](https://example.org/k1)\n"
                                   "- [Soft Labels from Patient Teachers](https://example.org/k2)\n"
                                   "# Parsing\n"
                                   "- [Trees of Sentences](https://example.org/p1)\n"
                                   "- [Charts of Trees](https://example.org/p2)\n";

static const char single[] = "# DRCN\n"
                             "- [A Deep Reading Network of Copper](https://example.org/s1)\n"
                             "# Parsing\n"
                             "- [Trees of Sentences](https://example.org/p1)\n"
                             "- [Charts of Trees](https://example.org/p2)\n";

/* Two titles end in the same seven characters; the windows on them are no phrases. */
static const char windows[] = "# 理解\n"
                              "- [中文阅读理解数据集](https://example.org/r1)\n"
                              "- [新的阅读理解数据集](https://example.org/r2)\n"
                              "- [谷歌与阅读理解](https://example.org/r3)\n"
                              "- [谷歌的森林](https://example.org/r4)\n"
                              "# 翻译\n"
                              "- [句子与词典](https://example.org/t1)\n"
                              "- [词典的句子](https://example.org/t2)\n";

/* Items of the stream, some of which are about what a heading names. */
#define N_BACKGROUND 40
static void fill_background(struct item *items)
{
    for (size_t i = 0; i < N_BACKGROUND; i++)
        items[i] = (struct item){.title = i % 20 == 0 ? "Knowledge distillation again" : "Kettles and pots",
                                 .summary_html = "",
                                 .content_html = ""};
}

/* The `terms` of the topic as one line; "" when it has none. */
static const char *terms_of(const char *list, const char *topic, struct arena *arena)
{
    struct item items[N_BACKGROUND];
    fill_background(items);
    const struct feed feed = {.items = items, .n_items = N_BACKGROUND};
    const struct feed *const background[] = {&feed};
    const struct derive_list lists[] = {{.name = "list.md", .text = list, .n = strlen(list)}};
    struct buf out = BUF_INIT((size_t)1 << 20);
    struct error err = {0};
    assert_int_equal(
        derive_topics(
            &(struct derive_input){.lists = lists, .n_lists = 1, .background = background, .n_background = 1},
            arena, &out, &err),
        0);
    const char *section = strstr(out.data, arena_printf(arena, "[topic %s]\n", topic));
    const char *terms = section ? strstr(section, "\nterms = ") : NULL;
    char *line = arena_copy(arena, terms ? terms + 9 : "", terms ? strcspn(terms + 9, "[") : 0);
    buf_release(&out);
    for (char *p = line; *p; p++)
        if (*p == '\n')
            *p = ' ';
    return line;
}

/* The boost of the term as it is written there; 0 when it is not. */
static double boost_of(const char *terms, const char *term)
{
    size_t n = strlen(term);
    for (const char *at = strstr(terms, term); at; at = strstr(at + 1, term))
        if ((at == terms || at[-2] == ',' || at[-2] == ' ') && at[n] == '^')
            return strtod(at + n + 1, NULL);
    return 0;
}

static void test_boosts(void **state)
{
    (void)state;
    static const struct {
        const char *list, *topic, *term;
        double least, most;
    } cases[] = {
        /* An acronym that the whole list says does not give one topic of it; the whole heading does. */
        {interactive, "interactive-nmt", "=NMT", 0, 0.45},
        {interactive, "interactive-nmt", "interactive NMT", 0.85, 1},
        /* What the curator calls the topic is sure, though others speak of it, too. */
        {distillation, "knowledge-distillation", "knowledge distillation", 0.85, 1},
        {distillation, "knowledge-distillation", "patient teachers", 0.5, 0.85},
        /* Of one entry's title the longest phrases, not all their pieces. */
        {single, "drcn", "deep reading network", 0.5, 0.85},
        {single, "drcn", "deep reading", 0, 0},
        {single, "drcn", "reading network", 0, 0},
        /* A Chinese phrase neither begins nor ends inside a word; who said it is no subject. */
        {windows, "理解", "阅读理解", 0.5, 0.85},
        {windows, "理解", "阅读理解数据", 0, 0},
        {windows, "理解", "读理解数据集", 0, 0},
        {windows, "理解", "数据集", 0, 0},
        {windows, "理解", "谷歌", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        arena_init(&arena);
        const char *terms = terms_of(cases[i].list, cases[i].topic, &arena);
        double boost = boost_of(terms, cases[i].term);
        if (boost < cases[i].least || boost > cases[i].most)
            fail_msg("%s: %s has %.2f, not %.2f to %.2f: %s", cases[i].topic, cases[i].term, boost,
                     cases[i].least, cases[i].most, terms);
        arena_release(&arena);
    }
}

/* A phrase as long as a title can be is held against no more than a limit of others. */
static void test_a_title_of_endless_words_takes_no_endless_time(void **state)
{
    (void)state;
    struct buf list = BUF_INIT((size_t)4 << 20);
    buf_adds(&list, "# Long Titles\n- [");
    for (int i = 0; i < 15000; i++)
        buf_addf(&list, "%s%c%c%c", i % 100 == 99 ? ", " : " ", 'a' + i % 26, 'a' + i / 26 % 26,
                 'a' + i / 676 % 26);
    buf_adds(&list, "](https://example.org/1)\n# Tree Charts\n- [Charts of Trees](https://example.org/2)\n");
    struct arena arena;
    arena_init(&arena);
    clock_t before = clock();
    assert_true(boost_of(terms_of(list.data, "long-titles", &arena), "long titles") > 0.5);
    assert_true(clock() - before < 4 * CLOCKS_PER_SEC);
    arena_release(&arena);
    buf_release(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_boosts),
        cmocka_unit_test(test_a_title_of_endless_words_takes_no_endless_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
