#ifndef WEIR_FEED_HTML_VALUE_H
#define WEIR_FEED_HTML_VALUE_H
/*
 * html_value — text and the values of attributes, made safe. All take what stands in the document, undecoded,
 * and write what may stand in the content or between double quotes, escaped.
 */
#include <stdbool.h>
#include <stddef.h>

#include "weir/text/arena.h"
#include "weir/text/buf.h"

#define HTML_LIMIT_URL        ((size_t)8 << 10)   /* an address when it is resolved, and the base for it */
#define HTML_LIMIT_DATA_IMAGE ((size_t)256 << 10) /* a data: image */
#define HTML_LIMIT_SRCSET     32                  /* candidates of one srcset */
#define HTML_LIMIT_ATTRIBUTE  ((size_t)8 << 10)   /* any other attribute */
#define HTML_LIMIT_STYLE      ((size_t)4 << 10)   /* a style attribute */

/* Text for content, text for an attribute; characters that XML forbids go. */
void html_write_text(const char *s, size_t n, struct buf *out);
void html_write_attribute(const char *s, size_t n, struct buf *out);

/* The same for an attribute whose references are decoded already. */
void html_write_decoded(const char *s, size_t n, struct buf *out);

/* Appends the value when it is a number (with decimals, % or px), or made of letters, digits and a few marks.
 */
bool html_write_number(const char *s, size_t n, struct buf *out);
bool html_write_word(const char *s, size_t n, struct buf *out);

/* The value decoded, without NULs, as a string in the arena. */
char *html_value_decode(const char *s, size_t n, struct arena *arena);

/* What an address may be used for decides its schemes. */
enum html_url_use { HTML_URL_LINK, HTML_URL_MEDIA, HTML_URL_IMAGE };

/* The address resolved against `base`, in the arena; NULL when its scheme is not allowed or it is too long.
 */
const char *html_url(const char *s, size_t n, const char *base, enum html_url_use use, struct arena *arena);

/* Does the image at this address count readers rather than show them something? */
bool html_is_tracker(const char *url);

/* Does the host of this image answer only those who come without a Referer? */
bool html_refuses_referrers(const char *url);

/* Appends a list of images (HTML standard §4.8.4.2.1) without those whose scheme is not http or https; false,
 * with nothing appended, when none is left. */
bool html_write_srcset(const char *s, size_t n, const char *base, struct arena *arena, struct buf *out);

/* Appends the declarations of allowed properties with plain values; false when there is none. */
bool html_write_style(const char *s, size_t n, struct arena *arena, struct buf *out);

/* Would nothing be seen of an image of that style: display:none, or a width and height of at most a pixel? */
bool html_style_hides(const char *s, size_t n, struct arena *arena);

#endif
