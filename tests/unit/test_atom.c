#include "test.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "hostile_titles.h"
#include "samples.h"
#include "weir/feed/parse.h"
#include "weir/render/atom.h"

static void test_an_entry_says_all_that_is_known(void **state)
{
    (void)state;
    struct person authors[] = {
        {.name = "李 & 王", .email = "li@example.org", .url = "https://example.org/li"}};
    struct category own[] = {{.term = "cs.CL", .scheme = "http://arxiv.org/schemas/atom", .label = ""}};
    struct category topics[] = {
        {.term = "kd", .scheme = "https://feeds.example.org/topics/", .label = "Knowledge Distillation"}};
    struct term_hit terms[] = {{.term = "knowledge distillation", .field = "title", .boost = 1},
                               {.term = "知识蒸馏", .field = "text", .boost = 1}};
    struct hit hits[] = {{.topic = "kd", .score = 0.921, .terms = terms, .n_terms = 2}};
    struct link links[] = {
        {.rel = "enclosure",
         .href = "https://example.org/a.mp3",
         .type = "audio/mpeg",
         .title = "",
         .length = 1234},
        {.rel = "stylesheet", .href = "https://example.org/x.css", .type = "", .title = ""}};
    struct link also[] = {{.rel = "via", .href = "https://arxiv.org/abs/1503.02531", .title = "arXiv cs.LG"},
                          {.rel = "related", .href = "https://mp.weixin.qq.com/s/x", .title = "机器之心"}};
    struct item item =
        sample_item("tag:feeds.example.org,2026:1", "A < B & 知识蒸馏", "https://example.org/a?x=1&y=2");
    item.authors = authors;
    item.n_authors = 1;
    item.categories = own;
    item.n_categories = 1;
    item.hits = hits;
    item.n_hits = 1;
    item.links = links;
    item.n_links = 2;
    item.also = also;
    item.n_also = 2;
    item.language = "zh";
    item.updated_at = SAMPLE_AT + 60;
    item.content_html = "<p>text</p>";
    item.origin.title = "A Colleague";
    item.origin.id = item.origin.url = "https://example.org/notes.atom";
    struct feed feed = sample_feed(&item, 1);
    feed.categories = topics;
    feed.n_categories = 1;
    struct buf out = BUF_INIT(1 << 20);
    atom_write(&feed, &out);
    check_string(
        "document", out.data,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:weir=\"tag:weir,2026:atom\">\n"
        "<id>https://feeds.example.org/feed.atom</id>\n"
        "<title>What is new</title>\n"
        "<updated>2026-11-20T07:01:00Z</updated>\n"
        "<author><name>What is new</name><uri>https://feeds.example.org/index.html</uri></author>\n"
        "<link rel=\"self\" href=\"https://feeds.example.org/feed.atom\" type=\"application/atom+xml\"/>\n"
        "<link rel=\"alternate\" href=\"https://feeds.example.org/index.html\" type=\"text/html\"/>\n"
        "<generator>weir</generator>\n"
        "<entry xml:lang=\"zh\">\n"
        "<id>tag:feeds.example.org,2026:1</id>\n"
        "<title>A &lt; B &amp; 知识蒸馏</title>\n"
        "<updated>2026-11-20T07:01:00Z</updated>\n"
        "<published>2026-11-20T07:00:00Z</published>\n"
        "<author><name>李 &amp; "
        "王</name><uri>https://example.org/li</uri><email>li@example.org</email></author>\n"
        "<link rel=\"alternate\" href=\"https://example.org/a?x=1&amp;y=2\"/>\n"
        "<link rel=\"enclosure\" href=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"1234\"/>\n"
        "<link rel=\"via\" href=\"https://arxiv.org/abs/1503.02531\" title=\"arXiv cs.LG\"/>\n"
        "<link rel=\"related\" href=\"https://mp.weixin.qq.com/s/x\" title=\"机器之心\"/>\n"
        "<category term=\"kd\" scheme=\"https://feeds.example.org/topics/\" label=\"Knowledge Distillation\" "
        "weir:score=\"0.92\" weir:terms=\"knowledge distillation, 知识蒸馏\"/>\n"
        "<category term=\"cs.CL\" scheme=\"http://arxiv.org/schemas/atom\"/>\n"
        "<content type=\"html\">&lt;p&gt;text&lt;/p&gt;</content>\n"
        "<source><id>https://example.org/notes.atom</id><title>A Colleague</title>"
        "<link rel=\"self\" href=\"https://example.org/notes.atom\"/>"
        "<updated>2026-11-20T07:01:00Z</updated></source>\n"
        "</entry>\n"
        "</feed>\n");
    buf_release(&out);
}

/* The string value of an expression over the document, with the prefix a: for Atom. */
static char *evaluate(const struct buf *out, const char *expression)
{
    static char value[4096];
    xmlDoc *doc =
        xmlReadMemory(out->data, (int)out->n, "feed.atom", NULL, XML_PARSE_NOERROR | XML_PARSE_NONET);
    if (doc == NULL)
        fail_msg("not well-formed:\n%s", out->data);
    xmlXPathContext *context = xmlXPathNewContext(doc);
    xmlXPathRegisterNs(context, BAD_CAST "a", BAD_CAST "http://www.w3.org/2005/Atom");
    xmlXPathObject *result = xmlXPathEvalExpression(BAD_CAST expression, context);
    xmlChar *string = xmlXPathCastToString(result);
    snprintf(value, sizeof value, "%s", (const char *)string);
    xmlFree(string);
    xmlXPathFreeObject(result);
    xmlXPathFreeContext(context);
    xmlFreeDoc(doc);
    return value;
}

/* Each case changes a blank item and says what the document then holds. */
static void without_date(struct item *item)
{
    item->published_at = DATE_NONE;
}
static void without_any_date(struct item *item)
{
    item->published_at = DATE_NONE;
    item->first_seen_at = 0;
}
static void from_the_future(struct item *item)
{
    item->published_at = SAMPLE_AT + 400 * 86400;
}
static void updated_before_published(struct item *item)
{
    item->updated_at = SAMPLE_AT - 86400;
}
static void without_url(struct item *item)
{
    item->url = "";
}
static void with_script_url(struct item *item)
{
    item->url = "javascript:alert(1)";
}
static void with_odd_url(struct item *item)
{
    item->url = "https://example.org/a b|{c}\"<d>%zz%41";
}
static void without_title(struct item *item)
{
    item->title = "";
}
static void with_summary(struct item *item)
{
    item->summary_html = "<p>short</p>";
    item->content_html = "<p>]]> long</p>";
}
static void with_forbidden_characters(struct item *item)
{
    item->title = "a\x01"
                  "b\xef\xbf\xbf"
                  "c";
}
static void with_nameless_author(struct item *item)
{
    static struct person nobody = {.name = " ", .email = "", .url = ""};
    item->authors = &nobody;
    item->n_authors = 1;
}
static void with_odd_category(struct item *item)
{
    static struct category categories[] = {{.term = "", .label = "", .scheme = ""},
                                           {.term = "", .label = "只有标签", .scheme = "no address"}};
    item->categories = categories;
    item->n_categories = 2;
}

static void test_rules_of_rfc_4287(void **state)
{
    (void)state;
    static const struct {
        void (*change)(struct item *item);
        const char *expression, *want;
    } cases[] = {
        {without_date, "//a:entry/a:updated", "2026-11-20T07:10:00Z"},
        {without_date, "//a:entry/a:published", "2026-11-20T07:10:00Z"},
        {without_any_date, "//a:entry/a:updated", "1970-01-01T00:00:00Z"},
        {from_the_future, "//a:entry/a:published", "2026-11-20T07:10:00Z"},
        {updated_before_published, "//a:entry/a:updated", "2026-11-20T07:00:00Z"},
        {without_url, "count(//a:entry/a:link)", "0"},
        {without_url, "//a:entry/a:content", "Title"},
        {with_script_url, "count(//a:entry/a:link)", "0"},
        {with_odd_url, "//a:entry/a:link/@href", "https://example.org/a%20b%7C%7Bc%7D%22%3Cd%3E%25zz%41"},
        {without_title, "//a:entry/a:title", "https://example.org/"},
        {with_summary, "//a:entry/a:summary[@type='html']", "<p>short</p>"},
        {with_summary, "//a:entry/a:content[@type='html']", "<p>]]> long</p>"},
        {with_forbidden_characters, "//a:entry/a:title", "a bc"},
        {with_nameless_author, "//a:entry/a:author/a:name", "colleague"},
        {with_odd_category, "count(//a:entry/a:category)", "1"},
        {with_odd_category, "//a:entry/a:category/@term", "只有标签"},
        {with_odd_category, "count(//a:entry/a:category/@scheme)", "0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct item item = sample_item("tag:x,2026:1", "Title", "https://example.org/");
        cases[i].change(&item);
        struct feed feed = sample_feed(&item, 1);
        struct buf out = BUF_INIT(1 << 20);
        atom_write(&feed, &out);
        check_string(cases[i].expression, evaluate(&out, cases[i].expression), cases[i].want);
        buf_release(&out);
    }
}

static void test_the_feed_is_as_new_as_its_newest_entry(void **state)
{
    (void)state;
    struct item items[] = {sample_item("tag:x,2026:1", "One", "https://example.org/1"),
                           sample_item("tag:x,2026:2", "Two", "https://example.org/2")};
    items[1].updated_at = SAMPLE_AT + 300;
    struct feed feed = sample_feed(items, 2);
    struct link hub = {
        .rel = "hub", .href = "https://hub.example.org/", .type = "", .title = "", .length = -1};
    feed.links = &hub;
    feed.n_links = 1;
    struct buf out = BUF_INIT(1 << 20), again = BUF_INIT(1 << 20);
    atom_write(&feed, &out);
    atom_write(&feed, &again);
    check_string("updated", evaluate(&out, "/a:feed/a:updated"), "2026-11-20T07:05:00Z");
    check_string("hub", evaluate(&out, "/a:feed/a:link[@rel='hub']/@href"), "https://hub.example.org/");
    check_string("again", again.data, out.data);
    buf_release(&out);
    buf_release(&again);
}

/* What is published, weir itself reads back the same. */
static void test_titles_come_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_HOSTILE_TITLES; i++) {
        const char *want = hostile_titles[i].want != NULL ? hostile_titles[i].want : hostile_titles[i].title;
        struct item item = sample_item("tag:x,2026:1", hostile_titles[i].title, "https://example.org/paper");
        struct feed feed = sample_feed(&item, 1), *back;
        struct buf out = BUF_INIT(1 << 20);
        struct arena arena;
        struct error err;
        arena_init(&arena);
        atom_write(&feed, &out);
        struct document document = {.bytes = out.data, .n = out.n, .url = "", .content_type = ""};
        assert_int_equal(feed_parse(&document, &arena, &back, &err), 0);
        check_string(out.data, back->bozo, "");
        check_number(out.data, back->n_items, 1);
        check_string(out.data, back->items[0].title, want);
        check_string(out.data, back->items[0].id, "tag:x,2026:1");
        check_string(out.data, back->items[0].url, "https://example.org/paper");
        check_number(out.data, back->items[0].published_at, SAMPLE_AT);
        arena_release(&arena);
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_entry_says_all_that_is_known),
        cmocka_unit_test(test_rules_of_rfc_4287),
        cmocka_unit_test(test_titles_come_back),
        cmocka_unit_test(test_the_feed_is_as_new_as_its_newest_entry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
