/* Subscription lists of other readers: what is taken out of them, and what becomes of it in feeds.conf. */
#include "test.h"

#include <string.h>

#include "weir/feed/opml.h"
#include "weir/publish/subscriptions.h"

static struct arena arena;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static size_t parse(const char *text, struct opml_feed **out)
{
    struct document document = {.bytes = text, .n = strlen(text), .url = "", .content_type = ""};
    struct error err = {0};
    size_t n;
    assert_int_equal(opml_parse(&document, &arena, out, &n, &err), 0);
    return n;
}

#define OPML(body) "<?xml version=\"1.0\"?><opml version=\"2.0\"><head/><body>" body "</body></opml>"

/* A list, and what its last subscription is. */
static const struct {
    const char *opml;
    size_t n;
    struct opml_feed last;
} lists[] = {
    {OPML("<outline type='rss' text='A' title='B' xmlUrl='https://a.example/' "
          "htmlUrl='https://a.example/p'/>"),
     1,
     {"B", "https://a.example/", "https://a.example/p", ""}},
    {OPML("<outline text='A' xmlUrl=' https://a.example/ '/>"), 1, {"A", "https://a.example/", "", ""}},
    {OPML("<outline xmlUrl='https://a.example/'/>"), 1, {"", "https://a.example/", "", ""}},
    {OPML("<outline text='新闻'><outline text='科技'><outline text='机器之心' xmlUrl='https://j.example/'/>"
          "</outline></outline>"),
     1,
     {"机器之心", "https://j.example/", "", "新闻 / 科技"}},
    {OPML("<outline text='F'><outline text='A' xmlUrl='https://a.example/'/></outline>"
          "<outline text='B' xmlUrl='https://b.example/'/>"),
     2,
     {"B", "https://b.example/", "", ""}},
    {OPML("<outline text='A' xmlUrl='https://a.example/'/><outline text='again' "
          "xmlUrl='https://a.example/'/>"),
     1,
     {"A", "https://a.example/", "", ""}},
    {OPML("<outline text='A' XMLURL='https://a.example/'/>"), 1, {"A", "https://a.example/", "", ""}},
    {OPML("<outline text='A &amp; B' xmlUrl='https://a.example/?a=1&b=2'/>"),
     1,
     {"A & B", "https://a.example/?a=1&b=2", "", ""}},
    {"<opml><body><outline text='cut off' xmlUrl='https://a.example/'/><outline text='B' xmlU",
     2,
     {"the document", "", "", "", "breaks off"}},
    {"\xEF\xBB\xBF\n<opml version=1.0><outline text=A xmlUrl=https://a.example/ ></opml>",
     1,
     {"A", "https://a.example/", "", ""}},
};

static void takes_what_lists_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct opml_feed *got;
        size_t n = parse(lists[i].opml, &got);
        const struct opml_feed *last = &got[n - 1], *want = &lists[i].last;
        if (n != lists[i].n || strcmp(last->title, want->title) != 0 ||
            strcmp(last->feed_url, want->feed_url) != 0 ||
            strcmp(last->home_page_url, want->home_page_url) != 0 || strcmp(last->folder, want->folder) != 0)
            fail_msg("%s: %zu, %s|%s|%s|%s", lists[i].opml, n, last->title, last->feed_url,
                     last->home_page_url, last->folder);
    }
}

/* Lists that are no OPML, and their first subscription. */
static const struct {
    const char *text;
    size_t n;
    struct opml_feed first;
} others_lists[] = {
    {"https://a.example/feed\n\n# a comment\nhttps://b.example/\n",
     2,
     {"", "https://a.example/feed", "", "", NULL}},
    {"https://a.example/ news \"~A Title\" !\n", 1, {"A Title", "https://a.example/", "", "news", NULL}},
    {"\"query:Unread:unread = \\\"yes\\\"\"\n",
     1,
     {"", "\"query:Unread:unread = \\\"yes\\\"\"", "", "", "no"}},
    {"feeds() {\n\tfeed \"机器之心\" \"https://j.example/rss\" \"https://j.example\"\n}\n",
     1,
     {"机器之心", "https://j.example/rss", "https://j.example", "", NULL}},
    {"- [Lil'Log](https://l.example/index.xml)\n",
     1,
     {"Lil'Log", "https://l.example/index.xml", "", "", NULL}},
    {"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DT><H3>News</H3>\n<DT><A HREF=\"https://a.example/\" "
     "FEEDURL=\"https://a.example/rss\">A</A>\n<DT><A HREF=\"https://b.example/\">B</A>\n",
     2,
     {"A", "https://a.example/rss", "https://a.example/", "News", NULL}},
};

static void takes_lists_of_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof others_lists / sizeof *others_lists; i++) {
        const char *text = others_lists[i].text;
        const struct document document = {.bytes = text, .n = strlen(text), .url = "", .content_type = ""};
        const struct opml_feed *want = &others_lists[i].first;
        struct opml_feed *got;
        struct error err;
        size_t n;
        assert_true(urllist_is_it(&document));
        assert_int_equal(urllist_parse(&document, &arena, &got, &n, &err), 0);
        assert_int_equal(n, others_lists[i].n);
        assert_string_equal(got->title, want->title);
        assert_string_equal(got->feed_url, want->feed_url);
        assert_string_equal(got->home_page_url, want->home_page_url);
        assert_string_equal(got->folder, want->folder);
        assert_int_equal(got->refused != NULL, want->refused != NULL);
        arena_release(&arena);
    }
}

static void refuses_what_is_no_list(void **state)
{
    (void)state;
    static const char *const others[] = {"", "hello", "<rss><channel/></rss>", "{}"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct document document = {
            .bytes = others[i], .n = strlen(others[i]), .url = "", .content_type = ""};
        struct opml_feed *got;
        struct error err = {0};
        size_t n;
        assert_int_equal(opml_parse(&document, &arena, &got, &n, &err), -1);
        assert_int_equal(err.status, STATUS_NOT_A_FEED);
        assert_non_null(strstr(err.text, "no OPML"));
    }
}

static void stops_at_the_limit(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(BUF_LIMIT_OUTPUT);
    buf_adds(&text, "<opml><body>");
    for (int i = 0; i <= OPML_LIMIT; i++)
        buf_addf(&text, "<outline xmlUrl='https://a.example/%d'/>", i);
    buf_adds(&text, "</body></opml>");
    struct opml_feed *got;
    assert_int_equal(parse(text.data, &got), OPML_LIMIT);
    buf_release(&text);
}

static const char *import(const struct opml_feed *subscriptions, size_t n, const struct conf *conf)
{
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    subscriptions_import("list.opml", subscriptions, n, conf, &arena, &out);
    const char *copy = arena_copy(&arena, out.data, out.n);
    buf_release(&out);
    return copy;
}

/* A subscription, and all that feeds.conf gets. */
static const struct {
    struct opml_feed from;
    const char *to;
} sections[] = {
    {{"Lil'Log", "https://l.example/index.xml", "", ""},
     "# list.opml: 1 new\n\n[source lil-log]\ntitle = Lil'Log\nurl   = https://l.example/index.xml\n"},
    {{"机器之心", "https://j.example/", "", "新闻"},
     "# list.opml: 1 new\n\n[source 机器之心]\ngroup = 新闻\ntitle = 机器之心\nurl   = "
     "https://j.example/\n"},
    {{"", "https://www.a.example/feed", "", ""},
     "# list.opml: 1 new\n\n[source www-a-example]\nurl   = https://www.a.example/feed\n"},
    {{"C # and others", "https://a.example/", "", ""},
     "# list.opml: 1 new\n\n[source c-and-others]\nurl   = https://a.example/\n"},
    {{"A", "feed://a.example/", "", ""},
     "# list.opml: 1 new\n\n[source a]\ntitle = A\nurl   = http://a.example/\n"},
    {{"A", "feed:https://a.example/", "", ""},
     "# list.opml: 1 new\n\n[source a]\ntitle = A\nurl   = https://a.example/\n"},
    {{"Known", "https://known.example/", "", ""}, "# list.opml: 0 new, 1 already in feeds.conf\n"},
    {{"Colleague", "https://elsewhere.example/", "", ""},
     "# list.opml: 1 new\n\n[source colleague-2]\ntitle = Colleague\nurl   = "
     "https://elsewhere.example/\n"},
    {{"Script", "exec:~/feed.sh", "", ""},
     "# list.opml: 0 new, 1 that cannot be taken (see the end)\n\n# Script: exec:~/feed.sh: no http or https "
     "address\n"},
    {{"Secret", "https://me:pw@a.example/", "", ""},
     "# list.opml: 0 new, 1 that cannot be taken (see the end)\n\n# Secret: https://me:pw@a.example/: a "
     "password would be published with the address; write a section with user and password-file\n"},
};

static void writes_sections(void **state)
{
    (void)state;
    const char *urls[] = {"https://known.example/"};
    struct source colleague = {.name = "colleague", .title = "", .urls = urls, .n_urls = 1};
    struct conf conf = {.file = "feeds.conf", .sources = &colleague, .n_sources = 1};
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        assert_string_equal(import(&sections[i].from, 1, &conf), sections[i].to);
}

static void gives_each_a_name_of_its_own(void **state)
{
    (void)state;
    const struct opml_feed same[] = {{"Blog", "https://a.example/", "", ""},
                                     {"blog!", "https://b.example/", "", ""}};
    assert_non_null(strstr(import(same, 2, NULL), "[source blog-2]\ntitle = blog!\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_lists_of_lines),
        cmocka_unit_test_setup_teardown(takes_what_lists_name, setup, teardown),
        cmocka_unit_test_setup_teardown(refuses_what_is_no_list, setup, teardown),
        cmocka_unit_test_setup_teardown(stops_at_the_limit, setup, teardown),
        cmocka_unit_test_setup_teardown(writes_sections, setup, teardown),
        cmocka_unit_test_setup_teardown(gives_each_a_name_of_its_own, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
