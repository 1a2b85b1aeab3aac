/*
 * Documents cut off at every byte, as broken transfers leave them, or wrong in the middle: each item that was
 * complete before that place is there, whole, and the feed says what was wrong with it.
 */
#include "test.h"

#include "weir/feed/parse.h"

#define N_ITEMS 3

static const char *const titles[N_ITEMS] = {"one", "二号", "drei"};

struct sample {
    const char *name;
    const char *text;
    const char *ends[N_ITEMS]; /* how each item ends */
};

static const struct sample samples[] = {
    {"JSON Feed",
     "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Pegel 水位\", \"items\": ["
     "{\"id\": \"1\", \"title\": \"one\", \"content_html\": \"<p>a \\\"b\\\" {[</p>\", \"tags\": [\"x\", "
     "{}]},"
     "{\"id\": \"2\", \"title\": \"二号\", \"date_published\": \"2026-11-03T10:00:00Z\", \"_n\": -12.5e3},"
     "{\"id\": \"3\", \"title\": \"drei\", \"_last\": true}], \"language\": \"de\"}",
     {"\"x\", {}]}", "-12.5e3}", "true}"}},
    {"RSS",
     "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Pegel 水位</title>"
     "<item><guid>1</guid><title>one</title><description><![CDATA[<p>a]]></description></item>"
     "<item><guid>2</guid><title>二号</title><category domain=\"d\">x &amp; y</category></item>"
     "<item><guid>3</guid><title>drei</title></item></channel></rss>",
     {"]]></description></item>", "y</category></item>", "drei</title></item>"}},
};

static void check_cut_at(const struct sample *sample, size_t n)
{
    struct arena arena;
    struct feed *feed = NULL;
    struct error err;
    const struct document doc = {.bytes = sample->text, .n = n, .url = "", .content_type = ""};
    size_t n_whole = 0;
    for (size_t i = 0; i < N_ITEMS; i++)
        n_whole += strstr(sample->text, sample->ends[i]) + strlen(sample->ends[i]) <= sample->text + n;
    arena_init(&arena);
    int status = feed_parse(&doc, &arena, &feed, &err);
    if (status < 0 && n_whole > 0)
        fail_msg("%s cut at %zu: %s", sample->name, n, err.text);
    if (status == 0) {
        if (feed->n_items < n_whole)
            fail_msg("%s cut at %zu: %zu items of %zu", sample->name, n, feed->n_items, n_whole);
        for (size_t i = 0; i < n_whole; i++)
            check_string(sample->name, feed->items[i].title, titles[i]);
        if (n < strlen(sample->text) && (*feed->bozo == '\0' || feed->bozo_line != 1))
            fail_msg("%s cut at %zu: nothing is said of it", sample->name, n);
    }
    arena_release(&arena);
}

static void keeps_what_is_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        for (size_t n = 0; n <= strlen(samples[i].text); n++)
            check_cut_at(&samples[i], n);
}

static void parts_with_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n_items;
    } cases[] = {
        {"{\"items\": [{\"id\": \"1\"}, {\"id\": 2\"}, {\"id\": \"3\"}]}", 1},
        {"{\"items\": [{\"id\": \"1\"} {\"id\": \"2\"}]}", 1},
        {"{\"items\": [{\"id\": \"1\"}, {\"id\": \"2\"},]}", 2},
        {"{\"items\": [{\"id\": \"1\"}, {\"id\"}]}", 1},
        {"{\"items\": [{\"id\": \"1\"}, {\"id\": \"2\", \"x\": \"\\u12G4\"}]}", 1},
        {"{\"items\": [{\"id\": \"1\"}, {\"id\": \"2\"}], \"title\": 'x'}", 2},
        {"{\"items\": [{\"id\": \"1\"}, {\"id\": \"2\"}]} trailing", 2},
        {"{\"items\": [{\"id\": \"1\n1\"}, {\"id\": \"2\"}]}", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        struct feed *feed = NULL;
        struct error err = {.text = ""};
        const struct document doc = {
            .bytes = cases[i].text, .n = strlen(cases[i].text), .url = "", .content_type = ""};
        arena_init(&arena);
        if (feed_parse(&doc, &arena, &feed, &err) < 0)
            fail_msg("%s: %s", cases[i].text, err.text);
        check_number(cases[i].text, feed->n_items, cases[i].n_items);
        if (*feed->bozo == '\0')
            fail_msg("%s: nothing is said of it", cases[i].text);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_what_is_whole),
        cmocka_unit_test(parts_with_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
