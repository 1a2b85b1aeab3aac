/* Many requests at once: what each host is owed, and that none holds up the others. */
#include "fetch_bench.h"

static const struct reply replies[] = {
    {"/hi", OK "Content-Length: 2\r\n\r\nhi"},
    {"http://example.org/hi", OK "Content-Length: 2\r\n\r\nhi"},
    {"/busy", "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n"},
    {"/hang", "", REPLY_HANG},
    {NULL},
};

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
    check_number("outcome", seen.outcome, FETCH_BACKED_OFF);
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
