#ifndef WEIR_FEED_EAST_ASIA_H
#define WEIR_FEED_EAST_ASIA_H
/*
 * east_asia — which of East Asia's encodings bytes are in that nobody labelled, or labelled as Latin.
 *
 * In these encodings a character takes two bytes, and those of one language crowd in few rows of its table:
 * kana in Japanese, the 2350 syllables of KS X 1001 in Korean, the first level of hanzi in Chinese. Text in
 * an alphabet betrays itself sooner: its letters beyond ASCII come singly, or in words of odd length.
 */
#include <stddef.h>

/* iconv's name of the encoding; NULL when the bytes look like none of them, or are too few to say. */
const char *east_asian_encoding(const char *s, size_t n);

#endif
