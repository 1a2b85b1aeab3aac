/* Whatever hostile_html.txt tries, and whatever size it comes in, safe HTML
 * comes out, soon. */
#include "test.h"

#include <time.h>

#include "../../src/feed/html_parts.h"
#include "safe_html.h"
#include "weir/feed/html.h"

static unsigned char hex(char c)
{
    return (unsigned char)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
}

/* The vector of a line: \n \t \r \f \0 \\ \xHH stand for bytes. In place;
 * returns its length. */
static size_t unescape(char *s)
{
    static const char names[] = "ntrf0\\", bytes[] = "\n\t\r\f\0\\";
    size_t n = 0;
    for (const char *p = s; *p != '\0' && *p != '\n'; p++) {
        const char *name = p[0] == '\\' && p[1] != '\0' ? strchr(names, p[1]) : NULL;
        if (name != NULL) {
            s[n++] = bytes[name - names];
            p++;
        } else if (p[0] == '\\' && p[1] == 'x') {
            s[n++] = (char)(hex(p[2]) << 4 | hex(p[3]));
            p += 3;
        } else {
            s[n++] = *p;
        }
    }
    return n;
}

static void check_safe(const char *what, const char *html, size_t n)
{
    struct buf out = BUF_INIT(64 << 20), again = BUF_INIT(64 << 20);
    html_sanitise(html, n, "https://example.org/a/", &out);
    const char *fault = safe_html_fault(out.data, out.n);
    check_string(what, fault == NULL ? "safe" : fault, "safe");
    html_sanitise(out.data, out.n, "https://example.org/a/", &again);
    assert_true(out.n == again.n && memcmp(out.data, again.data, out.n) == 0);
    assert_false(out.full);
    buf_release(&out);
    buf_release(&again);
}

static void test_vectors(void **state)
{
    (void)state;
    const char *source = getenv("WEIR_SOURCE_DIR");
    char path[4096], line[4096], vector[4096];
    size_t n_vectors = 0;
    snprintf(path, sizeof path, "%s/tests/golden/hostile_html.txt", source == NULL ? "." : source);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL) {
        if (line[0] == '\n' || strncmp(line, "# ", 2) == 0)
            continue;
        strcpy(vector, line);
        check_safe(line, vector, unescape(vector));
        n_vectors++;
    }
    fclose(file);
    assert_true(n_vectors >= 300);
}

/* Repeats `piece` to `n` bytes between `head` and `tail`. */
static char *repeat(const char *head, const char *piece, const char *tail, size_t n)
{
    struct buf out = BUF_INIT(64 << 20);
    buf_adds(&out, head);
    while (out.n < n)
        buf_adds(&out, piece);
    buf_adds(&out, tail);
    return out.data;
}

/* Each of these is quadratic, deep or endless for somebody. Half a megabyte of
 * it takes milliseconds when linear; the bound is wide for slow machines under
 * sanitizers, and far below what quadratic time would take.
 */
static void test_sizes(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"", "<div>", ""},
        {"", "<b><p>", ""},
        {"", "</b>", ""},
        {"", "<li>", ""},
        {"<a ", "a=b ", ">x</a>"},
        {"<a ", "title=x ", ">x</a>"},
        {"", "<a title=\"", ""},
        {"", "<!--", ""},
        {"", "<script>", ""},
        {"", "<svg>", ""},
        {"", "<iframe/>", ""},
        {"", "&", ""},
        {"", "&amp", ""},
        {"", "&aaaaaaaaaaaaaaa", ""},
        {"<p title='", "x", "'>y</p>"},
        {"<img srcset='", "x,", "'>"},
        {"<p style='", "a:b;", "'>x</p>"},
        {"", "<table><td>", ""},
        {"", "<", ""},
        {"", "</", ""},
        {"", "<!a", ""},
        {"", "<?a", ">"},
        {"", "<a href=x>", ""},
        {"", "<b></i>", ""},
        {"<script>", "</scrip", ""},
        {"<!--", "--", ""},
        {"<div>", "<b>x</b></p>", ""},
        {"", "<p><b><i><u><s><table>", ""},
        {"<img src='data:image/png;base64,", "A", "'>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *html = repeat(cases[i][0], cases[i][1], cases[i][2], 1 << 19);
        clock_t start = clock();
        check_safe(cases[i][1], html, strlen(html));
        struct buf text = BUF_INIT(strlen(html));
        html_to_text(html, strlen(html), &text);
        assert_false(text.full);
        buf_release(&text);
        free(html);
        assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 10);
    }
}

static void test_depth(void **state)
{
    (void)state;
    struct buf out = BUF_INIT(1 << 20);
    char *html = repeat("", "<div>", "x", 5 * 1000);
    html_sanitise(html, strlen(html), "", &out);
    check_number("bytes", out.n, HTML_LIMIT_DEPTH * strlen("<div></div>") + 1);
    buf_release(&out);
    free(html);
}

/* Each limit of a value: what reaches it stays, one byte more goes. */
static void test_value_limits(void **state)
{
    (void)state;
    static const struct {
        const char *head, *piece, *tail;
        size_t limit;       /* bytes of the value */
        const char *within; /* how the value begins in the result */
    } cases[] = {
        {"http://a/", "x", "", HTML_LIMIT_URL, "href="},
        {"data:image/png;base64,", "A", "", HTML_LIMIT_DATA_IMAGE, "src="},
        {"", "x", "", HTML_LIMIT_ATTRIBUTE, "title="},
        {"color:red;", "x", "", HTML_LIMIT_STYLE, "style="},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (size_t more = 0; more < 2; more++) {
            char *value = repeat(cases[i].head, cases[i].piece, cases[i].tail, cases[i].limit + more);
            struct buf html = BUF_INIT(1 << 20), out = BUF_INIT(1 << 20);
            buf_addf(&html, "<%s %s'%s'>", i == 1 ? "img" : "a", cases[i].within, value);
            html_sanitise(html.data, html.n, "", &out);
            check_number(cases[i].within, strstr(out.data, cases[i].within) != NULL, more == 0);
            buf_release(&html);
            buf_release(&out);
            free(value);
        }
}

/* The limit is on what is written: a value that grows when it is written goes at once, not when it is read
 * again. */
static void test_values_that_grow(void **state)
{
    (void)state;
    static const struct {
        const char *before, *piece;
    } pieces[] = {{"<a href='http://a/", "\xE3\x80\x80"},
                  {"<a href='http://a/", "&quot;"},
                  {"<a href='http://a/", "&amp;"},
                  {"<a href='http://a/", "`"},
                  {"<a href='/' title='", "<"},
                  {"<a href='/' title='", "\""},
                  {"<p style='", "color:red;"}};
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        char *html =
            repeat(pieces[i].before, pieces[i].piece, "'>t</a>", pieces[i].before[1] == 'p' ? 400 : 8000);
        struct buf once = BUF_INIT(1 << 20), twice = BUF_INIT(1 << 20);
        html_sanitise(html, strlen(html), "", &once);
        html_sanitise(once.data, once.n, "", &twice);
        check_string(pieces[i].piece, twice.data, once.data);
        buf_release(&once);
        buf_release(&twice);
        free(html);
    }
}

static void test_srcset_limit(void **state)
{
    (void)state;
    char *html = repeat("<img srcset='", "x, ", "'>", 3 * 2 * HTML_LIMIT_SRCSET);
    struct buf out = BUF_INIT(1 << 20);
    size_t n = 0;
    html_sanitise(html, strlen(html), "", &out);
    for (const char *p = out.data; (p = strchr(p, 'x')) != NULL; p++)
        n++;
    check_number("candidates", n, HTML_LIMIT_SRCSET);
    buf_release(&out);
    free(html);
}

/* The output's limit leaves whole HTML, whichever byte it falls on. */
static void test_full(void **state)
{
    (void)state;
    static const char html[] = "<p title=\"long words\">one<b>two<a href=x "
                               "onclick=y>three</a></b><img src=y>four</p>";
    for (size_t limit = 0; limit < 2 * sizeof html; limit++) {
        struct buf out = BUF_INIT(limit);
        html_sanitise(html, sizeof html - 1, "", &out);
        const char *fault = safe_html_fault(out.data, out.n);
        check_string(out.data, fault == NULL ? "safe" : fault, "safe");
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vectors),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_value_limits),
        cmocka_unit_test(test_values_that_grow),
        cmocka_unit_test(test_srcset_limit),
        cmocka_unit_test(test_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
