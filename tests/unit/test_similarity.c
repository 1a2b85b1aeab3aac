/* Headlines and texts: what tells them apart, and what a title alone may decide. */
#include "test.h"

#include "weir/story/mention.h"
#include "weir/story/similarity.h"

static void test_normal_titles(void **state)
{
    static const struct {
        const char *title, *text, *numbers;
        int n_units;
        bool is_telling;
    } cases[] = {
        {"", "", "", 0, false},
        {"GPT-4 Technical Report", "gpt 4 technical report", "4 ", 3, false},
        {"  ＢＥＲＴ：Pre-training of “Deep” Transformers! 🔥", "bert pre training of deep transformers", "",
         6, true},
        {"知识蒸馏综述", "知识蒸馏综述", "", 3, false},
        {"【重磅】知识蒸馏方法综述：2024年", "重磅知识蒸馏方法综述 2024 年", "2024 ", 5, true},
        {"Release notes 12.1", "release notes 12 1", "1 12 ", 2, false},
        {"Weekly digest of machine learning papers", "weekly digest of machine learning papers", "", 6,
         false},
        {"每日论文速递：自然语言处理进展", "每日论文速递自然语言处理进展", "", 7, false},
        {"機器翻譯評測方法", "机器翻译评测方法", "", 4, true},
        {"Newsweekly reports on language models", "newsweekly reports on language models", "", 5, true},
    };
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct normal_title title = normal_title_of(&arena, cases[i].title);
        check_string(cases[i].title, title.text, cases[i].text);
        check_string(cases[i].title, title.numbers, cases[i].numbers);
        check_number(cases[i].title, title.n_units, cases[i].n_units);
        check_number(cases[i].title, title.is_telling, cases[i].is_telling);
    }
    arena_release(&arena);
}

static struct item item_of(const char *title, const char *html)
{
    return (struct item){
        .title = title, .content_html = html, .summary_html = "", .url = "", .arxiv = {.id = ""}};
}

static void test_markup_is_no_text(void **state)
{
    struct item a = item_of("A", "<p>One two three four five</p><p>six seven eight nine ten eleven</p>");
    struct item b =
        item_of("B", "<div><b>ONE</b> two, three &amp; four! five six<br>seven eight nine ten: eleven</div>");
    struct sketch x, y;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    sketch_item(&arena, &a, &x);
    sketch_item(&arena, &b, &y);
    check_number("words", x.n_tokens, 11);
    assert_true(sketch_similarity(&x, &y).resemblance == 1.0);
    check_number("anchors", x.n_anchors, 6);
    assert_memory_equal(x.anchors, y.anchors, 6 * sizeof *x.anchors);
    arena_release(&arena);
}

/* How alike texts without titles are; their sketches point into the arena. */
static double resemblance_of(const char *html, const char *other, struct arena *arena, struct sketch *x,
                             struct sketch *y)
{
    struct item a = item_of("", html), b = item_of("", other);
    sketch_item(arena, &a, x);
    sketch_item(arena, &b, y);
    return sketch_similarity(x, y).resemblance;
}

static void test_a_character_is_a_word_in_chinese(void **state)
{
    struct sketch x, y;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    assert_true(resemblance_of("我们提出一种ＢＥＲＴ方法。", "我们提出一种 bert 方法", &arena, &x, &y) ==
                1.0);
    check_number("tokens", x.n_tokens, 9);
    arena_release(&arena);
}

static void test_traditional_characters_are_the_simplified_ones(void **state)
{
    struct sketch x, y;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    assert_true(resemblance_of("我们对机器翻译的评测方法进行了研究", "我們對機器翻譯的評測方法進行了研究",
                               &arena, &x, &y) == 1.0);
    assert_memory_equal(x.anchors, y.anchors, (size_t)x.n_anchors * sizeof *x.anchors);
    arena_release(&arena);
}

/* Just enough, not enough, and too short for any of it. */
static void test_strength(void **state)
{
    static const struct {
        struct similarity similarity;
        bool enough;
    } cases[] = {
        {{.resemblance = 0.35, .containment = 0.5, .ratio = 1, .n_least = 120}, true},
        {{.resemblance = 0.34, .containment = 0.5, .ratio = 1, .n_least = 120}, false},
        {{.resemblance = 0.30, .containment = 0.8, .ratio = 0.33, .n_least = 120}, true},
        {{.resemblance = 0.20, .containment = 1.0, .ratio = 0.2, .n_least = 120}, false}, /* a quotation */
        {{.resemblance = 0.5, .containment = 0.6, .ratio = 1, .n_least = 40}, true},
        {{.resemblance = 0.49, .containment = 0.6, .ratio = 1, .n_least = 119}, false},
        {{.resemblance = 1, .containment = 1, .ratio = 1, .n_least = 19}, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_number("enough", similarity_strength(&cases[i].similarity) >= 1, cases[i].enough);
}

/* A body as long as the limit, of one word: no token more, and nothing slow. */
static void test_limits(void **state)
{
    struct arena arena;
    struct sketch sketch;
    char *html;

    (void)state;
    arena_init(&arena);
    html = arena_alloc(&arena, 2 * SIMILARITY_LIMIT_HTML + 1);
    for (size_t i = 0; i < 2 * SIMILARITY_LIMIT_HTML; i++)
        html[i] = i % 2 ? ' ' : 'a';
    struct item item = item_of("", html);
    sketch_item(&arena, &item, &sketch);
    check_number("tokens", sketch.n_tokens, SIMILARITY_LIMIT_TOKENS);
    check_number("all anchors are one", sketch.n_anchors, 1);
    arena_release(&arena);
}

static void test_mentions(void **state)
{
    static const struct {
        const char *html, *want;
    } cases[] = {
        {"", ""},
        {"See https://arxiv.org/abs/2511.00001v2.", "arxiv:2511.00001"},
        {"<a href=\"http://arxiv.org/pdf/2511.00001.pdf\">paper</a> (arXiv:2511.00001)", "arxiv:2511.00001"},
        {"论文地址：arXiv：2511.00001", "arxiv:2511.00001"},
        {"ARXIV: math.GT/0309136", "arxiv:math/0309136"},
        {"https://arxiv.org/list/cs.CL/new", ""},
        {"arXiv:2511.00001 and arXiv:2511.00002", ""},
        {"arXiv:2513.00001", ""},
    };
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct item item = item_of("A post", cases[i].html);
        check_string(cases[i].html, mention_paper(&arena, &item), cases[i].want);
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_normal_titles),
        cmocka_unit_test(test_markup_is_no_text),
        cmocka_unit_test(test_a_character_is_a_word_in_chinese),
        cmocka_unit_test(test_traditional_characters_are_the_simplified_ones),
        cmocka_unit_test(test_strength),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_mentions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
