#include <string.h>

#include "date_fields.h"
#include "weir/text/buf.h"
#include "weir/text/date.h"
#include "weir/text/utf8.h"

#define TEXT_LIMIT 120 /* bytes; longer texts are prose */

#define OFFSET_MAX_MIN (24 * 60)

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

int date_read_digits(const char **s, int max, int *out)
{
    int n = 0;
    for (*out = 0; n < max && is_digit(**s); n++)
        *out = *out * 10 + (*(*s)++ - '0');
    return n;
}

bool date_read_time(const char **s, struct fields *f)
{
    const char *p = *s;
    int hour, minute, second = 0;
    if (date_read_digits(&p, 2, &hour) == 0 || *p++ != ':' || date_read_digits(&p, 2, &minute) == 0)
        return false;
    if (*p == ':' && is_digit(p[1])) {
        p++;
        date_read_digits(&p, 2, &second);
    }
    if (is_digit(*p))
        return false;
    if ((*p == '.' || *p == ',' || *p == ':') && is_digit(p[1]))
        p += 1 + strspn(p + 1, "0123456789"); /* parts of a second */
    f->hour = hour;
    f->minute = minute;
    f->second = second;
    *s = p;
    return f->has_time = true;
}

bool date_read_offset(const char **s, struct fields *f)
{
    const char *p = *s;
    int hours, minutes = 0;
    if (*p != '+' && *p != '-')
        return false;
    int sign = *p++ == '-' ? -1 : 1;
    p += strspn(p, " ");
    if (date_read_digits(&p, 2, &hours) == 0)
        return false;
    if (*p == ':' && is_digit(p[1]))
        p++;
    date_read_digits(&p, 2, &minutes);
    int offset = hours * 60 + minutes;
    f->zone_min = minutes < 60 && offset <= OFFSET_MAX_MIN ? sign * offset : 0;
    f->has_offset = true;
    *s = p;
    return true;
}

/* What `fold` does, without a detour, for ASCII, as nearly every date is; false for anything else. */
static bool fold_ascii(const char *s, char out[TEXT_LIMIT + 1])
{
    size_t n = 0;
    for (; *s != '\0' && n < TEXT_LIMIT; s++) {
        char c = *s == '\t' || *s == '\n' || *s == '\r' ? ' ' : *s;
        if (c < ' ' || c > '~')
            return false;
        if (c != ' ' || (n > 0 && out[n - 1] != ' '))
            out[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
    }
    if (n > 0 && out[n - 1] == ' ')
        n--;
    out[n] = '\0';
    return *s == '\0' && n > 0;
}

/* Lower case, one width, no diacritics, no white space at the ends: all that the readers need to know of
 * scripts. */
static bool fold(const char *s, char out[TEXT_LIMIT + 1])
{
    if (fold_ascii(s, out))
        return true;
    struct buf folded = BUF_INIT(TEXT_LIMIT), squashed = BUF_INIT(TEXT_LIMIT);
    if (strnlen(s, 4 * TEXT_LIMIT) < 4 * TEXT_LIMIT) {
        utf8_squash(s, strlen(s), &squashed);
        utf8_fold_bare(squashed.data, squashed.n, true, &folded);
    }
    bool fits = !folded.full && !squashed.full && folded.n > 0 && utf8_valid(folded.data, folded.n);
    memcpy(out, folded.data, folded.n + 1);
    buf_release(&folded);
    buf_release(&squashed);
    return fits;
}

/* Seconds since 1970, or their thousandths or millionths: ten, thirteen or sixteen digits; nine before 2001.
 */
static int64_t read_unix(const char *s)
{
    size_t n = strspn(s, "0123456789"), rest = n;
    if (s[n] == '.')
        rest += 1 + strspn(s + n + 1, "0123456789");
    if (s[rest] != '\0' || (n != 9 && n != 10 && n != 13 && n != 16))
        return DATE_NONE;
    int64_t at = 0;
    for (size_t i = 0; i < n && (i < 10 || n < 13); i++)
        at = at * 10 + (s[i] - '0');
    return at;
}

static int days_in_month(int64_t year, int month)
{
    return (int)(date_days(year + month / 12, month % 12 + 1, 1) - date_days(year, month, 1));
}

/* The moment, if there was ever one. A leap second is the first of the next minute, as POSIX counts; hour 24
 * is the next day's midnight. */
static int64_t moment(const struct fields *f)
{
    int hour = f->hour;
    if (f->month < 1 || f->month > 12 || f->year < 1 || f->year > 9999)
        return DATE_NONE;
    if (f->days == DATE_NONE && (f->day < 1 || f->day > days_in_month(f->year, f->month)))
        return DATE_NONE;
    if (f->half == HALF_PM && hour < 12)
        hour += 12;
    if (f->half == HALF_AM && hour == 12)
        hour = 0;
    if (hour > 24 || f->minute > 59 || f->second > 60 || (hour == 24 && (f->minute > 0 || f->second > 0)))
        return DATE_NONE;
    int64_t days = f->days == DATE_NONE ? date_days(f->year, f->month, f->day) : f->days;
    int64_t at = days * 86400 + hour * 3600 + f->minute * 60 + f->second - f->zone_min * 60;
    bool is_writable = at >= date_days(1, 1, 1) * 86400 && at < date_days(10000, 1, 1) * 86400;
    return is_writable ? at : DATE_NONE; /* RFC 3339 writes years of four digits, and a zone moves the year */
}

int64_t date_parse(const char *s)
{
    static date_reader *const readers[] = {date_read_iso, date_read_words};
    char text[TEXT_LIMIT + 1];
    if (!fold(s, text))
        return DATE_NONE;
    int64_t at = read_unix(text);
    for (size_t i = 0; i < sizeof readers / sizeof *readers && at == DATE_NONE; i++) {
        struct fields fields = {.days = DATE_NONE};
        if (readers[i](text, &fields))
            return moment(&fields);
    }
    return at;
}
