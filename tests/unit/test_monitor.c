#include "store_fixture.h"

#include <ev.h>
#include <signal.h>
#include <sys/resource.h>
#include <time.h>

#include "weir/poll/round.h"
#include "weir/run/monitor.h"

/* GET /healthz of a daemon whose only source fell due at `next_at`; `took_writes` is what the disk does. */
static unsigned ask(struct fixture *fixture, int64_t next_at, bool takes_writes, struct buf *out)
{
    static const char *urls[] = {"http://127.0.0.1:9/"};
    struct source source = {.name = "a", .title = "", .urls = urls, .n_urls = 1, .every_s = 3600};
    struct conf conf = {.title = "x", .contact = "", .proxy = "", .sources = &source, .n_sources = 1};
    struct serve_request request = {.below = ""};
    struct source_state state = state_of("a");
    struct monitor monitor;
    struct error err = {0};
    struct ev_loop *loop = ev_loop_new(EVFLAG_AUTO);
    state.polled_at = next_at - 3600;
    state.next_at = next_at;
    check_done(store_put_source(fixture->store, &state, &err), &err);
    monitor_init(&monitor, fixture->store, time(NULL));
    monitor.conf = &conf;
    struct harvest_tools tools = {.conf = &conf, .store = fixture->store};
    check_done(round_open(loop, &tools, NULL, NULL, &monitor.round, &err), &err);
    struct rlimit before, none;
    getrlimit(RLIMIT_FSIZE, &before);
    none = (struct rlimit){.rlim_cur = takes_writes ? before.rlim_cur : 0, .rlim_max = before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &none);
    unsigned status = monitor_routes[0].answer(&request, &monitor, out);
    setrlimit(RLIMIT_FSIZE, &before);
    round_close(monitor.round);
    ev_loop_destroy(loop);
    return status;
}

static void health_says_what_is_wrong(void **state)
{
    static const struct {
        const char *what;
        int64_t due_s; /* so long ago */
        bool takes_writes;
        unsigned status;
        const char *part;
    } cases[] = {
        {"a full disk", -1000, false, 503,
         "\"status\":\"failing\",\"store\":\"takes no writes\",\"polling\":\"ok\""},
        {"nothing", -1000, true, 200,
         "\"status\":\"ok\",\"store\":\"ok\",\"polling\":\"ok\",\"overdue_s\":0"},
        {"a poll that is about to begin", 5, true, 200, "\"polling\":\"ok\""},
        {"at the bound", MONITOR_OVERDUE_S - 5, true, 200, "\"polling\":\"ok\""},
        {"nothing is polled", MONITOR_OVERDUE_S + 5, true, 503,
         "\"status\":\"failing\",\"store\":\"ok\",\"polling\":\"overdue\",\"overdue_s\":60"},
    };
    struct buf out = BUF_INIT(1 << 16);
    assert_string_equal(monitor_routes[0].path, "/healthz");
    signal(SIGXFSZ, SIG_IGN); /* writes fail instead */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buf_release(&out);
        unsigned status = ask(*state, time(NULL) - cases[i].due_s, cases[i].takes_writes, &out);
        check_number(cases[i].what, status, cases[i].status);
        if (strstr(out.data, cases[i].part) == NULL)
            fail_msg("%s: %s", cases[i].what, out.data);
    }
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(health_says_what_is_wrong, fixture_set_up, fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
