/*
 * An arXiv feed that is empty on a working day, in simulated time: a day off when all of arXiv's feeds are,
 * and a fault when another has papers. Asked for hourly either way.
 */
#include "simulated_fetch.h"

#include "store_fixture.h"
#include "weir/poll/harvest.h"
#include "weir/poll/rhythm.h"
#include "weir/poll/schedule.h"
#include "weir/text/civil.h"

#define HOUR ((int64_t)3600)

enum { CS_CL, CS_LG, N_FEEDS };

/* Tuesday to Friday; on Wednesday something is wrong. */
enum { FIRST_DAY = 17, BAD_DAY = 18, LAST_DAY = 20 };

static bool is_empty[N_FEEDS]; /* on the bad day */
static int n_requests[N_FEEDS];

static int feed_of(const struct transfer *transfer)
{
    return strstr(transfer->url, "cs.LG") != NULL ? CS_LG : CS_CL;
}

static void simulated_request(struct transfer *transfer)
{
    if (civil_at(RHYTHM_ARXIV_ZONE, (int64_t)now_s).day == BAD_DAY)
        n_requests[feed_of(transfer)]++;
}

/* The first document brings a history, so that the source is known for a busy one. */
static void simulated_answer(struct transfer *transfer, struct buf *body, struct fetch_response *response)
{
    int feed = feed_of(transfer), day = civil_at(RHYTHM_ARXIV_ZONE, (int64_t)now_s).day;
    int n = day == FIRST_DAY ? 400 : day == BAD_DAY && is_empty[feed] ? 0 : 10;
    char date[DATE_SIZE];
    response->http_status = 200;
    buf_addf(body, "<rss version='2.0'><channel><title>arXiv %d</title>", feed);
    for (int i = 0; i < n; i++)
        buf_addf(body,
                 "<item><title>Paper %d of day %d</title><guid isPermaLink='false'>%d-%d-%d</guid><pubDate>%s"
                 "</pubDate></item>",
                 i, day, feed, day, i, date_http((int64_t)now_s - i * 2 * HOUR, date));
    buf_adds(body, "</channel></rss>");
}

struct week {
    struct fixture *fixture;
    struct conf conf;
    struct source sources[N_FEEDS];
    const char *urls[N_FEEDS];
    struct harvest_tools tools;
    struct fetch fetch;
    int64_t next_at[N_FEEDS];
    int silent_on; /* the day on which cs.CL was found silent; 0: never */
};

static void on_harvest(const struct harvest_result *result, void *arg)
{
    struct week *week = arg;
    week->next_at[result->source - week->sources] = result->next_at;
    if (result->fell_silent && result->source == &week->sources[CS_CL])
        week->silent_on = civil_at(RHYTHM_ARXIV_ZONE, (int64_t)now_s).day;
}

static void week_open(struct week *week, void **state)
{
    static const char *const urls[N_FEEDS] = {"https://rss.arxiv.org/rss/cs.CL",
                                              "https://rss.arxiv.org/rss/cs.LG"};
    static const char *const names[N_FEEDS] = {"cl", "lg"};
    struct error err;
    now_s = (double)civil_moment(RHYTHM_ARXIV_ZONE, 2026, 11, FIRST_DAY, 0, 20);
    *week = (struct week){.fixture = *state};
    for (int i = 0; i < N_FEEDS; i++) {
        week->urls[i] = urls[i];
        week->next_at[i] = (int64_t)now_s;
        week->sources[i] = (struct source){.name = names[i],
                                           .title = "",
                                           .urls = &week->urls[i],
                                           .n_urls = 1,
                                           .every_s = 6 * HOUR,
                                           .user = "",
                                           .password_file = ""};
        n_requests[i] = 0;
    }
    week->conf = (struct conf){.sources = week->sources, .n_sources = N_FEEDS};
    week->fetch.queue = queue_new(&fetch_limits_default);
    week->fetch.wake_at = NEVER;
    week->tools = (struct harvest_tools){
        .conf = &week->conf, .fetch = &week->fetch, .store = week->fixture->store, .now = clock_now};
    assert_int_equal(matcher_new(NULL, 0, &week->tools.matcher, &err), 0);
}

static void live(struct week *week)
{
    int64_t end = civil_moment(RHYTHM_ARXIV_ZONE, 2026, 11, LAST_DAY, 0, 0);
    while ((int64_t)now_s < end) {
        double at = simulated_next_at(&week->fetch);
        for (int i = 0; i < N_FEEDS; i++)
            at = (double)week->next_at[i] < at ? (double)week->next_at[i] : at;
        now_s = at > now_s ? at : now_s;
        for (int i = 0; i < N_FEEDS; i++)
            if (week->next_at[i] <= (int64_t)now_s) {
                week->next_at[i] = INT64_MAX;
                harvest_start(&week->tools, &week->sources[i], on_harvest, week);
            }
        simulated_step(&week->fetch);
    }
    while (queue_oldest(week->fetch.queue) != NULL) {
        now_s = simulated_ends_at(&week->fetch);
        simulated_step(&week->fetch);
    }
}

static void week_close(struct week *week)
{
    queue_free(week->fetch.queue);
    matcher_free(week->tools.matcher);
}

static const struct {
    const char *what;
    bool is_empty[N_FEEDS];
    int silent_on;
    bool hourly;
} weeks[] = {
    {"all is well", {false, false}, 0, false},
    {"a day off", {true, true}, 0, true},
    {"a fault", {true, false}, BAD_DAY, true},
};

static void an_empty_feed_is_compared_with_others(void **state)
{
    for (size_t i = 0; i < sizeof weeks / sizeof *weeks; i++) {
        struct week week;
        if (i > 0) {
            fixture_tear_down(state);
            fixture_set_up(state);
        }
        memcpy(is_empty, weeks[i].is_empty, sizeof is_empty);
        week_open(&week, state);
        live(&week);
        check_number(weeks[i].what, week.silent_on, weeks[i].silent_on);
        check_number(weeks[i].what, n_requests[CS_CL] >= 20, weeks[i].hourly);
        week_close(&week);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(an_empty_feed_is_compared_with_others,
                                                                       fixture_set_up, fixture_tear_down)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
