#ifndef WEIR_TESTS_UNIT_FETCH_BENCH_H
#define WEIR_TESTS_UNIT_FETCH_BENCH_H
/*
 * fetch_bench — a fetch beside a scripted origin, names answered without a name server, and what came back
 * kept for the test to look at.
 */
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

static inline void see(const struct fetch_response *response, void *arg)
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

static inline void give_up(struct ev_loop *loop, ev_timer *timer, int events)
{
    (void)timer, (void)events;
    ev_break(loop, EVBREAK_ALL);
}

/* Runs the loop until every request is answered, 10 s at most. */
static inline void run(struct seen *seen)
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

static inline struct bench bench_open(const struct reply *replies, const struct fetch_limits *with)
{
    struct error err;
    struct bench bench = {.loop = ev_loop_new(EVFLAG_AUTO)};
    bench.origin = origin_open(bench.loop, "127.0.0.1", replies);
    assert_int_equal(fetch_new(bench.loop, with, "weir/test (+mailto:me@example.org)", &bench.fetch, &err),
                     0);
    return bench;
}

static inline void bench_close(struct bench *bench)
{
    fetch_free(bench->fetch);
    origin_close(bench->origin);
    ev_loop_destroy(bench->loop);
}

static inline struct seen ask(struct bench *bench, const struct fetch_request *request)
{
    struct seen seen = {.loop = bench->loop, .n_left = 1};
    fetch_start(bench->fetch, request, see, &seen);
    assert_int_equal(seen.n_calls, 0);
    run(&seen);
    assert_int_equal(seen.n_calls, 1);
    assert_int_equal(fetch_n_pending(bench->fetch), 0);
    return seen;
}

static inline const char *absolute(char *out, size_t n, const struct bench *bench, const char *path)
{
    if (path == NULL)
        return "";
    if (path[0] == '/')
        snprintf(out, n, "http://127.0.0.1:%d%s", bench->origin->port, path);
    else
        snprintf(out, n, "%s", path);
    return out;
}

static inline struct seen ask_many(struct bench *bench, const char *path, int n)
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

#define OK                "HTTP/1.1 200 OK\r\n"
#define TO(status, where) "HTTP/1.1 " status " Moved\r\nLocation: " where "\r\nContent-Length: 0\r\n\r\n"

#endif
