#ifndef WEIR_TEXT_DATE_H
#define WEIR_TEXT_DATE_H
/*
 * date — moments as feeds, HTTP and people write them. No clock and no time zone of the machine: text in,
 * seconds since 1970 UTC out, and back. Calendar days in a reader's time zone are civil.h's.
 */
#include <stdbool.h>
#include <stdint.h>

/* "There is no date": what an absent or impossible one becomes. */
#define DATE_NONE INT64_MIN

/* Room for an RFC 3339 or an RFC 9110 date and its NUL. */
#define DATE_SIZE 40

/*
 * Reads a date in any spelling that feeds use: RFC 822 and its heirs (two-digit years by RFC 5322 §4.3,
 * missing seconds or zone, zone names, wrong weekdays, months of some twenty languages), ISO 8601 at every
 * precision with week and ordinal dates, asctime, perforce, 2026年11月20日, numbers with dots or slashes,
 * Unix times. A time without a zone is UTC; a date without a time is its midnight in UTC. 12/31 and 1/2 are
 * American, 31/12 is not; a leap second is the next minute's first, hour 24 the next day. Returns DATE_NONE
 * for what is no possible date.
 */
int64_t date_parse(const char *s);

/* "2026-11-20T07:00:00Z" (RFC 3339). "" for DATE_NONE. Returns `out`. */
char *date_rfc3339(int64_t at, char out[DATE_SIZE]);

/* "Fri, 20 Nov 2026 07:00:00 GMT" (RFC 9110 §5.6.7). "" for DATE_NONE. Returns `out`. */
char *date_http(int64_t at, char out[DATE_SIZE]);

/* Days since 1970-01-01 of a date in the proleptic Gregorian calendar; month 1–12. */
int64_t date_days(int64_t year, int month, int day);

/* "90s", "30m", "6h", "2d", "1w" → seconds; -1 when it is no duration (feeds.conf's notation). */
int64_t date_duration(const char *s);

/* Seconds as people say them, two units at most: "3 h 20 min", "2 d", "45 s". Returns `out`. */
char *date_span(int64_t seconds, char out[DATE_SIZE]);

#endif
