#ifndef WEIR_FEED_ENCODING_H
#define WEIR_FEED_ENCODING_H
/*
 * encoding — bytes in any character encoding become UTF-8 that XML allows.
 *
 * The order in which the encoding is decided:
 *   1. a byte order mark (RFC 7303 §3: it is authoritative; Encoding Standard §6), also behind white space
 *   2. the pattern of NULs that UTF-16 and UTF-32 put into "<?xm" (XML 1.0 appendix F)
 *   3. evidence: bytes that are valid UTF-8 and hold a multi-byte sequence are UTF-8, whatever they are
 * labelled; no other encoding looks so by chance
 *   4. the transfer's charset (RFC 7303 §3.2)
 *   5. the XML declaration
 *   6. UTF-8 when most of it is
 *   7. the looks of the bytes: GB18030, Big5, EUC-KR, EUC-JP, Shift_JIS (below); Windows-1252 otherwise
 * Labels mean what browsers mean by them (Encoding Standard §4.2): gb2312 is GB18030, iso-8859-1 is
 * windows-1252. A label that the bytes contradict gives way to the next one; no byte contradicts
 * windows-1252, so that there the looks decide.
 */
#include <stddef.h>

#include "weir/feed/parse.h"
#include "weir/text/buf.h"
#include "weir/text/error.h"

struct decoded {
    const char *text; /* the document's own bytes when they needed no change, else `made` */
    size_t n;
    size_t n_replaced; /* bytes and characters that had to be replaced or dropped */
    struct buf made;
};

/* Fails with STATUS_LIMIT only. Release with encoding_release. */
int encoding_decode(const struct document *doc, struct decoded *out, struct error *err);
void encoding_release(struct decoded *decoded);

/*
 * Which of East Asia's encodings bytes are in that nobody labelled, or labelled as Latin.
 *
 * In these encodings a character takes two bytes, and those of one language crowd in few rows of its table:
 * kana in Japanese, the 2350 syllables of KS X 1001 in Korean, the first level of hanzi in Chinese. Text in
 * an alphabet betrays itself sooner: its letters beyond ASCII come singly, or in words of odd length.
 */

/* iconv's name of the encoding; NULL when the bytes look like none of them, or are too few to say. */
const char *east_asian_encoding(const char *s, size_t n);

#endif
