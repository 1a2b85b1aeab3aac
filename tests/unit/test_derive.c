/* What a curator would miss in derived topics, or would strike out of them. */
#include <time.h>

#include "test.h"
#include "weir/derive/derive.h"

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

static const char single[] =
    "# Seeking\n"
    "- [A Research Paper Search Engine Developed Entirely in Small Steps](https://example.org/s0)\n"
    "# DRCN\n"
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
                              "- [森林的主要结论](https://example.org/r5)\n"
                              "- [雨和主要结论](https://example.org/r6)\n"
                              "# 翻译\n"
                              "- [句子与词典](https://example.org/t1)\n"
                              "- [词典的句子](https://example.org/t2)\n";

/* Of three entries, one has a name in its title. */
static const char named[] = "# Small Encoders\n"
                            "- [NanoBERT: Tiny Steps](https://example.org/m1)\n"
                            "- [Long Trains of Thought](https://example.org/m2)\n"
                            "- [Wise Old Men](https://example.org/m3)\n"
                            "# Parsing\n"
                            "- [Trees of Sentences](https://example.org/p1)\n"
                            "- [Charts of Trees](https://example.org/p2)\n";

/* Names in the note of the only entry: the text of it says no more than that they are compared. */
static const char notes[] =
    "# 推荐排序\n"
    "- [一张长长的图](https://example.org/n1) 对比了 DeepFM 与 LXMERT 的结构，也讲了 Sunday 的 readWord\n"
    "# Parsing\n"
    "- [Trees of Sentences](https://example.org/p1)\n"
    "- [Charts of Trees](https://example.org/p2)\n";

static const char vague[] = "# 综述\n"
                            "- [第一张图](https://example.org/v1)\n"
                            "# Parsing\n"
                            "- [Trees of Sentences](https://example.org/p1)\n"
                            "- [Charts of Trees](https://example.org/p2)\n";

#define ATTENTION                                                                                            \
    "# Attention\n- [Attention for translation of letters](https://example.org/a1)\n"                        \
    "- [Attention and translation](https://example.org/a2)\n"                                                \
    "- [Attention in translation of novels](https://example.org/a3)\n"                                       \
    "- [Translation needs attention](https://example.org/a4)\n"                                              \
    "- [A comic on attention](https://example.org/a5)\n"                                                     \
    "- [Attention, a comic](https://example.org/a6)\n"

static const char field[] = ATTENTION "# Novels\n- [Translation of novels](https://example.org/f1)\n"
                                      "- [Novels in translation](https://example.org/f2)\n"
                                      "# Letters\n- [Translation of letters](https://example.org/f3)\n"
                                      "- [Letters lost in translation](https://example.org/f4)\n"
                                      "# Poems\n- [Poems: translation?](https://example.org/f5)\n"
                                      "- [Translation of poems](https://example.org/f6)\n";

static const char two_fields[] =
    ATTENTION "# Novels\n- [Translation of novels](https://example.org/f1)\n"
              "# Letters\n- [Letters lost in translation](https://example.org/f3)\n"
              "# Trees\n- [Oaks](https://example.org/t1)\n"
              "- [Limes](https://example.org/t2)\n- [Elms](https://example.org/t3)\n"
              "- [Ashes](https://example.org/t4)\n- [Firs](https://example.org/t5)\n";

static const char kinds[] = "# Attacks\n"
                            "- [Adversarial Kettles](https://example.org/a1)\n"
                            "- [Boiling Adversarial Water](https://example.org/a2)\n"
                            "# Shields\n"
                            "- [Lids against Adversarial Steam](https://example.org/s1)\n"
                            "- [Adversarial Whistles Unheard](https://example.org/s2)\n"
                            "# Benchmark and Evaluation\n"
                            "- [Measured Adversarial Heat](https://example.org/b1)\n"
                            "- [How Hot is Adversarial Tea](https://example.org/b2)\n";

/* Items of the stream, some of which are about what a heading names. */
#define N_BACKGROUND 40
static void fill_background(struct item *items)
{
    for (size_t i = 0; i < N_BACKGROUND; i++)
        items[i] = (struct item){.title = i % 20 == 0  ? "Knowledge distillation again"
                                          : i % 4 == 1 ? "Attention to kettles"
                                                       : "Kettles and pots",
                                 .summary_html = "",
                                 .content_html = ""};
}

/* What is derived of the list. */
static char *text_of(const char *list, struct arena *arena)
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
    char *text = arena_copy(arena, out.data, out.n);
    buf_release(&out);
    return text;
}

/* The section of the topic from where `key` begins a line; "" when there is none. */
static char *part_of(const char *list, const char *topic, const char *key, struct arena *arena)
{
    const char *section = strstr(text_of(list, arena), arena_printf(arena, "[topic %s]\n", topic));
    char *rest = section ? arena_copy(arena, section + 1, strcspn(section + 1, "[")) : NULL;
    char *found = rest ? strstr(rest, arena_printf(arena, "\n%s", key)) : NULL;
    return found ? found + 1 + strlen(key) : arena_copy(arena, "", 0);
}

/* The `terms` of the topic as one line; "" when it has none. */
static const char *terms_of(const char *list, const char *topic, struct arena *arena)
{
    char *line = part_of(list, topic, "terms = ", arena);
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
        /* Nor what is cut out of a longer one. */
        {single, "seeking", "small steps", 0.5, 0.85},
        {single, "seeking", "engine developed entirely", 0, 0},
        {single, "seeking", "research paper search", 0, 0},
        /* A Chinese phrase neither begins nor ends inside a word; who said it is no subject. */
        {windows, "理解", "阅读理解", 0.5, 0.85},
        {windows, "理解", "阅读理解数据", 0, 0},
        {windows, "理解", "读理解数据集", 0, 0},
        {windows, "理解", "数据集", 0, 0},
        {windows, "理解", "谷歌", 0, 0},
        {windows, "理解", "主要结论", 0, 0}, /* said of anything */
        /* A kind of text, of a list that has one field: in that field it is enough. */
        {kinds, "benchmark-and-evaluation", "benchmark", 0.5, 0.85},
        {named, "small-encoders", "NanoBERT", 0.5, 0.85},
        {named, "small-encoders", "wise old men", 0, 0},
        {notes, "推荐排序", "DeepFM", 0.2, 0.85},
        {notes, "推荐排序", "LXMERT", 0.2, 0.85},
        {notes, "推荐排序", "sunday", 0, 0},
        {notes, "推荐排序", "readWord", 0, 0}, /* of a program */
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

/* A topic that no title can have says so. */
static void test_what_is_not_enough_says_so(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_string_not_equal(part_of(vague, "综述", "# these together are not enough", &arena), "");
    assert_string_equal(part_of(vague, "parsing", "# these together are not enough", &arena), "");
    arena_release(&arena);
}

/* What the whole list says is its field, and gates its topics; a list of everything has none. */
static void test_field(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_memory_equal(part_of(field, "attention", "field = ", &arena), "list\n", 5);
    const char *terms = part_of(field, "list", "terms = ", &arena);
    assert_non_null(strstr(terms, "translation"));
    assert_string_equal(part_of(two_fields, "attention", "field = ", &arena), "");
    arena_release(&arena);
}

/* A phrase as long as a title can be is held against no more than a limit of others. */
static void test_a_title_of_endless_words_takes_no_endless_time(void **state)
{
    (void)state;
    struct buf list = BUF_INIT((size_t)4 << 20);
    buf_adds(&list, "# Long Titles\n- [");
    for (int i = 0; i < 7500; i++)
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
        cmocka_unit_test(test_what_is_not_enough_says_so),
        cmocka_unit_test(test_field),
        cmocka_unit_test(test_a_title_of_endless_words_takes_no_endless_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
