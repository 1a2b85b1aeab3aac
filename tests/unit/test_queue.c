#include "test.h"

#include <stdbool.h>

#include "../../src/fetch/queue.h"

/* The queue has no clock: minutes of polling pass here in no time. */

static const struct fetch_limits limits = {
    .n_concurrent = 10, .n_slow = 5, .slow_s = 2, .n_per_host = 2, .host_gap_s = 1, .body_bytes = 1};

static void nobody(const struct fetch_response *response, void *arg)
{
    (void)response, (void)arg;
}

static void add(struct queue *queue, const char *url)
{
    queue_add(queue, transfer_new(&(struct fetch_request){.url = url}, nobody, NULL, &limits));
}

struct start {
    char url[64];
    double at;
};

/* Lets every transfer take `takes_s` and returns the starts in their order. */
static size_t play(struct queue *queue, double takes_s, struct start *starts, size_t n_max)
{
    size_t n = 0;
    for (double now = 0; now < 1000; now += 0.05) {
        struct transfer *transfer;
        double wait_s;
        while ((transfer = queue_oldest(queue)) != NULL && now - transfer->started_at >= takes_s) {
            queue_end(queue, transfer, now);
            transfer_free(transfer);
        }
        while ((transfer = queue_start(queue, now, &wait_s)) != NULL) {
            assert_true(n < n_max);
            snprintf(starts[n].url, sizeof starts[n].url, "%s", transfer->url);
            starts[n++].at = now;
        }
    }
    assert_null(queue_oldest(queue));
    return n;
}

/* The least time between the starts of two requests for addresses that hold `host`, and the number of them.
 */
static double least_gap(const struct start *starts, size_t n_starts, const char *host, int *n)
{
    double last = -1000, gap = 1000;
    *n = 0;
    for (size_t i = 0; i < n_starts; i++) {
        if (strstr(starts[i].url, host) == NULL)
            continue;
        ++*n;
        if (starts[i].at - last < gap)
            gap = starts[i].at - last;
        last = starts[i].at;
    }
    return gap;
}

static void each_host_keeps_its_gap(void **state)
{
    static const struct {
        const char *prefix, *host;
        int n;
        double gap_s;
    } hosts[] = {
        {"https://a.example/", "a.example", 30, 1},
        {"https://b.example:8443/", "b.example", 20, 1},
        {"https://rss.arxiv.org/atom/", "arxiv.org", 10, 3},
        {"https://export.arxiv.org/api/query?start=", "arxiv.org", 10, 3},
        {"http://127.0.0.1:4000/", "127.0.0.1:4000", 30, 0},
    };
    struct queue *queue = queue_new(&limits);
    struct start starts[100];
    char url[64];
    (void)state;
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        for (int k = 0; k < hosts[i].n; k++) {
            snprintf(url, sizeof url, "%s%d", hosts[i].prefix, k);
            add(queue, url);
        }
    size_t n_starts = play(queue, 0.1, starts, 100);
    check_number("all were started", n_starts, 100);
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        int n;
        if (least_gap(starts, n_starts, hosts[i].host, &n) < hosts[i].gap_s - 0.001)
            check_string("the gap is too small", starts[0].url, hosts[i].host);
        assert_true(n >= hosts[i].n);
    }
    assert_true(starts[99].at < 62); /* 20 requests to arXiv take the longest */
    queue_free(queue);
}

/* A gap of a second is no help when an answer takes ten: then the number of connections holds requests back.
 */
static void each_host_has_few_connections(void **state)
{
    struct queue *queue = queue_new(&limits);
    struct start starts[8];
    char url[64];
    (void)state;
    for (int k = 0; k < 8; k++) {
        snprintf(url, sizeof url, "https://a.example/%d", k);
        add(queue, url);
    }
    check_number("all were started", play(queue, 10, starts, 8), 8);
    for (size_t i = 2; i < 8; i++)
        assert_true(starts[i].at - starts[i - 2].at >= 9.9);
    queue_free(queue);
}

static void hosts_take_turns(void **state)
{
    struct queue *queue = queue_new(&limits);
    struct start starts[60];
    char url[64];
    (void)state;
    for (int k = 0; k < 50; k++) {
        snprintf(url, sizeof url, "http://127.0.0.1:4000/%d", k);
        add(queue, url);
    }
    for (int k = 0; k < 10; k++) {
        snprintf(url, sizeof url, "https://h%d.example/", k);
        add(queue, url);
    }
    play(queue, 0.5, starts, 60);
    for (size_t i = 0; i < 60; i++)
        if (strstr(starts[i].url, "example") != NULL)
            assert_true(starts[i].at < 0.6);
    queue_free(queue);
}

/* Ten places, five slow ones besides: the sixteenth transfer that hangs has to wait, the fifteenth not. */
static void slow_transfers_make_room(void **state)
{
    struct queue *queue = queue_new(&limits);
    struct start starts[16];
    char url[64];
    (void)state;
    for (int k = 0; k < 16; k++) {
        snprintf(url, sizeof url, "https://h%d.example/", k);
        add(queue, url);
    }
    check_number("all were started", play(queue, 60, starts, 16), 16);
    assert_true(starts[9].at < 0.01);
    assert_true(starts[10].at >= limits.slow_s && starts[14].at < limits.slow_s + 0.1);
    assert_true(starts[15].at >= 60);
    queue_free(queue);
}

static void the_wait_is_told(void **state)
{
    struct queue *queue = queue_new(&limits);
    double wait_s;
    (void)state;
    assert_null(queue_start(queue, 0, &wait_s));
    check_number("nothing waits", wait_s, -1);
    for (int k = 0; k < 3; k++)
        add(queue, "https://a.example/");
    struct transfer *first = queue_start(queue, 0, &wait_s), *second;
    assert_null(queue_start(queue, 0.25, &wait_s));
    check_number("until the gap is over, ms", wait_s * 1000, 750);
    second = queue_start(queue, 1, &wait_s);
    assert_null(queue_start(queue, 5, &wait_s));
    check_number("until one ends", wait_s, -1);
    queue_end(queue, first, 5);
    queue_end(queue, second, 5);
    transfer_free(first), transfer_free(second);
    queue_free(queue); /* and the third with it */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_host_keeps_its_gap), cmocka_unit_test(each_host_has_few_connections),
        cmocka_unit_test(hosts_take_turns),        cmocka_unit_test(slow_transfers_make_room),
        cmocka_unit_test(the_wait_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
