#include "weir/text/date.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define DAY_S INT64_C(86400)

/* Howard Hinnant's days_from_civil: years begin in March, so that the leap day comes last. */
int64_t date_days(int64_t year, int month, int day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

/* A moment in UTC's calendar. */
struct moment {
    int64_t year;
    int month, day, weekday; /* 0 Sunday */
    int hour, minute, second;
};

static struct moment split(int64_t at)
{
    int64_t days = at / DAY_S - (at % DAY_S < 0), rest = at - days * DAY_S;
    struct moment moment = {.weekday = (int)((days % 7 + 11) % 7),
                            .hour = (int)(rest / 3600),
                            .minute = (int)(rest / 60 % 60),
                            .second = (int)(rest % 60)};
    /* The inverse of date_days. */
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097, day_of_era = days - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = (int)(day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100));
    int month = (5 * day_of_year + 2) / 153; /* 0 March */
    moment.day = day_of_year - (153 * month + 2) / 5 + 1;
    moment.month = month < 10 ? month + 3 : month - 9;
    moment.year = year_of_era + era * 400 + (moment.month <= 2);
    return moment;
}

/* Both notations have four digits for the year. */
static bool can_be_written(int64_t at)
{
    return at >= date_days(0, 1, 1) * DAY_S && at < date_days(10000, 1, 1) * DAY_S;
}

char *date_rfc3339(int64_t at, char out[DATE_SIZE])
{
    out[0] = '\0';
    if (!can_be_written(at))
        return out;
    struct moment m = split(at);
    snprintf(out, DATE_SIZE, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)m.year, m.month, m.day, m.hour, m.minute,
             m.second);
    return out;
}

char *date_http(int64_t at, char out[DATE_SIZE])
{
    static const char *const weekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    out[0] = '\0';
    if (!can_be_written(at))
        return out;
    struct moment m = split(at);
    snprintf(out, DATE_SIZE, "%s, %02d %s %04d %02d:%02d:%02d GMT", weekdays[m.weekday], m.day,
             months[m.month - 1], (int)m.year, m.hour, m.minute, m.second);
    return out;
}

/* Units of durations, largest first. */
static const struct unit {
    char letter;
    const char *name;
    int64_t seconds;
} units[] = {
    {'w', "w", 7 * DAY_S}, {'d', "d", DAY_S}, {'h', "h", 3600}, {'m', "min", 60}, {'s', "s", 1},
};

#define N_UNITS (sizeof units / sizeof *units)

int64_t date_duration(const char *s)
{
    int64_t count = 0;
    size_t n = strspn(s, "0123456789");
    if (n == 0 || n > 9 || strlen(s) != n + 1)
        return -1;
    for (size_t i = 0; i < n; i++)
        count = count * 10 + (s[i] - '0');
    for (size_t i = 0; i < N_UNITS; i++)
        if (units[i].letter == s[n])
            return count * units[i].seconds;
    return -1;
}

char *date_span(int64_t seconds, char out[DATE_SIZE])
{
    size_t first = 1; /* days: nobody counts a failure in weeks */
    seconds = seconds < 0 ? 0 : seconds;
    while (first + 1 < N_UNITS && seconds < units[first].seconds)
        first++;
    int n =
        snprintf(out, DATE_SIZE, "%lld %s", (long long)(seconds / units[first].seconds), units[first].name);
    int64_t rest = seconds % units[first].seconds;
    if (first + 1 < N_UNITS && rest >= units[first + 1].seconds)
        snprintf(out + n, (size_t)(DATE_SIZE - n), " %lld %s", (long long)(rest / units[first + 1].seconds),
                 units[first + 1].name);
    return out;
}
