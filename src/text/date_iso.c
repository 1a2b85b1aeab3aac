/* ISO 8601: calendar, week and ordinal dates, basic and extended, at every precision. */
#include <string.h>

#include "date_fields.h"
#include "weir/text/date.h"

/* Digits and dashes of a date, and what they mean: Y year, M month, D day, O day of the year, W week, d its
 * day. */
static const char *const patterns[] = {
    "YYYY-MM-DD", "YYYYMMDD", "YYYY-Www-d", "YYYYWwwd",  "YYYY-Www", "YYYYWww", "YYYY-OOO",
    "YYYYOOO",    "YYYY-MM",  "YYYY-M-DD",  "YYYY-MM-D", "YYYY-M-D", "YYYY-M",  "YYYY",
};

struct iso {
    int year, month, day, ordinal, week, weekday; /* 0 what the pattern has not */
};

static int *target(struct iso *iso, char letter)
{
    switch (letter) {
    case 'Y':
        return &iso->year;
    case 'M':
        return &iso->month;
    case 'D':
        return &iso->day;
    case 'O':
        return &iso->ordinal;
    case 'w':
        return &iso->week;
    case 'd':
        return &iso->weekday;
    default:
        return NULL; /* W and the dash stand for themselves */
    }
}

/* Reads by the pattern; the place behind it, or NULL when the text is other, or goes on with a digit or a
 * dash. */
static const char *match(const char *pattern, const char *s, struct iso *iso)
{
    *iso = (struct iso){0};
    for (; *pattern; pattern++, s++) {
        int *field = target(iso, *pattern);
        if (field ? *s < '0' || *s > '9' : *s != (*pattern == 'W' ? 'w' : *pattern))
            return NULL;
        if (field)
            *field = *field * 10 + (*s - '0');
    }
    return (*s >= '0' && *s <= '9') || *s == '-' ? NULL : s;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* A week's day: week 1 has 4 January. -1 when the year has no such week. */
static int64_t week_days(int year, int week, int weekday)
{
    int64_t fourth = date_days(year, 1, 4), monday = fourth - (fourth + 3 + 7 * INT64_C(200000)) % 7;
    int64_t days = monday + (week - 1) * 7 + weekday - 1, thursday = monday + (week - 1) * 7 + 3;
    return thursday >= date_days(year, 1, 1) && thursday < date_days(year + 1, 1, 1) ? days : DATE_NONE;
}

/* What the pattern read becomes fields; an impossible day becomes month 0, which no date has. */
static void take(const char *pattern, const struct iso *iso, struct fields *f)
{
    bool has_weekday = strchr(pattern, 'd'), has_day = strchr(pattern, 'D'), has_month = strchr(pattern, 'M');
    f->year = iso->year;
    f->month = has_month ? iso->month : 1;
    f->day = has_day ? iso->day : 1;
    if (strchr(pattern, 'O')) {
        f->month = iso->ordinal >= 1 && iso->ordinal <= 365 + is_leap(iso->year) ? 1 : 0;
        f->days = date_days(iso->year, 1, 1) + iso->ordinal - 1;
    } else if (strchr(pattern, 'w')) {
        int weekday = has_weekday ? iso->weekday : 1;
        f->days = week_days(iso->year, iso->week, weekday);
        f->month = weekday >= 1 && weekday <= 7 && iso->week >= 1 && f->days != DATE_NONE ? 1 : 0;
    }
}

/* "07", "0700", "070030.25" behind a `t`; with colons it is anybody's. */
static bool read_basic_time(const char **s, struct fields *f)
{
    int *const parts[] = {&f->hour, &f->minute, &f->second};
    size_t n_digits = strspn(*s, "0123456789");
    if (n_digits == 0 || n_digits > 6 || n_digits % 2 != 0)
        return false;
    for (size_t i = 0; i < n_digits / 2; i++)
        date_read_digits(s, 2, parts[i]);
    if (**s == '.' || **s == ',')
        *s += 1 + strspn(*s + 1, "0123456789");
    return f->has_time = true;
}

static void skip_spaces(const char **s)
{
    *s += strspn(*s, " ");
}

bool date_read_iso(const char *s, struct fields *f)
{
    struct iso iso;
    const char *rest = NULL;
    size_t i = 0, n = sizeof patterns / sizeof *patterns;
    while (i < n && !(rest = match(patterns[i], s, &iso)))
        i++;
    if (i == n)
        return false;
    take(patterns[i], &iso, f);
    skip_spaces(&rest);
    bool has_t = *rest == 't' || *rest == '_';
    rest += has_t;
    skip_spaces(&rest);
    if (!date_read_time(&rest, f) && has_t && !read_basic_time(&rest, f))
        return false;
    skip_spaces(&rest);
    size_t n_name = strspn(rest, "abcdefghijklmnopqrstuvwxyz");
    if (!date_read_offset(&rest, f) && date_zone(rest, n_name, &f->zone_min))
        rest += n_name;
    skip_spaces(&rest);
    return *rest == '\0';
}
