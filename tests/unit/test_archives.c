/* RFC 5005 §4 over a published folder: months, their neighbours, and that what is over stays what it was. */
#include "publish_fixture.h"

#include <sys/stat.h>

#include "weir/feed/parse.h"

#define OCTOBER   INT64_C(1792900800) /* 2026-10-25 12:00 in Shanghai */
#define NOVEMBER  (OCTOBER + 10 * DAY)
#define DECEMBER  (NOVEMBER + 30 * DAY)
#define OF_FEED   "archive/feed/"
#define OF_TOPIC  "archive/topics/知识%2F蒸馏/"
#define PUBLISHED "https://feeds.example.org/"

static void put_one(struct publish_fixture *site, int64_t now, const char *url, const char *title)
{
    PUT(site->fixture, "colleague", now, matched_item(url, title, now - HOUR));
}

static void test_a_month_that_is_over_stands_in_its_archive(void **state)
{
    struct publish_fixture site = site_of(state);
    put_one(&site, OCTOBER, "https://example.org/1", "知识蒸馏一");
    publish(&site, OCTOBER);
    check_lacks("no archive yet", published(&site, "feed.atom"), "prev-archive");
    put_one(&site, NOVEMBER, "https://example.org/2", "知识蒸馏二");
    publish(&site, NOVEMBER);
    static const struct {
        const char *path, *part;
    } cases[] = {
        {"feed.atom", "rel=\"prev-archive\" href=\"" PUBLISHED OF_FEED "2026-10.atom\""},
        {"feed.json", "\"next_url\": \"" PUBLISHED OF_FEED "2026-10.json\""},
        {OF_FEED "2026-10.atom", "<id>" PUBLISHED "feed.atom</id>"},
        {OF_FEED "2026-10.atom", "<fh:archive/>"},
        {OF_FEED "2026-10.atom", "rel=\"current\" href=\"" PUBLISHED "feed.atom\""},
        {OF_FEED "2026-10.atom", "rel=\"self\" href=\"" PUBLISHED OF_FEED "2026-10.atom\""},
        {OF_FEED "2026-10.atom", "rel=\"next-archive\" href=\"" PUBLISHED OF_FEED "2026-11.atom\""},
        {OF_FEED "2026-10.atom", "<id>tag:weir,2026:https://example.org/1</id>"},
        {OF_FEED "2026-10.atom", "<updated>2026-10-31T16:00:00Z</updated>"},
        {OF_FEED "2026-11.atom", "rel=\"prev-archive\" href=\"" PUBLISHED OF_FEED "2026-10.atom\""},
        {OF_TOPIC "2026-10.atom", "知识蒸馏一"},
        {OF_TOPIC "2026-10.json", "知识蒸馏一"},
        {"topics/知识%2F蒸馏.atom", "rel=\"prev-archive\" href=\"" PUBLISHED
                                    "archive/topics/%E7%9F%A5%E8%AF%86%252F%E8%92%B8%E9%A6%8F/2026-10.atom"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_contains(cases[i].path, published(&site, cases[i].path), cases[i].part);
    check_lacks("the first has none before it", published(&site, OF_FEED "2026-10.atom"), "prev-archive");
    check_lacks("the month under way holds no story", published(&site, OF_FEED "2026-11.atom"), "<entry");
    check_lacks("nor has it one behind it", published(&site, OF_FEED "2026-11.atom"), "next-archive");
}

/* A reader that walks back from the feed meets every story once. */
static void test_the_chain_leads_back_to_the_first_story(void **state)
{
    struct publish_fixture site = site_of(state);
    put_one(&site, OCTOBER, "https://example.org/1", "知识蒸馏一");
    put_one(&site, DECEMBER, "https://example.org/3", "知识蒸馏三");
    publish(&site, DECEMBER);
    check_contains("December", published(&site, "feed.atom"), OF_FEED "2026-11.atom");
    check_contains("November, without a story", published(&site, OF_FEED "2026-11.atom"),
                   OF_FEED "2026-10.atom");
    check_contains("and on again", published(&site, OF_FEED "2026-11.atom"), OF_FEED "2026-12.atom");
    check_contains("October", published(&site, OF_FEED "2026-10.atom"), "知识蒸馏一");
}

static void test_a_month_that_is_over_is_never_written_again(void **state)
{
    struct publish_fixture site = site_of(state);
    const char *path = OF_FEED "2026-10.atom";
    put_one(&site, OCTOBER, "https://example.org/1", "知识蒸馏一");
    publish(&site, NOVEMBER);
    const char *closed = published(&site, path);
    PUT(site.fixture, "colleague", NOVEMBER,
        matched_item("https://example.org/1", "再谈知识蒸馏", OCTOBER - HOUR),          /* an edit */
        matched_item("https://example.org/late", "晚到的知识蒸馏", OCTOBER - 2 * DAY)); /* published before */
    publish(&site, NOVEMBER + HOUR);
    check_string("stories that change and come late", published(&site, path), closed);
    site.conf.title = "Another title";
    publish_as_it_stands(&site, NOVEMBER + 2 * HOUR);
    check_string("another configuration", published(&site, path), closed);
    publish(&site, DECEMBER);
    check_string("the next month's end", published(&site, path), closed);
    check_contains("what came late stands in its month", published(&site, OF_FEED "2026-11.atom"),
                   "晚到的知识蒸馏");
    check_lacks("what was edited stays where it was", published(&site, OF_FEED "2026-11.atom"),
                "<id>tag:weir,2026:https://example.org/1</id>");
}

static void test_a_new_topic_gets_the_months_before(void **state)
{
    struct publish_fixture site = site_of(state);
    site.n_topics = 1; /* NLP alone */
    put_one(&site, OCTOBER, "https://example.org/1", "知识蒸馏一");
    publish(&site, NOVEMBER);
    check_string("not yet", published(&site, OF_TOPIC "2026-10.atom"), "");
    site.n_topics = 2;
    publish(&site, NOVEMBER + HOUR);
    check_contains("it has", published(&site, OF_TOPIC "2026-10.atom"), "知识蒸馏一");
}

/* A folder that was lost or moved is filled anew. */
static void test_lost_months_are_made_again(void **state)
{
    struct publish_fixture site = site_of(state);
    put_one(&site, OCTOBER, "https://example.org/1", "知识蒸馏一");
    publish(&site, NOVEMBER);
    const char *closed = published(&site, OF_FEED "2026-10.atom");
    snprintf(site.public, sizeof site.public, "%s/public/moved", site.fixture->folder);
    publish(&site, NOVEMBER);
    check_string("the same bytes", published(&site, OF_FEED "2026-10.atom"), closed);
    nftw(site.public, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    publish(&site, NOVEMBER);
    check_string("into a folder that was emptied, too", published(&site, OF_FEED "2026-10.atom"), closed);
}

/* More than is written in one step. */
static void test_a_month_of_long_stories_stands_whole(void **state)
{
    enum { N = 5, LENGTH = 300000 };
    struct publish_fixture site = site_of(state);
    char *words = arena_alloc(&site.fixture->arena, LENGTH + 1);
    memset(words, 'w', LENGTH);
    words[LENGTH] = '\0';
    for (int i = 0; i < N; i++) {
        const char *url = arena_printf(&site.fixture->arena, "https://example.org/%d", i);
        struct item item = matched_item(url, url, OCTOBER - i * HOUR);
        item.content_html = arena_printf(&site.fixture->arena, "%s%d", words, i);
        PUT(site.fixture, "colleague", OCTOBER, item);
    }
    publish(&site, NOVEMBER);
    static const char *const paths[] = {OF_FEED "2026-10.atom", OF_FEED "2026-10.json"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const char *text = published(&site, paths[i]);
        struct document document = {.bytes = text, .n = strlen(text), .url = "", .content_type = ""};
        struct feed *feed;
        struct error err = {0};
        check_done(feed_parse(&document, &site.fixture->arena, &feed, &err), &err);
        check_string(paths[i], feed->bozo, "");
        check_number(paths[i], feed->n_items, N);
        for (size_t k = 0; k < feed->n_items; k++)
            check_number(paths[i], strlen(feed->items[k].content_html), LENGTH + 1);
    }
}

int main(void)
{
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, publish_tear_down)
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_a_month_that_is_over_stands_in_its_archive),
        WITH_STORE(test_the_chain_leads_back_to_the_first_story),
        WITH_STORE(test_a_month_that_is_over_is_never_written_again),
        WITH_STORE(test_a_new_topic_gets_the_months_before),
        WITH_STORE(test_lost_months_are_made_again),
        WITH_STORE(test_a_month_of_long_stories_stands_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
