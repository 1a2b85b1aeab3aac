#include "test.h"

#include "weir/text/xml.h"

static void test_content(void **state)
{
    (void)state;
    static const struct {
        const char *what, *text, *content, *attribute;
    } cases[] = {
        {"plain", "知识 & <b>", "知识 &amp; &lt;b&gt;", "知识 &amp; &lt;b&gt;"},
        {"CDATA's end", "]]>", "]]&gt;", "]]&gt;"},
        {"quotes", "\"'", "\"'", "&quot;'"},
        {"white space", "\t\n\r", "\t\n&#13;", "&#9;&#10;&#13;"},
        {"forbidden",
         "a\x01\x1F\xEF\xBF\xBF"
         "b",
         "ab", "ab"},
        {"invalid",
         "a\xFF"
         "b",
         "a\uFFFDb", "a\uFFFDb"},
        {"already escaped", "&amp;", "&amp;amp;", "&amp;amp;"},
        {"empty", "", "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = BUF_INIT(1000);
        xml_text(&out, cases[i].text);
        check_string(cases[i].what, out.data, cases[i].content);
        buf_clear(&out);
        xml_attr(&out, cases[i].text);
        check_string(cases[i].what, out.data, cases[i].attribute);
        buf_release(&out);
    }
}

static void test_elements(void **state)
{
    (void)state;
    struct buf out = BUF_INIT(1000);
    xml_open(&out, "entry", NULL);
    xml_empty(&out, "link", "rel", "self", "type", NULL, "href", "?a=1&b=\"", NULL);
    xml_element(&out, "title", "a < b");
    xml_element(&out, "rights", "");
    xml_element(&out, "id", NULL);
    xml_close(&out, "entry");
    check_string("all", out.data,
                 "<entry><link rel=\"self\" href=\"?a=1&amp;b=&quot;\"/><title>a &lt; b</title></entry>");
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_content),
        cmocka_unit_test(test_elements),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
