/* Safe HTML: what goes, what stays, how it is written. */
#include "test.h"

#include "../../src/feed/html_parts.h"
#include "safe_html.h"
#include "weir/feed/html.h"

#define BASE "https://example.org/blog/post"

struct html_case {
    const char *html, *want;
};

static void check_cases(const struct html_case *cases, size_t n, const char *base)
{
    for (size_t i = 0; i < n; i++) {
        struct buf once = BUF_INIT(1 << 20), twice = BUF_INIT(1 << 20);
        html_sanitise(cases[i].html, strlen(cases[i].html), base, &once);
        check_string(cases[i].html, once.data, cases[i].want);
        html_sanitise(once.data, once.n, base, &twice);
        check_string("sanitised again", twice.data, once.data);
        buf_release(&once);
        buf_release(&twice);
    }
}
#define CHECK(cases, base) check_cases(cases, sizeof(cases) / sizeof(cases)[0], base)

static void test_elements(void **state)
{
    (void)state;
    static const struct html_case cases[] = {
        {"", ""},
        {"plain", "plain"},
        {"<p>one<p>two", "<p>one</p><p>two</p>"},
        {"<P CLASS=x>Upper</P>", "<p>Upper</p>"},
        {"<b><i>x</b>y</i>", "<b><i>x</i></b>y"},
        {"<ul><li>a<li>b<ul><li>c</ul><li>d</ul>",
         "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>"},
        {"<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"},
        {"<table><tr><td>1<td>2<tr><td>3</table>",
         "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>"},
        {"<table><tr><td><b>x</div></td></tr></table></b>y", "<table><tr><td><b>x</b></td></tr></table>y"},
        {"<td>stray</td>", "stray"},
        {"a<br>b<br/>c</br>", "a<br>b<br>c"},
        {"<h1>a<h2>b</h2>", "<h1>a</h1><h2>b</h2>"},
        {"<h2><p>a<h2>b</h2>", "<h2><p>a</p></h2><h2>b</h2>"},
        {"<p><li>a<li>b", "<p></p><li>a</li><li>b</li>"},
        {"</p></div>x", "x"},
        {"<blink>x</blink><mpvoice>y</mpvoice>", "xy"},
        {"<a name=x/>t", "<a rel=\"noopener noreferrer\">t</a>"},
    };
    CHECK(cases, "");
}

static void test_text(void **state)
{
    (void)state;
    static const struct html_case cases[] = {
        {"1 < 2 && 3 > 2", "1 &lt; 2 &amp;&amp; 3 &gt; 2"},
        {"&lt;b&gt; &amp;lt; &copy; &copy2 &#x4E2D;&#25991;", "&lt;b&gt; &amp;lt; © ©2 中文"},
        {"&nope; &#150; &#0; &#xD800; &#1;.", "&amp;nope; – � � ."},
        {"知识<b>蒸馏</b>", "知识<b>蒸馏</b>"},
        {"a\r\nb\rc", "a\nb\nc"},
        {"a\x01\x0C\x1F"
         "b",
         "ab"},
        {"<!-- c -->x<!-->y<!--->z<!--a--!>w<?pi?><!DOCTYPE html></ bogus>.", "xyzw."},
        {"<title>t</title><script>s</script><style>s</style><template>t</template>"
         "<noscript>n</noscript><iframe>i</iframe><textarea>t</textarea>.",
         "."},
        {"<svg><a><text>t</text></a><svg></svg>u</svg>.", "."},
        {"<math><mi>x</mi><annotation>tex</annotation></math>", "x"},
        {"<iframe src=x />text<script src=y/>more", "text"},
        {"<form><button>b</button><select><option>o</select></form>", "bo"},
        {"cut <a href=", "cut "},
        {"<!' see <i>below</i> <!DOCTYPE ~", "&lt;!' see <i>below</i> &lt;!DOCTYPE ~"},
    };
    CHECK(cases, "");
}

static void test_attributes(void **state)
{
    (void)state;
    static const struct html_case cases[] = {
        {"<a href='../x?a=1&amp;b=2#f' onclick=x() target=_top>l</a>",
         "<a href=\"https://example.org/x?a=1&amp;b=2#f\" rel=\"noopener noreferrer\">l</a>"},
        {"<p title='\"<&`>' TITLE=second id=x>.", "<p title=\"&quot;&lt;&amp;&#96;&gt;\">.</p>"},
        {"<td>", ""},
        {"<img src=a.png alt=\"x\" width=10 height=20px onerror=y>",
         "<img alt=\"x\" height=\"20px\" src=\"https://example.org/blog/a.png\" width=\"10\">"},
        {"<img>", "<img>"},
        {"<img src=' '>", "<img>"},
        {"<img srcset='javascript:x' alt=words><source srcset=''>", "<img alt=\"words\">"},
        {"<img src=x width=1 height=1><img src='https://medium.com/_/stat?a=b'>", ""},
        {"<img src=x style='border:0; DISPLAY : none !important'><img src=x style='display&#58;none'>", ""},
        {"<img src=x style='width:1px !important;height:0'><img src=x style='width:1px;height:1px'>", ""},
        {"<img src=x style='width:1px;height:10px'><img src=x style='display:block'>",
         "<img src=\"https://example.org/blog/x\" style=\"width:1px;height:10px\">"
         "<img src=\"https://example.org/blog/x\" style=\"display:block\">"},
        {"<img data-src=x style='display:none'>", "<img src=\"https://example.org/blog/x\">"},
        {"<img data-src='https://mmbiz.qpic.cn/a?wx_fmt=png' src='data:image/gif;base64,AAAA'>",
         "<img src=\"https://mmbiz.qpic.cn/a?wx_fmt=png\" referrerpolicy=\"no-referrer\">"},
        {"<img src='data:image/png;base64,iVBO+/='>", "<img src=\"data:image/png;base64,iVBO+/=\">"},
        {"<img src='data:image/svg+xml;base64,AAAA'>", "<img>"},
        {"<img srcset='a.png 1x, b.png 2x, javascript:x 3x, c,d.png 100w'>",
         "<img srcset=\"https://example.org/blog/a.png 1x, https://example.org/blog/b.png 2x, "
         "https://example.org/blog/c,d.png 100w\">"},
        {"<img srcset='a.png?x=1&amp;amp;copy=2 1x, b.png?x=1&amp;lt=2 2x'>", /* decoded once */
         "<img srcset=\"https://example.org/blog/a.png?x=1&amp;amp;copy=2 1x, "
         "https://example.org/blog/b.png?x=1&amp;lt=2 2x\">"},
        {"<a href='java&#10;script:alert(1)'>x</a>", "<a rel=\"noopener noreferrer\">x</a>"},
        {"<a href='mailto:a@example.org'>x</a>",
         "<a href=\"mailto:a@example.org\" rel=\"noopener noreferrer\">x</a>"},
    };
    CHECK(cases, BASE);
}

static void test_styles(void **state)
{
    (void)state;
    static const struct html_case cases[] = {
        {"<p style='COLOR: red; margin:0 4px'>.", "<p style=\"color:red;margin:0 4px\">.</p>"},
        {"<p style='background-color: rgb(1, 2, 3)'>.", "<p style=\"background-color:rgb(1, 2, 3)\">.</p>"},
        {"<p style='visibility:hidden;opacity:0;text-align:center'>.",
         "<p style=\"text-align:center\">.</p>"},
        {"<p style='position:fixed'>.", "<p>.</p>"},
        {"<p style='color:red\xE2\x80\x8B'>.", "<p>.</p>"},
        {"<p style='width:expression(x);color:u\\72l(x);background:url(x)'>.", "<p>.</p>"},
        {"<p style='margin:-5px;padding:99999em'>.", "<p>.</p>"},
    };
    CHECK(cases, "");
}

/* A NUL is no string's end. */
static void test_nul(void **state)
{
    (void)state;
    static const char html[] = "<p style='color:red\0' title='a\0b'>a\0b<s\0cript>x</p>";
    struct buf out = BUF_INIT(1 << 10);
    html_sanitise(html, sizeof html - 1, "", &out);
    check_number("bytes", strlen(out.data), out.n);
    check_string("NUL", out.data, "<p title=\"ab\">abx</p>");
    buf_release(&out);
}

/* A row out of order would never be found. */
static void test_tables(void **state)
{
    (void)state;
    for (size_t i = 0; i < html_n_rules; i++)
        check_number(html_rules[i].name,
                     html_rule_find(html_rules[i].name, strlen(html_rules[i].name)) - html_rules, i);
    for (const char *name = safe_elements + 1; *name != '\0'; name += strcspn(name, " ") + 1) {
        const struct html_element *element = html_element_find(name, strcspn(name, " "));
        check_number(name, element != NULL && (element->flags & HTML_KEEP) != 0, true);
    }
}

static void test_escape(void **state)
{
    (void)state;
    static const char plain[] = "1 < 2 & \"3\" > &amp;\r\n<b>\x01";
    struct buf out = BUF_INIT(1 << 10), again = BUF_INIT(1 << 10);
    html_escape(plain, strlen(plain), &out);
    check_string("escaped", out.data, "1 &lt; 2 &amp; \"3\" &gt; &amp;amp;\n&lt;b&gt;");
    html_sanitise(out.data, out.n, "", &again);
    check_string("is safe HTML", again.data, out.data);
    buf_release(&out);
    buf_release(&again);
}

static void test_plain_text(void **state)
{
    (void)state;
    static const struct html_case cases[] = {
        {"<p>One  <b>two</b></p>\n<p>three&nbsp;&amp;four</p>", "One two\n\nthree &four"},
        {"a<br><br>b<script>x</script>c<svg>d</svg>", "a\n\nbc"},
        {"&lt;b&gt; x<br>y", "<b> x\ny"},
        {"one\ntwo\n \nthree", "one two\n\nthree"},
        {"  知识 <i>蒸馏</i> ", "知识 蒸馏"},
        {"<p>第一行，\n  第二行用\nBERT\n模型</p>\n<p>标题</p>", "第一行，第二行用 BERT 模型\n\n标题"},
        {"<b>知识</b>\n<b>蒸馏</b>", "知识蒸馏"},
        {"a < b", "a < b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf out = BUF_INIT(1 << 20);
        html_to_text(cases[i].html, strlen(cases[i].html), &out);
        check_string(cases[i].html, out.data, cases[i].want);
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_elements), cmocka_unit_test(test_text),       cmocka_unit_test(test_attributes),
        cmocka_unit_test(test_styles),   cmocka_unit_test(test_plain_text), cmocka_unit_test(test_escape),
        cmocka_unit_test(test_tables),   cmocka_unit_test(test_nul),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
