#include "publish_fixture.h"

#include <sys/stat.h>

static void test_everything_of_the_contract_is_published(void **state)
{
    struct publish_fixture site = site_of(state);
    PUT(site.fixture, "colleague", NOW,
        matched_item("https://example.org/1", "基于知识蒸馏的模型", NOW - HOUR),
        item_of("2", "https://example.org/2", "Off topic", NOW - 2 * HOUR));
    publish(&site, NOW);
    static const struct {
        const char *path, *part;
    } cases[] = {
        {"feed.atom", "<id>https://feeds.example.org/feed.atom</id>"},
        {"feed.atom", "<link rel=\"self\" href=\"https://feeds.example.org/feed.atom\""},
        {"feed.atom", "<link rel=\"alternate\" href=\"https://feeds.example.org/index.html\""},
        {"feed.atom", "<id>" FIRST_STORY "</id>"},
        {"feed.atom", "<title>A Colleague</title>"},
        {"feed.atom",
         "<category term=\"知识/蒸馏\" scheme=\"https://feeds.example.org/topics/\" label=\"知识蒸馏\""},
        {"feed.json", "\"feed_url\": \"https://feeds.example.org/feed.json\""},
        {"all.atom", "Off topic"},
        {"all.atom", "<title>What is new — everything</title>"},
        {"topics/知识%2F蒸馏.atom",
         "href=\"https://feeds.example.org/topics/%E7%9F%A5%E8%AF%86%252F%E8%92%B8%E9%A6%8F.atom\""},
        {"topics/知识%2F蒸馏.json", "基于知识蒸馏的模型"},
        {"topics/知识%2F蒸馏.html", "<mark>知识蒸馏</mark>"},
        {"topics/nlp.atom", "<title>NLP — What is new</title>"},
        {"index.html", "基于<mark>知识蒸馏</mark>的模型"},
        {"digests.atom", "<title>What is new — digests</title>"},
        {"sources.opml", "xmlUrl=\"https://example.org/feed.xml\""},
        {"status.html", "A Colleague"},
        {"style.css", "prefers-color-scheme:dark"},
        {"feed.atom", "<?xml-stylesheet type=\"text/css\" href=\"feed.css\"?>"},
        {"topics/nlp.atom", "<?xml-stylesheet type=\"text/css\" href=\"../feed.css\"?>"},
        {"archive/topics/nlp/2026-11.atom",
         "<?xml-stylesheet type=\"text/css\" href=\"../../../feed.css\"?>"},
        {"digests.atom", "<?xml-stylesheet type=\"text/css\" href=\"feed.css\"?>"},
        {"feed.css", "prefers-color-scheme:dark"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_contains(cases[i].path, published(&site, cases[i].path), cases[i].part);
    assert_null(strstr(published(&site, "feed.atom"), "Off topic"));
}

static void test_what_did_not_change_is_left_alone(void **state)
{
    struct publish_fixture site = site_of(state);
    PUT(site.fixture, "colleague", NOW, matched_item("https://example.org/1", "知识蒸馏", NOW - HOUR));
    struct publish_result first = publish(&site, NOW), second = publish(&site, NOW + HOUR);
    struct publish_result third = publish(&site, NOW + 2 * HOUR);
    check_number("all are new", first.n_changed, first.n_files);
    check_number("none changed", second.n_changed, 0);
    check_number("none changed", third.n_changed, 0);
    check_number("as many as before", third.n_files, second.n_files);
}

/* Topics are published anew only when something of theirs changed: a story, where it was seen, their title.
 */
static void test_what_changed_is_published_anew(void **state)
{
    struct publish_fixture site = site_of(state);
    const char *feed = "topics/知识%2F蒸馏.atom";
    PUT(site.fixture, "colleague", NOW, matched_item("https://example.org/1", "知识蒸馏", NOW - HOUR));
    publish(&site, NOW);
    PUT(site.fixture, "colleague", NOW + HOUR,
        matched_item("https://example.org/1", "再谈知识蒸馏", NOW - HOUR));
    publish(&site, NOW + HOUR);
    check_contains("an edit", published(&site, feed), "再谈知识蒸馏");
    PUT(site.fixture, "another", NOW + HOUR,
        item_of("x", "https://example.org/1?utm_source=x", "再谈", NOW - HOUR));
    publish(&site, NOW + 2 * HOUR);
    check_contains("a second source", published(&site, feed), "title=\"another\"");
    site.topics[1].title = "蒸馏";
    publish(&site, NOW + 3 * HOUR);
    check_contains("a new title", published(&site, feed), "<title>蒸馏 — What is new</title>");
    char file[256];
    snprintf(file, sizeof file, "%s/%s", site.public, feed);
    assert_int_equal(unlink(file), 0);
    publish(&site, NOW + 4 * HOUR);
    check_contains("a file that was lost", published(&site, feed), "<title>蒸馏 — What is new</title>");
}

/* Whoever reads a topic that is gone is told once, and goes on reading when it comes back. */
static void test_a_topic_that_is_gone_says_so(void **state)
{
    struct publish_fixture site = site_of(state);
    const char *feed = "topics/知识%2F蒸馏.atom", *page = "topics/知识%2F蒸馏.html";
    PUT(site.fixture, "colleague", NOW, matched_item("https://example.org/1", "知识蒸馏", NOW - HOUR));
    publish(&site, NOW);
    site.n_topics = 1;
    publish(&site, NOW + HOUR);
    check_contains("the feed", published(&site, feed), "<title>“知识蒸馏” is no longer followed</title>");
    check_contains(
        "is the same", published(&site, feed),
        "<id>https://feeds.example.org/topics/%E7%9F%A5%E8%AF%86%252F%E8%92%B8%E9%A6%8F.atom</id>");
    check_contains("when", published(&site, feed), "<updated>2026-11-20T05:00:00Z</updated>");
    assert_null(strstr(published(&site, feed), FIRST_STORY));
    check_contains("JSON too", published(&site, "topics/知识%2F蒸馏.json"), "is no longer followed");
    check_contains("the page", published(&site, page), "href=\"https://feeds.example.org/index.html\"");
    check_contains("leads on", published(&site, page), "<a href=\"../topics/nlp.html\">NLP</a>");
    assert_null(strstr(published(&site, "index.html"), "知识%252F"));
    site.topics[0].title = "Language"; /* everything is published anew */
    publish(&site, NOW + DAY);
    check_contains("it stays", published(&site, feed), "<updated>2026-11-20T05:00:00Z</updated>");
    site.n_topics = 2;
    publish(&site, NOW + 2 * DAY);
    check_contains("it is back", published(&site, feed), FIRST_STORY);
    assert_null(strstr(published(&site, feed), "no longer"));
}

static void test_a_failing_row_stops_no_other(void **state)
{
    struct publish_fixture site = site_of(state);
    char blocked[256];
    struct publish_result result;
    struct error err = {0};
    snprintf(blocked, sizeof blocked, "%s/feed.atom/in-the-way", site.public);
    check_done(file_make_folder(blocked, &err), &err);
    PUT(site.fixture, "colleague", NOW, matched_item("https://example.org/1", "知识蒸馏", NOW - HOUR));
    check_number("says so", publish_write(site.fixture->store, conf_of(&site), NOW, NULL, &result, &err), -1);
    check_contains("names the file", err.text, "feed.atom");
    check_contains("others stand", published(&site, "topics/知识%2F蒸馏.atom"), FIRST_STORY);
    check_contains("others stand", published(&site, "sources.opml"), "A Colleague");
}

static void test_a_digest_is_made_when_its_hour_has_come(void **state)
{
    struct publish_fixture site = site_of(state);
    publish(&site, NOW - DAY);
    PUT(site.fixture, "colleague", NOW, matched_item("https://example.org/1", "知识蒸馏", NOW - HOUR));
    publish(&site, NOW);
    check_string("not yet", published(&site, "digest/daily/2026-11-20.md"), "");
    publish(&site, NOW + 18 * HOUR); /* 06:00 on the next day */
    check_string("not yet", published(&site, "digest/daily/2026-11-20.md"), "");
    publish(&site, NOW + 19 * HOUR);
    check_string(
        "at seven", published(&site, "digest/daily/2026-11-20.md"),
        "# What is new — Friday, 20 November 2026\n"
        "\n"
        "1 item fetched → 1 story → 1 with a topic\n"
        "\n"
        "## NLP\n"
        "\n"
        "### 知识蒸馏\n"
        "\n"
        "- [知识蒸馏](https://example.org/1) — A Colleague · 2026-11-20 · why: 知识蒸馏 · also: NLP\n"
        "  > Words.\n");
    check_contains("its page", published(&site, "digest/daily/2026-11-20.html"), "<mark>知识蒸馏</mark>");
    check_contains("its entry", published(&site, "digests.atom"),
                   "<id>https://feeds.example.org/digest/daily/2026-11-20.html</id>");
    check_contains("links of the entry lead back to us", published(&site, "digests.atom"),
                   "https://feeds.example.org/topics/nlp.html");
    check_contains("on the index", published(&site, "index.html"), "digest/daily/2026-11-20.html");
}

static void test_a_digest_is_made_once(void **state)
{
    struct publish_fixture site = site_of(state);
    char file[256];
    publish(&site, NOW - DAY);
    PUT(site.fixture, "colleague", NOW, matched_item("https://example.org/1", "知识蒸馏", NOW - HOUR));
    publish(&site, NOW + DAY);
    snprintf(file, sizeof file, "%s/digest/daily/2026-11-20.md", site.public);
    assert_int_equal(unlink(file), 0);
    publish(&site, NOW + DAY + HOUR);
    check_string("not made again", published(&site, "digest/daily/2026-11-20.md"), "");
}

/* The machine was off from Friday noon to Wednesday. */
static void test_missed_digests_are_made_up_for(void **state)
{
    struct publish_fixture site = site_of(state);
    publish(&site, NOW - DAY);
    PUT(site.fixture, "colleague", NOW, matched_item("https://example.org/1", "知识蒸馏", NOW - HOUR));
    publish(&site, NOW + 5 * DAY);
    check_contains("Friday", published(&site, "digest/daily/2026-11-20.md"), "知识蒸馏");
    check_string("nothing was fetched on Sunday", published(&site, "digest/daily/2026-11-22.md"), "");
    check_contains("yesterday's stands, empty", published(&site, "digest/daily/2026-11-24.md"),
                   "0 items fetched → 0 stories → 0 with a topic");
    check_contains("the week", published(&site, "digest/weekly/2026-W47.md"),
                   "# What is new — Week 47 · 16 – 22 November 2026");
    check_contains("the week's page", published(&site, "digest/weekly/2026-W47.html"),
                   "<mark>知识蒸馏</mark>");
}

/* Nothing was watched before weir came: no empty digest greets the user. */
static void test_the_first_publication_makes_no_empty_digest(void **state)
{
    struct publish_fixture site = site_of(state);
    publish(&site, NOW);
    check_string("yesterday", published(&site, "digest/daily/2026-11-19.md"), "");
    check_string("last week", published(&site, "digest/weekly/2026-W46.md"), "");
}

/* However many there are, and whatever else lies beside them. */
static void test_the_index_names_the_newest_digests(void **state)
{
    struct publish_fixture site = site_of(state);
    struct error err = {0};
    char file[256];
    for (int day = 1; day <= PUBLISH_DAILY_DIGESTS + 3; day++) {
        snprintf(file, sizeof file, "%s/digest/daily/2026-10-%02d.html", site.public, day);
        check_done(file_replace(file, "<main></main>", 13, NULL, &err), &err);
    }
    snprintf(file, sizeof file, "%s/digest/daily/notes.html", site.public);
    check_done(file_replace(file, "<main></main>", 13, NULL, &err), &err);
    publish(&site, NOW);
    const char *index = published(&site, "index.html");
    check_lacks("what is none", index, "notes");
    check_lacks("the third", index, "2026-10-03");
    check_contains("the fourth", index, "digest/daily/2026-10-04.html");
    const char *newest = strstr(index, "digest/daily/");
    check_number("the newest first", strncmp(newest, "digest/daily/2026-10-17.html", 28), 0);
}

int main(void)
{
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, publish_tear_down)
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_everything_of_the_contract_is_published),
        WITH_STORE(test_what_did_not_change_is_left_alone),
        WITH_STORE(test_what_changed_is_published_anew),
        WITH_STORE(test_a_topic_that_is_gone_says_so),
        WITH_STORE(test_a_failing_row_stops_no_other),
        WITH_STORE(test_a_digest_is_made_when_its_hour_has_come),
        WITH_STORE(test_a_digest_is_made_once),
        WITH_STORE(test_missed_digests_are_made_up_for),
        WITH_STORE(test_the_first_publication_makes_no_empty_digest),
        WITH_STORE(test_the_index_names_the_newest_digests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
