#include "test.h"

#include "weir/text/date.h"

static void test_durations(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t want;
    } cases[] = {
        {"90s", 90},    {"30m", 1800}, {"6h", 21600}, {"2d", 172800}, {"1w", 604800},
        {"0s", 0},      {"", -1},      {"6", -1},     {"h", -1},      {"6 h", -1},
        {"6hours", -1}, {"-6h", -1},   {"1.5h", -1},  {"6H", -1},     {"9999999999s", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_number(cases[i].text, date_duration(cases[i].text), cases[i].want);
}

static void test_spans(void **state)
{
    (void)state;
    static const struct {
        int64_t seconds;
        const char *want;
    } cases[] = {
        {0, "0 s"},     {45, "45 s"},    {60, "1 min"},      {12000, "3 h 20 min"},
        {10801, "3 h"}, {172800, "2 d"}, {90000, "1 d 1 h"}, {3600 * 24 * 30, "30 d"},
        {-5, "0 s"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[DATE_SIZE];
        check_string("span", date_span(cases[i].seconds, out), cases[i].want);
    }
}

static void test_writing(void **state)
{
    (void)state;
    static const struct {
        int64_t at;
        const char *rfc3339, *http;
    } cases[] = {
        {0, "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"},
        {784111777, "1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"},
        {-1, "1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT"},
        {951782400, "2000-02-29T00:00:00Z", "Tue, 29 Feb 2000 00:00:00 GMT"},
        {253402300799, "9999-12-31T23:59:59Z", "Fri, 31 Dec 9999 23:59:59 GMT"},
        {253402300800, "", ""},
        {DATE_NONE, "", ""},
        {INT64_MAX, "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[DATE_SIZE];
        check_string("RFC 3339", date_rfc3339(cases[i].at, out), cases[i].rfc3339);
        check_string("HTTP", date_http(cases[i].at, out), cases[i].http);
        if (*out)
            check_number("read back", date_parse(out), cases[i].at);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_durations),
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_writing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
