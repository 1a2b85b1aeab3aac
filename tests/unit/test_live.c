#include "store_fixture.h"

#include "weir/run/indexing.h"
#include "weir/run/live.h"
#include "weir/store/search.h"

/* GET path?q=… */
static unsigned get(const char *path, const char *q, struct live *live, struct buf *out)
{
    const struct serve_field query = {"q", q};
    const struct serve_request request = {.below = "", .query = &query, .n_query = 1, .body = ""};
    for (size_t i = 0; i < n_live_routes; i++) {
        if (strcmp(live_routes[i].path, path) == 0)
            return live_routes[i].answer(&request, live, out);
    }
    fail_msg("there is no %s", path);
    return 0;
}

static struct conf conf_blank(void)
{
    return (struct conf){.title = "What is new",
                         .hub = "",
                         .listen = "127.0.0.1:8470",
                         .base_url = "https://feeds.example.org/",
                         .timezone = "Asia/Shanghai"};
}

static void put_library(struct fixture *fixture)
{
    struct error err = {0};
    struct item old = item_of("1", "https://example.org/1", "基于知识蒸馏的模型", TODAY - DAY);
    struct item young = item_of("2", "https://example.org/2", "再谈知识蒸馏", TODAY);
    static struct hit hit = {.topic = "nlp", .score = 1};
    old.hits = &hit;
    old.n_hits = 1;
    PUT(fixture, "colleague", TODAY, old);
    PUT(fixture, "colleague", TODAY + DAY, old, young);
    check_done(indexing_finish(fixture->store, 400 * DAY, TODAY, &err), &err);
}

static void test_searches_are_answered(void **state)
{
    struct fixture *fixture = *state;
    struct conf conf = conf_blank();
    struct live live = {.store = fixture->store, .conf = &conf};
    put_library(fixture);
    static const struct {
        const char *path, *q;
        unsigned status;
        const char *part;
    } cases[] = {
        {"/search", "", 200, "<form role=\"search\""},
        {"/search", "知识蒸馏", 200, "基于<mark>知识蒸馏</mark>的模型"},
        {"/search", "知识蒸馏", 200, "2 stories"},
        {"/search", "知识蒸馏", 200, "search.atom?q=%E7%9F%A5%E8%AF%86%E8%92%B8%E9%A6%8F"},
        {"/search", "nowhere", 200, "Nothing that is stored matches “nowhere”."},
        {"/search", "\"><script>alert(1)</script>", 200, "value=\"&quot;&gt;&lt;script"},
        {"/search", "!!!", 400, "nothing to look for"},
        {"/search", "x since:never", 400, "since:never is no time"},
        {"/search", "\xff\xfe", 400, "nothing to look for"},
        {"/search.atom", "知识蒸馏", 200,
         "<id>https://feeds.example.org/search.atom?q=%E7%9F%A5%E8%AF%86%E8%92%B8%E9%A6%8F</id>"},
        {"/search.atom", "知识蒸馏", 200, "<entry>\n<id>tag:weir,2026:https://example.org/2</id>"},
        {"/search.atom", "", 400, "nothing to look for"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = BUF_INIT(1 << 20);
        check_number(cases[i].q, get(cases[i].path, cases[i].q, &live, &out), cases[i].status);
        if (strstr(out.data, cases[i].part) == NULL)
            fail_msg("%s?q=%s: no %s in\n%s", cases[i].path, cases[i].q, cases[i].part, out.data);
        assert_null(strstr(out.data, "<script"));
        buf_release(&out);
    }
}

/* In a feed the newest come first, however well the older ones match. */
static void test_a_search_feed_begins_with_the_newest(void **state)
{
    struct fixture *fixture = *state;
    struct conf conf = conf_blank();
    struct live live = {.store = fixture->store, .conf = &conf};
    struct buf out = BUF_INIT(1 << 20);
    put_library(fixture);
    get("/search.atom", "知识蒸馏", &live, &out);
    assert_true(strstr(out.data, "再谈知识蒸馏") < strstr(out.data, "基于知识蒸馏的模型"));
    buf_release(&out);
}

/* By the clock, whatever else the machine does. */
static void test_turns_of_indexing_are_short(void **state)
{
    static const struct {
        size_t n;
        double took_s;
        size_t next;
    } cases[] = {{50, 0.02, 50}, {50, 0.031, 25},  {50, 0.7, 25},
                 {1, 0.7, 1},    {50, 0.009, 100}, {800, 0.001, INDEX_LIMIT_SLICE}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_number("next", (long)indexing_slice(cases[i].n, cases[i].took_s), (long)cases[i].next);
}

int main(void)
{
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_turns_of_indexing_are_short),
        WITH_STORE(test_searches_are_answered),
        WITH_STORE(test_a_search_feed_begins_with_the_newest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
