/*
 * Filling a source back, page by page, in simulated time: a server with arXiv's manners, and one whose feed
 * has archives.
 */
#include "simulated_fetch.h"

#include "store_fixture.h"
#include "weir/poll/backfill.h"
#include "weir/text/civil.h"

#define NOW (TODAY + 12 * 3600)
#define QUERY                                                                                                \
    "https://export.arxiv.org/api/query?search_query=cat:cs.CL&sortBy=submittedDate&start=0&max_results=100"
#define BLOG "https://blog.example/feed"

/* What the servers have and do. */
static struct {
    int n_results, an_hour; /* arXiv: papers, so many of them an hour */
    int empty_at, n_empty;  /* the request (counted) that comes back empty, and how many do */
    int fail_at, n_fail;    /* the same for errors */
    long status;            /* of such an error */
} manners;

static struct {
    char urls[64][256];
    int n_requests, n_open, n_open_most;
    double last_at, shortest_gap_s;
} account;

static void simulated_request(struct transfer *transfer)
{
    double gap_s = now_s - account.last_at;
    assert_true(account.n_requests < 64);
    snprintf(account.urls[account.n_requests], sizeof account.urls[0], "%s", transfer->url);
    if (account.n_requests++ > 0 && gap_s < account.shortest_gap_s)
        account.shortest_gap_s = gap_s;
    account.last_at = now_s;
    if (++account.n_open > account.n_open_most)
        account.n_open_most = account.n_open;
}

static void write_papers(long start, long n, struct buf *out)
{
    char date[DATE_SIZE];
    buf_adds(out, "<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:q</id><title>Query</title>");
    for (long i = start; i < start + n && i < manners.n_results; i++)
        buf_addf(out,
                 "<entry><id>http://arxiv.org/abs/2501.%05ldv1</id><title>Paper %ld</title><published>%s"
                 "</published><link href='https://arxiv.org/abs/2501.%05ldv1'/></entry>",
                 i, i, date_rfc3339(NOW - 60 - i * 3600 / manners.an_hour, date), i);
    buf_adds(out, "</feed>");
}

/* One item a page, a month older each; the third is the last. */
static void write_archive(int page, struct buf *out)
{
    char date[DATE_SIZE];
    buf_adds(out, "<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:b</id><title>Blog</title>");
    if (page < 3)
        buf_addf(out, "<link rel='prev-archive' href='/feed?page=%d'/>", page + 1);
    buf_addf(out,
             "<entry><id>urn:%d</id><title>Post %d</title><published>%s</published><link "
             "href='https://blog.example/%d'/></entry></feed>",
             page, page, date_rfc3339(NOW - 30 * DAY * (page - 1) - DAY, date), page);
}

static bool is_within(int request, int at, int n)
{
    return request >= at && request < at + n;
}

static void simulated_answer(struct transfer *transfer, struct buf *body, struct fetch_response *response)
{
    int request = account.n_requests;
    account.n_open--;
    response->http_status = 200;
    if (is_within(request, manners.fail_at, manners.n_fail)) {
        response->outcome = FETCH_HTTP;
        response->http_status = manners.status;
        response->error = "an error";
        return;
    }
    const char *start = strstr(transfer->url, "&start="), *page = strstr(transfer->url, "?page=");
    if (strstr(transfer->url, "/api/query") == NULL)
        write_archive(page != NULL ? atoi(page + 6) : 1, body);
    else
        write_papers(strtol(start + 7, NULL, 10),
                     is_within(request, manners.empty_at, manners.n_empty) ? 0 : 100, body);
}

/* ---- one run ---- */

struct run {
    struct fixture *fixture;
    struct conf conf;
    struct source source;
    const char *urls[1];
    struct harvest_tools tools;
    struct fetch fetch;
    struct backfill *backfill;
    struct backfill_progress last;
    char message[256];
    int n_calls, give_up_after; /* calls; 0: never */
};

static void on_page(const struct backfill_progress *progress, void *arg)
{
    struct run *run = arg;
    run->n_calls++;
    run->last = *progress;
    snprintf(run->message, sizeof run->message, "%s", progress->message);
    if (progress->is_done)
        run->backfill = NULL;
}

static void run_open(struct run *run, void **state, const char *url)
{
    struct error err;
    memset(&manners, 0, sizeof manners);
    memset(&account, 0, sizeof account);
    manners.n_results = 1000, manners.an_hour = 10, account.shortest_gap_s = NEVER;
    now_s = (double)NOW;
    *run = (struct run){.fixture = *state, .urls = {url}};
    run->source = (struct source){.name = "s",
                                  .title = "",
                                  .urls = run->urls,
                                  .n_urls = 1,
                                  .user = "",
                                  .password_file = "",
                                  .proxy = "",
                                  .arxiv_announce = ANNOUNCE_NEW};
    run->conf = (struct conf){.sources = &run->source, .n_sources = 1};
    run->tools = (struct harvest_tools){
        .conf = &run->conf, .fetch = &run->fetch, .store = run->fixture->store, .now = clock_now};
    assert_int_equal(matcher_new(NULL, 0, &run->tools.matcher, &err), 0);
}

/* Until it is done, or given up as by a signal. */
static void run_back(struct run *run, int64_t since_s)
{
    run->fetch.queue = queue_new(&fetch_limits_default);
    run->n_calls = 0;
    run->backfill = backfill_start(&run->tools, &run->source, NOW - since_s, on_page, run);
    while (run->backfill != NULL && (run->give_up_after == 0 || run->n_calls < run->give_up_after)) {
        double at = simulated_next_at(&run->fetch);
        now_s = at > now_s ? at : now_s;
        simulated_step(&run->fetch);
    }
    if (run->backfill != NULL) {
        for (struct transfer *transfer; (transfer = queue_oldest(run->fetch.queue)) != NULL;) {
            queue_end(run->fetch.queue, transfer, now_s);
            transfer_free(transfer);
        }
        backfill_abandon(run->backfill);
    }
    queue_free(run->fetch.queue);
}

static void run_close(struct run *run)
{
    matcher_free(run->tools.matcher);
}

static size_t n_stories(struct run *run, bool without_backfill)
{
    struct feed feed;
    struct error err;
    check_done(store_select(run->fixture->store, &(struct store_query){.without_backfill = without_backfill},
                            &run->fixture->arena, &feed, &err),
               &err);
    return feed.n_items;
}

/* ---- what holds ---- */

/* Ten papers an hour: two days are 480 of them, on five pages. */
static void arxiv_is_paged_at_its_pace(void **state)
{
    struct run run;
    run_open(&run, state, QUERY);
    run_back(&run, 2 * DAY);
    check_string("why it ended", run.message, "all that was asked for");
    check_number("requests", account.n_requests, 5);
    check_number("pages", run.last.n_pages, 5);
    check_number("stories", n_stories(&run, false), 480);
    check_number("connections at once", account.n_open_most, 1);
    assert_true(account.shortest_gap_s >= 3);
    assert_non_null(strstr(account.urls[4], "&max_results=100&start=400"));
    /* The first page introduces the source; what is behind it is old news. */
    check_number("news", n_stories(&run, true), 100);
    run_close(&run);
}

static const struct paging {
    const char *what, *url;
    int n_results;
    int64_t since_s;
    int empty_at, n_empty, fail_at, n_fail;
    long status;
    int n_requests;
    size_t n_stories;
    bool failed;
    const char *message;
} pagings[] = {
    {"a short history", QUERY, 250, 30 * DAY, .n_requests = 3, .n_stories = 250, .message = "no older pages"},
    {"a page that is just full", QUERY, 200, 30 * DAY, .n_requests = 5, .n_stories = 200,
     .message = "no older pages"}, /* three times it says that there is no more */
    {"an empty page heals", QUERY, 250, 30 * DAY, .empty_at = 2, .n_empty = 2, .n_requests = 5,
     .n_stories = 250, .message = "no older pages"},
    {"an error heals", QUERY, 250, 30 * DAY, .fail_at = 2, .n_fail = 2, .status = 500, .n_requests = 5,
     .n_stories = 250, .message = "no older pages"},
    {"an error stays", QUERY, 250, 30 * DAY, .fail_at = 2, .n_fail = 9, .status = 500, .n_requests = 4,
     .n_stories = 100, .failed = true, .message = "start=100: an error; the same command goes on there"},
    {"arXiv wants to be left alone", QUERY, 250, 30 * DAY, .fail_at = 2, .n_fail = 9, .status = 429,
     .n_requests = 2, .n_stories = 100, .failed = true, .message = "left alone"},
    {"archives", BLOG, 0, 365 * DAY, .n_requests = 3, .n_stories = 3, .message = "no older pages"},
    {"archives, not all of them", BLOG, 0, 25 * DAY, .n_requests = 2, .n_stories = 1,
     .message = "all that was asked for"},
};

static void pages_are_followed_to_their_end(void **state)
{
    for (size_t i = 0; i < sizeof pagings / sizeof *pagings; i++) {
        const struct paging *p = &pagings[i];
        struct run run;
        if (i > 0) {
            fixture_tear_down(state);
            fixture_set_up(state);
        }
        run_open(&run, state, p->url);
        manners.n_results = p->n_results;
        manners.empty_at = p->empty_at, manners.n_empty = p->n_empty;
        manners.fail_at = p->fail_at, manners.n_fail = p->n_fail, manners.status = p->status;
        run_back(&run, p->since_s);
        check_number(p->what, account.n_requests, p->n_requests);
        check_number(p->what, n_stories(&run, false), p->n_stories);
        check_number(p->what, run.last.failed, p->failed);
        if (strstr(run.message, p->message) == NULL)
            check_string(p->what, run.message, p->message);
        run_close(&run);
    }
}

/* Interrupted behind the second page, it goes on with the third; done, it begins anew. */
static void an_interrupted_one_goes_on(void **state)
{
    struct run run;
    run_open(&run, state, QUERY);
    manners.n_results = 450;
    run.give_up_after = 2;
    run_back(&run, 30 * DAY);
    check_number("stories so far", n_stories(&run, false), 200);
    account.n_requests = run.give_up_after = 0;
    run_back(&run, 30 * DAY);
    assert_non_null(strstr(account.urls[0], "&start=200"));
    check_number("requests", account.n_requests, 3);
    check_number("stories", n_stories(&run, false), 450);
    account.n_requests = 0;
    run_back(&run, DAY);
    assert_non_null(strstr(account.urls[0], "&start=0"));
    check_number("new ones", run.last.n_new, 0);
    run_close(&run);
}

static void polling_goes_on_as_before(void **state)
{
    struct run run;
    struct source_state before, after;
    struct error err;
    struct arena *arena = &((struct fixture *)*state)->arena;
    run_open(&run, state, BLOG);
    check_done(store_get_source(run.fixture->store, "s", NOW, arena, &before, &err), &err);
    before.url = BLOG, before.etag = "\"e\"", before.next_at = NOW + 1234, before.polled_at = NOW - 5;
    check_done(store_put_source(run.fixture->store, &before, &err), &err);
    run_back(&run, 365 * DAY);
    check_done(store_get_source(run.fixture->store, "s", NOW, arena, &after, &err), &err);
    check_string("its ETag", after.etag, "\"e\"");
    check_number("its next poll", after.next_at, NOW + 1234);
    check_number("its last poll", after.polled_at, NOW - 5);
    run_close(&run);
}

#define IN_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_STORE(arxiv_is_paged_at_its_pace),
        IN_STORE(pages_are_followed_to_their_end),
        IN_STORE(an_interrupted_one_goes_on),
        IN_STORE(polling_goes_on_as_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
