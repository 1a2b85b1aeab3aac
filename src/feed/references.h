#ifndef WEIR_FEED_REFERENCES_H
#define WEIR_FEED_REFERENCES_H
/*
 * references — character and entity references as feeds write them, for an XML parser that knows five of
 * them.
 */
#include "doctype.h"

/*
 * Mends the reference at `s` ("&…"): appends it as it is when XML knows it, as characters when HTML or the
 * document type does, as text when nobody does, and not at all when it names a character that XML forbids.
 * Returns how many bytes it took; `*reason` is set when XML would have refused it.
 */
size_t reference_mend(struct doctype *doctype, const char *s, size_t n, struct buf *out, const char **reason);

#endif
