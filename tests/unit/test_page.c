#include "test.h"

#include "samples.h"
#include "weir/render/digest.h"
#include "weir/render/page.h"
#include "weir/topic/matcher.h"

static const struct page_topic nav[] = {
    {.name = "nlp", .title = "NLP", .n_stories = 3},
    {.name = "知识蒸馏", .title = "知识蒸馏", .depth = 1, .n_stories = 2}};

static struct page page_of(const struct feed *feed, const char *topic)
{
    return (struct page){.title = "What is new",
                         .timezone = "Asia/Shanghai",
                         .topics = nav,
                         .n_topics = 2,
                         .topic = topic,
                         .root = *topic != '\0' ? "../" : "",
                         .feed = feed};
}

/* The page of one story with this title, matched by this term. */
static void check_marked(const char *term, const char *title, const char *want)
{
    struct arena arena;
    struct topic topic = {.name = "nlp", .title = "nlp", .under = "", .threshold = TOPIC_THRESHOLD};
    struct item item = sample_item("tag:x,2026:1", title, "https://example.org/");
    struct matcher *matcher;
    arena_init(&arena);
    assert_int_equal(term_list_parse(term, &arena, &topic.terms, NULL), 0);
    assert_int_equal(matcher_new(&topic, 1, &matcher, NULL), 0);
    matcher_match(matcher, &item, "", "", NULL, 0, &arena);
    struct feed feed = sample_feed(&item, 1);
    struct page page = page_of(&feed, "");
    struct buf out = BUF_INIT(1 << 20), link = BUF_INIT(1 << 20);
    page_write(&page, &out);
    buf_addf(&link, "<h3><a href=\"https://example.org/\">%s</a></h3>", want);
    if (strstr(out.data, link.data) == NULL)
        fail_msg("%s in %s: no %s in\n%s", term, title, link.data, out.data);
    matcher_free(matcher);
    arena_release(&arena);
    buf_release(&out);
    buf_release(&link);
}

/* Pages load nothing from other hosts unless the user says so; then no host learns where its reader is. */
static void test_an_image_is_a_link_unless_images_are_wanted(void **state)
{
    (void)state;
    struct link enclosure = {.rel = "enclosure", .href = "https://img.example/e.png", .type = "image/png"};
    static const struct {
        const char *image, *content_html;
        bool is_enclosed;
        const char *want; /* "" for none */
    } cases[] = {
        {"https://img.example/a.png", "", false, "https://img.example/a.png"},
        {"", "", true, "https://img.example/e.png"},
        {"", "<p>x <img alt=\"\" src=\"https://img.example/b.png?a=1&amp;b=2\"/></p>", false,
         "https://img.example/b.png?a=1&amp;b=2"},
        {"", "<img src=\"data:image/gif;base64,R0lGODlh\"/>", false, ""},
        {"javascript:alert(1)", "", false, ""},
        {"", "<p>none</p>", false, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hit hit = {.topic = "nlp", .score = 1};
        struct item item = sample_item("tag:x,2026:1", "T", "https://example.org/");
        item.image = cases[i].image;
        item.content_html = cases[i].content_html;
        item.links = &enclosure;
        item.n_links = cases[i].is_enclosed;
        item.hits = &hit;
        item.n_hits = 1;
        struct feed feed = sample_feed(&item, 1);
        struct page page = page_of(&feed, "");
        struct buf out = BUF_INIT(1 << 20), want = BUF_INIT(1 << 20);
        page_write(&page, &out);
        assert_null(strstr(out.data, "<img"));
        buf_addf(&want, "<a href=\"%s\">Its image</a>", cases[i].want);
        check_number(cases[i].want, strstr(out.data, want.data) != NULL, *cases[i].want != '\0');
        buf_clear(&out);
        buf_clear(&want);
        page.images = true;
        page_write(&page, &out);
        buf_addf(&want,
                 "<img class=\"lead\" src=\"%s\" alt=\"\" loading=\"lazy\" referrerpolicy=\"no-referrer\"/>",
                 cases[i].want);
        check_number(cases[i].want, strstr(out.data, want.data) != NULL, *cases[i].want != '\0');
        assert_null(strstr(out.data, "Its image"));
        buf_release(&out);
        buf_release(&want);
    }
}

static void test_matched_terms_are_marked(void **state)
{
    (void)state;
    static const struct {
        const char *term, *title, *want;
    } cases[] = {
        {"distillation", "On Distillation", "On <mark>Distillation</mark>"},
        {"distillation", "On Distillations", "On <mark>Distillations</mark>"},
        {"distil", "On Distillation", "On Distillation"},
        {"distil*", "On Distillation now", "On <mark>Distillation</mark> now"},
        {"知识蒸馏", "基于知识蒸馏的模型", "基于<mark>知识蒸馏</mark>的模型"},
        {"BERT", "中文ＢＥＲＴ模型", "中文<mark>ＢＥＲＴ</mark>模型"},
        {"BERT", "RoBERTa", "RoBERTa"},
        {"=KD", "KD is no kd", "<mark>KD</mark> is no kd"},
        {"fine-tuning", "Fine tuning", "<mark>Fine tuning</mark>"},
        {"fine tuning", "fine-tuning", "<mark>fine-tuning</mark>"},
        {"teacher + student", "A student and its teacher",
         "A <mark>student</mark> and its <mark>teacher</mark>"},
        {"title: compress*", "compressing", "<mark>compressing</mark>"},
        {"/BERT-of-\\w+/", "BERT-of-Theseus", "<mark>BERT-of-Theseus</mark>"},
        {"behaviour cloning", "Behavior-Cloning", "<mark>Behavior-Cloning</mark>"},
        {"机器翻译", "神經機器翻譯", "神經<mark>機器翻譯</mark>"},
        {"pretraining", "On pre-training", "On <mark>pre-training</mark>"},
        {"β-VAE, naive Bayes^0.2", "A $\\beta$-VAE and naïve Bayes",
         "A $\\<mark>beta$-VAE</mark> and <mark>naïve Bayes</mark>"},
        {"a < b", "if a < b & c", "if <mark>a &lt; b</mark> &amp; c"},
        {"预训练*", "预训练模型", "<mark>预训练</mark>模型"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_marked(cases[i].term, cases[i].title, cases[i].want);
}

static void test_stories_stand_under_their_day_in_the_readers_zone(void **state)
{
    (void)state;
    struct item items[] = {sample_item("tag:x,2026:1", "Late", "https://example.org/1"),
                           sample_item("tag:x,2026:2", "Early", "https://example.org/2")};
    items[0].first_seen_at = items[0].published_at =
        SAMPLE_AT + 10 * 3600; /* 01:00 on the 21st in Shanghai */
    struct feed feed = sample_feed(items, 2);
    struct page page = page_of(&feed, "");
    struct buf out = BUF_INIT(1 << 20);
    page_write(&page, &out);
    const char *saturday =
        strstr(out.data, "<time datetime=\"2026-11-21\">Saturday, 21 November 2026</time>");
    const char *friday = strstr(out.data, "<time datetime=\"2026-11-20\">Friday, 20 November 2026</time>");
    assert_non_null(saturday);
    assert_non_null(friday);
    assert_true(saturday < strstr(out.data, "Late") && strstr(out.data, "Late") < friday);
    buf_release(&out);
}

static void test_a_topics_page_leads_to_its_feeds_and_back(void **state)
{
    (void)state;
    struct feed feed = sample_feed(NULL, 0);
    struct page page = page_of(&feed, "知识蒸馏");
    struct buf out = BUF_INIT(1 << 20);
    page_write(&page, &out);
    static const char *const wanted[] = {
        "<title>知识蒸馏 — What is new</title>",
        "href=\"../topics/%E7%9F%A5%E8%AF%86%E8%92%B8%E9%A6%8F.atom\"",
        "href=\"../topics/%E7%9F%A5%E8%AF%86%E8%92%B8%E9%A6%8F.json\"",
        "href=\"../style.css\"",
        "href=\"../index.html\"",
        "aria-current=\"page\"",
        "No story has a topic yet.",
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (strstr(out.data, wanted[i]) == NULL)
            fail_msg("no %s in\n%s", wanted[i], out.data);
    }
    buf_release(&out);
}

/* Whoever has just installed weir reads how it goes, and what to do. */
static void test_a_front_page_without_stories_says_how_it_goes(void **state)
{
    (void)state;
    static const char *const failures[] = {"A Colleague: since 2026-11-20: HTTP 404"};
    struct feed feed = sample_feed(NULL, 0);
    struct page page = page_of(&feed, "");
    struct buf out = BUF_INIT(1 << 20);
    page.start = (struct page_start){.n_sources = 5,
                                     .n_answered = 3,
                                     .n_failed = 1,
                                     .failures = failures,
                                     .n_failures = 1,
                                     .next_at = SAMPLE_AT};
    page_write(&page, &out);
    static const char *const wanted[] = {
        "3 of 5 sources have answered, 1 failed.", "<li>A Colleague: since 2026-11-20: HTTP 404</li>",
        "The next poll is at 2026-11-20 15:00.", "`weir status`", "<a href=\"digests.html\">Digests</a>"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (strstr(out.data, wanted[i]) == NULL)
            fail_msg("no %s in\n%s", wanted[i], out.data);
    buf_release(&out);
}

static void test_a_page_stays_small(void **state)
{
    (void)state;
    enum { N = 400 };
    static struct item items[N];
    for (size_t i = 0; i < N; i++) {
        items[i] = sample_item("tag:x,2026:1", "A story with a title of a usual length, and then some",
                               "https://x/");
        items[i].published_at = SAMPLE_AT - (int64_t)i * 7200;
        items[i].content_html = "<p>Some words that say what the story is about, and what it is not.</p>";
    }
    struct feed feed = sample_feed(items, N);
    struct page page = page_of(&feed, "");
    struct buf out = BUF_INIT(1 << 22);
    page_write(&page, &out);
    assert_true(out.n > PAGE_LIMIT_BYTES / 2 && out.n <= PAGE_LIMIT_BYTES);
    assert_non_null(strstr(out.data, "Older stories are in the feed."));
    buf_release(&out);
}

static void test_a_digest_of_a_flood_stays_small(void **state)
{
    (void)state;
    enum { N = 2000 };
    static struct item items[N], *shown[N];
    for (size_t i = 0; i < N; i++) {
        items[i] = sample_item("tag:x,2026:1", "A story with a title of a usual length, and then some",
                               "https://x/");
        items[i].content_html = "<p>Some words that say what the story is about, and what it is not.</p>";
        shown[i] = &items[i];
    }
    struct digest_section sections[] = {{.topic = "nlp", .title = "NLP", .items = shown, .n_items = N - 7},
                                        {.topic = "kd", .title = "KD", .items = shown + N - 7, .n_items = 7}};
    struct digest digest = {.title = "What is new",
                            .span = {.name = "2026-11-20"},
                            .timezone = "UTC",
                            .sections = sections,
                            .n_sections = 2};
    struct buf out = BUF_INIT(1 << 22);
    digest_limit(&digest, 2 * N);
    digest_write_html(&digest, "../../", true, &out);
    assert_true(out.n > PAGE_LIMIT_BYTES / 2 && out.n <= PAGE_LIMIT_BYTES);
    assert_non_null(strstr(out.data, "<a href=\"../../topics/kd.html\">7 more in KD</a>"));
    assert_non_null(strstr(out.data, "<a href=\"../../search\">Search</a>"));
    buf_release(&out);
}

/* Nothing that a feed says may begin an element, an attribute or a script. */
static void test_hostile_stories_stay_text(void **state)
{
    (void)state;
    static const char evil[] = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'";
    struct term_hit terms[] = {{.term = evil, .field = "title", .boost = 1}};
    struct hit hit = {.topic = evil, .score = 1, .terms = terms, .n_terms = 1};
    struct person author = {.name = evil, .email = evil, .url = evil};
    struct link also = {.rel = "via", .href = evil, .title = evil};
    struct item item = sample_item(evil, evil, evil), *items[] = {&item};
    item.language = evil;
    item.hits = &hit;
    item.n_hits = 1;
    item.authors = &author;
    item.n_authors = 1;
    item.also = &also;
    item.n_also = 1;
    item.source = evil;
    item.content_html = "&lt;script&gt;alert(2)&lt;/script&gt;";
    struct page_topic topic = {.name = evil, .title = evil};
    struct feed feed = sample_feed(&item, 1);
    struct page page = page_of(&feed, "");
    page.title = evil;
    page.topics = &topic;
    page.n_topics = 1;
    struct digest_section section = {
        .topic = evil, .title = evil, .items = items, .n_items = 1, .n_full = 1, .n_shown = 1};
    struct digest_trouble trouble = {.source = evil, .kind = "failing", .text = evil};
    struct digest digest = {.title = evil,
                            .span = {.name = "2026-11-20"},
                            .timezone = "UTC",
                            .sections = &section,
                            .n_sections = 1,
                            .troubles = &trouble,
                            .n_troubles = 1};
    struct buf out = BUF_INIT(1 << 20);
    page_write(&page, &out);
    digest_write_html(&digest, "../../", true, &out);
    assert_null(strstr(out.data, "<script"));
    assert_null(strstr(out.data, "<img"));
    assert_null(strstr(out.data, "\"\">"));
    assert_null(strstr(out.data, "href=\"\\\""));
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matched_terms_are_marked),
        cmocka_unit_test(test_an_image_is_a_link_unless_images_are_wanted),
        cmocka_unit_test(test_stories_stand_under_their_day_in_the_readers_zone),
        cmocka_unit_test(test_a_topics_page_leads_to_its_feeds_and_back),
        cmocka_unit_test(test_a_front_page_without_stories_says_how_it_goes),
        cmocka_unit_test(test_a_page_stays_small),
        cmocka_unit_test(test_a_digest_of_a_flood_stays_small),
        cmocka_unit_test(test_hostile_stories_stay_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
