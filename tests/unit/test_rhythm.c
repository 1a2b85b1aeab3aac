#include "test.h"

#include <stdbool.h>

#include "weir/poll/health.h"
#include "weir/poll/rhythm.h"
#include "weir/poll/schedule.h"
#include "weir/text/civil.h"
#include "weir/text/date.h"

#define HOUR 3600
#define DAY  ((int64_t)24 * HOUR)
#define ZONE RHYTHM_ARXIV_ZONE
#define YEAR 2023

/* The evenings of 2023 on which arXiv put off its announcement, as it had them on its pages (month, day). The
 * 14th of June and the 27th of December are in no table of holidays. */
static const int put_off[][2] = {{1, 16}, {6, 14}, {6, 19}, {7, 4}, {9, 4}, {11, 23}, {12, 25}, {12, 27}};

/* Do arXiv's feeds hold papers from the midnight that begins this day of 2023? */
static bool has_papers(int64_t midnight)
{
    struct civil evening = civil_at(ZONE, midnight - 1);
    for (size_t i = 0; i < sizeof put_off / sizeof *put_off; i++)
        if (evening.month == put_off[i][0] && evening.day == put_off[i][1])
            return false;
    return evening.weekday != 5 && evening.weekday != 6;
}

static struct source_state cs_cl(void)
{
    return (struct source_state){.url = "https://rss.arxiv.org/atom/cs.CL",
                                 .n_items = 4000,
                                 .items_a_week = 500,
                                 .new_at = DATE_NONE,
                                 .empty_at = DATE_NONE,
                                 .fresh_s = -1,
                                 .retry_after_s = -1};
}

/* Lives through 2023 as weir plans it. On the `missed` day (of the year; 0: none) the feed still shows the
 * day before. Returns the day of the year on which silence was first found, 0 if never; `*n_polls` counts. */
static int live(int missed, int *n_polls)
{
    const char *urls[] = {"https://rss.arxiv.org/atom/cs.CL"};
    struct source source = {.name = "arxiv-cs.CL", .urls = urls, .n_urls = 1, .every_s = 6 * HOUR};
    struct source_state state = cs_cl();
    int64_t now = civil_moment(ZONE, YEAR, 1, 2, 0, 20), end = civil_moment(ZONE, YEAR + 1, 1, 1, 0, 0);
    int64_t seen = 0; /* the midnight whose papers are stored */
    struct arena arena;
    arena_init(&arena);
    *n_polls = 0;
    for (int day = 2; now < end; now = state.next_at) {
        struct civil today = civil_at(ZONE, now);
        int64_t midnight = civil_moment(ZONE, YEAR, today.month, today.day, 0, 0);
        day = (int)((midnight - civil_moment(ZONE, YEAR, 1, 1, 0, 0) + DAY / 2) / DAY) + 1;
        int64_t shown = day == missed ? seen : has_papers(midnight) ? midnight : 0;
        if (shown == 0)
            state.empty_at = now;
        else if (shown != seen)
            seen = shown, state.new_at = now;
        state.ok_at = state.polled_at = now;
        int64_t next_midnight = civil_moment(ZONE, YEAR, today.month, today.day + 1, 0, 0);
        state.fresh_s = next_midnight - now;
        ++*n_polls;
        if (health_is_silent(&state, now)) {
            arena_release(&arena);
            return day;
        }
        schedule_next(&source, &state, now, &arena);
    }
    arena_release(&arena);
    return 0;
}

static void a_year_of_arxiv_gives_no_false_alarm(void **state)
{
    int n_polls;
    (void)state;
    check_number("silent on day", live(0, &n_polls), 0);
    assert_in_range(n_polls, 365, 2 * 365);
}

static void a_missed_batch_is_found_the_same_day(void **state)
{
    int n_found = 0, n_polls;
    (void)state;
    for (int day = 4; day <= 350; day++) {
        int64_t midnight = civil_moment(ZONE, YEAR, 1, day, 0, 0);
        if (!has_papers(midnight))
            continue;
        int found = live(day, &n_polls);
        /* Memorial Day might have been a day off. */
        if (found != day && day != 150)
            check_number("missed, and found on day", found, day);
        n_found += found == day;
    }
    assert_true(n_found > 230);
}

static void late_papers_are_asked_for_hourly(void **state)
{
    const char *urls[] = {"https://rss.arxiv.org/atom/cs.CL"};
    struct source source = {.name = "s", .urls = urls, .n_urls = 1, .every_s = 6 * HOUR};
    struct source_state s = cs_cl();
    struct arena arena;
    (void)state;
    arena_init(&arena);
    s.new_at = civil_moment(ZONE, 2026, 11, 17, 0, 20);
    s.ok_at = civil_moment(ZONE, 2026, 11, 18, 0, 20);
    s.fresh_s = 23 * HOUR;
    schedule_next(&source, &s, s.ok_at, &arena);
    assert_in_range(s.next_at - s.ok_at, HOUR, HOUR + HOUR / 20);
    assert_non_null(strstr(s.next_why, "hourly"));
    s.new_at = s.ok_at;
    schedule_next(&source, &s, s.ok_at, &arena);
    check_number("on time: until max-age ends", s.next_at - s.ok_at, 23 * HOUR);
    arena_release(&arena);
}

static const struct {
    int year, month, day; /* the date of an evening, US Eastern */
    bool announced;
} evenings[] = {
    {2026, 11, 15, true},                                               /* Sunday */
    {2026, 11, 19, true},                                               /* Thursday */
    {2026, 11, 20, false},                                              /* Friday */
    {2026, 11, 21, false},                                              /* Saturday */
    {2026, 11, 26, false},                                              /* Thanksgiving */
    {2026, 11, 25, true},                                               /* the day before it */
    {2026, 1, 1, false},   {2026, 1, 5, true},    {2026, 1, 19, false}, /* the third Monday */
    {2026, 1, 12, true},                                                /* the second */
    {2026, 5, 25, false},                                               /* the last Monday of May */
    {2026, 5, 18, true},   {2026, 6, 19, false},                        /* a Friday, too */
    {2022, 6, 20, false},                                               /* the Monday after a Sunday 19th */
    {2021, 7, 5, false},                                                /* the Monday after Sunday the 4th */
    {2022, 7, 4, false},   {2026, 9, 7, false},   {2026, 12, 23, true},
    {2026, 12, 24, false}, {2026, 12, 29, false}, {2027, 1, 3, true},
};

static void evenings_follow_the_calendar(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof evenings / sizeof *evenings; i++) {
        char what[32];
        snprintf(what, sizeof what, "%d-%02d-%02d", evenings[i].year, evenings[i].month, evenings[i].day);
        int64_t noon = civil_moment(ZONE, evenings[i].year, evenings[i].month, evenings[i].day, 12, 0);
        int64_t midnight = civil_moment(ZONE, evenings[i].year, evenings[i].month, evenings[i].day + 1, 0, 0);
        check_number(what, rhythm_arxiv_next(noon) == midnight, evenings[i].announced);
    }
}

#define NOW ((int64_t)1795000000)

static const struct {
    const char *what, *url;
    size_t n_items;
    double items_a_week, days_a_week;
    int64_t new_ago_s, ok_ago_s;
    int n_failures;
    bool silent;
} histories[] = {
    {"never anything", "https://example.org/", 0, 0, 0, 90 * DAY, 0, 0, false},
    {"daily, quiet for 3 days", "https://example.org/", 99, 7, 7, 3 * DAY, 0, 0, false},
    {"daily, quiet for 5 days", "https://example.org/", 99, 7, 7, 5 * DAY, 0, 0, true},
    {"weekly, quiet for 20 days", "https://example.org/", 99, 1, 1, 20 * DAY, 0, 0, false},
    {"weekly, quiet for 22 days", "https://example.org/", 99, 1, 1, 22 * DAY, 0, 0, true},
    {"asleep for 170 days", "https://example.org/", 9, 0, 0, 170 * DAY, 0, 0, false},
    {"asleep for 190 days", "https://example.org/", 9, 0, 0, 190 * DAY, 0, 0, true},
    {"not asked since", "https://example.org/", 99, 7, 7, 5 * DAY, 2 * DAY, 0, false},
    {"failing is not silent", "https://example.org/", 99, 7, 7, 5 * DAY, 0, 3, false},
    {"arXiv's API has no calendar", "https://export.arxiv.org/api/query?search_query=cat:cs.CL", 999, 500, 5,
     3 * DAY, 0, 0, false},
    {"a small category of arXiv has none either", "https://rss.arxiv.org/rss/math.GN", 99, 8, 4, 3 * DAY, 0,
     0, false},
    {"eight articles once a week, quiet for 6 days", "https://mp.example/", 99, 8, 1, 6 * DAY, 0, 0, false},
    {"eight articles once a week, quiet for 22 days", "https://mp.example/", 99, 8, 1, 22 * DAY, 0, 0, true},
};

static void silence_is_measured_by_history(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof histories / sizeof *histories; i++) {
        struct source_state s = {.url = histories[i].url,
                                 .n_items = histories[i].n_items,
                                 .items_a_week = histories[i].items_a_week,
                                 .days_a_week = histories[i].days_a_week,
                                 .new_at = NOW - histories[i].new_ago_s,
                                 .ok_at = NOW - histories[i].ok_ago_s,
                                 .n_failures = histories[i].n_failures,
                                 .empty_at = DATE_NONE};
        check_number(histories[i].what, health_is_silent(&s, NOW), histories[i].silent);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_of_arxiv_gives_no_false_alarm),
        cmocka_unit_test(a_missed_batch_is_found_the_same_day),
        cmocka_unit_test(late_papers_are_asked_for_hourly),
        cmocka_unit_test(evenings_follow_the_calendar),
        cmocka_unit_test(silence_is_measured_by_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
