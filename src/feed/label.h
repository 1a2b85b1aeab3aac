#ifndef WEIR_FEED_LABEL_H
#define WEIR_FEED_LABEL_H
/*
 * label — what a document and its transfer claim its encoding to be, and what its first bytes betray.
 */
#include <stdbool.h>
#include <stddef.h>

#define LABEL_SIZE 40

/* The charset of a Content-Type; the encoding of an XML declaration, also behind what should not be before
 * it. "" when there is none. */
void label_of_transfer(const char *content_type, char out[LABEL_SIZE]);
void label_of_declaration(const char *s, size_t n, char out[LABEL_SIZE]);

/* What iconv calls the encoding that browsers mean by the label (Encoding Standard §4.2). */
const char *label_iconv_name(const char *label);

/* Encodings that write everything in ASCII, so that nothing but the label shows them. */
bool label_is_stateful(const char *label);

/* iconv's name of the encoding that a byte order mark proves, skipping the mark and white space before it;
 * NULL when there is no mark. */
const char *label_of_mark(const char **s, size_t *n);

/* The same for the NULs that "<?" or another two ASCII characters have in UTF-16 and UTF-32. */
const char *label_of_pattern(const char *s, size_t n);

#endif
