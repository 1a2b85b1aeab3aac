#include "serve_fixture.h"

/* Says what was asked, and how. */
static unsigned echo(const struct serve_request *request, void *arg, struct buf *out)
{
    const char *q = serve_query(request, "q");
    buf_addf(out, "%s%s", (const char *)arg, q);
    return *q == '!' ? 400 : 200;
}

static const struct serve_route made[] = {
    {"GET", "/made", "text/x-echo", 0, echo, NULL},
};
static char echo_arg[] = "asked: ";

static void site_routes(struct serve *serve)
{
    serve_routes(serve, made, 1, echo_arg);
}

static const struct {
    const char *path; /* or a whole request line */
    const char *status, *body, *type;
} pages[] = {
    {"/", "200", "<p>home\n", "text/html; charset=utf-8"},
    {"/index.html", "200", "<p>home\n", "text/html; charset=utf-8"},
    {"/feed.atom", "200", "0123456789", "application/atom+xml; charset=utf-8"},
    {"/feed.atom?x=y", "200", "0123456789", "application/atom+xml; charset=utf-8"},
    {"//feed.atom", "200", "0123456789", "application/atom+xml; charset=utf-8"},
    {"/empty.md", "200", "", "text/markdown; charset=utf-8"},
    {"/topics/nlp.json", "200", "{}\n", "application/feed+json; charset=utf-8"},
    {"/topics/", "200", "<p>topics\n", "text/html; charset=utf-8"},
    {"/sources.opml", "200", "<opml/>\n", "text/x-opml; charset=utf-8"},
    {"/%E8%AF%9D%E9%A2%98/%E7%9F%A5%E8%AF%86%E8%92%B8%E9%A6%8F.md", "200", "# 知识蒸馏\n",
     "text/markdown; charset=utf-8"},
    {"/话题/知识蒸馏.md", "200", "# 知识蒸馏\n", "text/markdown; charset=utf-8"},
    {"/a%20b%25.txt", "200", "odd\n", "text/plain; charset=utf-8"},
    {"HEAD /feed.atom", "200", "", "application/atom+xml; charset=utf-8"},
    {"/none", "404", "404: there is no such file\n", "text/plain; charset=utf-8"},
    {"/topics", "404", "404: there is no such file\n", "text/plain; charset=utf-8"},
    {"/feed.atom/", "404", NULL, "text/plain; charset=utf-8"},
    {"/话题/", "404", NULL, "text/plain; charset=utf-8"},
    {"/.hidden", "404", NULL, "text/plain; charset=utf-8"},
    {"/.git/config", "404", NULL, "text/plain; charset=utf-8"},
    {"/topics/../feed.atom", "404", NULL, "text/plain; charset=utf-8"},
    {"/../secret", "404", NULL, "text/plain; charset=utf-8"},
    {"/%2e%2e/secret", "404", NULL, "text/plain; charset=utf-8"},
    {"/..%2fsecret", "404", NULL, "text/plain; charset=utf-8"},
    {"/%2E%2E%2Fsecret", "404", NULL, "text/plain; charset=utf-8"},
    {"/out.txt", "404", NULL, "text/plain; charset=utf-8"},
    {"/up/secret", "404", NULL, "text/plain; charset=utf-8"},
    {"/in.txt", "404", NULL, "text/plain; charset=utf-8"},
    {"/feed.atom%00", "404", NULL, "text/plain; charset=utf-8"},
    {"/feed.atom%00.html", "404", NULL, "text/plain; charset=utf-8"},
    {"/%00feed.atom", "404", NULL, "text/plain; charset=utf-8"},
    {"/feed.atom%0a", "404", NULL, "text/plain; charset=utf-8"},
    {"/feed.atom%", "404", NULL, "text/plain; charset=utf-8"},
    {"/feed.atom%2", "404", NULL, "text/plain; charset=utf-8"},
    {"/feed.atom%2fx", "404", NULL, "text/plain; charset=utf-8"},
    {"/%252e%252e/secret", "404", NULL, "text/plain; charset=utf-8"},
    {"/%c0%ae%c0%ae/secret", "404", NULL, "text/plain; charset=utf-8"},
    {"/..\\secret", "404", NULL, "text/plain; charset=utf-8"},
    {"/./feed.atom", "404", NULL, "text/plain; charset=utf-8"},
    {"/topics/./nlp.json", "404", NULL, "text/plain; charset=utf-8"},
    {"GET http://weir/feed.atom", "200", "0123456789", "application/atom+xml; charset=utf-8"},
    {"GET https://weir", "200", "<p>home\n", "text/html; charset=utf-8"},
    {"GET http://weir/../secret", "404", NULL, "text/plain; charset=utf-8"},
    {"GET feed.atom", "404", NULL, "text/plain; charset=utf-8"},
    {"OPTIONS *", "405", "405: the Allow header says which methods are\n", "text/plain; charset=utf-8"},
    {"/fifo", "404", NULL, "text/plain; charset=utf-8"},
    {"/made?q=%E7%9F%A5%E8%AF%86+a%26b&x=1", "200", "asked: 知识 a&b", "text/x-echo"},
    {"/made?q=a%00b%e7%9f%a5%zz", "200", "asked: a%00b知%zz", "text/x-echo"},
    {"/made", "200", "asked: ", "text/x-echo"},
    {"/made?q=!", "400", "asked: !", "text/x-echo"},
    {"HEAD /made", "200", "", "text/x-echo"},
    {"/made/", "404", NULL, "text/plain; charset=utf-8"},
    {"POST /made", "405", "405: the Allow header says which methods are\n", "text/plain; charset=utf-8"},
    {"POST /feed.atom", "405", "405: the Allow header says which methods are\n", "text/plain; charset=utf-8"},
    {"DELETE /feed.atom", "405", "405: the Allow header says which methods are\n",
     "text/plain; charset=utf-8"},
    {"OPTIONS /", "405", "405: the Allow header says which methods are\n", "text/plain; charset=utf-8"},
};

static void files_have_their_pages(void **state)
{
    struct site site = site_open();
    struct client client;
    char request[512];
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        request_for(request, sizeof request, pages[i].path, "");
        exchange(site.loop, serve_port(site.serve), request, &client);
        check_string(pages[i].path, (client.text[12] = '\0', client.text + 9), pages[i].status);
        client.text[12] = ' ';
        check_string(pages[i].path, field(client.text, "Content-Type"), pages[i].type);
        if (pages[i].body != NULL)
            check_string(pages[i].path, body_of(client.text), pages[i].body);
        assert_null(strstr(client.text, "secret\n"));
        check_string(pages[i].path, field(client.text, "X-Content-Type-Options"), "nosniff");
        check_string(pages[i].path, field(client.text, "Referrer-Policy"), "no-referrer");
        assert_non_null(strstr(field(client.text, "Content-Security-Policy"), "default-src 'none'"));
    }
    site_close(&site);
}

static void pages_may_show_images_when_that_is_wanted(void **state)
{
    struct site site = site_open();
    struct client client;
    char request[512];
    (void)state;
    request_for(request, sizeof request, "/", "");
    exchange(site.loop, serve_port(site.serve), request, &client);
    assert_non_null(strstr(field(client.text, "Content-Security-Policy"), "img-src 'self' data:;"));
    site_close(&site);
    site = site_open_as((struct serve_site){.images = true});
    exchange(site.loop, serve_port(site.serve), request, &client);
    assert_non_null(strstr(field(client.text, "Content-Security-Policy"), "img-src https: http: data:;"));
    assert_non_null(strstr(field(client.text, "Content-Security-Policy"), "default-src 'none';"));
    site_close(&site);
}

static void files_are_not_sent_twice(void **state)
{
    struct site site = site_open();
    struct client client;
    char request[1024], headers[512], etag[256];
    (void)state;
    request_for(request, sizeof request, "/feed.atom", "");
    exchange(site.loop, serve_port(site.serve), request, &client);
    check_string("Last-Modified", field(client.text, "Last-Modified"), "Sat, 21 Nov 2026 07:30:00 GMT");
    check_string("Cache-Control", field(client.text, "Cache-Control"), "public, max-age=60");
    snprintf(etag, sizeof etag, "%s", field(client.text, "ETag"));
    snprintf(headers, sizeof headers, "If-None-Match: %s\r\n", etag);
    request_for(request, sizeof request, "/feed.atom", headers);
    exchange(site.loop, serve_port(site.serve), request, &client);
    assert_int_equal(strncmp(client.text, "HTTP/1.1 304 ", 13), 0);
    check_string("its body", body_of(client.text), "");
    check_string("its ETag", field(client.text, "ETag"), etag);
    put("public/feed.atom", "01234567890");
    exchange(site.loop, serve_port(site.serve), request, &client);
    assert_int_equal(strncmp(client.text, "HTTP/1.1 200 ", 13), 0);
    put("public/feed.atom", "0123456789");
    site_close(&site);
}

static void parts_are_sent_alone(void **state)
{
    static const struct {
        const char *range, *status, *content_range, *body;
    } parts[] = {
        {"bytes=2-4", "206", "bytes 2-4/10", "234"},
        {"bytes=7-", "206", "bytes 7-9/10", "789"},
        {"bytes=-3", "206", "bytes 7-9/10", "789"},
        {"bytes=10-", "416", "bytes */10", "416: the file is shorter than that\n"},
        {"bytes=0-1,3-4", "200", "", "0123456789"},
    };
    struct site site = site_open();
    struct client client;
    char request[512], headers[256];
    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        snprintf(headers, sizeof headers, "Range: %s\r\n", parts[i].range);
        request_for(request, sizeof request, "/feed.atom", headers);
        exchange(site.loop, serve_port(site.serve), request, &client);
        check_string(parts[i].range, field(client.text, "Content-Range"), parts[i].content_range);
        check_string(parts[i].range, body_of(client.text), parts[i].body);
        assert_int_equal(strncmp(client.text + 9, parts[i].status, 3), 0);
    }
    site_close(&site);
}

/* A reader asks for many feeds; it connects once, also where one is missing or a GET brings a body. */
static void a_connection_serves_many_requests(void **state)
{
    static const char *const kept[] = {
        "GET /feed.atom HTTP/1.1\r\nHost: weir\r\n\r\n",
        "GET /feed.atom HTTP/1.1\r\nHost: weir\r\nIf-None-Match: *\r\n\r\n",
        "GET /none HTTP/1.1\r\nHost: weir\r\n\r\n",
        "GET /made?q=x HTTP/1.1\r\nHost: weir\r\n\r\n",
        "GET /topics/ HTTP/1.1\r\nHost: weir\r\nContent-Length: 3\r\n\r\nabc",
    };
    static const char *const statuses[] = {"200", "304", "404", "200", "200", "200"};
    struct site site = site_open();
    struct client client;
    char requests[1024] = "", last[256];
    (void)state;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        strcat(requests, kept[i]);
    request_for(last, sizeof last, "/", "");
    exchange(site.loop, serve_port(site.serve), strcat(requests, last), &client);
    const char *at = client.text;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        at = strstr(at, "HTTP/1.1 ");
        assert_non_null(at);
        assert_memory_equal(at + 9, statuses[i], 3);
        at += 12;
    }
    assert_null(strstr(at, "HTTP/1.1 "));
    site_close(&site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_have_their_pages),
        cmocka_unit_test(pages_may_show_images_when_that_is_wanted),
        cmocka_unit_test(files_are_not_sent_twice),
        cmocka_unit_test(parts_are_sent_alone),
        cmocka_unit_test(a_connection_serves_many_requests),
    };
    return cmocka_run_group_tests(tests, make_site, remove_site);
}
