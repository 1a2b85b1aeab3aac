/* What a digest takes out of the store: what is listed stays out, posts stand under their papers, any past
 * day can be made again. */
#include "publish_fixture.h"

#include "weir/publish/compose.h"
#include "weir/store/listed.h"

static const char *digest_of_span(struct publish_fixture *site, const struct span *span, int64_t now)
{
    struct digest digest;
    struct error err = {0};
    struct buf out = BUF_INIT(1 << 20);
    check_done(
        compose_digest(site->fixture->store, conf_of(site), span, now, &site->fixture->arena, &digest, &err),
        &err);
    digest_write_markdown(&digest, &out);
    const char *text = arena_copy(&site->fixture->arena, out.data, out.n);
    buf_release(&out);
    return text;
}

static const char *digest_of_today(struct publish_fixture *site)
{
    struct span day = civil_day("Asia/Shanghai", NOW);
    return digest_of_span(site, &day, NOW);
}

static struct item paper(const char *id, int version, const char *type, int64_t published_at)
{
    char *url;
    static char urls[8][64];
    static size_t n;
    url = urls[n++ % 8];
    snprintf(url, sizeof urls[0], "https://arxiv.org/abs/%s", id);
    struct item item = matched_item(url, "A paper on 知识蒸馏", published_at);
    item.id = version > 1 ? "oai:arXiv.org:v2" : url;
    item.arxiv.id = id;
    item.arxiv.version = version;
    item.arxiv.announce_type = type;
    item.quiet = strncmp(type, "replace", 7) == 0;
    return item;
}

static void list_keys(struct publish_fixture *site, const char *const *keys, size_t n)
{
    struct error err = {0};
    size_t n_changed;
    check_done(store_put_listed(site->fixture->store, keys, n, &n_changed, &err), &err);
}

static void test_what_is_listed_is_counted_and_left_out(void **state)
{
    struct publish_fixture site = site_of(state);
    PUT(site.fixture, "colleague", NOW, matched_item("https://example.org/1", "知识蒸馏一", NOW - HOUR),
        matched_item("https://example.org/2", "知识蒸馏二", NOW - HOUR));
    list_keys(&site, (const char *const[]){"https://example.org/1"}, 1);
    const char *text = digest_of_today(&site);
    check_contains("the funnel", text, "2 items fetched → 2 stories → 2 with a topic → 1 not in your list\n");
    check_lacks("the listed one", text, "知识蒸馏一");
    check_contains("the other", text, "- [知识蒸馏二](https://example.org/2)");
}

static void test_a_listed_paper_tells_its_new_version(void **state)
{
    struct publish_fixture site = site_of(state);
    PUT(site.fixture, "colleague", NOW - 30 * DAY, paper("2401.00001", 1, "new", NOW - 30 * DAY));
    list_keys(&site, (const char *const[]){"arxiv:2401.00001"}, 1);
    PUT(site.fixture, "colleague", NOW, paper("2401.00001", 2, "replace", NOW));
    check_contains("its section", digest_of_today(&site),
                   "## Already in your list: new version\n\n"
                   "- [A paper on 知识蒸馏](https://arxiv.org/abs/2401.00001) — v2, 2026-11-20\n");
    struct span before = civil_day("Asia/Shanghai", NOW - 2 * DAY);
    check_lacks("not on other days", digest_of_span(&site, &before, NOW), "Already in your list");
}

static void test_a_post_stands_under_its_paper(void **state)
{
    struct publish_fixture site = site_of(state);
    struct item post = matched_item("https://blog.example/read", "Reading it", NOW - HOUR);
    post.content_html = "<p>On <a href=\"https://arxiv.org/abs/2401.00001\">a paper</a>.</p>";
    PUT(site.fixture, "colleague", NOW, paper("2401.00001", 1, "new", NOW - HOUR), post,
        matched_item("https://example.org/2", "知识蒸馏二", NOW - HOUR));
    const char *text = digest_of_today(&site);
    check_contains("under it", text, "\n  - [Reading it](https://blog.example/read) — A Colleague\n");
    check_lacks("and nowhere else", text, "\n- [Reading it]");
    check_lacks("nor named again", text, "explained by");
}

static struct item scored_item(const char *url, const char *title, const char *topic, double score)
{
    static struct term_hit term = {.term = "知识蒸馏", .field = "title", .boost = 1};
    static struct hit hits[8];
    static size_t n;
    struct hit *hit = &hits[n++ % 8];
    struct item item = matched_item(url, title, NOW - HOUR);
    *hit = (struct hit){.topic = topic, .score = score, .terms = &term, .n_terms = 1};
    item.hits = hit;
    item.n_hits = 1;
    return item;
}

/* By the score; of like ones what more sources brought, then what is newer. */
static void test_the_best_stand_first(void **state)
{
    struct publish_fixture site = site_of(state);
    PUT(site.fixture, "colleague", NOW - 2 * HOUR,
        scored_item("https://example.org/old", "Old 一", "知识/蒸馏", 0.6));
    PUT(site.fixture, "colleague", NOW, scored_item("https://example.org/weak", "Weak 二", "知识/蒸馏", 0.5),
        scored_item("https://example.org/new", "New 三", "知识/蒸馏", 0.6),
        scored_item("https://example.org/often", "Often 四", "知识/蒸馏", 0.6),
        scored_item("https://example.org/best", "Best 五", "知识/蒸馏", 1.2));
    PUT(site.fixture, "another", NOW, scored_item("https://example.org/often", "Often 四", "知识/蒸馏", 0.6));
    const char *at = digest_of_today(&site);
    static const char *const order[] = {"- [Best 五]", "- [Often 四]", "- [New 三]", "- [Old 一]",
                                        "- [Weak 二]"};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const char *next = strstr(at, order[i]);
        if (next == NULL)
            fail_msg("%s stands not where it should:\n%s", order[i], at);
        at = next;
    }
}

/* In the order of the configuration, which is the list's; children under their parents, wherever they stand.
 */
static void test_sections_stand_as_in_the_list(void **state)
{
    struct publish_fixture site = site_of(state);
    struct topic topics[] = {{.name = "知识/蒸馏", .title = "知识蒸馏", .under = "nlp", .field = ""},
                             {.name = "zoo", .title = "Zoo", .under = "", .field = ""},
                             {.name = "empty", .title = "Empty", .under = "", .field = ""},
                             {.name = "nlp", .title = "NLP", .under = "", .field = ""},
                             {.name = "apes", .title = "Apes", .under = "zoo", .field = ""}};
    PUT(site.fixture, "colleague", NOW, scored_item("https://example.org/1", "Of NLP", "nlp", 0.6),
        scored_item("https://example.org/2", "Of 蒸馏", "知识/蒸馏", 0.9),
        scored_item("https://example.org/3", "Of apes", "apes", 0.7));
    struct conf conf = *conf_of(&site);
    conf.topics = topics;
    conf.n_topics = sizeof topics / sizeof *topics;
    struct span day = civil_day("Asia/Shanghai", NOW);
    struct digest digest;
    struct error err = {0};
    check_done(compose_digest(site.fixture->store, &conf, &day, NOW, &site.fixture->arena, &digest, &err),
               &err);
    struct buf out = BUF_INIT(1 << 20), headings = BUF_INIT(1 << 10);
    digest_write_markdown(&digest, &out);
    for (const char *p = out.data; (p = strstr(p, "\n##")) != NULL; p++)
        buf_add(&headings, p, strcspn(p + 1, "\n") + 1);
    check_string(out.data, headings.data, "\n## Zoo\n### Apes\n## NLP\n### 知识蒸馏");
    buf_release(&headings);
    buf_release(&out);
}

/* Later polls, failures and titles of stories leave a past day alone, whatever moment it is made at. */
static void test_a_past_day_is_made_again_with_the_same_bytes(void **state)
{
    struct publish_fixture site = site_of(state);
    struct span day = civil_day("Asia/Shanghai", NOW), week = civil_week("Asia/Shanghai", NOW);
    PUT(site.fixture, "colleague", NOW, matched_item("https://example.org/1", "知识蒸馏一", NOW - HOUR),
        matched_item("https://example.org/2", "知识蒸馏二", NOW - HOUR));
    const char *first = digest_of_span(&site, &day, NOW + 10 * DAY);
    const char *first_week = digest_of_span(&site, &week, NOW + 10 * DAY);
    PUT(site.fixture, "colleague", NOW + 12 * DAY,
        matched_item("https://example.org/3", "知识蒸馏三", NOW + 12 * DAY));
    check_string("the day", digest_of_span(&site, &day, NOW + 400 * DAY), first);
    check_string("the week", digest_of_span(&site, &week, NOW + 400 * DAY), first_week);
}

/* What was wrong with the sources when the digest was made stays told, though they have recovered. */
static void test_troubles_stay_what_they_were(void **state)
{
    struct publish_fixture site = site_of(state);
    struct span day = civil_day("Asia/Shanghai", NOW);
    struct source_state source = state_of("colleague");
    struct error err = {0};
    publish(&site, NOW - DAY);
    PUT(site.fixture, "colleague", NOW, matched_item("https://example.org/1", "知识蒸馏", NOW - HOUR));
    source.polled_at = source.failing_since_at = NOW + HOUR;
    source.n_failures = 3;
    source.failure = "503\tService Unavailable";
    check_done(store_put_source(site.fixture->store, &source, &err), &err);
    publish(&site, NOW + DAY);
    const char *made = published(&site, "digest/daily/2026-11-20.md");
    check_contains("told", made, "A Colleague — failing: since 2026-11-20: 503 Service Unavailable");
    source = state_of("colleague");
    source.polled_at = source.ok_at = NOW + 2 * DAY;
    check_done(store_put_source(site.fixture->store, &source, &err), &err);
    check_string("made again", digest_of_span(&site, &day, NOW + 3 * DAY), made);
}

/* From the poll that found it silent until something new comes, whoever brings it. */
static void test_a_silent_source_is_told(void **state)
{
    static const struct {
        const char *what;
        int64_t silent_at, new_at;
        int n_failures;
        bool is_told;
    } cases[] = {
        {"never silent", DATE_NONE, NOW - 9 * DAY, 0, false},
        {"found silent", NOW - 2 * HOUR, NOW - 9 * DAY, 0, true},
        {"a hub brought something since", NOW - 2 * HOUR, NOW - HOUR, 0, false},
        {"it fails now", NOW - 2 * HOUR, NOW - 9 * DAY, 1, false},
        {"found so after the day", NOW + 2 * DAY, NOW - 9 * DAY, 0, false},
    };
    struct publish_fixture site = site_of(state);
    struct span day = civil_day("Asia/Shanghai", NOW);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct source_state source = state_of("colleague");
        struct error err = {0};
        source.polled_at = source.ok_at = NOW;
        source.silent_at = cases[i].silent_at;
        source.new_at = cases[i].new_at;
        source.n_failures = cases[i].n_failures;
        check_done(store_put_source(site.fixture->store, &source, &err), &err);
        const char *text = digest_of_span(&site, &day, NOW + 10 * DAY);
        check_number(cases[i].what,
                     strstr(text, "A Colleague — silent: nothing new since 2026-11-11") != NULL,
                     cases[i].is_told);
    }
}

/* The lines can be pasted into the list as they are. */
static void test_lines_have_the_bullet_of_the_list(void **state)
{
    struct publish_fixture site = site_of(state);
    struct error err = {0};
    char place[128];
    const char *list = "# L\n\n## 知识蒸馏\n\n* [An old work](https://example.org/old)\n* "
                       "[Another](https://example.org/b)\n";
    snprintf(place, sizeof place, "%s/public/list.md", site.fixture->folder);
    struct named_place lists[] = {{.place = place, .file = "feeds.conf", .line = 1}};
    check_done(file_replace(place, list, strlen(list), NULL, &err), &err);
    PUT(site.fixture, "colleague", NOW, matched_item("https://example.org/1", "知识蒸馏一", NOW - HOUR));
    conf_of(&site);
    site.conf.lists = lists;
    site.conf.n_lists = 1;
    struct digest digest;
    struct span day = civil_day("Asia/Shanghai", NOW);
    struct buf out = BUF_INIT(1 << 20);
    check_done(
        compose_digest(site.fixture->store, &site.conf, &day, NOW, &site.fixture->arena, &digest, &err),
        &err);
    digest_write_markdown(&digest, &out);
    check_contains("its bullet", out.data, "\n* [知识蒸馏一](https://example.org/1)");
    buf_release(&out);
}

/* Every story of a year stands in one day and one week, over the hours that DST skips and repeats and where
 * ISO weeks and years part. */
static void test_no_story_falls_between_two_digests(void **state)
{
    struct publish_fixture site = site_of(state);
    const int64_t moments[] = {INT64_C(1774746000) /* 2026-03-29 01:00 UTC, DST begins in Berlin */,
                               INT64_C(1792890000) /* 2026-10-25 01:00 UTC, it ends */,
                               INT64_C(1798757999) /* 2026-12-31 22:59:59 UTC */,
                               INT64_C(1798758000) /* a second later: 2027-01-01 in Berlin, in 2026-W53 */,
                               INT64_C(1799017200) /* 2027-01-04 00:00 in Berlin: 2027-W01 */};
    static const char *const weeks[] = {"2026-W13", "2026-W43", "2026-W53", "2026-W53", "2027-W01"};
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        char url[64];
        snprintf(url, sizeof url, "https://example.org/%zu", i);
        PUT(site.fixture, "colleague", moments[i], matched_item(url, "知识蒸馏", moments[i]));
    }
    conf_of(&site);
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        char link[64];
        struct span day = civil_day("Europe/Berlin", moments[i]),
                    week = civil_week("Europe/Berlin", moments[i]);
        snprintf(link, sizeof link, "(https://example.org/%zu)", i);
        check_string("its week", week.name, weeks[i]);
        check_contains(day.name, digest_of_span(&site, &day, NOW + 400 * DAY), link);
        check_contains(week.name, digest_of_span(&site, &week, NOW + 400 * DAY), link);
        struct span before = civil_day("Europe/Berlin", day.from_at - 1),
                    after = civil_day("Europe/Berlin", day.to_at);
        check_lacks("the day before", digest_of_span(&site, &before, NOW + 400 * DAY), link);
        check_lacks("the day after", digest_of_span(&site, &after, NOW + 400 * DAY), link);
    }
}

/* A story under a heading says nothing of its field; those under none stand at the end, few, a line each. */
static void test_the_field_stands_at_the_end_and_short(void **state)
{
    struct publish_fixture site = site_of(state);
    static struct term_hit term = {.term = "知识蒸馏", .field = "title", .boost = 1};
    static struct hit both[] = {{.topic = "nlp", .score = 2, .terms = &term, .n_terms = 1},
                                {.topic = "知识/蒸馏", .score = 0.6, .terms = &term, .n_terms = 1}};
    struct item headed = matched_item("https://example.org/headed", "Headed", NOW - HOUR);
    headed.hits = both;
    site.topics[1].under = "";
    site.topics[1].field = "nlp";
    PUT(site.fixture, "colleague", NOW, headed);
    for (size_t i = 0; i < DIGEST_FIELD_SHOWN + 2; i++) {
        char url[64], title[64];
        snprintf(url, sizeof url, "https://example.org/field/%zu", i);
        snprintf(title, sizeof title, "Of the field %zu", i);
        struct item item = matched_item(url, title, NOW - HOUR);
        item.hits = both;
        item.n_hits = 1;
        PUT(site.fixture, "colleague", NOW, item);
    }
    const char *text = digest_of_today(&site);
    const char *heading = strstr(text, "\n## 知识蒸馏\n\n- [Headed]");
    const char *field = strstr(text, "\n## In the field, under no heading\n\n- [Of the field");
    if (heading == NULL || field == NULL || field < heading)
        fail_msg("the heading, then the field:\n%s", text);
    check_lacks("the field's own heading", text, "## NLP");
    check_lacks("the field as a topic", text, "also: NLP");
    check_lacks("the heading's story once more", field, "Headed");
    size_t n_shown = 0;
    for (const char *at = field; (at = strstr(at, "- [Of the field")) != NULL; at++)
        n_shown++;
    assert_int_equal(n_shown, DIGEST_FIELD_SHOWN);
    check_lacks("an abstract", field, "  > ");
    check_contains("the others", field, "- and 2 more: ");
}

int main(void)
{
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, publish_tear_down)
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_what_is_listed_is_counted_and_left_out),
        WITH_STORE(test_a_listed_paper_tells_its_new_version),
        WITH_STORE(test_a_post_stands_under_its_paper),
        WITH_STORE(test_the_best_stand_first),
        WITH_STORE(test_sections_stand_as_in_the_list),
        WITH_STORE(test_the_field_stands_at_the_end_and_short),
        WITH_STORE(test_a_past_day_is_made_again_with_the_same_bytes),
        WITH_STORE(test_troubles_stay_what_they_were),
        WITH_STORE(test_a_silent_source_is_told),
        WITH_STORE(test_lines_have_the_bullet_of_the_list),
        WITH_STORE(test_no_story_falls_between_two_digests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
