#ifndef WEIR_FEED_ENTITIES_H
#define WEIR_FEED_ENTITIES_H
/*
 * entities — character references: &amp; &#8217; &#x4E2D; (HTML standard §13.2.5.72 and following).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ENTITY_SIZE 8 /* room for the text of any reference and its NUL */

/* The text of the named reference `name` (of `n` bytes, without & and ;) in `text`; its length, or 0 when the
 * standard knows no such name. */
size_t entity_named(const char *name, size_t n, char text[ENTITY_SIZE]);

/*
 * Reads the reference at `s`, which begins with `&`. Returns how many bytes it takes and puts its text, of at
 * most that many bytes, into `text` ("" for characters that XML forbids); 0 when `s` begins no reference.
 * Names known without their semicolon are read so, except within an attribute before `=` or a letter (the
 * standard's rule for old query strings).
 */
size_t entity_read(const char *s, size_t n, bool in_attribute, char text[ENTITY_SIZE]);

/*
 * What is meant by a byte, or a numeric reference, in the range 0x80–0x9F (HTML §13.2.5.80):
 * everyone who writes &#146; means an apostrophe, no control character.
 */
static inline uint32_t windows1252_character(uint32_t c)
{
    static const uint16_t table[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
    };
    return c >= 0x80 && c < 0xA0 ? table[c - 0x80] : c;
}

/* The HTML standard's named character references by first letter; tests/lint/check_entities.py says how a
 * record is written, and makes the table. */
struct entity_letter {
    const char *records; /* NULL when no name begins so */
    uint16_t n;
};

extern const struct entity_letter entity_letters[128];

#endif
