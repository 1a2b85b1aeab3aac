#include "weir/text/civil.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "weir/text/arena.h"
#include "weir/text/date.h"
#include "weir/text/suggest.h"

#define DAY_S INT64_C(86400)

/*
 * C knows one zone at a time, the one that TZ names; glibc has no localtime for another. So this is the one
 * place in weir with a mutable state of its own: which zone TZ names now, and what it named at the start.
 * No other place reads local time or changes the environment; a thread that publishes may ask meanwhile, so
 * one asks at a time.
 */
static pthread_mutex_t zone_lock = PTHREAD_MUTEX_INITIALIZER;

static void use_zone(const char *zone)
{
    static char current[CIVIL_ZONE_SIZE], own[CIVIL_ZONE_SIZE];
    static bool begun, has_own;
    if (!begun) {
        const char *tz = getenv("TZ");
        has_own = tz && strlen(tz) < sizeof own;
        if (has_own)
            memcpy(own, tz, strlen(tz) + 1);
        tzset();
        begun = true;
    }
    zone = zone ? zone : "";
    if (strcmp(zone, current) == 0 || strlen(zone) >= sizeof current)
        return;
    memcpy(current, zone, strlen(zone) + 1);
    if (*zone)
        setenv("TZ", zone, 1);
    else if (has_own)
        setenv("TZ", own, 1);
    else
        unsetenv("TZ");
    tzset();
}

static FILE *open_zone_data(const char *name)
{
    const char *folder = getenv("TZDIR");
    char path[512];
    int n = snprintf(path, sizeof path, "%s/%s", folder ? folder : "/usr/share/zoneinfo", name);
    return n > 0 && (size_t)n < sizeof path ? fopen(path, "re") : NULL;
}

bool civil_zone_exists(const char *zone)
{
    if (!zone || !*zone || strcmp(zone, "UTC") == 0)
        return true;
    /* Names alone: TZ would take a path or a rule like "X-3" as well, and tell nobody when it knows neither.
     */
    if (strlen(zone) >= CIVIL_ZONE_SIZE || *zone == '/' || strstr(zone, "..") || strchr(zone, ':'))
        return false;
    char magic[4];
    FILE *file = open_zone_data(zone);
    if (!file)
        return false;
    bool is_zone = fread(magic, 1, sizeof magic, file) == sizeof magic && memcmp(magic, "TZif", 4) == 0;
    fclose(file);
    return is_zone;
}

/* zone1970.tab has a line a zone: countries, coordinates, name, comment, parted by tabs. */
bool civil_zone_near(const char *zone, char near[CIVIL_ZONE_SIZE])
{
    FILE *file = open_zone_data("zone1970.tab");
    if (!file)
        return false;
    struct arena arena;
    arena_init(&arena);
    const char **names = NULL;
    size_t n = 0;
    char line[512], name[CIVIL_ZONE_SIZE];
    while (fgets(line, sizeof line, file))
        if (line[0] != '#' && sscanf(line, "%*s %*s %63s", name) == 1) {
            names = arena_grow(&arena, names, n, sizeof *names);
            names[n++] = arena_strdup(&arena, name);
        }
    fclose(file);
    const char *found = suggest(zone, names, n);
    if (found)
        memcpy(near, found, strlen(found) + 1);
    arena_release(&arena);
    return found != NULL;
}

/* Monday's week 1 is the one with 4 January (ISO 8601 §2.2.10); day of the year from 0. */
static void set_iso_week(struct civil *civil, int day_of_year)
{
    int64_t days = date_days(civil->year, 1, 1) + day_of_year;
    int64_t thursday = days - civil->weekday + 4;
    civil->iso_year = civil->year;
    if (thursday < date_days(civil->year, 1, 1))
        civil->iso_year--;
    else if (thursday >= date_days(civil->year + 1, 1, 1))
        civil->iso_year++;
    civil->iso_week = (int)((thursday - date_days(civil->iso_year, 1, 1)) / 7) + 1;
}

struct civil civil_at(const char *zone, int64_t at)
{
    time_t moment = (time_t)at;
    struct tm tm = {.tm_mday = 1, .tm_year = 70, .tm_wday = 4};
    pthread_mutex_lock(&zone_lock);
    use_zone(zone);
    localtime_r(&moment, &tm);
    pthread_mutex_unlock(&zone_lock);
    struct civil civil = {
        .year = tm.tm_year + 1900,
        .month = tm.tm_mon + 1,
        .day = tm.tm_mday,
        .hour = tm.tm_hour,
        .minute = tm.tm_min,
        .second = tm.tm_sec,
        .weekday = tm.tm_wday == 0 ? 7 : tm.tm_wday,
        .utc_offset_s = tm.tm_gmtoff,
    };
    set_iso_week(&civil, tm.tm_yday);
    return civil;
}

static int64_t offset_at(const char *zone, int64_t at)
{
    return civil_at(zone, at).utc_offset_s;
}

int64_t civil_moment(const char *zone, int year, int month, int day, int hour, int minute)
{
    int64_t months = (int64_t)year * 12 + month - 1;
    int64_t wall = (date_days(months / 12, (int)(months % 12) + 1, 1) + day - 1) * DAY_S +
                   hour * INT64_C(3600) + minute * INT64_C(60);
    /* mktime leaves open what it does with a time that is skipped or comes twice, so the offsets of the days
     * around it decide: no offset is larger than a day. */
    int64_t before = offset_at(zone, wall - DAY_S), after = offset_at(zone, wall + DAY_S);
    if (offset_at(zone, wall - before) == before)
        return wall - before;
    if (offset_at(zone, wall - after) == after)
        return wall - after;
    int64_t low = wall - after, high = wall - before; /* the clock jumps in (low, high] */
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        if (offset_at(zone, middle) == before)
            low = middle;
        else
            high = middle;
    }
    return high;
}

static struct span day_of(const char *zone, int year, int month, int day)
{
    struct span span = {.from_at = civil_moment(zone, year, month, day, 0, 0),
                        .to_at = civil_moment(zone, year, month, day + 1, 0, 0)};
    snprintf(span.name, sizeof span.name, "%04d-%02d-%02d", year, month, day);
    return span;
}

static struct span week_of(const char *zone, struct civil civil)
{
    int monday = civil.day - civil.weekday + 1;
    struct span span = {.from_at = civil_moment(zone, civil.year, civil.month, monday, 0, 0),
                        .to_at = civil_moment(zone, civil.year, civil.month, monday + 7, 0, 0),
                        .is_week = true};
    snprintf(span.name, sizeof span.name, "%04d-W%02d", civil.iso_year, civil.iso_week);
    return span;
}

static struct span month_of(const char *zone, int year, int month)
{
    struct span span = {.from_at = civil_moment(zone, year, month, 1, 0, 0),
                        .to_at = civil_moment(zone, year, month + 1, 1, 0, 0)};
    snprintf(span.name, sizeof span.name, "%04d-%02d", year, month);
    return span;
}

struct span civil_day(const char *zone, int64_t at)
{
    struct civil civil = civil_at(zone, at);
    return day_of(zone, civil.year, civil.month, civil.day);
}

struct span civil_week(const char *zone, int64_t at)
{
    return week_of(zone, civil_at(zone, at));
}

struct span civil_month(const char *zone, int64_t at)
{
    struct civil civil = civil_at(zone, at);
    return month_of(zone, civil.year, civil.month);
}

bool civil_parse_day(const char *zone, const char *name, struct span *out)
{
    int year, month, day;
    if (sscanf(name, "%4d-%2d-%2d", &year, &month, &day) != 3 || year < 1 || month < 1 || month > 12)
        return false;
    *out = day_of(zone, year, month, day);
    int days_in_month = (int)(date_days(year + month / 12, month % 12 + 1, 1) - date_days(year, month, 1));
    return day >= 1 && day <= days_in_month && strcmp(out->name, name) == 0;
}

bool civil_parse_week(const char *zone, const char *name, struct span *out)
{
    int year, week;
    if (sscanf(name, "%4d-W%2d", &year, &week) != 2 || year < 1 || week < 1 || week > 53)
        return false;
    *out = week_of(zone, civil_at(zone, civil_moment(zone, year, 1, 4 + (week - 1) * 7, 12, 0)));
    return strcmp(out->name, name) == 0;
}

bool civil_parse_month(const char *zone, const char *name, struct span *out)
{
    int year, month;
    if (sscanf(name, "%4d-%2d", &year, &month) != 2 || year < 1 || month < 1 || month > 12)
        return false;
    *out = month_of(zone, year, month);
    return strcmp(out->name, name) == 0;
}
