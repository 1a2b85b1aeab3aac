#include "test.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include "hostile_titles.h"
#include "samples.h"
#include "weir/render/digest.h"

static struct digest digest_of(struct digest_section *section)
{
    if (section != NULL)
        section->n_full = section->n_shown = section->n_items;
    return (struct digest){
        .title = "What is new",
        .span = {.from_at = SAMPLE_AT - 25200, .to_at = SAMPLE_AT + 61200, .name = "2026-11-20"},
        .timezone = "UTC",
        .sections = section,
        .n_sections = 1};
}

static cmark_node *parse(const struct buf *markdown)
{
    static const char *const extensions[] = {"table", "strikethrough", "autolink", "tagfilter", "tasklist"};
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
    cmark_parser_feed(parser, markdown->data, markdown->n);
    cmark_node *document = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return document;
}

/* The texts below a node, and how many inline nodes there are that are no text. */
static size_t collect_text(cmark_node *node, struct buf *text)
{
    size_t n_others = 0;
    for (cmark_node *child = cmark_node_first_child(node); child != NULL; child = cmark_node_next(child)) {
        if (cmark_node_get_type(child) == CMARK_NODE_TEXT)
            buf_adds(text, cmark_node_get_literal(child));
        else
            n_others += 1 + collect_text(child, text);
    }
    return n_others;
}

/* document → list → item → paragraph → its first inline */
static cmark_node *first_inline(cmark_node *document)
{
    cmark_node *node = cmark_node_first_child(document);
    while (node != NULL && cmark_node_get_type(node) != CMARK_NODE_LIST)
        node = cmark_node_next(node);
    for (int depth = 0; depth < 3 && node != NULL; depth++)
        node = cmark_node_first_child(node);
    return node;
}

static void check_one(const char *title, const char *url, const char *want_text, const char *want_url)
{
    struct item item = sample_item("tag:x,2026:1", title, url), *items[] = {&item};
    struct digest_section section = {.topic = "kd", .title = title, .items = items, .n_items = 1};
    struct digest digest = digest_of(&section);
    struct buf markdown = BUF_INIT(1 << 20), text = BUF_INIT(1 << 20);
    digest_write_markdown(&digest, &markdown);

    cmark_node *document = parse(&markdown);
    cmark_node *link = first_inline(document);
    assert_non_null(link);
    check_number(markdown.data, cmark_node_get_type(link), CMARK_NODE_LINK);
    check_string(title, cmark_node_get_url(link), want_url);
    check_number(markdown.data, collect_text(link, &text), 0);
    check_string(markdown.data, text.data, want_text);

    /* heading, funnel, heading, list: nothing got out of its line */
    size_t n_blocks = 0;
    for (cmark_node *block = cmark_node_first_child(document); block != NULL; block = cmark_node_next(block))
        n_blocks++;
    check_number(markdown.data, n_blocks, 4);
    if (*title != '\0') {
        cmark_node *heading = cmark_node_next(cmark_node_next(cmark_node_first_child(document)));
        buf_clear(&text);
        collect_text(heading, &text);
        check_number(markdown.data, cmark_node_get_heading_level(heading), 2);
    }
    cmark_node_free(document);
    buf_release(&markdown);
    buf_release(&text);
}

static void test_titles_are_what_they_were(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_HOSTILE_TITLES; i++)
        check_one(hostile_titles[i].title, "https://example.org/paper",
                  hostile_titles[i].want != NULL ? hostile_titles[i].want : hostile_titles[i].title,
                  "https://example.org/paper");
}

static void test_links_are_what_they_were(void **state)
{
    (void)state;
    static const struct {
        const char *url, *want; /* NULL: the same */
    } cases[] = {
        {"https://en.wikipedia.org/wiki/BERT_(language_model)", NULL},
        {"https://example.org/a(b", NULL},
        {"https://example.org/a)b", NULL},
        {"https://example.org/?a=1&copy;=2", NULL},
        {"https://example.org/?a=1&b=2", NULL},
        {"https://example.org/*_`~$", "https://example.org/*_%60~$"},
        {"https://example.org/a b", "https://example.org/a%20b"},
        {"https://example.org/\"q\"", "https://example.org/%22q%22"},
        {"https://example.org/<x>", "https://example.org/%3Cx%3E"},
        {"https://example.org/a\\(b", "https://example.org/a%5C(b"},
        {"https://example.org/100%", "https://example.org/100%25"},
        {"https://example.org/a\nb", "https://example.org/a%0Ab"},
        {"https://zh.wikipedia.org/wiki/知识蒸馏", NULL},
        {"https://example.org/x#frag", NULL},
        {"http://mp.weixin.qq.com/s?__biz=MzA==&mid=1&idx=1&sn=0#rd", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_one("Title", cases[i].url, "Title", cases[i].want != NULL ? cases[i].want : cases[i].url);
}

static void test_a_story_says_who_where_when_and_why(void **state)
{
    (void)state;
    struct person authors[] = {{.name = "Geoffrey Hinton", .email = "", .url = ""},
                               {.name = "李华", .email = "", .url = ""}};
    struct term_hit terms[] = {{.term = "knowledge distillation", .field = "title", .boost = 1},
                               {.term = "知识蒸馏", .field = "text", .boost = 1}};
    struct hit hits[] = {{.topic = "kd", .score = 1, .terms = terms, .n_terms = 2},
                         {.topic = "nlp", .score = 0.6}};
    struct link also[] = {{.rel = "via", .href = "https://arxiv.org/abs/1503.02531", .title = "arXiv cs.LG"},
                          {.rel = "related", .href = "https://example.org/read", .title = "A reader"}};
    struct category topics[] = {{.term = "kd", .label = "Knowledge Distillation", .scheme = ""},
                                {.term = "nlp", .label = "自然语言处理", .scheme = ""}};
    struct item item = sample_item("tag:x,2026:1", "Distilling", "https://example.org/d"), *items[] = {&item};
    item.authors = authors;
    item.n_authors = 2;
    item.hits = hits;
    item.n_hits = 2;
    item.also = also;
    item.n_also = 2;
    item.origin.title = "A Colleague";
    item.content_html = "<p>A student learns from its teacher.</p>";
    struct digest_section sections[] = {{.topic = "nlp", .title = "自然语言处理"},
                                        {.topic = "kd", .title = "Knowledge Distillation", .depth = 1}};
    sections[1].items = items;
    sections[1].n_items = sections[1].n_full = sections[1].n_shown = 1;
    struct digest_trouble troubles[] = {
        {"机器之心", "silent", "nothing new since 2026-10-01"},
        {"arXiv cs.CL", "failing", "since 2026-11-19: 503 Service Unavailable"}};
    struct digest digest = digest_of(sections);
    digest.n_sections = 2;
    digest.topics = topics;
    digest.n_topics = 2;
    digest.n_items = 612;
    digest.n_stories = 418;
    digest.n_matched = 37;
    digest.n_failing = 1;
    digest.n_silent = 1;
    digest.troubles = troubles;
    digest.n_troubles = 2;

    struct buf out = BUF_INIT(1 << 20);
    digest_write_markdown(&digest, &out);
    check_string("a day", out.data,
                 "# What is new — Friday, 20 November 2026\n"
                 "\n"
                 "612 items fetched → 418 stories → 37 with a topic; 1 source failing; 1 source silent\n"
                 "\n"
                 "## 自然语言处理\n"
                 "\n"
                 "### Knowledge Distillation\n"
                 "\n"
                 "- [Distilling](https://example.org/d) — Geoffrey Hinton, 李华 · A Colleague · 2026-11-20 · "
                 "why: knowledge distillation, 知识蒸馏 · also: 自然语言处理 · "
                 "seen at: [arXiv cs.LG](https://arxiv.org/abs/1503.02531) · explained by: [A "
                 "reader](https://example.org/read)\n"
                 "  > A student learns from its teacher.\n"
                 "\n"
                 "## Sources\n"
                 "\n"
                 "- 机器之心 — silent: nothing new since 2026-10-01\n"
                 "- arXiv cs.CL — failing: since 2026-11-19: 503 Service Unavailable\n");
    buf_release(&out);
}

static void test_counts_are_grammatical(void **state)
{
    (void)state;
    static const struct {
        size_t n_items, n_stories, n_matched, n_failing, n_silent;
        const char *want;
    } cases[] = {
        {612, 418, 37, 2, 1,
         "612 items fetched → 418 stories → 37 with a topic; 2 sources failing; 1 source silent"},
        {1, 1, 1, 0, 0, "1 item fetched → 1 story → 1 with a topic"},
        {0, 0, 0, 1, 0, "0 items fetched → 0 stories → 0 with a topic; 1 source failing"},
        {5, 4, 0, 0, 2, "5 items fetched → 4 stories → 0 with a topic; 2 sources silent"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct digest digest = digest_of(NULL);
        struct buf out = BUF_INIT(1 << 20), want = BUF_INIT(1 << 20);
        digest.n_sections = 0;
        digest.n_items = cases[i].n_items;
        digest.n_stories = cases[i].n_stories;
        digest.n_matched = cases[i].n_matched;
        digest.n_failing = cases[i].n_failing;
        digest.n_silent = cases[i].n_silent;
        digest_write_markdown(&digest, &out);
        buf_addf(&want, "# What is new — Friday, 20 November 2026\n\n%s\n\nNothing new in your topics.\n",
                 cases[i].want);
        check_string("a quiet day", out.data, want.data);
        buf_release(&out);
        buf_release(&want);
    }
}

static void test_a_week_names_its_days(void **state)
{
    (void)state;
    struct digest digest = digest_of(NULL);
    struct buf out = BUF_INIT(1 << 20);
    digest.n_sections = 0;
    digest.timezone = "Asia/Shanghai";
    assert_true(civil_parse_week("Asia/Shanghai", "2026-W47", &digest.span));
    digest_write_markdown(&digest, &out);
    assert_non_null(strstr(out.data, "# What is new — Week 47 · 16 – 22 November 2026\n"));
    buf_release(&out);
}

/* Sections of so many stories; how many are shown of each, and in full, of a digest of so many. */
static void test_a_digest_has_a_length_that_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t n_stories, items[4], shown[4], full[4];
    } cases[] = {
        {"a quiet week is told whole", 60, {3, 1, 5, 2}, {3, 1, 5, 2}, {3, 1, 5, 2}},
        {"shares are alike", 12, {1, 100, 4, 100}, {1, 3, 3, 3}, {1, 1, 1, 1}},
        {"every heading has its best two", 4, {9, 9, 9, 9}, {2, 2, 2, 2}, {1, 1, 1, 1}},
        {"one topic has it all", 60, {3000, 0, 0, 0}, {60, 0, 0, 0}, {20, 0, 0, 0}},
    };
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct digest_section sections[4] = {0};
        struct digest digest = digest_of(NULL);
        digest.sections = sections;
        digest.n_sections = 4;
        for (size_t i = 0; i < 4; i++)
            sections[i].n_items = cases[c].items[i];
        digest_limit(&digest, cases[c].n_stories);
        for (size_t i = 0; i < 4; i++) {
            check_number(cases[c].name, sections[i].n_shown, cases[c].shown[i]);
            check_number(cases[c].name, sections[i].n_full, cases[c].full[i]);
        }
    }
}

static void test_the_rest_is_told_in_short(void **state)
{
    (void)state;
    enum { N = 9 };
    struct item items[N], *shown[N];
    for (size_t i = 0; i < N; i++) {
        items[i] = sample_item("tag:x,2026:1", "Title", "https://example.org/");
        items[i].content_html = "<p>Abstract.</p>";
        shown[i] = &items[i];
    }
    struct digest_section section = {.topic = "kd", .title = "KD", .items = shown, .n_items = N};
    struct digest digest = digest_of(&section);
    struct buf out = BUF_INIT(1 << 20);
    size_t n_abstracts = 0, n_titles = 0;
    section.n_shown = 5;
    section.n_full = 2;
    digest.base = "https://feeds.example.org/";
    digest_write_markdown(&digest, &out);
    for (const char *p = out.data; (p = strstr(p, "> Abstract.")) != NULL; p++)
        n_abstracts++;
    for (const char *p = out.data; (p = strstr(p, "- [Title]")) != NULL; p++)
        n_titles++;
    check_number("titles", n_titles, 5);
    check_number("abstracts", n_abstracts, 2);
    assert_non_null(strstr(out.data, "- and 4 more: [KD](https://feeds.example.org/topics/kd.html)\n"));
    buf_release(&out);
}

/* Nothing of it reads as if translated. */
static void test_a_chinese_digest(void **state)
{
    (void)state;
    struct item item = sample_item("tag:x,2026:1", "知识蒸馏", "https://example.org/"), *items[] = {&item};
    struct digest_section section = {.topic = "kd", .title = "知识蒸馏", .items = items, .n_items = 1};
    struct digest digest = digest_of(&section);
    struct buf out = BUF_INIT(1 << 20);
    digest.language = LANGUAGE_ZH;
    digest.n_items = 612;
    digest.n_failing = 2;
    digest.timezone = "Asia/Shanghai";
    assert_true(civil_parse_week("Asia/Shanghai", "2026-W49", &digest.span));
    digest_write_markdown(&digest, &out);
    assert_non_null(strstr(out.data,
                           "# What is new — 2026年第49周 · 11月30日—12月6日\n\n抓取 612 条 → 0 篇 → "
                           "0 篇归入主题；2 个来源抓取失败\n"));
    buf_clear(&out);
    digest_write_html(&digest, "../../", true, &out);
    assert_non_null(strstr(out.data, "<html lang=\"zh\">"));
    assert_non_null(strstr(out.data, ">搜索</a>"));
    buf_release(&out);
}

static void test_pages_lead_to_one_another(void **state)
{
    (void)state;
    struct digest digest = digest_of(NULL);
    struct buf out = BUF_INIT(1 << 20), linked = BUF_INIT(1 << 20), again = BUF_INIT(1 << 20);
    digest.n_sections = 0;
    digest.previous = "2026-11-19";
    digest_write_html(&digest, "../../", false, &out);
    assert_non_null(strstr(out.data, "<a href=\"2026-11-19.html\">← Earlier</a>"));
    assert_non_null(strstr(out.data, "<a href=\"2026-11-20.md\">Markdown</a>"));
    assert_true(digest_link_next(out.data, out.n, LANGUAGE_EN, "2026-11-21", &linked));
    assert_non_null(strstr(linked.data, "<a href=\"2026-11-21.html\">Later →</a>"));
    assert_false(digest_link_next(linked.data, linked.n, LANGUAGE_EN, "2026-11-22", &again));
    buf_release(&out);
    buf_release(&linked);
}

/* A chart beside each, of characters in Markdown and drawn on the page. */
static void test_a_week_draws_what_rises(void **state)
{
    (void)state;
    const struct digest_trend trend = {.label = "知识蒸馏", .counts = {0, 1, 0, 2, 8}};
    struct digest digest = digest_of(NULL);
    struct buf out = BUF_INIT(1 << 20);
    digest.n_sections = 0;
    digest.span.is_week = true;
    digest.trends = &trend;
    digest.n_trends = 1;
    digest_write_markdown(&digest, &out);
    assert_non_null(strstr(out.data, "\n## Rising\n\n- 知识蒸馏 ▁▂▁▃█ 8 stories"));
    buf_clear(&out);
    digest_write_html(&digest, "../../", false, &out);
    assert_non_null(strstr(out.data, ">Rising</h2>"));
    assert_non_null(strstr(out.data, "height=\"20\"/></svg>"));
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_titles_are_what_they_were),
        cmocka_unit_test(test_links_are_what_they_were),
        cmocka_unit_test(test_a_story_says_who_where_when_and_why),
        cmocka_unit_test(test_counts_are_grammatical),
        cmocka_unit_test(test_a_week_names_its_days),
        cmocka_unit_test(test_a_digest_has_a_length_that_is_read),
        cmocka_unit_test(test_the_rest_is_told_in_short),
        cmocka_unit_test(test_a_chinese_digest),
        cmocka_unit_test(test_pages_lead_to_one_another),
        cmocka_unit_test(test_a_week_draws_what_rises),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
