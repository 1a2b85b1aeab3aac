#ifndef WEIR_FEED_ENTITIES_H
#define WEIR_FEED_ENTITIES_H
/*
 * entities — character references: &amp; &#8217; &#x4E2D; (HTML standard §13.2.5.72 and following).
 */
#include <stdbool.h>
#include <stddef.h>

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

#endif
