/* What a look at the sources tells: what needs a hand first, and how often each brings something. */
#include "test.h"

#include "weir/render/status_page.h"
#include "weir/text/date.h"

#define AT INT64_C(1795158000) /* Friday, 2026-11-20 07:00 UTC */

static struct status_source source_of(const char *title, const char *trouble, const char *text)
{
    return (struct status_source){.title = title,
                                  .feed_url = "https://example.org/feed.xml",
                                  .home_page_url = "",
                                  .trouble = trouble,
                                  .text = text,
                                  .new_at = DATE_NONE};
}

static void write_page(const struct status_source *sources, size_t n, struct buf *out)
{
    const struct status_page page = {
        .title = "阅读清单", .timezone = "Asia/Shanghai", .sources = sources, .n_sources = n};
    status_page_write(&page, out);
}

static void test_what_needs_a_hand_stands_first(void **state)
{
    (void)state;
    const struct status_source sources[] = {
        source_of("Well", "", ""),
        source_of("小模型笔记", "mirror", "since 2026-11-18: by https://mirror.example/"),
        source_of("Silent <b>", "silent", "since 2026-08-01"),
        source_of("Failing", "failing", "since 2026-11-19: 404 Not Found"),
        source_of("Well too", "", ""),
    };
    static const char *const order[] = {
        "<h2>Failing</h2>", ">Failing</a>",          "<p>since 2026-11-19: 404 Not Found</p>",
        "<h2>Silent</h2>",  ">Silent &lt;b&gt;</a>", "<h2>Served by a mirror</h2>",
        ">小模型笔记</a>",  "<h2>In order</h2>",     ">Well</a>",
        ">Well too</a>"};
    struct buf out = BUF_INIT(1 << 20);
    write_page(sources, sizeof sources / sizeof *sources, &out);
    const char *at = out.data;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const char *next = strstr(at, order[i]);
        if (next == NULL)
            fail_msg("%s stands not where it should in\n%s", order[i], out.data);
        at = next;
    }
    buf_clear(&out);
    write_page(sources, 1, &out);
    assert_null(strstr(out.data, "<h2>Failing</h2>"));
    buf_release(&out);
}

/* The tallest bar is as high as the chart, an empty week a line at its foot; the same stands in words. */
static void test_a_source_shows_its_rhythm(void **state)
{
    (void)state;
    struct status_source source = source_of("A Colleague", "", "");
    struct buf out = BUF_INIT(1 << 20);
    source.counts[STATUS_WEEKS - 2] = 2;
    source.counts[STATUS_WEEKS - 1] = 4;
    source.new_at = AT + 10 * 3600; /* the next day in Shanghai */
    write_page(&source, 1, &out);
    size_t n_bars = 0;
    for (const char *p = out.data; (p = strstr(p, "<rect ")) != NULL; p++)
        n_bars++;
    check_number("a bar a week", n_bars, STATUS_WEEKS);
    assert_non_null(strstr(out.data, "y=\"19\" width=\"6\" height=\"1\"/><rect"));
    assert_non_null(strstr(out.data, "y=\"10\" width=\"6\" height=\"10\"/><rect"));
    assert_non_null(strstr(out.data, "y=\"0\" width=\"6\" height=\"20\"/></svg>"));
    assert_non_null(
        strstr(out.data, "4 published this week, 6 in 12 weeks; the last came on 2026-11-21</small>"));
    buf_release(&out);
}

/* Whoever has a thousand sources looks at those that need a hand. */
static void test_a_thousand_sources_stay_small(void **state)
{
    (void)state;
    enum { N = 2000 };
    static struct status_source sources[N];
    struct buf out = BUF_INIT(1 << 22);
    for (size_t i = 0; i < N; i++) {
        sources[i] = source_of("A source with a title of a usual length", "", "");
        sources[i].new_at = AT;
    }
    sources[N - 1] = source_of("The broken one", "failing", "since 2026-11-19: 404 Not Found");
    write_page(sources, N, &out);
    assert_true(out.n < 100 * 1000);
    assert_non_null(strstr(out.data, ">The broken one</a>"));
    assert_non_null(strstr(out.data, "more: weir status names them."));
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_needs_a_hand_stands_first),
        cmocka_unit_test(test_a_source_shows_its_rhythm),
        cmocka_unit_test(test_a_thousand_sources_stay_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
