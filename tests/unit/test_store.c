/* The store as a memory of sources and stories: states, queries, counts, expiry. */
#include "store_fixture.h"
#include "weir/store/digest_trouble.h"
#include "weir/store/note.h"

static void test_reopened_it_is_all_there(void **state)
{
    struct fixture *f = *state;
    struct error err = {0};
    const char *value;

    PUT(f, "blog", TODAY, item_of("1", "https://example.org/1", "One", TODAY));
    check_done(store_put_note(f->store, "digest", "2025-11-20", &err), &err);
    check_done(store_put_note(f->store, "digest", "2025-11-21", &err), &err);
    store_close(f->store);
    check_done(store_open(f->path, &f->store, &err), &err);
    check_number("stories", select_stories(f, (struct store_query){0}).n_items, 1);
    check_done(store_get_note(f->store, "digest", &f->arena, &value, &err), &err);
    check_string("note", value, "2025-11-21");
    check_done(store_get_note(f->store, "none", &f->arena, &value, &err), &err);
    check_string("no note", value, "");
}

static void test_what_a_digest_told_is_kept_as_long_as_stories(void **state)
{
    struct fixture *f = *state;
    const struct trouble_row told[] = {{"failing", "周报", "since Monday"}, {"silent", "b", ""}};
    struct trouble_row *rows;
    struct error err = {0};
    size_t n;
    bool is_known;

    check_done(store_put_troubles(f->store, "2025-11-20", TODAY, told, 2, &err), &err);
    check_done(store_put_troubles(f->store, "2025-11-20", TODAY, told, 1, &err), &err);
    check_done(store_put_troubles(f->store, "2025-11-21", TODAY + DAY, NULL, 0, &err), &err);
    check_done(store_get_troubles(f->store, "2025-11-20", &f->arena, &rows, &n, &is_known, &err), &err);
    check_number("replaced", (long long)n, 1);
    check_string("whose", rows[0].source, "周报");
    expire(f, TODAY + 1);
    check_done(store_get_troubles(f->store, "2025-11-20", &f->arena, &rows, &n, &is_known, &err), &err);
    check_number("gone", is_known, 0);
    check_done(store_get_troubles(f->store, "2025-11-21", &f->arena, &rows, &n, &is_known, &err), &err);
    check_number("told of none, which is known", is_known && n == 0, 1);
}

static void test_the_note_of_a_backfill_goes_with_its_source(void **state)
{
    struct fixture *f = *state;
    struct source_state gone = state_of("gone"), polled = state_of("polled");
    struct error err = {0};
    const char *value;

    gone.polled_at = TODAY;
    polled.polled_at = TODAY + 2 * DAY;
    check_done(store_put_source(f->store, &gone, &err), &err);
    check_done(store_put_source(f->store, &polled, &err), &err);
    check_done(store_put_note(f->store, NOTE_BACKFILL "gone", "https://a.example/2", &err), &err);
    check_done(store_put_note(f->store, NOTE_BACKFILL "polled", "https://b.example/2", &err), &err);
    expire(f, TODAY + DAY);
    check_done(store_get_note(f->store, NOTE_BACKFILL "gone", &f->arena, &value, &err), &err);
    check_string("gone", value, "");
    check_done(store_get_note(f->store, NOTE_BACKFILL "polled", &f->arena, &value, &err), &err);
    check_string("kept", value, "https://b.example/2");
}

static void test_source_state(void **state)
{
    struct fixture *f = *state;
    struct source_state put = state_of("blog"), got;
    struct error err = {0};

    check_done(store_get_source(f->store, "blog", TODAY, &f->arena, &got, &err), &err);
    check_string("a blank one has its name", got.name, "blog");
    check_number("never polled", got.polled_at == DATE_NONE && got.next_at == DATE_NONE, 1);
    check_number("nothing said", got.fresh_s, -1);
    put = got;
    put.title = "A blog";
    put.url = "https://example.org/feed";
    put.etag = "W/\"a\"";
    put.last_modified = "Fri, 21 Nov 2025 00:00:00 GMT";
    put.body_hash = UINT64_MAX - 1;
    put.parser_version = 3;
    put.moved_url = "https://example.org/new";
    put.moved_at = TODAY - 1;
    put.mirror = 2;
    put.rank = 7;
    put.polled_at = TODAY;
    put.empty_at = TODAY - 2;
    put.silent_at = TODAY - 3;
    put.failing_since_at = TODAY - DAY;
    put.n_failures = 4;
    put.failure = "timed out";
    put.gone = true;
    put.fresh_s = 3600;
    put.retry_after_s = 60;
    put.hints = (struct feed_hints){3600, 86400, 0x800001, 0x60};
    put.next_at = TODAY + 3600;
    put.next_why = "every hour";
    check_done(store_put_source(f->store, &put, &err), &err);
    put.n_failures = 5;
    check_done(store_put_source(f->store, &put, &err), &err);
    check_done(store_get_source(f->store, "blog", TODAY, &f->arena, &got, &err), &err);
    check_string("title", got.title, put.title);
    check_string("url", got.url, put.url);
    check_string("etag", got.etag, put.etag);
    check_string("last_modified", got.last_modified, put.last_modified);
    check_number("body_hash", got.body_hash == put.body_hash, 1);
    check_number("parser_version", got.parser_version, 3);
    check_string("moved_url", got.moved_url, put.moved_url);
    check_number("moved_at", got.moved_at, TODAY - 1);
    check_number("mirror", got.mirror, 2);
    check_number("rank", got.rank, 7);
    check_number("polled_at", got.polled_at, TODAY);
    check_number("ok_at", got.ok_at == DATE_NONE, 1);
    check_number("empty_at", got.empty_at, TODAY - 2);
    check_number("silent_at", got.silent_at, TODAY - 3);
    check_number("failing_since_at", got.failing_since_at, TODAY - DAY);
    check_number("n_failures", got.n_failures, 5);
    check_string("failure", got.failure, "timed out");
    check_number("gone", got.gone, 1);
    check_number("fresh_s", got.fresh_s, 3600);
    check_number("retry_after_s", got.retry_after_s, 60);
    check_number("ttl", got.hints.ttl_s, 3600);
    check_number("period", got.hints.sy_period_s, 86400);
    check_number("hours", got.hints.skip_hours, 0x800001);
    check_number("days", got.hints.skip_days, 0x60);
    check_number("next_at", got.next_at, TODAY + 3600);
    check_string("next_why", got.next_why, "every hour");
}

static void test_mirrors_of_a_source(void **state)
{
    struct fixture *f = *state;
    struct source_state put = state_of("blog"), got;
    struct mirror_state mirrors[] = {{"https://a.example/", 3, "HTTP 502", TODAY + 60, DATE_NONE},
                                     {"https://b.example/", 0, "", DATE_NONE, TODAY - DAY}};
    struct error err = {0};

    put.mirrors = mirrors;
    put.n_mirrors = 2;
    check_done(store_put_source(f->store, &put, &err), &err);
    check_done(store_get_source(f->store, "blog", TODAY, &f->arena, &got, &err), &err);
    check_number("mirrors", got.n_mirrors, 2);
    check_string("url", got.mirrors[0].url, "https://a.example/");
    check_number("n_failures", got.mirrors[0].n_failures, 3);
    check_string("failure", got.mirrors[0].failure, "HTTP 502");
    check_number("retry_at", got.mirrors[0].retry_at, TODAY + 60);
    check_number("newest_at", got.mirrors[0].newest_at == DATE_NONE, 1);
    check_number("newest_at", got.mirrors[1].newest_at, TODAY - DAY);
    put.n_mirrors = 1;
    check_done(store_put_source(f->store, &put, &err), &err);
    check_done(store_get_source(f->store, "blog", TODAY, &f->arena, &got, &err), &err);
    check_number("mirrors", got.n_mirrors, 1);
}

static void test_items_a_week(void **state)
{
    struct fixture *f = *state;
    struct source_state got;
    struct error err = {0};

    for (int i = 0; i < 20; i++) {
        char url[64];
        snprintf(url, sizeof url, "https://example.org/%d", i);
        PUT(f, "blog", TODAY, item_of(url, url, url, TODAY - (i < 16 ? 1 + i : 100) * DAY));
    }
    check_done(store_get_source(f->store, "blog", TODAY, &f->arena, &got, &err), &err);
    check_number("items", got.n_items, 20);
    check_number("a week, in tenths", (long long)(got.items_a_week * 10 + 0.5), 20);
    check_number("days a week, in tenths", (long long)(got.days_a_week * 10 + 0.5), 20);
    check_done(store_get_source_uncounted(f->store, "blog", &f->arena, &got, &err), &err);
    check_number("what is stored", got.new_at, TODAY);
    check_number("and nothing else", got.n_items, 0);
    for (int i = 0; i < 8; i++) {
        char url[64];
        snprintf(url, sizeof url, "https://example.org/push/%d", i);
        PUT(f, "account", TODAY, item_of(url, url, url, i < 4 ? TODAY - DAY + i : DATE_NONE));
    }
    check_done(store_get_source(f->store, "account", TODAY, &f->arena, &got, &err), &err);
    check_number("items a week, in tenths, of its first week", (long long)(got.items_a_week * 10 + 0.5), 80);
    check_number("one push and one sight of undated ones, in hundredths",
                 (long long)(got.days_a_week * 100 + 0.5), 200);
}

static struct item matched(const char *url, int64_t published_at, struct hit *hits, size_t n)
{
    struct item item = item_of(url, url, url, published_at);

    item.hits = hits;
    item.n_hits = n;
    return item;
}

static void test_queries(void **state)
{
    struct fixture *f = *state;
    struct hit a = {"a", 0.9, NULL, 0}, ab[] = {{"a", 0.7, NULL, 0}, {"b", 0.8, NULL, 0}};
    struct feed got;
    size_t all, since;
    struct store_counts counts;
    struct error err = {0};

    PUT(f, "blog", TODAY, matched("https://example.org/1", TODAY - 3, &a, 1),
        matched("https://example.org/2", TODAY - 2, NULL, 0));
    PUT(f, "blog", TODAY + DAY, matched("https://example.org/3", TODAY - 1, ab, 2));
    got = select_stories(f, (struct store_query){0});
    check_number("all", got.n_items, 3);
    check_string("newest first", got.items[0].url, "https://example.org/3");
    check_string("by best score", got.items[0].hits[0].topic, "b");
    check_number("limit", select_stories(f, (struct store_query){.limit = 2}).n_items, 2);
    check_number("any topic", select_stories(f, (struct store_query){.any_topic = true}).n_items, 2);
    check_number("topic a", select_stories(f, (struct store_query){.topic = "a"}).n_items, 2);
    check_number("topic b", select_stories(f, (struct store_query){.topic = "b"}).n_items, 1);
    check_number("topic c", select_stories(f, (struct store_query){.topic = "c"}).n_items, 0);
    got = select_stories(f, (struct store_query){.topic = "a", .limit = 1});
    check_string("the newest of a", got.items[0].url, "https://example.org/3");
    check_number("a day",
                 select_stories(f, (struct store_query){.from_at = TODAY, .to_at = TODAY + DAY}).n_items, 2);
    check_number(
        "its topics",
        select_stories(f, (struct store_query){.from_at = TODAY, .to_at = TODAY + DAY, .topic = "a"}).n_items,
        1);
    check_number(
        "with any",
        select_stories(f, (struct store_query){.from_at = TODAY, .to_at = TODAY + DAY, .any_topic = true})
            .n_items,
        1);
    check_number("from", select_stories(f, (struct store_query){.from_at = TODAY + 1}).n_items, 1);
    check_done(store_count(f->store, TODAY, TODAY + DAY, &counts, &err), &err);
    check_number("items", counts.n_items, 2);
    check_number("stories", counts.n_stories, 2);
    check_number("matched", counts.n_matched, 1);
    check_done(store_count_topic(f->store, "a", TODAY + 1, &all, &since, &err), &err);
    check_number("of a", all, 2);
    check_number("of a since", since, 1);
}

static void test_expire(void **state)
{
    struct fixture *f = *state;
    struct hit a = {"a", 0.9, NULL, 0};
    struct item kept = matched("https://example.org/3", TODAY, NULL, 0);

    PUT(f, "blog", TODAY, matched("https://example.org/1", TODAY, &a, 1),
        matched("https://example.org/2", TODAY, NULL, 0), kept);
    PUT(f, "blog", TODAY + 10 * DAY, kept);
    check_number("deleted", expire(f, TODAY + 5 * DAY), 1);
    check_number("left", select_stories(f, (struct store_query){0}).n_items, 2);
    check_number("what is gone may come again",
                 PUT(f, "blog", TODAY + 11 * DAY, matched("https://example.org/2", TODAY, NULL, 0)).n_new, 1);
}

/* A quiet blog answers "not modified" for years; what its document still shows must not come back as new. */
static void test_what_stands_in_the_last_document_does_not_expire(void **state)
{
    struct fixture *f = *state;
    struct item items[] = {item_of("1", "https://example.org/1", "One", TODAY - DAY),
                           item_of("2", "https://example.org/2", "Two", TODAY)};
    struct source_state polled = state_of("blog");
    struct error err = {0};

    PUT(f, "blog", TODAY - DAY, items[0]);
    PUT(f, "blog", TODAY + DAY, items[1]);
    polled.polled_at = TODAY + 500 * DAY;
    check_done(store_put_source(f->store, &polled, &err), &err);
    check_number("the one that has gone from it", expire(f, TODAY + 100 * DAY), 1);
    check_number("still known", PUT(f, "blog", TODAY + 500 * DAY, items[1]).n_new, 0);
}

static void test_a_source_that_is_polled_no_more_is_forgotten(void **state)
{
    struct fixture *f = *state;
    struct source_state polled = state_of("gone"), got;
    struct mirror_state mirror = {.url = "https://mirror.example/", .failure = ""};
    struct error err = {0};

    PUT(f, "gone", TODAY, item_of("1", "https://example.org/1", "One", TODAY));
    polled.polled_at = TODAY;
    polled.etag = "\"x\"";
    polled.mirrors = &mirror;
    polled.n_mirrors = 1;
    check_done(store_put_source(f->store, &polled, &err), &err);
    check_number("its story", expire(f, TODAY + 100 * DAY), 1);
    check_done(store_get_source(f->store, "gone", TODAY, &f->arena, &got, &err), &err);
    check_string("its state", got.etag, "");
    check_number("its mirrors", got.n_mirrors, 0);
}

int main(void)
{
#define IN_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        IN_STORE(test_reopened_it_is_all_there),
        IN_STORE(test_what_a_digest_told_is_kept_as_long_as_stories),
        IN_STORE(test_the_note_of_a_backfill_goes_with_its_source),
        IN_STORE(test_source_state),
        IN_STORE(test_mirrors_of_a_source),
        IN_STORE(test_items_a_week),
        IN_STORE(test_queries),
        IN_STORE(test_expire),
        IN_STORE(test_what_stands_in_the_last_document_does_not_expire),
        IN_STORE(test_a_source_that_is_polled_no_more_is_forgotten),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
