#include "test.h"

#include "weir/publish/calendar.h"
#include "weir/text/date.h"

/* When is which digest the latest one due? `daily` is 07:00, `weekly` Monday 07:00. */
static const struct {
    const char *zone, *now, *day, *week, *next;
} cases[] = {
    {"UTC", "2026-11-20T06:59:59Z", "2026-11-18", "2026-W46", "2026-11-20T07:00:00Z"},
    {"UTC", "2026-11-20T07:00:00Z", "2026-11-19", "2026-W46", "2026-11-21T07:00:00Z"},
    {"UTC", "2026-11-23T06:00:00Z", "2026-11-21", "2026-W46", "2026-11-23T07:00:00Z"},
    {"UTC", "2026-11-23T07:00:00Z", "2026-11-22", "2026-W47", "2026-11-24T07:00:00Z"},
    /* the reader's own midnight, not Greenwich's */
    {"Asia/Shanghai", "2026-11-19T22:59:59Z", "2026-11-18", "2026-W46", "2026-11-19T23:00:00Z"},
    {"Asia/Shanghai", "2026-11-19T23:00:00Z", "2026-11-19", "2026-W46", "2026-11-20T23:00:00Z"},
    /* over the end of a year with 53 weeks */
    {"UTC", "2027-01-04T08:00:00Z", "2027-01-03", "2026-W53", "2027-01-05T07:00:00Z"},
    /* the night in which the clock goes forward, and the one in which it goes back */
    {"Europe/Berlin", "2026-03-29T05:00:00Z", "2026-03-28", "2026-W12", "2026-03-30T05:00:00Z"},
    {"Europe/Berlin", "2026-10-25T05:59:59Z", "2026-10-23", "2026-W42", "2026-10-25T06:00:00Z"},
};

static void latest_digest_due(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct conf conf = {
            .timezone = cases[i].zone, .daily_min = 7 * 60, .weekly_day = 1, .weekly_min = 7 * 60};
        int64_t now = date_parse(cases[i].now);
        char next[DATE_SIZE];
        check_string(cases[i].now, calendar_last_day(&conf, now).name, cases[i].day);
        check_string(cases[i].now, calendar_last_week(&conf, now).name, cases[i].week);
        check_string(cases[i].now, date_rfc3339(calendar_next_at(&conf, now), next), cases[i].next);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(latest_digest_due)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
