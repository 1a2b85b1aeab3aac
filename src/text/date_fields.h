#ifndef WEIR_TEXT_DATE_FIELDS_H
#define WEIR_TEXT_DATE_FIELDS_H
/*
 * date_fields — what the readers of dates share: the parts of a date that were found, and how the small ones
 * are read. The text is folded: lower case, no diacritics, one width (see date_parse.c).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum half { HALF_NONE, HALF_AM, HALF_PM };

struct fields {
    int64_t year;
    int month, day;
    int64_t days; /* instead of these three: days since 1970; DATE_NONE when they count */
    int hour, minute, second;
    enum half half;
    int zone_min; /* east of Greenwich */
    bool has_time;
    bool has_offset; /* the zone was a number, which a name beside it does not change: "GMT+0200 (CEST)" */
};

/* One way of writing dates; false when the text is not written so, which says nothing about other ways. */
typedef bool date_reader(const char *s, struct fields *fields);

/* ISO 8601 in all its forms, and what comes close: 2026-11-20T07:00Z, 20261120, 2026-W47-5, 2026-324. */
date_reader date_read_iso;

/* Words and numbers in any order: RFC 822 and its heirs, asctime, 2026年11月20日, 20. listopadu 2026. */
date_reader date_read_words;

/* What may have more digits than any date. */
int date_read_digits(const char **s, int max, int *out);

/* "7:00", "07:00:30.25"; nothing is taken when it is none. */
bool date_read_time(const char **s, struct fields *fields);

/* "+08:00", "-0500", "+8"; an impossible one counts as none. Nothing is taken when it is none. */
bool date_read_offset(const char **s, struct fields *fields);

/* The zone of that name, in minutes east of Greenwich. */
bool date_zone(const char *name, size_t n, int *minutes);

/* 1 to 12 for a month's name, in full or short, in the languages that feeds are written in; 0 for other
 * words. */
int date_month(const char *word, size_t n);

/* a.m. or p.m., 上午, 오후, μ.μ. … */
enum half date_half(const char *word, size_t n);

#endif
