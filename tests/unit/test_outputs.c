#include "store_fixture.h"

#include <dirent.h>
#include <sys/stat.h>

#include "weir/flow/outputs.h"
#include "weir/system/file.h"

/* Friday 2026-11-20 12:00 in Shanghai */
#define NOW         INT64_C(1795147200)
#define HOUR        INT64_C(3600)
#define FIRST_STORY "tag:weir,2026:https://example.org/1"

/* What a test of a whole publication holds: store, configuration, a published folder. */
struct press {
    struct fixture *fixture;
    struct conf conf;
    struct source source;
    struct topic topics[2];
    char public[128];
};

static struct press press_of(void **state)
{
    static const char *urls[] = {"https://example.org/feed.xml", "https://mirror.example.net/feed.xml"};
    struct press press = {.fixture = *state};
    snprintf(press.public, sizeof press.public, "%s/public", press.fixture->folder);
    press.source = (struct source){.name = "colleague", .title = "A Colleague", .urls = urls, .n_urls = 2};
    press.topics[0] = (struct topic){.name = "nlp", .title = "NLP", .under = ""};
    press.topics[1] = (struct topic){.name = "知识/蒸馏", .title = "知识蒸馏", .under = "nlp"};
    return press;
}

/* `press` must not move afterwards. */
static const struct conf *conf_of(struct press *press)
{
    press->conf = (struct conf){.file = "feeds.conf",
                                .title = "What is new",
                                .state = press->fixture->folder,
                                .publish = press->public,
                                .listen = "",
                                .base_url = "https://feeds.example.org",
                                .contact = "",
                                .timezone = "Asia/Shanghai",
                                .daily_min = 7 * 60,
                                .weekly_day = 1,
                                .weekly_min = 7 * 60,
                                .sources = &press->source,
                                .n_sources = 1,
                                .topics = press->topics,
                                .n_topics = 2};
    return &press->conf;
}

static struct output_result publish(struct press *press, int64_t now)
{
    struct output_result result;
    struct error err = {0};
    check_done(outputs_write(press->fixture->store, conf_of(press), now, &result, &err), &err);
    return result;
}

/* The bytes of a published file; "" when it is not there. */
static const char *published(struct press *press, const char *path)
{
    struct buf bytes = BUF_INIT(1 << 24);
    struct error err;
    char file[256];
    snprintf(file, sizeof file, "%s/%s", press->public, path);
    if (file_read(file, &bytes, &err) < 0)
        return "";
    const char *text = arena_copy(&press->fixture->arena, bytes.data, bytes.n);
    buf_release(&bytes);
    return text;
}

static void check_contains(const char *what, const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("%s: no %s in\n%s", what, part, text);
}

static struct item matched_item(const char *url, const char *title, int64_t published_at)
{
    static struct term_hit term = {.term = "知识蒸馏", .field = "title", .boost = 1};
    static struct hit hits[] = {{.topic = "知识/蒸馏", .score = 1, .terms = &term, .n_terms = 1},
                                {.topic = "nlp", .score = 0.6, .terms = &term, .n_terms = 1}};
    struct item item = item_of(url, url, title, published_at);
    item.hits = hits;
    item.n_hits = 2;
    item.content_html = "<p>Words.</p>";
    return item;
}

static void remove_folder(const char *path)
{
    DIR *dir = opendir(path);
    for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
        char below[512];
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (unlink(below) < 0)
            remove_folder(below);
    }
    if (dir != NULL)
        closedir(dir);
    rmdir(path);
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    char public[128];
    snprintf(public, sizeof public, "%s/public", fixture->folder);
    remove_folder(public);
    return fixture_tear_down(state);
}

static void test_everything_of_the_contract_is_published(void **state)
{
    struct press press = press_of(state);
    PUT(press.fixture, "colleague", NOW,
        matched_item("https://example.org/1", "基于知识蒸馏的模型", NOW - HOUR),
        item_of("2", "https://example.org/2", "Off topic", NOW - 2 * HOUR));
    publish(&press, NOW);
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
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_contains(cases[i].path, published(&press, cases[i].path), cases[i].part);
    assert_null(strstr(published(&press, "feed.atom"), "Off topic"));
}

static void test_what_did_not_change_is_left_alone(void **state)
{
    struct press press = press_of(state);
    PUT(press.fixture, "colleague", NOW, matched_item("https://example.org/1", "知识蒸馏", NOW - HOUR));
    struct output_result first = publish(&press, NOW), second = publish(&press, NOW + HOUR);
    check_number("all are new", first.n_changed, first.n_files);
    check_number("none changed", second.n_changed, 0);
    check_number("all looked at", second.n_files, first.n_files);
}

/* Topics are published anew only when something of theirs changed: a story, where it was seen, their title.
 */
static void test_what_changed_is_published_anew(void **state)
{
    struct press press = press_of(state);
    const char *feed = "topics/知识%2F蒸馏.atom";
    PUT(press.fixture, "colleague", NOW, matched_item("https://example.org/1", "知识蒸馏", NOW - HOUR));
    publish(&press, NOW);
    PUT(press.fixture, "colleague", NOW + HOUR,
        matched_item("https://example.org/1", "再谈知识蒸馏", NOW - HOUR));
    publish(&press, NOW + HOUR);
    check_contains("an edit", published(&press, feed), "再谈知识蒸馏");
    PUT(press.fixture, "another", NOW + HOUR,
        item_of("x", "https://example.org/1?utm_source=x", "再谈", NOW - HOUR));
    publish(&press, NOW + 2 * HOUR);
    check_contains("a second source", published(&press, feed), "title=\"another\"");
    press.topics[1].title = "蒸馏";
    publish(&press, NOW + 3 * HOUR);
    check_contains("a new title", published(&press, feed), "<title>蒸馏 — What is new</title>");
    char file[256];
    snprintf(file, sizeof file, "%s/%s", press.public, feed);
    assert_int_equal(unlink(file), 0);
    publish(&press, NOW + 4 * HOUR);
    check_contains("a file that was lost", published(&press, feed), "<title>蒸馏 — What is new</title>");
}

static void test_a_failing_row_stops_no_other(void **state)
{
    struct press press = press_of(state);
    char blocked[256];
    struct output_result result;
    struct error err = {0};
    snprintf(blocked, sizeof blocked, "%s/feed.atom/in-the-way", press.public);
    check_done(file_make_folder(blocked, &err), &err);
    PUT(press.fixture, "colleague", NOW, matched_item("https://example.org/1", "知识蒸馏", NOW - HOUR));
    check_number("says so", outputs_write(press.fixture->store, conf_of(&press), NOW, &result, &err), -1);
    check_contains("names the file", err.text, "feed.atom");
    check_contains("others stand", published(&press, "topics/知识%2F蒸馏.atom"), FIRST_STORY);
    check_contains("others stand", published(&press, "sources.opml"), "A Colleague");
}

static void test_a_digest_is_made_when_its_hour_has_come(void **state)
{
    struct press press = press_of(state);
    publish(&press, NOW - DAY);
    PUT(press.fixture, "colleague", NOW, matched_item("https://example.org/1", "知识蒸馏", NOW - HOUR));
    publish(&press, NOW);
    check_string("not yet", published(&press, "digest/daily/2026-11-20.md"), "");
    publish(&press, NOW + 18 * HOUR); /* 06:00 on the next day */
    check_string("not yet", published(&press, "digest/daily/2026-11-20.md"), "");
    publish(&press, NOW + 19 * HOUR);
    check_string(
        "at seven", published(&press, "digest/daily/2026-11-20.md"),
        "# What is new — 2026-11-20\n"
        "\n"
        "1 item fetched → 1 story → 1 with a topic\n"
        "\n"
        "## NLP\n"
        "\n"
        "### 知识蒸馏\n"
        "\n"
        "- [知识蒸馏](https://example.org/1) — A Colleague · 2026-11-20 · why: 知识蒸馏 · also: NLP\n"
        "  > Words.\n");
    check_contains("its page", published(&press, "digest/daily/2026-11-20.html"), "<mark>知识蒸馏</mark>");
    check_contains("its entry", published(&press, "digests.atom"),
                   "<id>https://feeds.example.org/digest/daily/2026-11-20.html</id>");
    check_contains("links of the entry lead back to us", published(&press, "digests.atom"),
                   "https://feeds.example.org/topics/nlp.html");
    check_contains("on the index", published(&press, "index.html"), "digest/daily/2026-11-20.html");
}

static void test_a_digest_is_made_once(void **state)
{
    struct press press = press_of(state);
    char file[256];
    publish(&press, NOW - DAY);
    PUT(press.fixture, "colleague", NOW, matched_item("https://example.org/1", "知识蒸馏", NOW - HOUR));
    publish(&press, NOW + DAY);
    snprintf(file, sizeof file, "%s/digest/daily/2026-11-20.md", press.public);
    assert_int_equal(unlink(file), 0);
    publish(&press, NOW + DAY + HOUR);
    check_string("not made again", published(&press, "digest/daily/2026-11-20.md"), "");
}

/* The machine was off from Friday noon to Wednesday. */
static void test_missed_digests_are_made_up_for(void **state)
{
    struct press press = press_of(state);
    publish(&press, NOW - DAY);
    PUT(press.fixture, "colleague", NOW, matched_item("https://example.org/1", "知识蒸馏", NOW - HOUR));
    publish(&press, NOW + 5 * DAY);
    check_contains("Friday", published(&press, "digest/daily/2026-11-20.md"), "知识蒸馏");
    check_string("nothing was fetched on Sunday", published(&press, "digest/daily/2026-11-22.md"), "");
    check_contains("yesterday's stands, empty", published(&press, "digest/daily/2026-11-24.md"),
                   "0 items fetched → 0 stories → 0 with a topic");
    check_contains("the week", published(&press, "digest/weekly/2026-W47.md"),
                   "# What is new — 2026-W47 (2026-11-16 – 2026-11-22)");
    check_contains("the week's page", published(&press, "digest/weekly/2026-W47.html"),
                   "<mark>知识蒸馏</mark>");
}

/* Nothing was watched before weir came: no empty digest greets the user. */
static void test_the_first_publication_makes_no_empty_digest(void **state)
{
    struct press press = press_of(state);
    publish(&press, NOW);
    check_string("yesterday", published(&press, "digest/daily/2026-11-19.md"), "");
    check_string("last week", published(&press, "digest/weekly/2026-W46.md"), "");
}

int main(void)
{
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_everything_of_the_contract_is_published),
        WITH_STORE(test_what_did_not_change_is_left_alone),
        WITH_STORE(test_what_changed_is_published_anew),
        WITH_STORE(test_a_failing_row_stops_no_other),
        WITH_STORE(test_a_digest_is_made_when_its_hour_has_come),
        WITH_STORE(test_a_digest_is_made_once),
        WITH_STORE(test_missed_digests_are_made_up_for),
        WITH_STORE(test_the_first_publication_makes_no_empty_digest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
