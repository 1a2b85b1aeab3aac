#ifndef WEIR_FEED_STARTTAG_H
#define WEIR_FEED_STARTTAG_H
/*
 * starttag — a start tag read as browsers do and written as XML wants it.
 */
#include "doctype.h"

struct start_tag {
    const char *name; /* a slice of the document */
    size_t name_n;
    const char *attributes, *end; /* what lies between the name and the closing bracket */
    size_t n;                     /* bytes of the whole tag */
    bool closed;                  /* <name/> */
};

/* Is what begins with "<" at `s` a tag? "<3" and "<ann@example.org>" are not. */
bool starttag_read(struct start_tag *tag, const char *s, size_t n);

/* Writes it; returns what had to be mended in its attributes, NULL when nothing had. */
const char *starttag_write(const struct start_tag *tag, struct doctype *doctype, bool closed,
                           struct buf *out);

/* Has the tag at `s` more than FEED_LIMIT_ATTRIBUTES? Cheap, and on the safe side: it counts "=". */
bool starttag_is_crowded(const char *s, size_t n);

#endif
