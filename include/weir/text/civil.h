#ifndef WEIR_TEXT_CIVIL_H
#define WEIR_TEXT_CIVIL_H
/*
 * civil — days and ISO weeks as the reader lives them, in a named time zone (IANA, as in zoneinfo).
 *
 * Over DST a day has 23 to 25 hours, so spans are half-open intervals of UTC seconds and never "86400 later".
 * The results depend on the arguments and the system's zone data alone.
 */
#include <stdbool.h>
#include <stdint.h>

struct civil {
    int year, month, day; /* month 1–12 */
    int hour, minute, second;
    int weekday;            /* 1 Monday … 7 Sunday, as ISO 8601 counts */
    int iso_year, iso_week; /* the week's own year: 2027-01-01 is in 2026-W53 */
    long utc_offset_s;      /* east of Greenwich */
};

/* One day, week or month: [from_at, to_at), and its name, "2026-11-20", "2026-W47" or "2026-11". */
struct span {
    int64_t from_at, to_at;
    char name[16];
    bool is_week;
};

/* Is it a zone that the machine knows? NULL and "" mean the machine's own. */
bool civil_zone_exists(const char *zone);

/* The nearest name of a zone, by suggest.h; false when none is near or the machine has no list of them. */
#define CIVIL_ZONE_SIZE 64
bool civil_zone_near(const char *zone, char near[CIVIL_ZONE_SIZE]);

/* The wall clock of `zone` at a moment. */
struct civil civil_at(const char *zone, int64_t at);

/* The moment at which the wall clock of `zone` shows this; a time that DST skips is the first one after it.
 * Day 0 or 32 and the like roll over, as mktime does. */
int64_t civil_moment(const char *zone, int year, int month, int day, int hour, int minute);

/* The day, the week or the month in which a moment falls. */
struct span civil_day(const char *zone, int64_t at);
struct span civil_week(const char *zone, int64_t at);
struct span civil_month(const char *zone, int64_t at);

/* Reads "2026-11-20", "2026-W47" or "2026-11" as that day, week or month; false when there is no such. */
bool civil_parse_day(const char *zone, const char *name, struct span *out);
bool civil_parse_week(const char *zone, const char *name, struct span *out);
bool civil_parse_month(const char *zone, const char *name, struct span *out);

#endif
