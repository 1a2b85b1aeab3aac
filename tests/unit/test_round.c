/* Many sources in one round: what it does when the store takes nothing. */
#include "store_fixture.h"

#include <signal.h>
#include <sys/resource.h>
#include <time.h>

#include "origin.h"
#include "weir/poll/round.h"

static size_t n_failed;

static void count(const struct harvest_result *result, void *arg)
{
    (void)arg;
    n_failed += result->failed;
}

static size_t poll_due(struct ev_loop *loop, struct round *round, int64_t now)
{
    size_t n = round_start_due(round, now);
    while (round_n_under_way(round) > 0)
        ev_run(loop, EVRUN_ONCE);
    return n;
}

/* Writes of this process fail as on a full disk. */
static void set_full(bool is_full)
{
    struct rlimit limit;
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = is_full ? 0 : limit.rlim_max;
    setrlimit(RLIMIT_FSIZE, &limit);
}

static void a_store_that_takes_nothing_hurries_no_server(void **state)
{
    static const struct reply replies[] = {
        {"/f", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<rss><channel><title>t</title><item>"
               "<guid>1</guid><title>one</title></item></channel></rss>"},
        {NULL}};
    struct fixture *fixture = *state;
    struct ev_loop *loop = ev_loop_new(EVFLAG_AUTO);
    struct origin_server *origin = origin_open(loop, "127.0.0.1", replies);
    char url[64];
    const char *urls[] = {url};
    struct source source = {.name = "a",
                            .title = "",
                            .urls = urls,
                            .n_urls = 1,
                            .every_s = 3600,
                            .user = "",
                            .password_file = ""};
    struct conf conf = {.title = "x", .contact = "", .sources = &source, .n_sources = 1};
    struct harvest_tools tools = {.conf = &conf, .store = fixture->store};
    struct round *round;
    struct error err = {0};
    int64_t now = time(NULL);
    check_done(matcher_new(NULL, 0, &tools.matcher, &err), &err);
    snprintf(url, sizeof url, "http://127.0.0.1:%d/f", origin->port);
    check_done(round_open(loop, &tools, count, NULL, &round, &err), &err);
    signal(SIGXFSZ, SIG_IGN);
    set_full(true);
    for (int i = 0; i < 50; i++)
        poll_due(loop, round, now + i);
    check_number("requests on a full disk", origin->n_requests, 1);
    check_number("failures", n_failed, 1);
    assert_true(round_next_at(round, now) > now);
    poll_due(loop, round, now + 2 * ROUND_STORE_RETRY_S);
    check_number("the store was tried, and no server", origin->n_requests, 1);
    set_full(false);
    check_number("there is room again", poll_due(loop, round, now + 4 * ROUND_STORE_RETRY_S), 1);
    check_number("and then no hurry", poll_due(loop, round, now + 4 * ROUND_STORE_RETRY_S + 1), 0);
    check_number("requests", origin->n_requests, 2);
    round_close(round);
    matcher_free(tools.matcher);
    origin_close(origin);
    ev_loop_destroy(loop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_store_that_takes_nothing_hurries_no_server, fixture_set_up,
                                        fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
