#include "test.h"

#include <netdb.h>
#include <time.h>

#include "origin.h"
#include "weir/fetch/fetch.h"

/*
 * Names as a name server would answer, without one: the linker prefers this getaddrinfo to the system's.
 * Public names that lead to loopback are what an attacker would set up.
 */
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
    struct sockaddr_in *in = calloc(1, sizeof *in);
    *in = (struct sockaddr_in){.sin_family = AF_INET,
                               .sin_port = htons((uint16_t)atoi(service != NULL ? service : "0"))};
    if (strcmp(node, "hangs.example") == 0)
        nanosleep(&(struct timespec){.tv_sec = 3}, NULL);
    if (inet_pton(AF_INET, node, &in->sin_addr) != 1)
        inet_pton(AF_INET, "127.0.0.1", &in->sin_addr);
    if (strcmp(node, "unknown.example") == 0) {
        free(in);
        return EAI_NONAME;
    }
    *out = calloc(1, sizeof **out);
    **out = (struct addrinfo){.ai_family = AF_INET,
                              .ai_socktype = hints->ai_socktype,
                              .ai_addrlen = sizeof *in,
                              .ai_addr = (struct sockaddr *)in};
    return 0;
}

void freeaddrinfo(struct addrinfo *info)
{
    free(info->ai_addr);
    free(info);
}

/* Small and quick, so that each is reached. */
static const struct fetch_limits limits = {
    .n_concurrent = 8,
    .n_slow = 16,
    .slow_s = 0.2,
    .n_per_host = 2,
    .host_gap_s = 0,
    .connect_s = 1,
    .total_s = 2,
    .low_speed_bytes = 100,
    .low_speed_s = 1,
    .body_bytes = 64 << 10,
    .header_bytes = 8 << 10,
    .n_redirects = 7,
};

/* What a test keeps of a response, and how often it was called. */
struct seen {
    struct ev_loop *loop;
    int n_calls, n_left;
    enum fetch_outcome outcome;
    long http_status;
    int64_t fresh_s, retry_after_s;
    size_t body_n;
    char error[ERROR_TEXT_SIZE], body[64], url[256], moved_url[256], etag[256], last_modified[64],
        content_type[64];
};

#define KEEP(field) snprintf(seen->field, sizeof seen->field, "%s", response->field)

static void see(const struct fetch_response *response, void *arg)
{
    struct seen *seen = arg;
    seen->n_calls++;
    seen->outcome = response->outcome;
    seen->http_status = response->http_status;
    seen->fresh_s = response->fresh_s;
    seen->retry_after_s = response->retry_after_s;
    seen->body_n = response->body_n;
    KEEP(error), KEEP(body), KEEP(url), KEEP(moved_url), KEEP(etag), KEEP(last_modified), KEEP(content_type);
    if (--seen->n_left == 0)
        ev_break(seen->loop, EVBREAK_ALL);
}

static void give_up(struct ev_loop *loop, ev_timer *timer, int events)
{
    (void)timer, (void)events;
    ev_break(loop, EVBREAK_ALL);
}

/* Runs the loop until every request is answered, 10 s at most. */
static void run(struct seen *seen)
{
    ev_timer guard;
    ev_timer_init(&guard, give_up, 10, 0);
    ev_timer_start(seen->loop, &guard);
    ev_run(seen->loop, 0);
    ev_timer_stop(seen->loop, &guard);
    assert_int_equal(seen->n_left, 0);
}

struct bench {
    struct ev_loop *loop;
    struct origin_server *origin;
    struct fetch *fetch;
};

static struct bench bench_open(const struct reply *replies, const struct fetch_limits *with)
{
    struct error err;
    struct bench bench = {.loop = ev_loop_new(EVFLAG_AUTO)};
    bench.origin = origin_open(bench.loop, "127.0.0.1", replies);
    assert_int_equal(fetch_new(bench.loop, with, "weir/test (+mailto:me@example.org)", &bench.fetch, &err),
                     0);
    return bench;
}

static void bench_close(struct bench *bench)
{
    fetch_free(bench->fetch);
    origin_close(bench->origin);
    ev_loop_destroy(bench->loop);
}

static struct seen ask(struct bench *bench, const struct fetch_request *request)
{
    struct seen seen = {.loop = bench->loop, .n_left = 1};
    fetch_start(bench->fetch, request, see, &seen);
    assert_int_equal(seen.n_calls, 0);
    run(&seen);
    assert_int_equal(seen.n_calls, 1);
    assert_int_equal(fetch_n_pending(bench->fetch), 0);
    return seen;
}

#define OK                "HTTP/1.1 200 OK\r\n"
#define TO(status, where) "HTTP/1.1 " status " Moved\r\nLocation: " where "\r\nContent-Length: 0\r\n\r\n"

static const struct reply replies[] = {
    {"/hi", OK "ETag: W/\"x y\"\r\nLast-Modified: sat, 21 nov 2026\r\nContent-Type: application/atom+xml\r\n"
               "Cache-Control: max-age=1800\r\nContent-Length: 2\r\n\r\nhi"},
    {"/chunked", OK "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"},
    {"/%e4%b8%ad%e6%96%87", OK "Content-Length: 2\r\n\r\nhi"},
    {"/nothing-new", "HTTP/1.1 304 Not Modified\r\nETag: \"new\"\r\nCache-Control: max-age=60\r\n\r\n"},
    {"/empty", OK "Content-Length: 0\r\n\r\n"},
    {"/no-content", "HTTP/1.1 204 No Content\r\n\r\n"},
    {"/partial", "HTTP/1.1 206 Partial Content\r\nContent-Length: 2\r\n\r\nhi"},
    {"/gone", "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"},
    {"/busy", "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n"},
    {"/later", "HTTP/1.1 503 Service Unavailable\r\nDate: Sat, 21 Nov 2026 05:00:00 GMT\r\n"
               "Retry-After: Sat, 21 Nov 2026 05:10:00 GMT\r\nContent-Length: 0\r\n\r\n"},
    {"/early", "HTTP/1.1 103 Early Hints\r\nETag: \"early\"\r\n\r\n" OK "Content-Length: 2\r\n\r\nhi"},
    {"/cut", OK "Content-Length: 100\r\n\r\nhi"},
    {"/cut-chunked", OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhi"},
    {"/not-gzip", OK "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\nhi"},
    {"/reset", "", REPLY_RESET},
    {"/rubbish", "\x01\x02\x03\r\n\r\n"},
    {"/hang", "", REPLY_HANG},
    {"/hang-in-body", OK "Content-Length: 100\r\n\r\nhi", REPLY_HANG},
    {"/drip",
     OK "X-Slowly: one byte after the other, and never so many of them in a second that it would do\r\n\r\n",
     REPLY_DRIP, 0, 0.02},
    {"/301", TO("301", "/hi")},
    {"/308", TO("308", "/301")},
    {"/302", TO("302", "/hi")},
    {"/307", TO("307", "hi")},
    {"/303", TO("303", "?x")},
    {"/301-302", TO("301", "/302")},
    {"/301-304", TO("301", "/nothing-new")},
    {"/301-404", TO("301", "/none")},
    {"/301-file", TO("301", "file:///etc/passwd")},
    {"/301-ftp", TO("301", "ftp://example.org/")},
    {"/301-nowhere", "HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n"},
    {"/301-localhost", TO("301", "http://localhost/hi")},
    {"/301-metadata", TO("301", "http://169.254.169.254/latest/meta-data/")},
    {"/301-decimal", TO("302", "http://2130706433/")},
    {"/301-six", TO("307", "http://[::1]/")},
    {"/301-mapped", TO("308", "http://[::ffff:127.0.0.1]/")},
    {"/301-name", TO("301", "http://evil.example:1/")},
    {"/loop", TO("302", "/loop")},
    {"/r1", TO("301", "/r2")},
    {"/r2", TO("301", "/r3")},
    {"/r3", TO("301", "/r4")},
    {"/r4", TO("301", "/r5")},
    {"/r5", TO("301", "/r6")},
    {"/r6", TO("301", "/r7")},
    {"/r7", TO("301", "/hi")},
    {NULL},
};

static const struct answer_case {
    const char *path;
    const char *etag, *last_modified;
    bool allow_private;
    enum fetch_outcome outcome;
    long http_status;
    const char *body, *last_path, *moved_path, *error;
} answer_cases[] = {
    {"/hi", .http_status = 200, .body = "hi"},
    {"/chunked", .http_status = 200, .body = "hi"},
    {"/中文", .http_status = 200, .body = "hi"},
    {"/hi", .etag = "\"old\"", .http_status = 200, .body = "hi"},
    {"/nothing-new", .etag = "\"old\"", .outcome = FETCH_NOT_MODIFIED, .http_status = 304},
    {"/nothing-new", .last_modified = "x", .outcome = FETCH_NOT_MODIFIED, .http_status = 304},
    {"/nothing-new", .outcome = FETCH_HTTP, .http_status = 304,
     .error = "HTTP 304, although nothing was asked"},
    {"/empty", .http_status = 200},
    {"/no-content", .outcome = FETCH_HTTP, .http_status = 204, .error = "HTTP 204"},
    {"/partial", .outcome = FETCH_HTTP, .http_status = 206, .body = "hi", .error = "HTTP 206"},
    {"/none", .outcome = FETCH_HTTP, .http_status = 404, .error = "HTTP 404"},
    {"/gone", .outcome = FETCH_HTTP, .http_status = 410, .error = "HTTP 410"},
    {"/early", .http_status = 200, .body = "hi"},
    {"/cut", .outcome = FETCH_UNREACHABLE, .http_status = 200, .body = "hi", .error = "98 bytes remaining"},
    {"/cut-chunked", .outcome = FETCH_UNREACHABLE, .http_status = 200, .body = "hi",
     .error = "outstanding read data"},
    {"/not-gzip", .outcome = FETCH_UNREACHABLE, .http_status = 200, .error = "unencoding"},
    {"/reset", .outcome = FETCH_UNREACHABLE, .error = "reset"},
    {"/rubbish", .outcome = FETCH_UNREACHABLE, .error = "HTTP/0.9"},
    {"/hang", .outcome = FETCH_TIMEOUT, .error = "slow"},
    {"/hang-in-body", .outcome = FETCH_TIMEOUT, .http_status = 200, .body = "hi", .error = "slow"},
    {"/drip", .outcome = FETCH_TIMEOUT, .http_status = 200, .error = "slow"},
    {"/301", .http_status = 200, .body = "hi", .last_path = "/hi", .moved_path = "/hi"},
    {"/308", .http_status = 200, .body = "hi", .last_path = "/hi", .moved_path = "/hi"},
    {"/302", .http_status = 200, .body = "hi", .last_path = "/hi"},
    {"/307", .http_status = 200, .body = "hi", .last_path = "/hi"},
    {"/303", .outcome = FETCH_HTTP, .http_status = 404, .last_path = "/303?x", .error = "HTTP 404"},
    {"/301-302", .http_status = 200, .body = "hi", .last_path = "/hi"},
    {"/301-304", .etag = "\"old\"", .outcome = FETCH_NOT_MODIFIED, .http_status = 304,
     .last_path = "/nothing-new", .moved_path = "/nothing-new"},
    {"/301-404", .outcome = FETCH_HTTP, .http_status = 404, .last_path = "/none", .error = "HTTP 404"},
    {"/301-file", .outcome = FETCH_REFUSED, .http_status = 301, .error = "file:///etc/passwd"},
    {"/301-ftp", .outcome = FETCH_REFUSED, .http_status = 301, .error = "ftp://example.org/"},
    {"/301-nowhere", .outcome = FETCH_HTTP, .http_status = 301, .error = "HTTP 301 without a Location"},
    {"/301-localhost", .outcome = FETCH_REFUSED, .http_status = 301, .last_path = "http://localhost/hi",
     .error = "private address http://localhost/hi"},
    {"/301-metadata", .outcome = FETCH_REFUSED, .http_status = 301,
     .last_path = "http://169.254.169.254/latest/meta-data/", .error = "private address"},
    {"/301-decimal", .outcome = FETCH_REFUSED, .http_status = 302, .last_path = "http://127.0.0.1/",
     .error = "private address"},
    {"/301-six", .outcome = FETCH_REFUSED, .http_status = 307, .last_path = "http://[::1]/",
     .error = "private address"},
    {"/301-mapped", .outcome = FETCH_REFUSED, .http_status = 308, .last_path = "http://[::ffff:127.0.0.1]/",
     .error = "private address"},
    {"/301-name", .outcome = FETCH_REFUSED, .last_path = "http://evil.example:1/",
     .error = "private address"},
    {"/301-name", .allow_private = true, .outcome = FETCH_UNREACHABLE, .last_path = "http://evil.example:1/",
     .error = "connect"},
    {"/loop", .outcome = FETCH_REFUSED, .http_status = 302, .error = "more than 7 redirects"},
    {"/r1", .http_status = 200, .body = "hi", .last_path = "/hi", .moved_path = "/hi"},
    {"ftp://example.org/", .outcome = FETCH_REFUSED, .last_path = "ftp://example.org/",
     .error = "not an http"},
    {"file:///etc/passwd", .outcome = FETCH_REFUSED, .last_path = "file:///etc/passwd",
     .error = "not an http"},
    {"http://exa mple/", .outcome = FETCH_REFUSED, .last_path = "http://exa mple/",
     .error = "can be fetched"},
    {"http://unknown.example/", .outcome = FETCH_UNREACHABLE, .last_path = "http://unknown.example/",
     .error = "resolve"},
    {"http://evil.example:1/", .outcome = FETCH_REFUSED, .last_path = "http://evil.example:1/",
     .error = "private address"},
    {"http://hangs.example/", .outcome = FETCH_TIMEOUT, .last_path = "http://hangs.example/",
     .error = "Resolving"},
};

static const char *absolute(char *out, size_t n, const struct bench *bench, const char *path)
{
    if (path == NULL)
        return "";
    if (path[0] == '/')
        snprintf(out, n, "http://127.0.0.1:%d%s", bench->origin->port, path);
    else
        snprintf(out, n, "%s", path);
    return out;
}

static void each_answer_has_its_outcome(void **state)
{
    struct bench bench = bench_open(replies, &limits);
    (void)state;
    for (size_t i = 0; i < sizeof answer_cases / sizeof *answer_cases; i++) {
        const struct answer_case *c = &answer_cases[i];
        char url[256], last[256], moved[256];
        absolute(url, sizeof url, &bench, c->path);
        struct seen seen = ask(&bench, &(struct fetch_request){.url = url,
                                                               .etag = c->etag,
                                                               .last_modified = c->last_modified,
                                                               .allow_private = c->allow_private});
        check_number(c->path, seen.outcome, c->outcome);
        check_number(c->path, seen.http_status, c->http_status);
        check_string(c->path, seen.body, c->body != NULL ? c->body : "");
        check_string(c->path, seen.url,
                     absolute(last, sizeof last, &bench, c->last_path != NULL ? c->last_path : c->path));
        check_string(c->path, seen.moved_url, absolute(moved, sizeof moved, &bench, c->moved_path));
        if (c->error == NULL ? seen.error[0] != '\0' : strstr(seen.error, c->error) == NULL)
            check_string(c->path, seen.error, c->error != NULL ? c->error : "");
    }
    bench_close(&bench);
}

static void headers_of_the_answer_come_along(void **state)
{
    struct bench bench = bench_open(replies, &limits);
    char url[64];
    (void)state;
    struct seen seen = ask(&bench, &(struct fetch_request){.url = absolute(url, sizeof url, &bench, "/hi")});
    check_string("ETag", seen.etag, "W/\"x y\"");
    check_string("Last-Modified", seen.last_modified, "sat, 21 nov 2026");
    check_string("Content-Type", seen.content_type, "application/atom+xml");
    check_number("max-age", seen.fresh_s, 1800);
    seen = ask(&bench, &(struct fetch_request){.url = absolute(url, sizeof url, &bench, "/early")});
    check_string("ETag of an informational answer", seen.etag, "");
    seen = ask(&bench, &(struct fetch_request){.url = absolute(url, sizeof url, &bench, "/busy")});
    check_number("Retry-After", seen.retry_after_s, 120);
    bench_close(&bench);
    bench = bench_open(replies, &limits); /* the other one's host wants to be left alone by now */
    seen = ask(&bench, &(struct fetch_request){.url = absolute(url, sizeof url, &bench, "/later")});
    check_number("Retry-After", seen.retry_after_s, 600);
    bench_close(&bench);
}

/* Lines a request must and must not have. */
static void requests_are_well_mannered(void **state)
{
    static const char *const must[] = {
        "GET /hi HTTP/1.1\r\n",
        "\r\nUser-Agent: weir/test (+mailto:me@example.org)\r\n",
        "\r\nAccept: application/atom+xml, application/rss+xml,",
        "gzip",
        "br",
        "zstd",
        "\r\nIf-None-Match: W/\"x y\"\r\n",
        "\r\nIf-Modified-Since: sat, 21 nov 2026\r\n",
        "\r\nAccept-Language: zh-CN\r\n",
        "\r\nAuthorization: Basic bWU6cHc=\r\n",
    };
    static const char *const must_not[] = {"Cookie", "Referer", "Cache-Control", "Pragma"};
    const char *headers[] = {"Accept-Language: zh-CN"};
    struct bench bench = bench_open(replies, &limits);
    char url[64];
    (void)state;
    ask(&bench, &(struct fetch_request){.url = absolute(url, sizeof url, &bench, "/hi"),
                                        .etag = "W/\"x y\"",
                                        .last_modified = "sat, 21 nov 2026",
                                        .user = "me",
                                        .password = "pw",
                                        .headers = headers,
                                        .n_headers = 1});
    const char *request = bench.origin->requests[0].text;
    for (size_t i = 0; i < sizeof must / sizeof *must; i++)
        if (strstr(request, must[i]) == NULL)
            check_string("the request must have", request, must[i]);
    for (size_t i = 0; i < sizeof must_not / sizeof *must_not; i++)
        if (strstr(request, must_not[i]) != NULL)
            check_string("the request must not have", request, must_not[i]);
    bench_close(&bench);
}

static void secrets_stay_with_their_server(void **state)
{
    static struct reply there[] = {{"/there", OK "Content-Length: 2\r\n\r\nhi"}, {NULL}};
    char redirect[256], url[64];
    struct reply here[] = {{"/go", redirect}, {NULL}};
    const char *headers[] = {"X-Key: secret"};
    struct bench bench = bench_open(here, &limits);
    struct origin_server *other = origin_open(bench.loop, "127.0.0.1", there);
    (void)state;
    snprintf(redirect, sizeof redirect, TO("301", "http://127.0.0.1:%d/there"), other->port);
    struct seen seen = ask(&bench, &(struct fetch_request){.url = absolute(url, sizeof url, &bench, "/go"),
                                                           .user = "me",
                                                           .password = "pw",
                                                           .headers = headers,
                                                           .n_headers = 1,
                                                           .allow_private = true});
    check_number("outcome", seen.outcome, FETCH_OK);
    assert_non_null(strstr(bench.origin->requests[0].text, "X-Key: secret"));
    assert_non_null(strstr(bench.origin->requests[0].text, "Authorization"));
    assert_null(strstr(other->requests[0].text, "X-Key"));
    assert_null(strstr(other->requests[0].text, "Authorization"));
    origin_close(other);
    bench_close(&bench);
}

/* A connection that one source may have, kept alive, is no way in for another. */
static void kept_connections_are_judged_too(void **state)
{
    static const struct reply kept[] = {{"/hi", OK "Content-Length: 2\r\n\r\nhi", REPLY_KEEP}, {NULL}};
    struct bench bench = bench_open(kept, &limits);
    char url[64];
    (void)state;
    snprintf(url, sizeof url, "http://inner.example:%d/hi", bench.origin->port);
    struct seen seen = ask(&bench, &(struct fetch_request){.url = url, .allow_private = true});
    check_number("allowed", seen.outcome, FETCH_OK);
    seen = ask(&bench, &(struct fetch_request){.url = url});
    check_number("not allowed", seen.outcome, FETCH_REFUSED);
    seen = ask(&bench, &(struct fetch_request){.url = url, .allow_private = true});
    check_number("allowed", seen.outcome, FETCH_OK);
    check_number("requests that arrived", bench.origin->n_requests, 2);
    bench_close(&bench);
}

static void connections_are_kept(void **state)
{
    static const struct reply kept[] = {{"/hi", OK "Content-Length: 2\r\n\r\nhi", REPLY_KEEP}, {NULL}};
    struct bench bench = bench_open(kept, &limits);
    char url[64];
    (void)state;
    for (int i = 0; i < 5; i++)
        ask(&bench, &(struct fetch_request){.url = absolute(url, sizeof url, &bench, "/hi")});
    check_number("requests", bench.origin->n_requests, 5);
    check_number("connections", bench.origin->n_connections, 1);
    bench_close(&bench);
}

/* Bits, lowest first, as deflate wants them. */
struct bits {
    unsigned char *bytes;
    size_t n;
};

static void bits_add(struct bits *bits, unsigned code, int n)
{
    for (int i = 0; i < n; i++, bits->n++)
        bits->bytes[bits->n / 8] |= (unsigned char)((code >> i & 1) << (bits->n % 8));
}

/* gzip of `n_runs` × 258 bytes of NUL (RFC 1951 §3.2.6: one literal, then "258 bytes from 1 back", 13 bits
 * each). */
static size_t gzip_bomb(unsigned char *out, int n_runs)
{
    struct bits bits = {out, 0};
    static const unsigned char head[10] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
    memcpy(out, head, sizeof head);
    bits.n = sizeof head * 8;
    bits_add(&bits, 3, 3);    /* the last block, fixed codes */
    bits_add(&bits, 0x0c, 8); /* literal 0: 00110000, highest bit first */
    for (int i = 0; i < n_runs; i++) {
        bits_add(&bits, 0xa3, 8); /* length 258: 11000101, highest bit first */
        bits_add(&bits, 0, 5);    /* distance 1 */
    }
    return bits.n / 8;
}

static void sizes_are_counted_decoded(void **state)
{
    static const char gzip[] = OK "Content-Encoding: gzip\r\n\r\n";
    static const char plain[] = OK "\r\n";
    static const char many[] = OK, line[] = "X-Much: and again\r\n";
    enum { HUGE = 200 << 10 };
    char *bomb = calloc(1, HUGE), *huge = calloc(1, HUGE), *headers = calloc(1, HUGE);
    memcpy(bomb, gzip, sizeof gzip - 1);
    size_t bomb_n = sizeof gzip - 1 + gzip_bomb((unsigned char *)bomb + sizeof gzip - 1, 20000);
    memset(huge, 'x', HUGE);
    memcpy(huge, plain, sizeof plain - 1);
    memcpy(headers, many, sizeof many - 1);
    for (size_t n = sizeof many - 1; n + sizeof line < HUGE; n += sizeof line - 1)
        memcpy(headers + n, line, sizeof line - 1);
    const struct reply large[] = {{"/bomb", bomb, REPLY_CLOSE, bomb_n},
                                  {"/huge", huge, REPLY_CLOSE, HUGE},
                                  {"/headers", headers, REPLY_CLOSE, HUGE},
                                  {NULL}};
    struct bench bench = bench_open(large, &limits);
    char url[64];
    (void)state;
    for (const struct reply *r = large; r->path != NULL; r++) {
        struct seen seen =
            ask(&bench, &(struct fetch_request){.url = absolute(url, sizeof url, &bench, r->path)});
        check_number(r->path, seen.outcome, FETCH_TOO_LARGE);
        assert_true(seen.body_n <= limits.body_bytes);
    }
    bench_close(&bench);
    free(bomb), free(huge), free(headers);
}

static struct seen ask_many(struct bench *bench, const char *path, int n)
{
    struct seen seen = {.loop = bench->loop, .n_left = n};
    char url[64];
    for (int i = 0; i < n; i++)
        fetch_start(bench->fetch, &(struct fetch_request){.url = absolute(url, sizeof url, bench, path)}, see,
                    &seen);
    check_number("pending", fetch_n_pending(bench->fetch), n);
    run(&seen);
    return seen;
}

static void a_host_has_few_connections(void **state)
{
    static const struct reply kept[] = {{"/hi", OK "Content-Length: 2\r\n\r\nhi", REPLY_KEEP}, {NULL}};
    struct bench bench = bench_open(kept, &limits);
    (void)state;
    struct seen seen = ask_many(&bench, "/hi", 40);
    check_number("answers", seen.n_calls, 40);
    check_number("requests", bench.origin->n_requests, 40);
    assert_true(bench.origin->n_open_most <= 2);
    bench_close(&bench);
}

static void public_hosts_have_gaps(void **state)
{
    struct fetch_limits gentle = limits;
    gentle.host_gap_s = 0.1;
    struct bench bench = bench_open(replies, &gentle);
    struct seen seen = {.loop = bench.loop, .n_left = 5};
    (void)state;
    /* The user's proxy is on loopback: the host asked for is public all the same. */
    char proxy[64];
    snprintf(proxy, sizeof proxy, "http://127.0.0.1:%d", bench.origin->port);
    for (int i = 0; i < 5; i++)
        fetch_start(bench.fetch, &(struct fetch_request){.url = "http://example.org/a", .proxy = proxy}, see,
                    &seen);
    run(&seen);
    check_number("requests", bench.origin->n_requests, 5);
    for (size_t i = 1; i < 5; i++)
        assert_true(bench.origin->requests[i].at - bench.origin->requests[i - 1].at > 0.08);
    bench_close(&bench);
}

static void a_proxy_is_asked(void **state)
{
    struct bench bench = bench_open(replies, &limits);
    char proxy[64];
    (void)state;
    snprintf(proxy, sizeof proxy, "http://127.0.0.1:%d", bench.origin->port);
    ask(&bench, &(struct fetch_request){.url = "http://example.org/hi", .proxy = proxy});
    assert_int_equal(strncmp(bench.origin->requests[0].text, "GET http://example.org/hi ", 26), 0);
    bench_close(&bench);
}

/* Ten requests are queued when the first is told to wait: the others do not ask, nor do later ones. */
static void a_host_is_left_alone_when_it_says_so(void **state)
{
    struct bench bench = bench_open(replies, &limits);
    struct seen seen = ask_many(&bench, "/busy", 10);
    (void)state;
    check_number("requests", bench.origin->n_requests, 2); /* as many as it has connections */
    char url[64];
    seen = ask(&bench, &(struct fetch_request){.url = absolute(url, sizeof url, &bench, "/hi")});
    check_number("outcome", seen.outcome, FETCH_HELD);
    assert_non_null(strstr(seen.error, "left alone for 1 min 59 s"));
    assert_in_range(seen.retry_after_s, 118, 121);
    check_number("requests", bench.origin->n_requests, 2);
    bench_close(&bench);
}

/* More hosts that hang than there is room for at once: a host behind them is answered before they time out.
 */
static void servers_that_hang_hold_up_nobody(void **state)
{
    struct bench bench = bench_open(replies, &limits);
    struct origin_server *hanging[12];
    struct seen seen = {.loop = bench.loop, .n_left = 12}, quick = {.loop = bench.loop, .n_left = 1};
    char url[64];
    (void)state;
    for (int i = 0; i < 12; i++) {
        hanging[i] = origin_open(bench.loop, "127.0.0.1", replies);
        snprintf(url, sizeof url, "http://127.0.0.1:%d/hang", hanging[i]->port);
        fetch_start(bench.fetch, &(struct fetch_request){.url = url}, see, &seen);
    }
    fetch_start(bench.fetch, &(struct fetch_request){.url = absolute(url, sizeof url, &bench, "/hi")}, see,
                &quick);
    run(&quick);
    check_number("timed out before", seen.n_calls, 0);
    run(&seen);
    check_number("outcome", seen.outcome, FETCH_TIMEOUT);
    for (int i = 0; i < 12; i++)
        origin_close(hanging[i]);
    bench_close(&bench);
}

/* libcurl 7.88 joins its resolver's thread unless told not to. */
static void names_that_hang_hold_up_nobody(void **state)
{
    struct bench bench = bench_open(replies, &limits);
    double begin = ev_time();
    (void)state;
    struct seen seen = ask(&bench, &(struct fetch_request){.url = "http://hangs.example/"});
    check_number("outcome", seen.outcome, FETCH_TIMEOUT);
    assert_true(ev_time() - begin < 2);
    bench_close(&bench);
    assert_true(ev_time() - begin < 2);
}

static void freeing_calls_nobody(void **state)
{
    struct bench bench = bench_open(replies, &limits);
    struct seen seen = {.loop = bench.loop, .n_left = 1};
    char url[64];
    (void)state;
    for (int i = 0; i < 5; i++)
        fetch_start(bench.fetch, &(struct fetch_request){.url = absolute(url, sizeof url, &bench, "/hang")},
                    see, &seen);
    for (int i = 0; i < 5; i++)
        ev_run(bench.loop, EVRUN_ONCE);
    bench_close(&bench);
    check_number("calls", seen.n_calls, 0);
}

/* Every callback asks again, from inside: the same host, an address that is none. */
struct again {
    struct seen seen;
    struct bench *bench;
    const char *url;
    int n;
};

static void ask_again(const struct fetch_response *response, void *arg)
{
    struct again *again = arg;
    if (again->n-- > 0)
        fetch_start(again->bench->fetch, &(struct fetch_request){.url = again->url}, ask_again, again);
    see(response, &again->seen);
}

static void callbacks_may_ask_again(void **state)
{
    char url[64];
    struct bench bench = bench_open(replies, &limits);
    const char *urls[] = {"ftp://example.org/", absolute(url, sizeof url, &bench, "/hi")};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct again again = {
            .seen = {.loop = bench.loop, .n_left = 20}, .bench = &bench, .url = urls[i], .n = 18};
        for (int n = 0; n < 2; n++)
            fetch_start(bench.fetch, &(struct fetch_request){.url = urls[i]}, ask_again, &again);
        run(&again.seen);
        check_number(urls[i], fetch_n_pending(bench.fetch), 0);
    }
    bench_close(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_answer_has_its_outcome),
        cmocka_unit_test(headers_of_the_answer_come_along),
        cmocka_unit_test(requests_are_well_mannered),
        cmocka_unit_test(secrets_stay_with_their_server),
        cmocka_unit_test(kept_connections_are_judged_too),
        cmocka_unit_test(connections_are_kept),
        cmocka_unit_test(sizes_are_counted_decoded),
        cmocka_unit_test(a_host_has_few_connections),
        cmocka_unit_test(public_hosts_have_gaps),
        cmocka_unit_test(a_proxy_is_asked),
        cmocka_unit_test(a_host_is_left_alone_when_it_says_so),
        cmocka_unit_test(servers_that_hang_hold_up_nobody),
        cmocka_unit_test(names_that_hang_hold_up_nobody),
        cmocka_unit_test(freeing_calls_nobody),
        cmocka_unit_test(callbacks_may_ask_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
