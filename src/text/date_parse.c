#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "weir/text/date.h"

/* What was read so far; -1 where nothing was. */
struct fields {
    int year, month, day;
    int hour, minute, second;
    int zone_min; /* east of Greenwich */
    bool has_zone;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Reads up to `max` digits; returns how many there were. */
static int read_digits(const char **s, int max, int *out)
{
    int n = 0;
    for (*out = 0; n < max && is_digit(**s); n++)
        *out = *out * 10 + (*(*s)++ - '0');
    return n;
}

static int days_in_month(int year, int month)
{
    int next_year = year + (month == 12), next = month == 12 ? 1 : month + 1;
    return (int)(date_days(next_year, next, 1) - date_days(year, month, 1));
}

static int64_t to_moment(const struct fields *f)
{
    if (f->month < 1 || f->month > 12 || f->day < 1 || f->day > days_in_month(f->year, f->month))
        return DATE_NONE;
    if (f->hour > 24 || f->minute > 59 || f->second > 60 ||
        (f->hour == 24 && (f->minute > 0 || f->second > 0)))
        return DATE_NONE;
    int second = f->second == 60 ? 59 : f->second;
    return date_days(f->year, f->month, f->day) * 86400 + f->hour * 3600 + f->minute * 60 + second -
           f->zone_min * 60;
}

static const struct zone {
    const char *name;
    int minutes;
} zones[] = {
    {"Z", 0},      {"UT", 0},     {"UTC", 0},    {"GMT", 0},    {"EST", -300}, {"EDT", -240},
    {"CST", -360}, {"CDT", -300}, {"MST", -420}, {"MDT", -360}, {"PST", -480}, {"PDT", -420},
    {"BST", 60},   {"CET", 60},   {"CEST", 120}, {"JST", 540},  {"KST", 540},
};

/* +08:00, -0500, +8, Z, EST. */
static bool read_zone(const char **s, struct fields *f)
{
    if (**s == '+' || **s == '-') {
        int sign = *(*s)++ == '-' ? -1 : 1, hours, minutes = 0;
        if (read_digits(s, 2, &hours) == 0)
            return false;
        if (**s == ':')
            ++*s;
        read_digits(s, 2, &minutes);
        f->zone_min = sign * (hours * 60 + minutes);
        return f->has_zone = true;
    }
    size_t n = 0;
    while (is_letter((*s)[n]))
        n++;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (strlen(zones[i].name) == n && strncasecmp(*s, zones[i].name, n) == 0) {
            f->zone_min = zones[i].minutes;
            *s += n;
            return f->has_zone = true;
        }
    return false;
}

/* 07:00, 07:00:30.25 */
static bool read_time(const char **s, struct fields *f)
{
    if (read_digits(s, 2, &f->hour) == 0 || *(*s)++ != ':' || read_digits(s, 2, &f->minute) == 0)
        return false;
    if (**s == ':' && (++*s, read_digits(s, 2, &f->second) == 0))
        return false;
    if (**s == '.' || **s == ',')
        *s += 1 + strspn(*s + 1, "0123456789");
    return true;
}

static void skip_spaces(const char **s)
{
    *s += strspn(*s, " \t\r\n");
}

/* RFC 3339 and W3C-DTF. */
static bool read_iso(const char *s, struct fields *f)
{
    if (read_digits(&s, 4, &f->year) != 4)
        return false;
    if (*s == '-' && (++s, read_digits(&s, 2, &f->month) != 2))
        return false;
    if (*s == '-' && (++s, read_digits(&s, 2, &f->day) != 2))
        return false;
    if (*s == 'T' || *s == 't' || *s == ' ') {
        s++;
        if (!read_time(&s, f))
            return false;
        skip_spaces(&s);
        read_zone(&s, f);
    }
    skip_spaces(&s);
    return *s == '\0';
}

static int month_number(const char *word, size_t n)
{
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec"};
    for (int i = 0; i < 12 && n >= 3; i++)
        if (strncasecmp(word, months[i], 3) == 0)
            return i + 1;
    return 0;
}

static int full_year(int year, int n_digits)
{
    if (n_digits > 2)
        return year;
    return year < 70 ? year + 2000 : year + 1900;
}

/* RFC 822 and its heirs, asctime, RFC 850: words and numbers in whatever order. */
static bool read_mail(const char *s, struct fields *f)
{
    bool has_day = false, has_month = false, has_year = false, has_time = false;
    while (skip_spaces(&s), *s) {
        if (is_letter(*s)) {
            size_t n = 0;
            while (is_letter(s[n]))
                n++;
            int month = has_month ? 0 : month_number(s, n);
            if (month > 0) {
                f->month = month;
                has_month = true;
                s += n;
            } else if (!has_time || !read_zone(&s, f)) {
                s += n;
            }
        } else if (is_digit(*s) && !has_time && strchr("0123456789:", s[1]) &&
                   s[strspn(s, "0123456789")] == ':') {
            has_time = read_time(&s, f);
        } else if (is_digit(*s)) {
            int number, n = read_digits(&s, 4, &number);
            if (!has_day && n <= 2) {
                f->day = number;
                has_day = true;
            } else if (!has_year) {
                f->year = full_year(number, n);
                has_year = true;
            } else {
                return false;
            }
        } else if (has_time && (*s == '+' || *s == '-')) {
            if (!read_zone(&s, f))
                return false;
        } else {
            s++;
        }
    }
    return has_day && has_month && has_year;
}

int64_t date_parse(const char *s)
{
    struct fields iso = {.month = 1, .day = 1}, mail = {0};
    skip_spaces(&s);
    if (read_iso(s, &iso))
        return to_moment(&iso);
    return read_mail(s, &mail) ? to_moment(&mail) : DATE_NONE;
}
