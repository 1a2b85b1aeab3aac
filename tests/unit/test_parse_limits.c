/*
 * Documents that want to cost more than they are worth: each meets a named limit, says so, and loses nothing
 * else.
 */
#include "test.h"

#include "weir/feed/parse.h"
#include "weir/text/buf.h"
#include "weir/text/utf8.h"

static const char head[] = "<rss version=\"2.0\"><channel><title>t</title><item><title>first</title></item>";
static const char tail[] = "<item><title>last</title></item></channel></rss>";

static void add_times(struct buf *buf, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_adds(buf, s);
}

/* Parses `head` + what was added + `tail`. The caller releases both. */
static struct feed *parse(struct buf *body, struct arena *arena)
{
    struct buf whole = BUF_INIT(BUF_LIMIT_OUTPUT);
    struct error err = {.text = ""};
    struct feed *feed = NULL;
    buf_adds(&whole, head);
    buf_add(&whole, body->data, body->n);
    buf_adds(&whole, tail);
    const struct document doc = {.bytes = whole.data, .n = whole.n, .url = "", .content_type = ""};
    arena_init(arena);
    if (feed_parse(&doc, arena, &feed, &err) < 0)
        fail_msg("%s", err.text);
    buf_release(&whole);
    buf_release(body);
    return feed;
}

static void check_cut(const char *what, struct buf *body, const char *limit, size_t n_items)
{
    struct arena arena;
    struct feed *feed = parse(body, &arena);
    check_number(what, feed->n_items, n_items);
    check_string(what, feed->items[0].title, "first");
    check_string(what, feed->items[n_items - 1].title, "last");
    if (strncmp(feed->bozo, limit, strlen(limit)) != 0)
        fail_msg("%s: \"%s\" does not name %s", what, feed->bozo, limit);
    arena_release(&arena);
}

static void cuts_depth(void **state)
{
    (void)state;
    struct buf body = BUF_INIT(BUF_LIMIT_OUTPUT);
    buf_adds(&body, "<item><title>deep</title><description>");
    add_times(&body, "<b>", 100000);
    add_times(&body, "</b>", 100000);
    buf_adds(&body, "</description></item>");
    check_cut("100,000 levels", &body, "FEED_LIMIT_DEPTH", 3);
}

/* A name over the end of what the XML parser reads at a time, at every offset of its characters. */
static void keeps_characters_whole(void **state)
{
    (void)state;
    for (size_t before = 0; before < 4; before++) {
        struct buf whole = BUF_INIT(BUF_LIMIT_OUTPUT);
        struct error err = {.text = ""};
        struct feed *feed = NULL;
        struct arena arena;
        arena_init(&arena);
        buf_adds(&whole, "<rss version=\"2.0\"><channel><title>");
        add_times(&whole, "x", before);
        buf_adds(&whole, "<");
        add_times(&whole, "\xE7\x9F\xA5", 1365);
        buf_adds(&whole, "></title></channel></rss>");
        const struct document doc = {.bytes = whole.data, .n = whole.n, .url = "", .content_type = ""};
        assert_int_equal(feed_parse(&doc, &arena, &feed, &err), 0);
        assert_true(utf8_valid(feed->title, strlen(feed->title)));
        buf_release(&whole);
        arena_release(&arena);
    }
}

static void cuts_attributes(void **state)
{
    (void)state;
    struct buf body = BUF_INIT(BUF_LIMIT_OUTPUT);
    buf_adds(&body, "<item><title");
    for (int i = 0; i < 1000000; i++)
        buf_addf(&body, " a%d=\"\"", i);
    buf_adds(&body, ">crowded</title></item>");
    check_cut("a million attributes", &body, "FEED_LIMIT_ATTRIBUTES", 3);
}

static void cuts_long_values(void **state)
{
    (void)state;
    struct buf attribute = BUF_INIT(BUF_LIMIT_OUTPUT), text = BUF_INIT(BUF_LIMIT_OUTPUT);
    buf_adds(&attribute, "<item><enclosure url=\"");
    add_times(&attribute, "0123456789abcdef", (size_t)1 << 20);
    buf_adds(&attribute, "\"/></item>");
    check_cut("16 MiB of one attribute", &attribute, "FEED_LIMIT_CONTENT", 3);
    buf_adds(&text, "<item><description>");
    add_times(&text, "0123456789abcdef", (size_t)1 << 20);
    buf_adds(&text, "</description></item>");
    check_cut("16 MiB of one text", &text, "FEED_LIMIT_CONTENT", 3);
}

static void cuts_titles(void **state)
{
    (void)state;
    struct buf body = BUF_INIT(BUF_LIMIT_OUTPUT);
    struct arena arena;
    buf_adds(&body, "<item><title>");
    add_times(&body, "蒸", 5000);
    buf_adds(&body, "</title></item><item><title>");
    add_times(&body, "one  ", 2000);
    buf_adds(&body, "</title></item>");
    struct feed *feed = parse(&body, &arena);
    check_number("a title of 15,000 bytes", strlen(feed->items[1].title), FEED_LIMIT_TITLE / 3 * 3);
    const char *words = feed->items[2].title;
    check_number("a title that is cut between words", words[strlen(words) - 1] != ' ', 1);
    check_number("a title that is cut between words", strlen(words), FEED_LIMIT_TITLE - 1);
    arena_release(&arena);
}

/* Whatever is one line: else the feed, written and read again, would be another. */
static void cuts_lines(void **state)
{
    (void)state;
    struct buf body = BUF_INIT(BUF_LIMIT_OUTPUT);
    struct arena arena;
    buf_adds(&body, "<item xmlns:arxiv=\"http://arxiv.org/schemas/atom\"><arxiv:comment>");
    add_times(&body, "12 pages, ", 1000);
    buf_adds(&body, "</arxiv:comment><dc:language>");
    add_times(&body, "zh-", 2000);
    buf_adds(&body, "</dc:language><guid>");
    add_times(&body, "g", 5000);
    buf_adds(&body, "</guid></item>");
    struct feed *feed = parse(&body, &arena);
    check_number("a remark of 10,000 bytes", strlen(feed->items[1].arxiv.comment), FEED_LIMIT_TITLE);
    check_number("a language of 6,000 bytes", strlen(feed->items[1].language), FEED_LIMIT_TITLE);
    check_number("an id of 5,000 bytes", strlen(feed->items[1].id), FEED_LIMIT_TITLE);
    arena_release(&arena);
}

static void cuts_lists(void **state)
{
    (void)state;
    struct buf body = BUF_INIT(BUF_LIMIT_OUTPUT);
    buf_adds(&body, "<item>");
    for (int i = 0; i < 50000; i++)
        buf_addf(&body, "<category>c%d</category>", i);
    buf_adds(&body, "</item>");
    check_cut("50,000 categories", &body, "FEED_LIMIT_LIST", 3);
}

static void cuts_items(void **state)
{
    (void)state;
    struct buf body = BUF_INIT(BUF_LIMIT_OUTPUT);
    struct arena arena;
    add_times(&body, "<item><title>t</title></item>", FEED_LIMIT_ITEMS + 5);
    struct feed *feed = parse(&body, &arena);
    check_number("items", feed->n_items, FEED_LIMIT_ITEMS);
    assert_non_null(strstr(feed->bozo, "FEED_LIMIT_ITEMS"));
    arena_release(&arena);
}

static void refuses_what_is_too_long(void **state)
{
    (void)state;
    size_t n = FEED_LIMIT_BYTES + 1;
    char *bytes = calloc(1, n);
    struct arena arena;
    struct feed *feed;
    struct error err = {.text = ""};
    const struct document doc = {.bytes = bytes, .n = n, .url = "", .content_type = ""};
    assert_non_null(bytes);
    arena_init(&arena);
    check_number("a byte too many", feed_parse(&doc, &arena, &feed, &err), -1);
    check_number("a byte too many", err.status, STATUS_LIMIT);
    arena_release(&arena);
    free(bytes);
}

/* What weir makes of one document, in all: the arena holds what was made, and a block to come. */
#define BUDGET (FEED_LIMIT_MADE + 3 * FEED_LIMIT_CONTENT)

/* Parses the document, which is released; NULL, and the status, when it is refused. */
static struct feed *parse_whole(struct buf *whole, struct arena *arena, int *status)
{
    struct error err = {.text = "", .status = STATUS_OK};
    struct feed *feed = NULL;
    const struct document doc = {
        .bytes = whole->data, .n = whole->n, .url = "http://e.example/f", .content_type = ""};
    arena_init(arena);
    if (feed_parse(&doc, arena, &feed, &err) < 0)
        feed = NULL;
    *status = (int)err.status;
    buf_release(whole);
    return feed;
}

/* A short document whose base every relative link repeats, as links of items and in their texts; a language
 * that every item inherits. */
static void bounds_what_is_repeated(void **state)
{
    (void)state;
    static const struct {
        const char *what, *attribute, *item;
    } cases[] = {
        {"links", "xml:base=\"http://e.example/", "<entry><id>i</id><link href=\"b\"/></entry>"},
        {"texts", "xml:base=\"http://e.example/",
         "<entry><id>i</id><content type=\"html\">&lt;a href=b>1&lt;/a> &lt;a href=b>2&lt;/a> &lt;img src=c> "
         "&lt;a href=b>3&lt;/a> &lt;a href=b>4&lt;/a></content></entry>"},
        {"languages", "xml:lang=\"", "<entry><id>i</id></entry>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf whole = BUF_INIT(BUF_LIMIT_OUTPUT);
        struct arena arena;
        int status;
        buf_addf(&whole, "<feed xmlns=\"http://www.w3.org/2005/Atom\" %s", cases[i].attribute);
        add_times(&whole, "a/", FEED_LIMIT_URL / 2 - 20);
        buf_adds(&whole, "\"><title>t</title>");
        add_times(&whole, cases[i].item, FEED_LIMIT_ITEMS);
        buf_adds(&whole, "</feed>");
        struct feed *feed = parse_whole(&whole, &arena, &status);
        assert_non_null(feed);
        if (strstr(feed->bozo, "FEED_LIMIT_MADE") == NULL)
            fail_msg("%s: \"%s\"", cases[i].what, feed->bozo);
        assert_in_range(arena.n_bytes, FEED_LIMIT_MADE, BUDGET);
        assert_in_range(feed->n_items, 100, FEED_LIMIT_ITEMS - 1);
        arena_release(&arena);
    }
}

/* A base that no address may be as long as is none. */
static void bounds_addresses(void **state)
{
    (void)state;
    struct buf whole = BUF_INIT(BUF_LIMIT_OUTPUT);
    struct arena arena;
    int status;
    buf_adds(&whole, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"http://e.example/");
    add_times(&whole, "a/", 20000);
    buf_adds(&whole,
             "\"><entry><id>1</id><link href=\"b\"/></entry><entry><id>2</id><link href=\"http://e.example/");
    add_times(&whole, "z", FEED_LIMIT_URL);
    buf_adds(&whole, "\"/></entry></feed>");
    struct feed *feed = parse_whole(&whole, &arena, &status);
    assert_non_null(feed);
    check_string("a base of 40,000 bytes", feed->items[0].url, "http://e.example/b");
    check_string("an address of more than 8,192 bytes", feed->items[1].url, "");
    arena_release(&arena);
}

/* Trees of empty values, which cost jansson eighty times their bytes. */
static void bounds_json(void **state)
{
    (void)state;
    static const struct {
        const char *what, *before, *behind;
        int status;
        size_t n_items;
    } cases[] = {
        {"beside the items", "{\"title\":\"t\",\"x\":[{}", "],\"items\":[{\"id\":\"1\"}]}", STATUS_LIMIT, 0},
        {"as items", "{\"title\":\"t\",\"items\":[{}", "]}", STATUS_OK, FEED_LIMIT_ITEMS},
        {"in an item", "{\"items\":[{\"id\":\"1\",\"x\":[{}", "]},{\"id\":\"2\"}]}", STATUS_OK, 1},
        {"cut off", "{\"items\":[{\"id\":\"1\",\"x\":[{}", "", STATUS_LIMIT, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf whole = BUF_INIT(BUF_LIMIT_OUTPUT);
        struct arena arena;
        int status;
        buf_adds(&whole, cases[i].before);
        add_times(&whole, ",{}", (size_t)1 << 20);
        buf_adds(&whole, cases[i].behind);
        struct feed *feed = parse_whole(&whole, &arena, &status);
        check_number(cases[i].what, status, cases[i].status);
        check_number(cases[i].what, feed == NULL ? 0 : feed->n_items, cases[i].n_items);
        assert_in_range(arena.n_bytes, 0, BUDGET);
        arena_release(&arena);
    }
}

/* What refers to itself, or outward, or repeats: at most 1 MiB of expansions, and nothing is ever opened. */
static void bounds_entities(void **state)
{
    (void)state;
    struct buf whole = BUF_INIT(BUF_LIMIT_OUTPUT);
    struct arena arena;
    struct feed *feed = NULL;
    struct error err = {.text = ""};
    buf_adds(&whole, "<!DOCTYPE rss [<!ENTITY a \"");
    add_times(&whole, "x", 10000);
    buf_adds(&whole, "\"><!ENTITY b \"&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\"><!ENTITY % p SYSTEM "
                     "\"http://h.example/\">%p;]>"
                     "<rss><channel><item><title>&b; &f;</title><description>");
    add_times(&whole, "&a;", 10000);
    buf_adds(&whole, "</description></item></channel></rss>");
    const struct document doc = {.bytes = whole.data, .n = whole.n, .url = "", .content_type = ""};
    arena_init(&arena);
    if (feed_parse(&doc, &arena, &feed, &err) < 0)
        fail_msg("%s", err.text);
    check_string("entities stay as written", feed->items[0].title, "&a;&a; &f;");
    assert_in_range(strlen(feed->items[0].content_html), 900000, (size_t)1 << 20);
    arena_release(&arena);
    buf_release(&whole);
}

/* Millions of faults: each used to cost a message of libxml2's, and comments quadratic time. */
static void bears_floods(void **state)
{
    (void)state;
    static const char *const floods[] = {"<",      "&",    "<!--",      "<?a ", "<a b=\"",
                                         "<a b=c", "</x>", "<![CDATA[", "]]>",  "<!DOCTYPE ["};
    for (size_t i = 0; i < sizeof floods / sizeof *floods; i++) {
        struct buf body = BUF_INIT(BUF_LIMIT_OUTPUT);
        struct arena arena;
        add_times(&body, floods[i], ((size_t)2 << 20) / strlen(floods[i]));
        struct feed *feed = parse(&body, &arena);
        check_string(floods[i], feed->items[0].title, "first");
        if (*feed->bozo == '\0')
            fail_msg("2 MiB of %s: nothing is said of it", floods[i]);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_characters_whole),
        cmocka_unit_test(cuts_depth),
        cmocka_unit_test(cuts_attributes),
        cmocka_unit_test(cuts_long_values),
        cmocka_unit_test(cuts_titles),
        cmocka_unit_test(cuts_lines),
        cmocka_unit_test(cuts_lists),
        cmocka_unit_test(cuts_items),
        cmocka_unit_test(refuses_what_is_too_long),
        cmocka_unit_test(bounds_what_is_repeated),
        cmocka_unit_test(bounds_addresses),
        cmocka_unit_test(bounds_json),
        cmocka_unit_test(bounds_entities),
        cmocka_unit_test(bears_floods),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
