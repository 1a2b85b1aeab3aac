/* Dates of words and numbers: the order is each language's own, so what a part is, its look and its
 * neighbours say. */
#include <string.h>

#include "date_fields.h"
#include "weir/text/date.h"
#include "weir/text/utf8.h"

/* A number of which no name or sign beside it says what it is. */
struct number {
    int value, n_digits;
};

struct bag {
    struct fields *f;
    struct number numbers[3];
    int n_numbers;
    char separator; /* between them: . / or - */
    bool has_year, has_month, has_day;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Letters, and dots inside: "p.m." is a word, "dec." is one and a dot. Returns the bytes; `word` gets the
 * letters. */
static size_t read_word(const char *s, char *word, size_t size, size_t *n_word)
{
    size_t n = strlen(s), i = 0;
    while (i + 1 < size && s[i] >= 'a' && s[i] <= 'z')
        i++;
    memcpy(word, s, i);
    *n_word = i;
    while (i < n) {
        uint32_t c, next;
        size_t length = utf8_next(s + i, n - i, &c);
        bool is_letter = utf8_is_word(c) && !is_digit(s[i]);
        bool is_inner_dot = c == '.' && i > 0 && i + 1 < n && utf8_next(s + i + 1, n - i - 1, &next) > 0 &&
                            utf8_is_word(next) && !is_digit(s[i + 1]);
        if (!is_letter && !is_inner_dot)
            break;
        if (is_letter && *n_word + length < size) {
            memcpy(word + *n_word, s + i, length);
            *n_word += length;
        }
        i += length;
    }
    return i;
}

/* What a sign behind a number makes of it, in Chinese, Japanese and Korean. */
static const struct unit {
    const char *sign;
    char part;
} units[] = {
    {"年", 'Y'}, {"년", 'Y'}, {"月", 'M'}, {"월", 'M'}, {"日", 'D'}, {"일", 'D'},
    {"号", 'D'}, {"號", 'D'}, {"時", 'h'}, {"时", 'h'}, {"點", 'h'}, {"点", 'h'},
    {"시", 'h'}, {"分", 'm'}, {"분", 'm'}, {"秒", 's'}, {"초", 's'},
};

static const struct unit *unit_at(const char *s)
{
    bool is_ascii = (unsigned char)*s < 0x80;
    for (size_t i = 0; i < sizeof units / sizeof *units && !is_ascii; i++)
        if (strncmp(s, units[i].sign, strlen(units[i].sign)) == 0)
            return &units[i];
    return NULL;
}

static void set_part(struct bag *bag, char part, int value)
{
    struct fields *f = bag->f;
    bag->has_year |= part == 'Y';
    bag->has_month |= part == 'M';
    bag->has_day |= part == 'D';
    f->has_time |= part == 'h';
    switch (part) {
    case 'Y':
        f->year = value;
        break;
    case 'M':
        f->month = value;
        break;
    case 'D':
        f->day = value;
        break;
    case 'h':
        f->hour = value;
        break;
    case 'm':
        f->minute = value;
        break;
    default:
        f->second = value;
    }
}

/* RFC 5322 §4.3. */
static int full_year(struct number number)
{
    if (number.n_digits > 3)
        return number.value;
    return number.n_digits == 3 || number.value >= 50 ? number.value + 1900 : number.value + 2000;
}

/* The value of 〇 to 九, of 十, 廿 and 卅; -1 for other characters. */
static int han_digit(const char *s)
{
    static const struct {
        const char *sign;
        int value;
    } digits[] = {{"〇", 0}, {"零", 0}, {"一", 1}, {"二", 2}, {"三", 3},  {"四", 4},  {"五", 5},
                  {"六", 6}, {"七", 7}, {"八", 8}, {"九", 9}, {"十", 10}, {"廿", 20}, {"卅", 30}};
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        if (strncmp(s, digits[i].sign, 3) == 0)
            return digits[i].value;
    return -1;
}

/* 二〇二四年, 十二月, 三十一日, 廿九号: digits in a row, or tens and ones, before the sign that says of what.
 */
static bool read_han_number(struct bag *bag, const char **s)
{
    const char *p = *s;
    int tens = 0, ones = 0, n = 0, digit;
    if ((unsigned char)*p < 0xE3) /* most are no Chinese character */
        return false;
    for (; n < 4 && (digit = han_digit(p)) >= 0; n++, p += 3) {
        if (digit < 10) {
            ones = ones * 10 + digit;
            continue;
        }
        tens = digit > 10 || ones == 0 ? digit : ones * 10;
        ones = 0;
    }
    const struct unit *unit = n > 0 ? unit_at(p) : NULL;
    if (unit == NULL)
        return false;
    set_part(bag, unit->part, unit->part == 'Y' ? full_year((struct number){tens + ones, n}) : tens + ones);
    *s = p + strlen(unit->sign);
    return true;
}

static bool read_number(struct bag *bag, const char **s)
{
    struct number number;
    if (!bag->f->has_time && date_read_time(s, bag->f))
        return true;
    number.n_digits = date_read_digits(s, 5, &number.value);
    const char *behind = *s + strspn(*s, " ");
    const struct unit *unit = unit_at(behind);
    if (unit) {
        set_part(bag, unit->part, unit->part == 'Y' ? full_year(number) : number.value);
        *s = behind + strlen(unit->sign);
        return true;
    }
    if (number.n_digits > 4 || bag->n_numbers == 3)
        return false;
    bag->numbers[bag->n_numbers++] = number;
    if (bag->n_numbers == 1 && strchr("./-", *behind) && *behind)
        bag->separator = *behind;
    return true;
}

/* The last month counts: the first may be a weekday, such as the French and Spanish "mar". */
static void take_word(struct bag *bag, const char *word, size_t n)
{
    struct fields *f = bag->f;
    int month = date_month(word, n), minutes;
    enum half half = date_half(word, n);
    if (half != HALF_NONE) {
        f->half = half;
    } else if (f->has_time && !f->has_offset && date_zone(word, n, &minutes)) {
        f->zone_min = minutes;
    } else if (month > 0) {
        f->month = month;
        bag->has_month = true;
    }
}

/* Day and year beside a named month: the year is what cannot be a day, else the second. */
static bool place_two(struct bag *bag)
{
    struct number one = bag->numbers[0], other = bag->numbers[1];
    bool year_first = one.n_digits > 2 || (one.value > 31 && other.n_digits <= 2);
    set_part(bag, 'Y', full_year(year_first ? one : other));
    set_part(bag, 'D', year_first ? other.value : one.value);
    return true;
}

/* Three numbers: with the year first they fall; else dots and dashes put the day first, and slashes the
 * month, as Americans do, if it can be one. */
static bool place_three(struct bag *bag)
{
    struct number *n = bag->numbers;
    bool year_first = n[0].n_digits > 2 || (bag->separator == '-' && n[2].n_digits <= 2);
    bool month_first = bag->separator == '/' && n[0].value <= 12;
    if (!bag->separator || (!year_first && n[2].n_digits == 1))
        return false;
    set_part(bag, 'Y', full_year(year_first ? n[0] : n[2]));
    set_part(bag, 'M', year_first ? n[1].value : month_first ? n[0].value : n[1].value);
    set_part(bag, 'D', year_first ? n[2].value : month_first ? n[1].value : n[0].value);
    return true;
}

static bool place_numbers(struct bag *bag)
{
    struct number *n = bag->numbers;
    if (bag->has_year && bag->has_month)
        return bag->n_numbers == 0; /* 2026年11月: its first day */
    if (bag->has_month && bag->n_numbers == 2)
        return place_two(bag);
    if (bag->n_numbers == 1 && n[0].n_digits == 4 && bag->has_month) {
        set_part(bag, 'Y', n[0].value);
        return true;
    }
    if (bag->n_numbers == 2 && n[0].n_digits == 4 && bag->separator) {
        set_part(bag, 'Y', n[0].value);
        set_part(bag, 'M', n[1].value);
        return true;
    }
    return bag->n_numbers == 3 && !bag->has_month && place_three(bag);
}

bool date_read_words(const char *s, struct fields *f)
{
    struct bag bag = {.f = f};
    f->day = 1;
    while (*s) {
        char word[32];
        size_t n_word, length;
        if (read_han_number(&bag, &s))
            continue;
        length = read_word(s, word, sizeof word, &n_word);
        if (length > 0) {
            take_word(&bag, word, n_word);
            s += length;
        } else if (is_digit(*s)) {
            if (!read_number(&bag, &s))
                return false;
        } else if (*s == '(') { /* a comment: a zone's name, a weekday */
            s += strcspn(s, ")");
        } else if (!f->has_time || !date_read_offset(&s, f)) {
            uint32_t c;
            s += utf8_next(s, strlen(s), &c);
        }
    }
    return place_numbers(&bag);
}
