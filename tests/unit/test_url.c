#include "test.h"

#include "weir/text/url.h"

static void test_resolve(void **state)
{
    (void)state;
    static const char abc[] = "http://a/b/c/d;p?q";
    static const struct {
        const char *base, *ref, *want;
    } cases[] = {
        /* RFC 3986 §5.4.1, normal */
        {abc, "g:h", "g:h"},
        {abc, "g", "http://a/b/c/g"},
        {abc, "./g", "http://a/b/c/g"},
        {abc, "g/", "http://a/b/c/g/"},
        {abc, "/g", "http://a/g"},
        {abc, "//g", "http://g"},
        {abc, "?y", "http://a/b/c/d;p?y"},
        {abc, "g?y", "http://a/b/c/g?y"},
        {abc, "#s", "http://a/b/c/d;p?q#s"},
        {abc, "g#s", "http://a/b/c/g#s"},
        {abc, "g?y#s", "http://a/b/c/g?y#s"},
        {abc, ";x", "http://a/b/c/;x"},
        {abc, "g;x?y#s", "http://a/b/c/g;x?y#s"},
        {abc, "", "http://a/b/c/d;p?q"},
        {abc, ".", "http://a/b/c/"},
        {abc, "./", "http://a/b/c/"},
        {abc, "..", "http://a/b/"},
        {abc, "../g", "http://a/b/g"},
        {abc, "../..", "http://a/"},
        {abc, "../../g", "http://a/g"},
        /* §5.4.2, abnormal */
        {abc, "../../../g", "http://a/g"},
        {abc, "/./g", "http://a/g"},
        {abc, "/../g", "http://a/g"},
        {abc, "g.", "http://a/b/c/g."},
        {abc, "..g", "http://a/b/c/..g"},
        {abc, "./../g", "http://a/b/g"},
        {abc, "./g/.", "http://a/b/c/g/"},
        {abc, "g/./h", "http://a/b/c/g/h"},
        {abc, "g/../h", "http://a/b/c/h"},
        {abc, "g;x=1/../y", "http://a/b/c/y"},
        {abc, "g?y/../x", "http://a/b/c/g?y/../x"},
        {abc, "g#s/../x", "http://a/b/c/g#s/../x"},
        /* as documents have them */
        {"http://a", "g", "http://a/g"},
        {"http://a?q", "g", "http://a/g"},
        {"https://a/b", "//cdn.example/x.png", "https://cdn.example/x.png"},
        {abc, "  http://x/y \n", "http://x/y"},
        {abc, "\u3000/g\u00A0", "http://a/g"},
        {abc, "/a\n b\tc", "http://a/a%20bc"},
        {abc, "/a\u3000b\u00A0#", "http://a/a%E3%80%80b%C2%A0#"},
        {abc, "http://a/\u00A0?", "http://a/%C2%A0?"},
        {abc, "/a\x01\x7f", "http://a/a%01%7F"},
        {abc, "/\"<x>", "http://a/%22%3Cx%3E"},
        {abc, "\\g\\h?a\\b", "http://a/g/h?a\\b"},
        {abc, "http:\\\\x\\y", "http://x/y"},
        {abc, "ht\ntp:\\\\x\\y", "http://x/y"},
        {abc, "/知识?q=蒸馏", "http://a/知识?q=蒸馏"},
        {abc, "http://例子.测试/x", "http://例子.测试/x"},
        {abc, "http://x/a/../b", "http://x/b"},
        {abc, "mailto:me@example.org", "mailto:me@example.org"},
        {abc, "data:text/plain,a/../b", "data:text/plain,a/../b"},
        {abc, "javascript:alert(1)", "javascript:alert(1)"},
        {abc, "tag:example.org,2026:a/./b", "tag:example.org,2026:a/./b"},
        {"file:///srv/a/b", "../c", "file:///srv/c"},
        {"http://u:p@a:8080/b/", "c", "http://u:p@a:8080/b/c"},
        {" http://a/b ", "c", "http://a/c"},
        /* without a base that helps */
        {NULL, "a/../b", "a/../b"},
        {"", "/a b", "/a%20b"},
        {"feed.xml", "g", "g"},
        {"urn:x", "g", "g"},
        {NULL, "http://a/b/../c", "http://a/c"},
        {NULL, "", ""},
        {NULL, " \n", ""},
    };
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_string(cases[i].ref, url_resolve(&arena, cases[i].base, cases[i].ref), cases[i].want);
    arena_release(&arena);
}

static void test_resolve_is_linear(void **state)
{
    (void)state;
    enum { N = 200000 };
    struct arena arena;
    arena_init(&arena);
    char *path = arena_alloc(&arena, 3 * N + 2);
    for (size_t i = 0; i < N; i++)
        memcpy(path + 3 * i, i % 2 ? "/.." : "/aa", 3);
    check_string("many dots", url_resolve(&arena, "http://a/", path), "http://a/");
    arena_release(&arena);
}

static const char *text(struct arena *arena, struct url_part part)
{
    return part.p ? arena_copy(arena, part.p, part.n) : "-";
}

static void test_split(void **state)
{
    (void)state;
    static const struct {
        const char *url, *scheme, *user, *host, *port, *path, *query, *fragment;
    } cases[] = {
        {"http://u:p@h:80/a?b#c", "http", "u:p", "h", "80", "/a", "b", "c"},
        {"http://h", "http", "-", "h", "-", "", "-", "-"},
        {"http://[::1]:8080/", "http", "-", "[::1]", "8080", "/", "-", "-"},
        {"http://[::1]/", "http", "-", "[::1]", "-", "/", "-", "-"},
        {"http://a@b@c/", "http", "a@b", "c", "-", "/", "-", "-"},
        {"//h/a", "-", "-", "h", "-", "/a", "-", "-"},
        {"mailto:me@x", "mailto", "-", "-", "-", "me@x", "-", "-"},
        {"/a:b", "-", "-", "-", "-", "/a:b", "-", "-"},
        {"1a:b", "-", "-", "-", "-", "1a:b", "-", "-"},
        {"?q?r#f#g", "-", "-", "-", "-", "", "q?r", "f#g"},
        {"", "-", "-", "-", "-", "", "-", "-"},
        {"http:///a?", "http", "-", "", "-", "/a", "", "-"},
    };
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct url url = url_split(cases[i].url);
        check_string(cases[i].url, text(&arena, url.scheme), cases[i].scheme);
        check_string(cases[i].url, text(&arena, url.user), cases[i].user);
        check_string(cases[i].url, text(&arena, url.host), cases[i].host);
        check_string(cases[i].url, text(&arena, url.port), cases[i].port);
        check_string(cases[i].url, text(&arena, url.path), cases[i].path);
        check_string(cases[i].url, text(&arena, url.query), cases[i].query);
        check_string(cases[i].url, text(&arena, url.fragment), cases[i].fragment);
    }
    arena_release(&arena);
}

static void test_parts(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    static const struct {
        const char *url;
        bool is_http;
        const char *host;
    } cases[] = {
        {"http://Example.ORG:80/", true, "example.org"},
        {"HTTPS://u@[2001:DB8::1]/", true, "2001:db8::1"},
        {"http://127%2E0.0.1/", true, "127.0.0.1"},
        {"ftp://h/", false, "h"},
        {"http:/h", false, ""},
        {"http://", false, ""},
        {"example.org", false, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_number(cases[i].url, url_is_http(cases[i].url), cases[i].is_http);
        check_string(cases[i].url, url_host(&arena, cases[i].url), cases[i].host);
    }
    check_string("escape", url_escape(&arena, "a/b c~知?"), "a%2Fb%20c~%E7%9F%A5%3F");
    arena_release(&arena);
}

static void test_query(void **state)
{
    (void)state;
    static const struct {
        const char *url, *name, *want;
    } cases[] = {
        {"https://mp.weixin.qq.com/s?__biz=MzA3==&mid=22&sn=ab#rd", "__biz", "MzA3=="},
        {"https://mp.weixin.qq.com/s?__biz=MzA3==&mid=22&sn=ab#rd", "sn", "ab"},
        {"https://mp.weixin.qq.com/s?__biz=Mz&amp;mid=22&amp;idx=1", "mid", "22"},
        {"?url=http%3A%2F%2Fx%2f%E7%9F%A5", "url", "http://x/知"},
        {"?a=%zz%4", "a", "%zz%4"},
        {"?a=x%00y%FF", "a", "xy\uFFFD"},
        {"?a+b=c+d", "a+b", "c+d"},
        {"?a=1&a=2", "a", "1"},
        {"?ab=1&a", "a", ""},
        {"?ab=1", "a", NULL},
        {"/a=1", "a", NULL},
        {"#?a=1", "a", NULL},
        {"?", "a", NULL},
    };
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = url_query(&arena, cases[i].url, cases[i].name);
        check_string(cases[i].url, got ? got : "(none)", cases[i].want ? cases[i].want : "(none)");
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_resolve), cmocka_unit_test(test_resolve_is_linear),
        cmocka_unit_test(test_split),   cmocka_unit_test(test_parts),
        cmocka_unit_test(test_query),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
