#ifndef WEIR_TEXT_UTF8_H
#define WEIR_TEXT_UTF8_H
/*
 * utf8 — characters: decoding, repairing, folding, cutting. The one place for utf8proc.
 *
 * Everywhere behind the parser a string is valid UTF-8, so most functions here may assume it; `utf8_valid`
 * and `utf8_repair` are what makes it true.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "weir/text/buf.h"

/* Decodes the character at `s` (of `n` bytes, n > 0) into `*c`; returns its length, or 0 when the bytes are
 * no valid UTF-8 (RFC 3629: no surrogates, nothing overlong, at most U+10FFFF). */
size_t utf8_next(const char *s, size_t n, uint32_t *c);

/* Appends the character; U+FFFD for what is none. */
int utf8_add(struct buf *out, uint32_t c);

/* Is all of it valid UTF-8? */
bool utf8_valid(const char *s, size_t n);

/* Appends `s` with each maximal invalid run replaced by one U+FFFD (Unicode §3.9, "maximal subparts") and the
 * characters that XML 1.0 §2.2 forbids dropped; returns how many replacements and drops were made. */
size_t utf8_repair(const char *s, size_t n, struct buf *out);

/* May the character stand in an XML 1.0 document (§2.2 Char)? */
bool utf8_is_xml_char(uint32_t c);

/* Han, Hiragana, Katakana, Hangul, Bopomofo: scripts written without word borders for our purposes. */
bool utf8_is_cjk(uint32_t c);

/* Letters, marks and numbers of any script. */
bool utf8_is_word(uint32_t c);

/* White space as Unicode defines it, and NBSP and ideographic space. */
bool utf8_is_space(uint32_t c);

/* Appends the compatibility-normalised, case-folded form: ＢＥＲＴ → bert, ﬁ → fi, Straße → strasse.
 * Diacritics stay; what nobody sees (soft hyphen, zero-width space, BOM) goes. */
int utf8_fold(const char *s, size_t n, struct buf *out);

/* Appends the canonically composed form (NFC, UAX #15): e and U+0301 → é. */
int utf8_compose(const char *s, size_t n, struct buf *out);

/* The same without what search and terms make no difference by: diacritics on Latin, Greek and Cyrillic
 * letters (not that of й, which is a letter of its own), Arabic and Hebrew points, and strokes and ligatures
 * that Unicode does not take apart: Août → aout, Łukasz → lukasz, İ and ı → i, œuvre → oeuvre. Kana, Hangul
 * and Indic signs stay whole. The case may be kept. */
int utf8_fold_bare(const char *s, size_t n, bool folds_case, struct buf *out);

/* Bytes of the longest prefix of at most `max` bytes that does not cut a character. */
size_t utf8_prefix(const char *s, size_t max);

/* Columns on a terminal (CJK counts two, combining marks none). */
size_t utf8_width(const char *s);

/* Is a line break between these two nothing (CSS Text 3 §4.1.3)? Chinese and Japanese are written without
 * spaces, so none is meant where their lines end; Korean has them. */
bool utf8_joins_lines(uint32_t before, uint32_t after);

/* Appends `s` with each run of white space as one space, or none if it is a break of lines that join, and
 * none at the ends. */
int utf8_squash(const char *s, size_t n, struct buf *out);

/* Makes, in place, one line of valid UTF-8 of what may quote a stranger's bytes: control characters and line
 * separators become spaces, invalid bytes `?`. */
void utf8_clean_line(char *line);

#endif
