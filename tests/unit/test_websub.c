/*
 * What weir asks of hubs, in simulated time: the hub is a scripted server, and what it would call back with
 * is given to the routes directly. (tests/flow/check_websub.py does the same through real sockets.)
 */
#include "origin.h"
#include "store_fixture.h"
#include "weir/poll/websub.h"
#include "weir/run/callback.h"
#include "weir/store/subscription.h"

static const struct reply replies[] = {
    {"/hub", "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n", REPLY_CLOSE},
    {"/broken", "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", REPLY_CLOSE},
    {NULL},
};

static int64_t now_at;

static int64_t clock_now(void)
{
    return now_at;
}

static int refuse_delivery(const struct source *source, const struct document *document, void *arg,
                           struct error *err)
{
    (void)source, (void)document, (void)arg;
    return error_set(err, STATUS_NOT_A_FEED, "not in this test");
}

struct world {
    struct fixture *fixture;
    struct ev_loop *loop;
    struct origin_server *origin;
    struct fetch *fetch;
    struct conf conf;
    struct source source;
    const char *urls[1];
    struct websub *websub;
    struct callback callback;
};

static void open_websub(struct world *w)
{
    struct error err;
    struct websub_tools tools = {
        .store = w->fixture->store, .conf = &w->conf, .fetch = w->fetch, .now = clock_now};
    check_done(websub_open(&tools, &w->websub, &err), &err);
}

/* The source's document names `hub` (below the origin's address). */
static void name_hub(struct world *w, const char *hub)
{
    struct error err;
    struct source_state state;
    struct arena *arena = &w->fixture->arena;
    check_done(store_get_source(w->fixture->store, "blog", now_at, arena, &state, &err), &err);
    state.hub = *hub == '/' ? arena_printf(arena, "http://127.0.0.1:%d%s", w->origin->port, hub) : hub;
    state.hub_topic = "https://blog.example/feed?a=1&b=2";
    check_done(store_put_source(w->fixture->store, &state, &err), &err);
}

static struct world *world_open(void **state, const char *base_url)
{
    struct world *w = calloc(1, sizeof *w);
    struct error err;
    *w = (struct world){.fixture = *state, .loop = ev_loop_new(EVFLAG_AUTO)};
    now_at = TODAY;
    w->origin = origin_open(w->loop, "127.0.0.1", replies);
    check_done(fetch_new(w->loop, &fetch_limits_default, "weir/test", &w->fetch, &err), &err);
    w->urls[0] = "https://blog.example/feed";
    w->source =
        (struct source){.name = "blog", .urls = w->urls, .n_urls = 1, .proxy = "", .allow_private = true};
    w->conf = (struct conf){
        .base_url = base_url, .listen = ":0", .proxy = "", .sources = &w->source, .n_sources = 1};
    w->callback = (struct callback){
        .store = w->fixture->store, .conf = &w->conf, .now = clock_now, .deliver = refuse_delivery};
    open_websub(w);
    return w;
}

static void world_close(struct world *w)
{
    fetch_free(w->fetch);
    websub_close(w->websub);
    origin_close(w->origin);
    ev_loop_destroy(w->loop);
    free(w);
}

/* Time passes, weir looks after its hubs; returns how many requests that makes. */
static size_t keep_after(struct world *w, int64_t seconds)
{
    now_at += seconds;
    w->origin->n_requests = 0;
    websub_keep(w->websub);
    while (fetch_n_pending(w->fetch) > 0)
        ev_run(w->loop, EVRUN_ONCE);
    return w->origin->n_requests;
}

static struct subscription only_one(struct world *w)
{
    struct subscription *all;
    struct error err;
    size_t n;
    check_done(store_list_subscriptions(w->fixture->store, &w->fixture->arena, &all, &n, &err), &err);
    check_number("subscriptions", n, 1);
    return all[0];
}

static size_t n_subscriptions(struct world *w)
{
    struct subscription *all;
    struct error err;
    size_t n;
    check_done(store_list_subscriptions(w->fixture->store, &w->fixture->arena, &all, &n, &err), &err);
    return n;
}

/* The hub asks back; returns the status. */
static unsigned ask_back(struct world *w, const char *mode, const char *lease)
{
    struct subscription subscription = only_one(w);
    struct serve_field query[] = {{"hub.mode", mode},
                                  {"hub.topic", subscription.topic},
                                  {"hub.challenge", "c"},
                                  {"hub.lease_seconds", lease}};
    struct serve_request request = {
        .below = subscription.id, .query = query, .n_query = sizeof query / sizeof *query, .body = ""};
    struct buf out = BUF_INIT(1024);
    unsigned status = callback_routes[0].answer(&request, &w->callback, &out);
    buf_release(&out);
    return status;
}

#define HERE "http://127.0.0.1:1/"

/* What the hub says its lease is, and when it is asked anew. */
static const struct {
    const char *lease;
    int64_t renewed_s;
} leases[] = {
    {"86400", 64800}, {"864000", 648000},
    {"1", 450}, /* ten minutes at least */
    {"-5", 450},      {"99999999999999999999", (int64_t)90 * DAY * 3 / 4},
    {"soon", 450},    {"", (int64_t)10 * DAY * 3 / 4}, /* not said */
};

static void leases_are_renewed_before_they_end(void **state)
{
    for (size_t i = 0; i < sizeof leases / sizeof *leases; i++) {
        struct world *w = world_open(state, HERE);
        struct error err;
        name_hub(w, "/hub");
        check_number(leases[i].lease, keep_after(w, 5), 1);
        check_number(leases[i].lease, ask_back(w, "subscribe", leases[i].lease), 200);
        check_number(leases[i].lease, keep_after(w, leases[i].renewed_s - 1), 0);
        check_number(leases[i].lease, keep_after(w, 2), 1);
        struct subscription subscription = only_one(w);
        check_string("the same callback",
                     strstr(w->origin->requests[0].text, subscription.id) != NULL ? "yes" : "no", "yes");
        assert_true(subscription.lease_until_at > now_at);
        check_done(store_drop_subscription(w->fixture->store, subscription.id, &err), &err);
        world_close(w);
    }
}

/* One that does not call back is asked again, ever more seldom. */
static void silent_hubs_are_asked_ever_more_seldom(void **state)
{
    static const int64_t waits_s[] = {600, 1200, 2400, 4800, 9600, 19200, 38400, 76800, 86400, 86400};
    static const char *const hubs[] = {"/hub", "/broken"};
    for (size_t h = 0; h < 2; h++) {
        struct world *w = world_open(state, HERE);
        name_hub(w, hubs[h]);
        check_number("the first", keep_after(w, 5), 1);
        for (size_t i = 0; i < sizeof waits_s / sizeof *waits_s; i++) {
            check_number(hubs[h], keep_after(w, waits_s[i] - 1), 0);
            check_number(hubs[h], keep_after(w, 2), 1);
        }
        struct error err;
        struct subscription subscription = only_one(w);
        check_string(hubs[h], subscription.failure, h == 0 ? "" : "HTTP 500");
        check_done(store_drop_subscription(w->fixture->store, subscription.id, &err), &err);
        world_close(w);
    }
}

static void another_hub_takes_the_place_of_the_first(void **state)
{
    struct world *w = world_open(state, HERE);
    name_hub(w, "/hub");
    keep_after(w, 5);
    check_number("confirmed", ask_back(w, "subscribe", "86400"), 200);
    name_hub(w, "/broken");
    check_number("one is ended, one begun", keep_after(w, 5), 2);
    assert_non_null(strstr(w->origin->requests[0].text, "hub.mode=unsubscribe"));
    assert_non_null(strstr(w->origin->requests[1].text, "POST /broken"));
    /* A hub that does not care is let go after a few tries. */
    for (int i = 0; i < WEBSUB_SIGN_OFF_TRIES; i++)
        keep_after(w, DAY);
    check_string("what is left", strstr(only_one(w).hub, "/broken"), "/broken");
    world_close(w);
}

static void a_hub_that_never_confirmed_is_not_signed_off(void **state)
{
    struct world *w = world_open(state, HERE);
    name_hub(w, "/hub");
    keep_after(w, 5);
    name_hub(w, "");
    check_number("requests", keep_after(w, 5), 0);
    check_number("subscriptions", n_subscriptions(w), 0);
    world_close(w);
}

static void private_hubs_need_leave(void **state)
{
    struct world *w = world_open(state, HERE);
    w->source.allow_private = false;
    name_hub(w, "/hub");
    check_number("requests", keep_after(w, 5), 0);
    assert_non_null(strstr(only_one(w).failure, "private address"));
    world_close(w);
}

/* Hubs are asked only when they could call back. */
static const struct {
    const char *base_url, *listen, *hub;
    size_t n;
} reaches[] = {
    {"", ":0", "/hub", 0},
    {HERE, "", "/hub", 0},
    {HERE, ":0", "http://hub.example/", 0}, /* the world does not reach this house */
    {"https://feeds.example.org/", ":0", "/hub", 1},
    {HERE, ":0", "/hub", 1},
};

static void hubs_must_be_able_to_call_back(void **state)
{
    for (size_t i = 0; i < sizeof reaches / sizeof *reaches; i++) {
        struct world *w = world_open(state, reaches[i].base_url);
        w->conf.listen = reaches[i].listen;
        websub_close(w->websub);
        open_websub(w);
        name_hub(w, reaches[i].hub);
        keep_after(w, 5);
        check_number(reaches[i].base_url, n_subscriptions(w), reaches[i].n);
        /* Under another address, and under none, what was agreed is forgotten. */
        w->conf.base_url = "https://elsewhere.example/";
        websub_close(w->websub);
        open_websub(w);
        check_number("elsewhere", n_subscriptions(w), 0);
        world_close(w);
    }
}

#define IN_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_STORE(leases_are_renewed_before_they_end),
        IN_STORE(silent_hubs_are_asked_ever_more_seldom),
        IN_STORE(another_hub_takes_the_place_of_the_first),
        IN_STORE(a_hub_that_never_confirmed_is_not_signed_off),
        IN_STORE(private_hubs_need_leave),
        IN_STORE(hubs_must_be_able_to_call_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
