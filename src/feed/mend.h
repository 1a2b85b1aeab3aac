#ifndef WEIR_FEED_MEND_H
#define WEIR_FEED_MEND_H
/*
 * mend — markup that no XML parser takes becomes markup that any takes, with as little lost as can be.
 *
 * A forgiving tokenizer reads the document as browsers read HTML and writes it anew: text before and after
 * the feed goes, so does a second document; bare & and <, unknown entities and "]]>" are escaped, HTML's
 * entities and those of the document type become characters; attributes get quotes, their doubles go; every
 * element is closed, and no end tag closes what was not open; items do not nest. Depth, attributes and the
 * length of one text are cut at the limits of feed/parse.h.
 */
#include <stdbool.h>
#include <stddef.h>

#include "weir/text/buf.h"

struct mended {
    struct buf xml;
    int line;           /* of the first thing that had to be mended; 0 when there was none */
    const char *reason; /* what it was; "" */
    bool last_is_cut;   /* the document ends within its last item */
};

/* `s` is clean UTF-8. Release with buf_release(&out->xml); its `full` says that the result passed the limit.
 */
void mend(const char *s, size_t n, struct mended *out);

/* Must the document be mended before libxml2 may see it: has it a document type, or a tag that is so long
 * that it may hold more than FEED_LIMIT_ATTRIBUTES? */
bool mend_is_due(const char *s, size_t n);

#endif
