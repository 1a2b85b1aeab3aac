/*
 * entities — names by binary search, numbers by the standard's rules.
 */
#include "entities.h"

#include <string.h>

/* Longest name, and longest of those that may stand without their semicolon. */
#define NAME_MAX_N   31
#define LEGACY_MAX_N 6

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Compares a name with that of the record: before, same, after. */
static int compare(const char *name, size_t n, const char *record)
{
    size_t n_record = strcspn(record, ";,");
    int order = memcmp(name, record, n < n_record ? n : n_record);
    return order != 0 ? order : (n > n_record) - (n < n_record);
}

/* The record of a name: binary search over records of unequal length, by stepping back to a record's start.
 */
static const char *find(const char *name, size_t n)
{
    if (n == 0 || (unsigned char)name[0] >= 128)
        return NULL;
    const struct entity_letter *letter = &entity_letters[(unsigned char)name[0]];
    size_t low = 0, high = letter->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        while (middle > low && letter->records[middle - 1] != '\0')
            middle--;
        const char *record = letter->records + middle;
        int order = compare(name, n, record);
        if (order == 0)
            return record;
        if (order < 0)
            high = middle;
        else
            low = middle + strlen(record) + 1;
    }
    return NULL;
}

static size_t copy_text(const char *record, size_t n_name, char text[ENTITY_SIZE])
{
    size_t n = strlen(record + n_name + 1);
    memcpy(text, record + n_name + 1, n + 1);
    return n;
}

size_t entity_named(const char *name, size_t n, char text[ENTITY_SIZE])
{
    const char *record = find(name, n);
    return record == NULL ? 0 : copy_text(record, n, text);
}

static size_t read_named(const char *s, size_t n, bool in_attribute, char text[ENTITY_SIZE])
{
    size_t n_name = 0;
    while (1 + n_name < n && n_name < NAME_MAX_N && is_alnum(s[1 + n_name]))
        n_name++;
    if (1 + n_name < n && s[1 + n_name] == ';' && entity_named(s + 1, n_name, text) > 0)
        return n_name + 2;
    for (size_t k = n_name < LEGACY_MAX_N ? n_name : LEGACY_MAX_N; k >= 2; k--) {
        const char *record = find(s + 1, k);
        if (record == NULL || record[k] != ',')
            continue;
        if (in_attribute && 1 + k < n && (is_alnum(s[1 + k]) || s[1 + k] == '='))
            return 0;
        copy_text(record, k, text);
        return k + 1;
    }
    return 0;
}

static int digit(char c, unsigned base)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    char lower = (char)(c | 0x20);
    return base == 16 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

static void encode(uint32_t c, char text[ENTITY_SIZE])
{
    c = windows1252_character(c);
    if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF) || (c & 0xFFFE) == 0xFFFE)
        c = 0xFFFD;
    size_t n = 0;
    if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') {
        /* no text: XML 1.0 §2.2 forbids it */
    } else if (c < 0x80) {
        text[n++] = (char)c;
    } else if (c < 0x800) {
        text[n++] = (char)(0xC0 | c >> 6);
    } else if (c < 0x10000) {
        text[n++] = (char)(0xE0 | c >> 12);
        text[n++] = (char)(0x80 | (c >> 6 & 0x3F));
    } else {
        text[n++] = (char)(0xF0 | c >> 18);
        text[n++] = (char)(0x80 | (c >> 12 & 0x3F));
        text[n++] = (char)(0x80 | (c >> 6 & 0x3F));
    }
    if (c >= 0x80)
        text[n++] = (char)(0x80 | (c & 0x3F));
    text[n] = '\0';
}

static size_t read_number(const char *s, size_t n, char text[ENTITY_SIZE])
{
    unsigned base = n > 2 && (s[2] == 'x' || s[2] == 'X') ? 16 : 10;
    size_t start = base == 16 ? 3 : 2, i = start;
    uint32_t c = 0;
    for (int d; i < n && (d = digit(s[i], base)) >= 0; i++)
        c = c > 0x10FFFF ? c : c * base + (uint32_t)d;
    if (i == start)
        return 0;
    encode(c, text);
    return i < n && s[i] == ';' ? i + 1 : i;
}

size_t entity_read(const char *s, size_t n, bool in_attribute, char text[ENTITY_SIZE])
{
    if (n < 3)
        return 0;
    return s[1] == '#' ? read_number(s, n, text) : read_named(s, n, in_attribute, text);
}
