/* What a server may answer, and what becomes of it. */
#include "fetch_bench.h"

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
    {"/cut", .outcome = FETCH_CUT, .http_status = 200, .body = "hi", .error = "before the document did"},
    {"/cut-chunked", .outcome = FETCH_CUT, .http_status = 200, .body = "hi",
     .error = "before the document did"},
    {"/not-gzip", .http_status = 200, .body = "hi"},
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
        "\r\nAccept-Encoding: gzip, deflate, br\r\n",
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

/* What a hub answers to a form, and where it may send it on to. */
static const struct form_case {
    const char *path;
    enum fetch_outcome outcome;
    long http_status;
    size_t n_requests;
} form_cases[] = {
    {"/hi", FETCH_OK, 200, 1},    {"/no-content", FETCH_OK, 204, 1}, {"/none", FETCH_HTTP, 404, 1},
    {"/301", FETCH_HTTP, 301, 1}, {"/302", FETCH_HTTP, 302, 1},      {"/303", FETCH_HTTP, 303, 1},
    {"/307", FETCH_OK, 200, 2},   {"/308", FETCH_HTTP, 301, 2},      {"/301-six", FETCH_REFUSED, 307, 1},
};

static void forms_are_posted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof form_cases / sizeof *form_cases; i++) {
        const struct form_case *c = &form_cases[i];
        struct bench bench = bench_open(replies, &limits);
        char url[256];
        absolute(url, sizeof url, &bench, c->path);
        struct seen seen = ask(&bench, &(struct fetch_request){.url = url, .form = "a=b%20c&d=1"});
        check_number(c->path, seen.outcome, c->outcome);
        check_number(c->path, seen.http_status, c->http_status);
        check_number(c->path, bench.origin->n_requests, c->n_requests);
        for (size_t k = 0; k < c->n_requests; k++) {
            const char *text = bench.origin->requests[k].text;
            assert_int_equal(strncmp(text, "POST /", 6), 0);
            assert_non_null(strstr(text, "\r\nContent-Type: application/x-www-form-urlencoded\r\n"));
            assert_non_null(strstr(text, "\r\n\r\na=b%20c&d=1"));
        }
        bench_close(&bench);
    }
}

/* A hub's address is a document's word: naming a private one outright gives it no leave. */
static void hearsay_gives_no_leave(void **state)
{
    struct bench bench = bench_open(replies, &limits);
    char url[256];
    (void)state;
    absolute(url, sizeof url, &bench, "/hi");
    struct fetch_request request = {.url = url, .is_hearsay = true};
    check_number("outcome", ask(&bench, &request).outcome, FETCH_REFUSED);
    check_number("requests", bench.origin->n_requests, 0);
    request.allow_private = true;
    check_number("with leave", ask(&bench, &request).outcome, FETCH_OK);
    bench_close(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_answer_has_its_outcome),
        cmocka_unit_test(headers_of_the_answer_come_along),
        cmocka_unit_test(requests_are_well_mannered),
        cmocka_unit_test(secrets_stay_with_their_server),
        cmocka_unit_test(forms_are_posted),
        cmocka_unit_test(hearsay_gives_no_leave),
        cmocka_unit_test(kept_connections_are_judged_too),
        cmocka_unit_test(connections_are_kept),
        cmocka_unit_test(sizes_are_counted_decoded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
