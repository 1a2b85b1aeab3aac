#include "test.h"

#include "weir/text/civil.h"
#include "weir/text/date.h"

static void test_moments(void **state)
{
    (void)state;
    static const struct {
        const char *what, *zone;
        int year, month, day, hour, minute;
        const char *want;
    } cases[] = {
        {"plain", "UTC", 2026, 11, 20, 7, 0, "2026-11-20T07:00:00Z"},
        {"east", "Asia/Shanghai", 2026, 11, 20, 7, 0, "2026-11-19T23:00:00Z"},
        {"summer", "Europe/Berlin", 2026, 7, 1, 12, 0, "2026-07-01T10:00:00Z"},
        {"winter", "Europe/Berlin", 2026, 12, 1, 12, 0, "2026-12-01T11:00:00Z"},
        {"skipped", "Europe/Berlin", 2026, 3, 29, 2, 30, "2026-03-29T01:00:00Z"},
        {"twice: the first", "Europe/Berlin", 2026, 10, 25, 2, 30, "2026-10-25T00:30:00Z"},
        {"midnight skipped", "America/Santiago", 2026, 9, 6, 0, 0, "2026-09-06T04:00:00Z"},
        {"half an hour", "Australia/Lord_Howe", 2026, 10, 4, 2, 10, "2026-10-03T15:30:00Z"},
        {"a day skipped", "Pacific/Apia", 2011, 12, 30, 12, 0, "2011-12-30T10:00:00Z"},
        {"rolls over", "UTC", 2026, 12, 32, 0, 0, "2027-01-01T00:00:00Z"},
        {"rolls back", "UTC", 2026, 3, 0, 0, 0, "2026-02-28T00:00:00Z"},
        {"months too", "UTC", 2026, 13, 1, 0, 0, "2027-01-01T00:00:00Z"},
        {"the machine's own", "", 2026, 1, 1, 0, 0, "2026-01-01T00:00:00Z"}, /* the tests run with TZ=UTC */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char got[DATE_SIZE];
        date_rfc3339(civil_moment(cases[i].zone, cases[i].year, cases[i].month, cases[i].day, cases[i].hour,
                                  cases[i].minute),
                     got);
        check_string(cases[i].what, got, cases[i].want);
    }
}

static void test_weeks(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *at, *day, *week;
        int weekday;
    } cases[] = {
        {"UTC", "2026-11-20T07:00:00Z", "2026-11-20", "2026-W47", 5},
        {"UTC", "2027-01-01T00:00:00Z", "2027-01-01", "2026-W53", 5},
        {"UTC", "2024-12-30T00:00:00Z", "2024-12-30", "2025-W01", 1},
        {"UTC", "2023-01-01T23:59:59Z", "2023-01-01", "2022-W52", 7},
        {"Asia/Shanghai", "2026-11-22T15:59:59Z", "2026-11-22", "2026-W47", 7},
        {"Asia/Shanghai", "2026-11-22T16:00:00Z", "2026-11-23", "2026-W48", 1},
        {"America/New_York", "2026-11-20T04:59:00Z", "2026-11-19", "2026-W47", 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t at = date_parse(cases[i].at);
        struct span day = civil_day(cases[i].zone, at), week = civil_week(cases[i].zone, at);
        check_string(cases[i].at, day.name, cases[i].day);
        check_string(cases[i].at, week.name, cases[i].week);
        check_number(cases[i].at, civil_at(cases[i].zone, at).weekday, cases[i].weekday);
        check_number("in its day", day.from_at <= at && at < day.to_at && !day.is_week, 1);
        check_number("in its week", week.from_at <= day.from_at && day.to_at <= week.to_at && week.is_week,
                     1);
        struct span read;
        check_number("name read", civil_parse_day(cases[i].zone, day.name, &read), 1);
        check_number("same day", read.from_at == day.from_at && read.to_at == day.to_at, 1);
        check_number("name read", civil_parse_week(cases[i].zone, week.name, &read), 1);
        check_number("same week", read.from_at == week.from_at && read.to_at == week.to_at, 1);
    }
}

static void test_days_have_23_to_25_hours(void **state)
{
    (void)state;
    struct span span;
    assert_true(civil_parse_day("Europe/Berlin", "2026-03-29", &span));
    check_number("spring", span.to_at - span.from_at, 23 * 3600);
    assert_true(civil_parse_day("Europe/Berlin", "2026-10-25", &span));
    check_number("autumn", span.to_at - span.from_at, 25 * 3600);
    assert_true(civil_parse_week("Europe/Berlin", "2026-W13", &span));
    check_number("its week", span.to_at - span.from_at, 167 * 3600);
    /* Where midnight is the hour that comes twice or never, days still meet without a gap. */
    struct span before, after;
    assert_true(civil_parse_day("America/Santiago", "2026-09-05", &before));
    assert_true(civil_parse_day("America/Santiago", "2026-09-06", &after));
    check_number("no gap", before.to_at, after.from_at);
}

static void test_names_that_are_none(void **state)
{
    (void)state;
    static const char *const days[] = {"2026-02-29",  "2026-13-01", "2026-00-10", "2026-11-31",
                                       "2026-1-1",    "2026-11-00", "26-11-20",   "2026-11-20x",
                                       " 2026-11-20", "",           "today"};
    static const char *const weeks[] = {"2026-W00", "2026-W54",  "2025-W53", "2026-47",
                                        "2026-W7",  "2026-W471", ""};
    struct span span;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        check_number(days[i], civil_parse_day("UTC", days[i], &span), 0);
    for (size_t i = 0; i < sizeof weeks / sizeof *weeks; i++)
        check_number(weeks[i], civil_parse_week("UTC", weeks[i], &span), 0);
    check_number("leap day", civil_parse_day("UTC", "2028-02-29", &span), 1);
    check_number("53 weeks", civil_parse_week("UTC", "2026-W53", &span), 1);
}

static void test_zones(void **state)
{
    (void)state;
    static const struct {
        const char *zone;
        bool exists;
    } cases[] = {
        {"Asia/Shanghai", true},  {"UTC", true},       {"", true},      {NULL, true},
        {"Asia/Shangai", false},  {"CST-8", false},    {"Asia", false}, {"../../etc/passwd", false},
        {"/etc/hostname", false}, {"zone.tab", false}, {":UTC", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_number(cases[i].zone ? cases[i].zone : "(null)", civil_zone_exists(cases[i].zone),
                     cases[i].exists);
}

static void test_near_zones(void **state)
{
    (void)state;
    char near[CIVIL_ZONE_SIZE] = "";
    check_number("found", civil_zone_near("Asia/Shangai", near), 1);
    check_string("nearest", near, "Asia/Shanghai");
    check_number("none", civil_zone_near("CST-8", near), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moments),
        cmocka_unit_test(test_weeks),
        cmocka_unit_test(test_days_have_23_to_25_hours),
        cmocka_unit_test(test_names_that_are_none),
        cmocka_unit_test(test_zones),
        cmocka_unit_test(test_near_zones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
