/*
 * 2,000 sources at once, with the limits that weir has by default: how long does a pass take, and do servers
 * that hang hold up the others? One server answers on every address of 127.0.0.0/8, so each address is a host
 * of its own.
 */
#include "test.h"

#include <malloc.h>

#include "origin.h"
#include "weir/fetch/fetch.h"

#define BODY "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"

enum { N_SOURCES = 2000, N_HOSTS = 200 };

/* Answers after 50 to 500 ms; and the plagues, each with a host of its own. */
static const struct reply replies[] = {
    {"/0", BODY, REPLY_KEEP, 0, 0.05},    {"/1", BODY, REPLY_KEEP, 0, 0.10},
    {"/2", BODY, REPLY_KEEP, 0, 0.15},    {"/3", BODY, REPLY_KEEP, 0, 0.20},
    {"/4", BODY, REPLY_KEEP, 0, 0.25},    {"/5", BODY, REPLY_KEEP, 0, 0.30},
    {"/6", BODY, REPLY_KEEP, 0, 0.35},    {"/7", BODY, REPLY_KEEP, 0, 0.40},
    {"/8", BODY, REPLY_KEEP, 0, 0.45},    {"/9", BODY, REPLY_KEEP, 0, 0.50},
    {"/hang", BODY, REPLY_HANG, 0, 3600}, {"/drip", BODY, REPLY_DRIP, 0, 1},
    {"/reset", BODY, REPLY_RESET},        {NULL},
};

struct crowd {
    struct ev_loop *loop;
    struct origin_server *origin;
    struct fetch *fetch;
    int n_good, n_good_left, n_bad;
};

static void good_done(const struct fetch_response *response, void *arg)
{
    struct crowd *crowd = arg;
    check_number("a good source", response->outcome, FETCH_OK);
    if (--crowd->n_good_left == 0)
        ev_break(crowd->loop, EVBREAK_ALL);
}

static void bad_done(const struct fetch_response *response, void *arg)
{
    struct crowd *crowd = arg;
    assert_true(response->outcome != FETCH_OK);
    crowd->n_bad++;
}

static void ask(struct crowd *crowd, const char *host, const char *path, fetch_done *done)
{
    char url[96];
    snprintf(url, sizeof url, "http://%s:%d%s", host, crowd->origin->port, path);
    fetch_start(crowd->fetch, &(struct fetch_request){.url = url}, done, crowd);
}

/* In each ten of sources one hangs and one drips, in each twenty one resets. */
static const char *plague(int i)
{
    static const char *const paths[20] = {
        [3] = "/hang", [7] = "/drip", [13] = "/hang", [17] = "/drip", [19] = "/reset"};
    return paths[i % 20];
}

static void crowd_open(struct crowd *crowd)
{
    struct error err;
    *crowd = (struct crowd){.loop = ev_loop_new(EVFLAG_AUTO)};
    crowd->origin = origin_open(crowd->loop, "0.0.0.0", replies);
    assert_int_equal(fetch_new(crowd->loop, &fetch_limits_default, "weir/test", &crowd->fetch, &err), 0);
}

static void crowd_close(struct crowd *crowd)
{
    fetch_free(crowd->fetch);
    origin_close(crowd->origin);
    ev_loop_destroy(crowd->loop);
}

/* Seconds until every good source is answered. */
static double pass(struct crowd *crowd, bool plagued)
{
    char host[32], path[8];
    double begin = ev_time();
    for (int i = 0; i < N_SOURCES; i++) {
        if (plague(i) == NULL) {
            snprintf(host, sizeof host, "127.1.0.%d", 1 + i % N_HOSTS);
            snprintf(path, sizeof path, "/%d", i / N_HOSTS % 10);
            crowd->n_good++, crowd->n_good_left++;
            ask(crowd, host, path, good_done);
        } else if (plagued) {
            snprintf(host, sizeof host, "127.2.%d.%d", i / 250, 1 + i % 250);
            ask(crowd, host, plague(i), bad_done);
        }
    }
    ev_run(crowd->loop, 0);
    return ev_time() - begin;
}

static void plagues_hold_up_nobody(void **state)
{
    struct crowd healthy, plagued;
    (void)state;
    crowd_open(&healthy);
    double alone_s = pass(&healthy, false);
    check_number("good sources", healthy.n_good, N_SOURCES * 3 / 4);
    crowd_close(&healthy);
    crowd_open(&plagued);
    double among_s = pass(&plagued, true);
    check_number("resets were answered", plagued.n_bad >= N_SOURCES / 20, 1);
    crowd_close(&plagued);
    print_message("1,500 sources: %.2f s alone, %.2f s among 500 that hang, drip or reset: ratio %.2f\n",
                  alone_s, among_s, among_s / alone_s);
    assert_true(among_s < alone_s * 1.5 + 2); /* 1.1 on a machine that does nothing else; a hang takes 15 s */
}

static void a_pass_takes_seconds(void **state)
{
    struct crowd crowd;
    double begin = ev_time();
    char host[32], path[8];
    (void)state;
    crowd_open(&crowd);
    for (int i = 0; i < N_SOURCES; i++) {
        snprintf(host, sizeof host, "127.1.0.%d", 1 + i % N_HOSTS);
        snprintf(path, sizeof path, "/%d", i / N_HOSTS % 10);
        crowd.n_good_left++;
        ask(&crowd, host, path, good_done);
    }
    ev_run(crowd.loop, 0);
    double took_s = ev_time() - begin;
    print_message("2,000 slow answers of 200 hosts: %.2f s over %zu connections\n", took_s,
                  crowd.origin->n_connections);
    assert_true(took_s < 5 * 3); /* 5 s on a machine that does nothing else */
    assert_true(crowd.origin->n_connections <= 2 * N_HOSTS);
    crowd_close(&crowd);
}

/* What is allocated and not freed; the address sanitizer's allocator has its own account. */
size_t __sanitizer_get_current_allocated_bytes(void) __attribute__((weak));

static size_t live_bytes(void)
{
    if (__sanitizer_get_current_allocated_bytes != NULL)
        return __sanitizer_get_current_allocated_bytes();
    return mallinfo2().uordblks;
}

static long resident_kib(void)
{
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file != NULL && fscanf(file, "%*d %ld", &pages) != 1)
        pages = 0;
    if (file != NULL)
        fclose(file);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static void any_done(const struct fetch_response *response, void *arg)
{
    struct crowd *crowd = arg;
    (void)response;
    if (fetch_n_pending(crowd->fetch) == 0)
        ev_break(crowd->loop, EVBREAK_ALL);
}

/* Of each round's 200 sources half hang, drip or reset. */
static void bad_round(struct crowd *crowd)
{
    static const char *const paths[] = {"/hang", "/drip", "/reset", "/0", "/none", "/1"};
    for (int i = 0; i < 200; i++) {
        char host[32];
        snprintf(host, sizeof host, "127.3.0.%d", 1 + i);
        ask(crowd, host, paths[i % 6], any_done);
    }
    ev_run(crowd->loop, 0);
}

static void rounds_cost_no_memory(void **state)
{
    enum { N_WARM = 5, N_ROUNDS = 40 };
    struct fetch_limits quick = fetch_limits_default;
    struct crowd crowd = {.loop = ev_loop_new(EVFLAG_AUTO)};
    struct error err;
    size_t warm = 0;
    long warm_kib = 0;
    (void)state;
    quick.total_s = quick.connect_s = 0.15;
    crowd.origin = origin_open(crowd.loop, "0.0.0.0", replies);
    assert_int_equal(fetch_new(crowd.loop, &quick, "weir/test", &crowd.fetch, &err), 0);
    for (int i = 1; i <= N_ROUNDS; i++) {
        bad_round(&crowd);
        if (i == N_WARM)
            warm = live_bytes(), warm_kib = resident_kib();
    }
    double ratio = (double)live_bytes() / (double)warm;
    print_message(
        "%d rounds of 200 requests, half of them to bad servers: %zu KiB live and %ld resident after "
        "%d, %zu and %ld at the end: ratio %.2f\n",
        N_ROUNDS, warm / 1024, warm_kib, N_WARM, live_bytes() / 1024, resident_kib(), ratio);
    /* a request that is never given back would multiply it; connections that are kept come and go */
    assert_true(ratio < 1.5);
    crowd_close(&crowd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(plagues_hold_up_nobody),
                                       cmocka_unit_test(a_pass_takes_seconds),
                                       cmocka_unit_test(rounds_cost_no_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
