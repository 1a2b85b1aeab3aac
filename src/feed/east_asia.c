/*
 * east_asia — pairs of bytes, counted by row.
 */
#include "east_asia.h"

#include <stdbool.h>

#define MIN_PAIRS 4

struct range {
    unsigned char from, to;
};

/* An encoding as its pairs show it: the ranges of first and second bytes, a second range left out being
 * empty; and the first bytes of the language's letters, and of the punctuation that every text has. */
struct looks {
    const char *name;
    struct range leads[2], trails[2];
    struct range letters, marks;
    unsigned per_cent_letters; /* of the pairs, at least */
    unsigned per_cent_usual;   /* letters and marks together */
};

/* In the order of trial: the narrow ones first, for Chinese has pairs in nearly every row. */
/* clang-format off */
static const struct looks encodings[] = {
    {"EUC-JP", {{0xA1, 0xF4}}, {{0xA1, 0xFE}}, {0xA4, 0xA5}, {0xA1, 0xF4}, 20, 98},
    {"EUC-KR", {{0xA1, 0xFE}}, {{0xA1, 0xFE}}, {0xB0, 0xC8}, {0xA1, 0xA3}, 90, 98},
    {"GB18030", {{0xA1, 0xF7}}, {{0xA1, 0xFE}}, {0xB0, 0xD7}, {0xA1, 0xA3}, 60, 90},
    {"Shift_JIS", {{0x81, 0x9F}, {0xE0, 0xEF}}, {{0x40, 0x7E}, {0x80, 0xFC}}, {0x82, 0x83}, {0x81, 0x9F}, 20, 90},
    {"BIG5-HKSCS", {{0xA1, 0xF9}}, {{0x40, 0x7E}, {0xA1, 0xFE}}, {0xA4, 0xC6}, {0xA1, 0xA3}, 60, 90},
};
/* clang-format on */

static bool within(unsigned char c, struct range range)
{
    return range.to != 0 && c >= range.from && c <= range.to;
}

static bool within_either(unsigned char c, const struct range ranges[2])
{
    return within(c, ranges[0]) || within(c, ranges[1]);
}

static bool looks_like(const struct looks *looks, const unsigned char *s, size_t n)
{
    size_t pairs = 0, letters = 0, usual = 0, wrong = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < 0x80)
            continue;
        if (i + 1 == n || !within_either(s[i], looks->leads) || !within_either(s[i + 1], looks->trails)) {
            wrong++;
            continue;
        }
        bool letter = within(s[i], looks->letters);
        pairs++;
        letters += letter;
        usual += letter || within(s[i], looks->marks);
        i++;
    }
    return pairs >= MIN_PAIRS && wrong <= pairs / 50 && letters * 100 >= pairs * looks->per_cent_letters &&
           usual * 100 >= pairs * looks->per_cent_usual;
}

const char *east_asian_encoding(const char *s, size_t n)
{
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
        if (looks_like(&encodings[i], (const unsigned char *)s, n))
            return encodings[i].name;
    return NULL;
}
