/*
 * A month of 500 sources of mixed manners, in simulated time: harvest, schedule, queue and store are the real
 * ones; the servers keep account of every request.
 */
#include "simulated_fetch.h"

#include <unistd.h>

#include "weir/poll/harvest.h"
#include "weir/poll/schedule.h"
#include "weir/text/civil.h"
#include "weir/text/date.h"
#include "weir/text/hash.h"

#define M ((int64_t)60)
#define H ((int64_t)3600)
#define D (24 * H)

enum { N_SOURCES = 500, N_SHARED_HOSTS = 20, N_DAYS = 30, N_ITEMS = 8, N_DELAYS = 1 << 20 };

/* ---- the servers ---- */

enum validators { BOTH, ETAG_ONLY, DATE_ONLY, NEITHER, EVER_CHANGING, N_VALIDATORS };

struct server {
    enum validators validators;
    int64_t period_s, offset_s; /* of its publications */
    int64_t every_s, max_age_s, ttl_min;
    int failing_percent;
    int host;
    /* the account */
    char etag[32], last_modified[DATE_SIZE]; /* as given last */
    int64_t allowed_at;                      /* not asked again before that */
    int64_t seen_at;                         /* the newest publication that was handed out */
};

static struct {
    size_t n_requests, n_not_modified, n_errors, n_early, n_wrong_validators, n_whole, n_hurried, n_crowded,
        n_delays;
    int64_t *delays; /* between publication and storage */
} account;

static struct server servers[N_SOURCES];
static double last_start_at[N_SOURCES];
static int n_connections[N_SOURCES];
static int64_t begin_at;

static uint64_t chance(int source, const char *what)
{
    return hash_more(hash_bytes(&source, sizeof source), what, strlen(what));
}

static int64_t pick(int source, const char *what, const int64_t *choices, size_t n)
{
    return choices[chance(source, what) % n];
}

static void server_init(struct server *server, int i)
{
    static const int64_t periods[] = {3 * H, 8 * H, D, 2 * D, 4 * D, 7 * D, 20 * D};
    static const int64_t everies[] = {H, H, H, 3 * H, 6 * H};
    static const int64_t max_ages[] = {-1, -1, 0, 5 * M, H, 4 * H, 12 * H};
    static const int64_t ttls[] = {0, 0, 0, 60, 180, 720};
    server->validators = (enum validators)(chance(i, "validators") % N_VALIDATORS);
    server->period_s = pick(i, "period", periods, 7);
    server->offset_s = (int64_t)(chance(i, "offset") % (uint64_t)server->period_s);
    server->every_s = pick(i, "every", everies, 5);
    server->max_age_s = pick(i, "max-age", max_ages, 7);
    server->ttl_min = pick(i, "ttl", ttls, 6);
    server->failing_percent = chance(i, "failing") % 10 == 0 ? 20 : 1;
    server->host = i % 5 < 2 ? i % N_SHARED_HOSTS : i; /* two in five share 20 hosts */
    server->seen_at = begin_at;
}

/* The publication of the k-th item before `now`. */
static int64_t published_at(const struct server *server, int64_t now, int k)
{
    return now - (now - begin_at + server->period_s - server->offset_s) % server->period_s -
           k * server->period_s;
}

static void write_feed(const struct server *server, int64_t now, struct buf *out)
{
    buf_addf(out, "<rss version='2.0'><channel><title>S</title>");
    if (server->ttl_min > 0)
        buf_addf(out, "<ttl>%lld</ttl>", (long long)server->ttl_min);
    for (int k = 0; k < N_ITEMS; k++) {
        char date[DATE_SIZE];
        int64_t at = published_at(server, now, k);
        buf_addf(out,
                 "<item><title>Post %lld</title><guid "
                 "isPermaLink='false'>%d-%lld</guid><pubDate>%s</pubDate></item>",
                 (long long)at, (int)(server - servers), (long long)at, date_http(at, date));
    }
    buf_adds(out, "</channel></rss>");
}

/* What stands in the account against a request at the moment of its start. */
static void judge_request(struct server *server, const struct fetch_request *request)
{
    int64_t now = (int64_t)now_s;
    account.n_requests++;
    account.n_early += now < server->allowed_at;
    account.n_hurried += now_s - last_start_at[server->host] < 0.999;
    account.n_crowded += ++n_connections[server->host] > 2;
    last_start_at[server->host] = now_s;
    bool has_some = request->etag != NULL || request->last_modified != NULL;
    account.n_whole += !has_some && (server->etag[0] != '\0' || server->last_modified[0] != '\0');
    account.n_wrong_validators +=
        has_some &&
        (strcmp(request->etag != NULL ? request->etag : "", server->etag) != 0 ||
         strcmp(request->last_modified != NULL ? request->last_modified : "", server->last_modified) != 0);
}

/* The longest of what `every`, the floor and the server's own hints ask, as the contract has it. */
static int64_t patience_s(const struct server *server)
{
    const int64_t asked[] = {server->every_s, 15 * M, server->max_age_s, server->ttl_min * M};
    int64_t longest = 0;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        longest = asked[i] > longest ? asked[i] : longest;
    return longest;
}

static void give_validators(struct server *server, int64_t newest_at)
{
    bool has_etag =
        server->validators == BOTH || server->validators == ETAG_ONLY || server->validators == EVER_CHANGING;
    server->etag[0] = '\0', server->last_modified[0] = '\0';
    if (has_etag)
        snprintf(server->etag, sizeof server->etag, "W/\"%llx\"",
                 (unsigned long long)(server->validators == EVER_CHANGING ? account.n_requests
                                                                          : (size_t)newest_at));
    if (server->validators == BOTH || server->validators == DATE_ONLY)
        date_http(newest_at, server->last_modified);
}

static void respond(struct server *server, struct buf *body, struct fetch_response *response)
{
    int64_t now = (int64_t)now_s, newest_at = published_at(server, now, 0);
    char etag[sizeof server->etag], last_modified[sizeof server->last_modified];
    if ((int)(chance((int)account.n_requests, "fails") % 100) < server->failing_percent) {
        bool busy = account.n_requests % 3 == 0;
        response->outcome = FETCH_HTTP;
        response->http_status = busy ? 429 : 500;
        response->error = "HTTP 500";
        response->retry_after_s = busy ? 2 * H : -1;
        account.n_errors++;
        server->allowed_at = now + (busy ? 2 * H : 5 * M);
        return;
    }
    snprintf(etag, sizeof etag, "%s", server->etag);
    snprintf(last_modified, sizeof last_modified, "%s", server->last_modified);
    give_validators(server, newest_at);
    bool same = (etag[0] != '\0' || last_modified[0] != '\0') && strcmp(etag, server->etag) == 0 &&
                strcmp(last_modified, server->last_modified) == 0;
    response->outcome = same ? FETCH_NOT_MODIFIED : FETCH_OK;
    response->http_status = same ? 304 : 200;
    response->etag = server->etag;
    response->last_modified = server->last_modified;
    response->fresh_s = server->max_age_s;
    account.n_not_modified += same;
    server->allowed_at = now + patience_s(server);
    if (same)
        return;
    write_feed(server, now, body);
    for (int64_t at = newest_at; at > server->seen_at && account.n_delays < N_DELAYS; at -= server->period_s)
        account.delays[account.n_delays++] = now - at;
    server->seen_at = newest_at;
}

/* ---- their place in the simulated world ---- */

static struct server *server_of(const struct transfer *transfer)
{
    return &servers[strtol(strrchr(transfer->url, '/') + 1, NULL, 10)];
}

static void simulated_request(struct transfer *transfer)
{
    judge_request(server_of(transfer), &transfer->request);
}

static void simulated_answer(struct transfer *transfer, struct buf *body, struct fetch_response *response)
{
    struct server *server = server_of(transfer);
    n_connections[server->host]--;
    respond(server, body, response);
}

/* ---- the month ---- */

struct month {
    struct conf conf;
    struct source sources[N_SOURCES];
    const char *urls[N_SOURCES];
    int64_t next_at[N_SOURCES]; /* INT64_MAX while it is under way */
    struct harvest_tools tools;
    struct fetch fetch;
    struct arena arena;
    char folder[64];
    size_t n_failed;
};

static void on_harvest(const struct harvest_result *result, void *arg)
{
    struct month *month = arg;
    size_t i = (size_t)(result->source - month->sources);
    struct source_state state;
    struct arena arena;
    struct error err;
    arena_init(&arena);
    assert_int_equal(
        store_get_source(month->tools.store, result->source->name, clock_now(), &arena, &state, &err), 0);
    month->next_at[i] = state.next_at;
    month->n_failed += result->failed;
    arena_release(&arena);
}

static void month_open(struct month *month)
{
    char path[96];
    struct error err;
    arena_init(&month->arena);
    snprintf(month->folder, sizeof month->folder, "/tmp/weir-month-XXXXXX");
    assert_non_null(mkdtemp(month->folder));
    snprintf(path, sizeof path, "%s/weir.db", month->folder);
    begin_at = civil_moment("UTC", 2026, 11, 1, 0, 0);
    now_s = (double)begin_at;
    for (int i = 0; i < N_SOURCES; i++) {
        server_init(&servers[i], i);
        month->urls[i] = arena_printf(&month->arena, "https://h%d.example/%d", servers[i].host, i);
        month->sources[i] = (struct source){.name = arena_printf(&month->arena, "s%d", i),
                                            .title = "",
                                            .urls = &month->urls[i],
                                            .n_urls = 1,
                                            .user = "",
                                            .password_file = "",
                                            .every_s = servers[i].every_s};
        month->next_at[i] = begin_at;
    }
    month->conf = (struct conf){.sources = month->sources, .n_sources = N_SOURCES};
    month->fetch.queue = queue_new(&fetch_limits_default);
    month->tools = (struct harvest_tools){.conf = &month->conf, .fetch = &month->fetch, .now = clock_now};
    assert_int_equal(store_open(path, &month->tools.store, &err), 0);
    assert_int_equal(matcher_new(NULL, 0, &month->tools.matcher, &err), 0);
    account.delays = calloc(N_DELAYS, sizeof *account.delays);
}

static void month_close(struct month *month)
{
    static const char *const files[] = {"weir.db", "weir.db-wal", "weir.db-shm"};
    char path[128];
    queue_free(month->fetch.queue);
    store_close(month->tools.store);
    matcher_free(month->tools.matcher);
    arena_release(&month->arena);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", month->folder, files[i]);
        unlink(path);
    }
    rmdir(month->folder);
    free(account.delays);
}

static void start_due(struct month *month)
{
    for (int i = 0; i < N_SOURCES; i++)
        if (month->next_at[i] <= clock_now()) {
            month->next_at[i] = INT64_MAX;
            harvest_start(&month->tools, &month->sources[i], on_harvest, month);
        }
}

static double next_event_at(const struct month *month)
{
    double at = simulated_next_at(&month->fetch);
    for (int i = 0; i < N_SOURCES; i++)
        if (month->next_at[i] != INT64_MAX && (double)month->next_at[i] < at)
            at = (double)month->next_at[i];
    return at;
}

static void live(struct month *month, int n_days)
{
    for (double end = (double)(begin_at + n_days * D); now_s < end;) {
        double at = next_event_at(month);
        now_s = at > now_s ? at : now_s;
        start_due(month);
        simulated_step(&month->fetch);
    }
    while (queue_oldest(month->fetch.queue) != NULL) {
        now_s = simulated_ends_at(&month->fetch);
        simulated_step(&month->fetch);
    }
}

static int compare(const void *left, const void *right)
{
    const int64_t *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

static void a_month_of_good_manners(void **state)
{
    static struct month month;
    char median[DATE_SIZE];
    const char *days = getenv("WEIR_MONTH_DAYS");
    int n_days = days != NULL ? (int)strtol(days, NULL, 10) : 3;
    (void)state;
    month_open(&month);
    live(&month, n_days);
    qsort(account.delays, account.n_delays, sizeof *account.delays, compare);
    int64_t delay = account.n_delays > 0 ? account.delays[account.n_delays / 2] : 0;
    print_message(
        "%d days, 500 sources: %zu requests, %.1f a source and day; %.0f %% of the good answers 304; %zu "
        "errors\n"
        "earlier than allowed %zu, validators wrong %zu, within a second to one host %zu, more than 2 "
        "connections %zu\nmedian delay from publication to storage %s (%zu items)\n",
        n_days, account.n_requests, (double)account.n_requests / N_SOURCES / n_days,
        100.0 * (double)account.n_not_modified / (double)(account.n_requests - account.n_errors),
        account.n_errors, account.n_early, account.n_wrong_validators, account.n_hurried, account.n_crowded,
        date_span(delay, median), account.n_delays);
    check_number("earlier than allowed", account.n_early, 0);
    check_number("validators wrong", account.n_wrong_validators, 0);
    assert_in_range(account.n_whole, 1, (size_t)(n_days / 7 + 1) * N_SOURCES); /* once a week */
    check_number("hurried", account.n_hurried, 0);
    check_number("more than two connections", account.n_crowded, 0);
    check_number("failed harvests are errors answered", month.n_failed, account.n_errors);
    assert_in_range(account.n_requests, (size_t)n_days * N_SOURCES * 2, (size_t)n_days * N_SOURCES * 24);
    assert_true(delay < 6 * H);
    month_close(&month);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_month_of_good_manners)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
