#include "test.h"

#include "samples.h"
#include "weir/render/atom.h"
#include "weir/render/jsonfeed.h"
#include "weir/render/shown.h"
#include "weir/text/utf8.h"

static void test_abstracts_are_cut_where_a_reader_would(void **state)
{
    (void)state;
    static const struct {
        const char *html;
        size_t columns;
        const char *want;
    } cases[] = {
        {"<p>Short.</p>", 40, "Short."},
        {"", 40, ""},
        {"<p>Title</p>", 40, ""}, /* says no more than the title */
        {"<p>One sentence is here. Another one that is too long.</p>", 30, "One sentence is here."},
        {"<p>No. The sentence that follows is much too long to fit.</p>", 30,
         "No. The sentence that follows…"},
        {"<p>words upon words, upon words</p>", 18, "words upon words…"},
        {"<p>知识蒸馏是一种方法。它把大模型的能力迁移到小模型。</p>", 24, "知识蒸馏是一种方法。"},
        {"<p>知识蒸馏把大模型的能力迁移到小模型上来</p>", 20, "知识蒸馏把大模型的能…"},
        {"<p>使用BERT模型进行微调的方法</p>", 7, "使用…"},
        {"<p>unbreakablewordthatneverends</p>", 10, "unbreakabl…"},
        {"<p>See https://example.org/a?b=c for more, 见http://x.cn/y。</p>", 40, "See for more, 见。"},
        {"<p>http is a protocol</p>", 40, "http is a protocol"},
        {"<p>a</p><p>b</p>", 40, "a b"},
        {"<p>知识\n蒸馏。</p><p>用 BERT，</p><p>再用 T5</p>", 40, "知识蒸馏。用 BERT，再用 T5"},
        {"<h2>标题</h2><p>正文</p>", 40, "标题 正文"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        arena_init(&arena);
        struct item item = sample_item("tag:x,2026:1", "Title", "https://example.org/");
        item.content_html = cases[i].html;
        const char *got = shown_abstract(&arena, &item, cases[i].columns);
        check_string(cases[i].html, got, cases[i].want);
        assert_true(utf8_width(got) <= cases[i].columns + utf8_width("…"));
        arena_release(&arena);
    }
}

/* A body of many kilobytes is read only as far as needed, which nobody may notice. */
static void test_abstracts_of_long_bodies_are_those_of_their_beginning(void **state)
{
    (void)state;
    static const struct {
        const char *what, *before, *piece;
        size_t n_before, n_pieces;
    } cases[] = {
        {"words", "", "words upon words ", 0, 3000},
        {"Chinese", "", "知识蒸馏把大模型的能力迁移到小模型", 0, 1000},
        {"every word a link", "", "<a href=\"https://example.org/a/long/path\" class=\"link\">word</a> ", 0,
         1000},
        {"markup before the words", "<section style=\"margin: 0; padding: 0\"></section>",
         "words &amp; words ", 300, 500},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        struct buf html = BUF_INIT(1 << 20);
        arena_init(&arena);
        struct item item = sample_item("tag:x,2026:1", "Title", "https://example.org/");
        for (size_t k = 0; k < 100; k++)
            buf_adds(&html, cases[i].piece);
        item.content_html = arena_copy(&arena, html.data, html.n);
        const char *want = shown_abstract(&arena, &item, 240);
        buf_clear(&html);
        for (size_t k = 0; k < cases[i].n_before; k++)
            buf_adds(&html, cases[i].before);
        for (size_t k = 0; k < cases[i].n_pieces; k++)
            buf_adds(&html, cases[i].piece);
        item.content_html = html.data;
        check_string(cases[i].what, shown_abstract(&arena, &item, 240), want);
        buf_release(&html);
        arena_release(&arena);
    }
}

/* Short posts have their whole text for a title. */
static void test_a_body_that_repeats_a_long_title_is_no_abstract(void **state)
{
    (void)state;
    struct arena arena;
    struct buf html = BUF_INIT(1 << 20), title = BUF_INIT(1 << 20);
    arena_init(&arena);
    for (size_t i = 0; i < 500; i++) {
        buf_adds(&html, i > 0 ? " <b>word</b>" : "<b>word</b>");
        buf_adds(&title, i > 0 ? " word" : "word");
    }
    struct item item = sample_item("tag:x,2026:1", title.data, "https://example.org/");
    item.content_html = html.data;
    check_string("the title alone", shown_abstract(&arena, &item, 240), "");
    buf_release(&html);
    buf_release(&title);
    arena_release(&arena);
}

/* Bridges give a post's first sentence as its title, or all of the post. */
static void test_a_title_is_said_once_and_ends(void **state)
{
    (void)state;
    struct item item = sample_item("tag:x,2026:1", "A new student", "https://example.org/");
    struct arena arena;
    arena_init(&arena);
    item.content_html = "<p>A new student: it learns by asking.</p>";
    check_string("behind the title", shown_abstract(&arena, &item, 240), "it learns by asking.");
    item.content_html = "<p>A new students' union opens.</p>";
    check_string("another word", shown_abstract(&arena, &item, 240), "A new students' union opens.");
    struct buf title = BUF_INIT(1 << 20), want = BUF_INIT(1 << 20);
    for (int i = 0; i < 20; i++)
        buf_adds(&title, "我们提出一种新的知识蒸馏方法，学生主动提问。");
    for (int i = 0; i < 5; i++)
        buf_adds(&want, "我们提出一种新的知识蒸馏方法，学生主动提问。");
    item.title = title.data;
    check_string("a post for a title", shown_short_title(&arena, &item), want.data);
    buf_release(&title);
    buf_release(&want);
    arena_release(&arena);
}

static void test_the_script_tells_the_language(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {{"Distilling", "en"},       {"知识蒸馏综述", "zh"}, {"用 BERT 做阅读理解", "zh"},
                 {"言語モデルの蒸留", "ja"}, {"언어 모델", "ko"},    {"2026!", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_string(cases[i].text, shown_language(cases[i].text), cases[i].want);
}

static void test_only_addresses_to_follow_are_shown(void **state)
{
    (void)state;
    static const struct {
        const char *url, *want;
    } cases[] = {
        {"https://example.org/", "https://example.org/"},
        {"HTTP://example.org/", "HTTP://example.org/"},
        {"mailto:me@example.org", "mailto:me@example.org"},
        {"https://例子.测试/知识", "https://例子.测试/知识"},
        {"https://example.org/a b%20c%", "https://example.org/a%20b%20c%25"},
        {"javascript:alert(1)", ""},
        {"JaVaScRiPt:alert(1)", ""},
        {"data:text/html,x", ""},
        {"file:///etc/passwd", ""},
        {"/relative", ""},
        {"https://", ""},
        {"", ""},
    };
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_string(cases[i].url, shown_href(&arena, cases[i].url), cases[i].want);
    arena_release(&arena);
}

static void test_a_crowd_of_authors_is_cut(void **state)
{
    (void)state;
    struct person crowd[] = {{.name = "A"}, {.name = " "}, {.name = "B\nC"},
                             {.name = "D"}, {.name = "E"}, {.name = "F"}};
    struct item item = sample_item("tag:x,2026:1", "Title", "https://example.org/");
    struct arena arena;
    arena_init(&arena);
    item.authors = crowd;
    item.n_authors = 5;
    check_string("four", shown_authors(&arena, &item), "A, B C, D, E");
    item.n_authors = 6;
    check_string("five", shown_authors(&arena, &item), "A, B C, D, E et al.");
    arena_release(&arena);
}

static void test_a_fact_is_said_once(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct person authors[] = {{"小模型笔记", "", ""}, {"Li Wei", "", ""}};
    struct item item = sample_item("tag:x,2026:1", "Title", "https://example.org/");
    item.authors = authors;
    item.n_authors = 2;
    item.source = "小模型笔记";
    check_string("the source's own name", shown_authors(&arena, &item), "Li Wei");

    struct term_hit terms[] = {{"=KD", "title", 0.8}, {"distill*", "text", 0.6}, {"a + b", "text", 0.5}};
    struct hit hit = {.topic = "kd", .score = 1, .terms = terms, .n_terms = 3};
    check_string("terms without the mark of case", shown_terms(&arena, &hit), "KD, distill*, a + b");
    arena_release(&arena);
}

static void test_a_withdrawn_paper_is_marked(void **state)
{
    (void)state;
    struct item item =
        sample_item("tag:weir,2026:arxiv:2511.00001", "A lemma", "https://arxiv.org/abs/2511.00001");
    struct feed feed = sample_feed(&item, 1);
    struct buf atom = BUF_INIT(1 << 20), json = BUF_INIT(1 << 20);
    struct arena arena;
    arena_init(&arena);
    item.arxiv.id = "2511.00001";
    check_string("before", shown_title(&arena, &item), "A lemma");
    item.arxiv.withdrawn = true;
    check_string("in digests and pages", shown_title(&arena, &item), "[withdrawn] A lemma");
    atom_write(&feed, &atom);
    jsonfeed_write(&feed, &json);
    assert_non_null(strstr(atom.data, "<title>[withdrawn] A lemma</title>"));
    assert_non_null(strstr(json.data, "\"title\": \"[withdrawn] A lemma\""));
    assert_non_null(strstr(json.data, "\"withdrawn\": true"));
    buf_release(&atom);
    buf_release(&json);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_abstracts_are_cut_where_a_reader_would),
        cmocka_unit_test(test_abstracts_of_long_bodies_are_those_of_their_beginning),
        cmocka_unit_test(test_a_body_that_repeats_a_long_title_is_no_abstract),
        cmocka_unit_test(test_a_title_is_said_once_and_ends),
        cmocka_unit_test(test_the_script_tells_the_language),
        cmocka_unit_test(test_only_addresses_to_follow_are_shown),
        cmocka_unit_test(test_a_crowd_of_authors_is_cut),
        cmocka_unit_test(test_a_fact_is_said_once),
        cmocka_unit_test(test_a_withdrawn_paper_is_marked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
