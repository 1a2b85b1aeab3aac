#include "serve_fixture.h"

/* Says what was asked, and how. */
static unsigned echo(const struct serve_request *request, void *arg, struct buf *out)
{
    const char *q = serve_query(request, "q");
    buf_addf(out, "%s%s", (const char *)arg, q);
    return *q == '!' ? 400 : 200;
}

/* Says what was brought, where, and by whom. */
static unsigned take(const struct serve_request *request, void *arg, struct buf *out)
{
    (void)arg;
    buf_addf(out, "%s %zu %.10s by %s", request->below, request->body_n, request->body,
             serve_header(request, "x-name"));
    return 202;
}

#define BODY_LIMIT 50000

static const struct serve_route taken[] = {
    {"POST", "/push/", "text/x-taken", BODY_LIMIT, take, NULL},
    {"POST", "/flood", "text/x-taken", SERVE_LIMIT_BODIES, take, NULL},
    {"GET", "/push/", "text/x-echo", 0, echo, NULL},
};
static char push_arg[] = "pushed: ";

static void site_routes(struct serve *serve)
{
    serve_routes(serve, taken, sizeof taken / sizeof *taken, push_arg);
}

/* Posts `n` bytes of x with these headers; the answer's status. */
static int post(struct site *site, const char *path, const char *headers, size_t n, struct client *client)
{
    char *request = malloc(n + 512);
    int head =
        sprintf(request, "POST %s HTTP/1.1\r\nHost: weir\r\nConnection: close\r\n%s\r\n", path, headers);
    memset(request + head, 'x', n);
    request[(size_t)head + n] = '\0';
    exchange(site->loop, serve_port(site->serve), request, client);
    free(request);
    return client->n > 12 ? atoi(client->text + 9) : 0;
}

static void what_is_posted_arrives_whole(void **state)
{
    struct site site = site_open();
    struct client client;
    (void)state;
    check_number("short", post(&site, "/push/a/b?q=1", "Content-Length: 3\r\nX-NAME: me\r\n", 3, &client),
                 202);
    check_string("short", body_of(client.text), "a/b 3 xxx by me");
    check_string("its type", field(client.text, "Content-Type"), "text/x-taken");
    check_number("none", post(&site, "/push/", "", 0, &client), 202);
    check_string("none", body_of(client.text), " 0  by ");
    check_number("long", post(&site, "/push/", "Content-Length: 50000\r\n", BODY_LIMIT, &client), 202);
    check_string("long", body_of(client.text), " 50000 xxxxxxxxxx by ");
    site_close(&site);
}

static void what_is_posted_has_its_limit(void **state)
{
    struct site site = site_open();
    struct client client;
    char chunk[32];
    (void)state;
    check_number("said", post(&site, "/push/", "Content-Length: 50001\r\n", 0, &client), 413);
    snprintf(chunk, sizeof chunk, "\r\n%x\r\n", BODY_LIMIT + 1);
    char headers[128];
    snprintf(headers, sizeof headers, "Transfer-Encoding: chunked\r\n%s", chunk);
    check_number("not said", post(&site, "/push/", headers, BODY_LIMIT + 1, &client), 0);
    site_close(&site);
}

/* While one client keeps room for all that may come, another is asked to wait; and no longer. */
static void bodies_have_their_limit_together(void **state)
{
    static const char head[] = "POST /flood HTTP/1.1\r\nHost: weir\r\nContent-Length: 67108864\r\n\r\nx";
    struct site site = site_open();
    struct client client;
    int fd = client_connect(serve_port(site.serve));
    (void)state;
    assert_int_equal(SERVE_LIMIT_BODIES, 67108864);
    assert_int_equal(send(fd, head, sizeof head - 1, MSG_NOSIGNAL), sizeof head - 1);
    run_for(site.loop, 0.1);
    check_number("meanwhile", post(&site, "/push/", "Content-Length: 3\r\n", 3, &client), 503);
    check_string("when", field(client.text, "Retry-After"), "60");
    close(fd);
    run_for(site.loop, 0.1);
    check_number("afterwards", post(&site, "/push/", "Content-Length: 3\r\n", 3, &client), 202);
    site_close(&site);
}

static void a_path_of_another_method_says_which(void **state)
{
    static const struct {
        const char *line, *status, *allow, *body;
    } cases[] = {
        {"GET /push/here?q=it", "200", "", "pushed: it"},
        {"GET /push", "404", "", "404: there is no such file\n"},
        {"GET /flood", "405", "POST", "405: the Allow header says which methods are\n"},
        {"PUT /push/", "405", "GET, HEAD, POST", "405: the Allow header says which methods are\n"},
    };
    struct site site = site_open();
    struct client client;
    char request[256];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        request_for(request, sizeof request, cases[i].line, "");
        exchange(site.loop, serve_port(site.serve), request, &client);
        check_string(cases[i].line, field(client.text, "Allow"), cases[i].allow);
        check_string(cases[i].line, body_of(client.text), cases[i].body);
        check_string(cases[i].line, (client.text[12] = '\0', client.text + 9), cases[i].status);
    }
    site_close(&site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_posted_arrives_whole),
        cmocka_unit_test(what_is_posted_has_its_limit),
        cmocka_unit_test(bodies_have_their_limit_together),
        cmocka_unit_test(a_path_of_another_method_says_which),
    };
    return cmocka_run_group_tests(tests, make_site, remove_site);
}
