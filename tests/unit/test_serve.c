#include "test.h"

#include <arpa/inet.h>
#include <ev.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "../../src/serve/rules.h"
#include "weir/serve/serve.h"
#include "weir/text/date.h"

#define MODIFIED_AT ((int64_t)1795246200) /* Sat, 21 Nov 2026 07:30:00 GMT */
#define ETAG        "\"6b01467800-0\""

/* A published folder, and things beside it that nobody may see. */
static char base[64];

static void put(const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", base, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    struct timeval times[2] = {{.tv_sec = MODIFIED_AT}, {.tv_sec = MODIFIED_AT}};
    utimes(path, times);
}

static void folder(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", base, name);
    assert_int_equal(mkdir(path, 0755), 0);
}

static void link_to(const char *target, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", base, name);
    assert_int_equal(symlink(target, path), 0);
}

static int make_site(void **state)
{
    (void)state;
    snprintf(base, sizeof base, "/tmp/weir-serve-XXXXXX");
    assert_non_null(mkdtemp(base));
    folder("public"), folder("public/topics"), folder("public/.git"), folder("public/话题");
    put("secret", "secret\n");
    put("public/index.html", "<p>home\n");
    put("public/feed.atom", "0123456789");
    put("public/empty.md", "");
    put("public/topics/nlp.json", "{}\n");
    put("public/topics/index.html", "<p>topics\n");
    put("public/话题/知识蒸馏.md", "# 知识蒸馏\n");
    put("public/sources.opml", "<opml/>\n");
    put("public/.hidden", "secret\n");
    put("public/.git/config", "secret\n");
    put("public/a b%.txt", "odd\n");
    link_to("../secret", "public/out.txt");
    link_to("..", "public/up");
    link_to("feed.atom", "public/in.txt");
    char fifo[128];
    snprintf(fifo, sizeof fifo, "%s/public/fifo", base);
    assert_int_equal(mkfifo(fifo, 0644), 0);
    return 0;
}

static int remove_site(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -r %s", base);
    return system(command);
}

struct client {
    ev_io io;
    char text[64 << 10];
    size_t n;
    bool ended;
};

static void client_read(struct ev_loop *loop, ev_io *io, int events)
{
    struct client *client = (struct client *)io;
    (void)events;
    ssize_t n = read(io->fd, client->text + client->n, sizeof client->text - 1 - client->n);
    if (n > 0) {
        client->n += (size_t)n;
        client->text[client->n] = '\0';
        return;
    }
    client->ended = true;
    ev_io_stop(loop, io);
    ev_break(loop, EVBREAK_ALL);
}

static int client_connect(int port)
{
    struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    inet_pton(AF_INET, "127.0.0.1", &in.sin_addr);
    assert_int_equal(connect(fd, (struct sockaddr *)&in, sizeof in), 0);
    return fd;
}

static void stop(struct ev_loop *loop, ev_timer *timer, int events)
{
    (void)timer, (void)events;
    ev_break(loop, EVBREAK_ALL);
}

/* Sends the request and reads until the server closes, 5 s at most. */
static void exchange(struct ev_loop *loop, int port, const char *request, struct client *client)
{
    ev_timer guard;
    int fd = client_connect(port);
    *client = (struct client){.n = 0};
    assert_int_equal(send(fd, request, strlen(request), MSG_NOSIGNAL), strlen(request));
    ev_io_init(&client->io, client_read, fd, EV_READ);
    ev_io_start(loop, &client->io);
    ev_timer_init(&guard, stop, 5, 0);
    ev_timer_start(loop, &guard);
    ev_run(loop, 0);
    ev_timer_stop(loop, &guard);
    ev_io_stop(loop, &client->io);
    close(fd);
    assert_true(client->ended);
}

struct site {
    struct ev_loop *loop;
    struct serve *serve;
};

/* Says what was asked, and how. */
static unsigned echo(const char *q, void *arg, struct buf *out)
{
    buf_addf(out, "%s%s", (const char *)arg, q);
    return *q == '!' ? 400 : 200;
}

static const struct serve_page made[] = {{"/made", "text/x-echo", echo}};
static char echo_arg[] = "asked: ";

static struct site site_open(void)
{
    struct error err;
    char public[128];
    struct site site = {.loop = ev_loop_new(EVFLAG_AUTO)};
    snprintf(public, sizeof public, "%s/public", base);
    assert_int_equal(serve_start(site.loop, "127.0.0.1:0", public, &site.serve, &err), 0);
    assert_true(serve_port(site.serve) > 0);
    serve_pages(site.serve, made, 1, echo_arg);
    return site;
}

static void site_close(struct site *site)
{
    serve_stop(site->serve);
    ev_loop_destroy(site->loop);
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
    {"/fifo", "404", NULL, "text/plain; charset=utf-8"},
    {"/made?q=%E7%9F%A5%E8%AF%86+a%26b&x=1", "200", "asked: 知识 a&b", "text/x-echo"},
    {"/made", "200", "asked: ", "text/x-echo"},
    {"/made?q=!", "400", "asked: !", "text/x-echo"},
    {"HEAD /made", "200", "", "text/x-echo"},
    {"/made/", "404", NULL, "text/plain; charset=utf-8"},
    {"POST /made", "405", "405: only GET and HEAD\n", "text/plain; charset=utf-8"},
    {"POST /feed.atom", "405", "405: only GET and HEAD\n", "text/plain; charset=utf-8"},
    {"DELETE /feed.atom", "405", "405: only GET and HEAD\n", "text/plain; charset=utf-8"},
    {"OPTIONS /", "405", "405: only GET and HEAD\n", "text/plain; charset=utf-8"},
};

static const char *body_of(const char *answer)
{
    const char *end = strstr(answer, "\r\n\r\n");
    return end != NULL ? end + 4 : "";
}

/* The value of a header, in a buffer of the test's; "" when it is absent. */
static const char *field(const char *answer, const char *name)
{
    static char value[256];
    char line[64];
    snprintf(line, sizeof line, "\r\n%s: ", name);
    const char *p = strstr(answer, line);
    if (p == NULL || p > body_of(answer))
        return "";
    p += strlen(line);
    snprintf(value, sizeof value, "%.*s", (int)strcspn(p, "\r"), p);
    return value;
}

static void request_for(char *out, size_t n, const char *path, const char *headers)
{
    snprintf(out, n, "%s%s HTTP/1.1\r\nHost: weir\r\nConnection: close\r\n%s\r\n",
             path[0] == '/' ? "GET " : "", path, headers);
}

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

static void files_are_not_sent_twice(void **state)
{
    struct site site = site_open();
    struct client client;
    char request[512], headers[256], etag[64];
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

static const struct {
    const char *if_none_match, *if_modified_since;
    bool not_modified;
} conditions[] = {
    {NULL, NULL, false},
    {ETAG, NULL, true},
    {"W/" ETAG, NULL, true},
    {"*", NULL, true},
    {"\"a\", " ETAG, NULL, true},
    {"\"a\"," ETAG ",\"b\"", NULL, true},
    {"\"a," ETAG "\"", NULL, false},
    {"\"other\"", NULL, false},
    {"unquoted", NULL, false},
    {"", NULL, false},
    {"\"other\"", "Sat, 21 Nov 2026 07:30:00 GMT", false},
    {NULL, "Sat, 21 Nov 2026 07:30:00 GMT", true},
    {NULL, "Sat, 21 Nov 2026 07:29:59 GMT", false},
    {NULL, "Sun, 22 Nov 2026 00:00:00 GMT", true},
    {NULL, "yesterday", false},
};

static void conditions_follow_the_rfc(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        const char *what =
            conditions[i].if_none_match != NULL ? conditions[i].if_none_match : "no If-None-Match";
        check_number(what,
                     rules_not_modified(conditions[i].if_none_match, conditions[i].if_modified_since, ETAG,
                                        MODIFIED_AT),
                     conditions[i].not_modified);
    }
}

static const struct {
    const char *range, *if_range;
    uint64_t size;
    enum range kind;
    uint64_t from, n;
} ranges[] = {
    {NULL, NULL, 10, RANGE_ALL, 0, 0},
    {"bytes=0-0", NULL, 10, RANGE_PART, 0, 1},
    {"bytes=0-99", NULL, 10, RANGE_PART, 0, 10},
    {"bytes=9-9", NULL, 10, RANGE_PART, 9, 1},
    {"bytes=-99", NULL, 10, RANGE_PART, 0, 10},
    {"bytes=-0", NULL, 10, RANGE_BEYOND, 0, 0},
    {"bytes=0-", NULL, 0, RANGE_BEYOND, 0, 0},
    {"bytes=99999999999999999999999-", NULL, 10, RANGE_BEYOND, 0, 0},
    {"bytes=4-2", NULL, 10, RANGE_ALL, 0, 0},
    {"bytes=-", NULL, 10, RANGE_ALL, 0, 0},
    {"bytes=", NULL, 10, RANGE_ALL, 0, 0},
    {"bytes=a-b", NULL, 10, RANGE_ALL, 0, 0},
    {"bytes=1-2x", NULL, 10, RANGE_ALL, 0, 0},
    {"lines=1-2", NULL, 10, RANGE_ALL, 0, 0},
    {"bytes=1-2", ETAG, 10, RANGE_PART, 1, 2},
    {"bytes=1-2", "\"other\"", 10, RANGE_ALL, 0, 0},
    {"bytes=1-2", "W/" ETAG, 10, RANGE_ALL, 0, 0},
    {"bytes=1-2", "Sat, 21 Nov 2026 07:30:00 GMT", 10, RANGE_PART, 1, 2},
    {"bytes=1-2", "Sat, 21 Nov 2026 07:30:01 GMT", 10, RANGE_ALL, 0, 0},
};

static void ranges_follow_the_rfc(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        const char *what = ranges[i].range != NULL ? ranges[i].range : "no Range";
        uint64_t from = 0, n = 0;
        check_number(
            what,
            rules_range(ranges[i].range, ranges[i].if_range, ETAG, MODIFIED_AT, ranges[i].size, &from, &n),
            ranges[i].kind);
        check_number(what, from, ranges[i].from);
        check_number(what, n, ranges[i].n);
    }
}

static void one_client_has_few_connections(void **state)
{
    enum { MORE = SERVE_LIMIT_PER_ADDRESS + 4 };
    struct site site = site_open();
    struct client *clients = calloc(MORE, sizeof *clients);
    ev_timer guard;
    int n_refused = 0;
    (void)state;
    for (int i = 0; i < MORE; i++) {
        ev_io_init(&clients[i].io, client_read, client_connect(serve_port(site.serve)), EV_READ);
        ev_io_start(site.loop, &clients[i].io);
    }
    ev_timer_init(&guard, stop, 5, 0);
    ev_timer_start(site.loop, &guard);
    for (int n_ended = 0; n_ended < 4 && ev_is_active(&guard); n_ended++)
        ev_run(site.loop, 0); /* each end breaks the loop */
    ev_timer_stop(site.loop, &guard);
    ev_timer_set(&guard, 0.1, 0); /* time for one too many */
    ev_timer_start(site.loop, &guard);
    ev_run(site.loop, 0);
    ev_timer_stop(site.loop, &guard);
    for (int i = 0; i < MORE; i++) {
        n_refused += clients[i].ended;
        ev_io_stop(site.loop, &clients[i].io);
        close(clients[i].io.fd);
    }
    check_number("refused", n_refused, 4);
    site_close(&site);
    free(clients);
}

static void headers_have_their_limit(void **state)
{
    struct site site = site_open();
    struct client client;
    char *request = malloc(SERVE_LIMIT_MEMORY + 256);
    (void)state;
    int n = sprintf(request, "GET / HTTP/1.1\r\nHost: weir\r\nConnection: close\r\nX: ");
    memset(request + n, 'x', SERVE_LIMIT_MEMORY);
    strcpy(request + n + SERVE_LIMIT_MEMORY, "\r\n\r\n");
    exchange(site.loop, serve_port(site.serve), request, &client);
    assert_int_equal(strncmp(client.text, "HTTP/1.1 431 ", 13), 0);
    free(request);
    site_close(&site);
}

static const struct {
    const char *listen;
    enum status status;
} listens[] = {
    {"127.0.0.1:0", STATUS_OK},
    {":0", STATUS_OK},
    {"localhost:0", STATUS_OK},
    {"8470", STATUS_CONFIG},
    {"127.0.0.1:", STATUS_CONFIG},
    {"127.0.0.1:http", STATUS_CONFIG},
    {"127.0.0.1:70000", STATUS_CONFIG},
    {"[::1:0", STATUS_CONFIG},
    {"192.0.2.1:0", STATUS_CANNOT_CREATE},
};

static void listen_has_three_forms(void **state)
{
    struct ev_loop *loop = ev_loop_new(EVFLAG_AUTO);
    (void)state;
    for (size_t i = 0; i < sizeof listens / sizeof *listens; i++) {
        struct error err = {.status = STATUS_OK};
        struct serve *serve = NULL;
        serve_start(loop, listens[i].listen, base, &serve, &err);
        check_number(listens[i].listen, err.status, listens[i].status);
        serve_stop(serve);
    }
    ev_loop_destroy(loop);
}

static void a_port_in_use_is_an_error(void **state)
{
    struct site site = site_open();
    struct serve *serve = NULL;
    struct error err;
    char listen[32];
    (void)state;
    snprintf(listen, sizeof listen, "127.0.0.1:%d", serve_port(site.serve));
    assert_int_equal(serve_start(site.loop, listen, base, &serve, &err), -1);
    assert_non_null(strstr(err.text, "Address already in use"));
    site_close(&site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_have_their_pages),    cmocka_unit_test(files_are_not_sent_twice),
        cmocka_unit_test(parts_are_sent_alone),      cmocka_unit_test(conditions_follow_the_rfc),
        cmocka_unit_test(ranges_follow_the_rfc),     cmocka_unit_test(one_client_has_few_connections),
        cmocka_unit_test(headers_have_their_limit),  cmocka_unit_test(listen_has_three_forms),
        cmocka_unit_test(a_port_in_use_is_an_error),
    };
    return cmocka_run_group_tests(tests, make_site, remove_site);
}
