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

/* ---- the parts that mend reads: markup.c ------------------------------------------------------------------
 */

/*
 * Document type declarations never reach libxml2: weir cuts them out and reads the little that
 * feeds mean by them, entities that stand for a few characters. Nothing external is ever looked at, an entity
 * inside an entity stays as it is written, and all expansions of a document together are bounded.
 */
#define DOCTYPE_LIMIT_ENTITIES  256
#define DOCTYPE_LIMIT_EXPANSION ((size_t)1 << 20) /* bytes that all references of a document may become */

struct entity {
    const char *name, *value; /* slices of the document */
    size_t name_n, value_n;
};

struct doctype {
    struct entity entities[DOCTYPE_LIMIT_ENTITIES];
    size_t n_entities;
    size_t expanded; /* bytes so far */
    bool external;   /* it names a definition elsewhere, which may well declare HTML's entities */
};

/* Is there a declaration before the root element? */
bool doctype_present(const char *s, size_t n);

/* Reads the declaration that starts at `s` ("<!DOCTYPE"), remembers its entities; returns its length. */
size_t doctype_read(struct doctype *doctype, const char *s, size_t n);

/*
 * Mends the reference at `s` ("&…"): appends it as it is when XML knows it, as characters when HTML or the
 * document type does, as text when nobody does, and not at all when it names a character that XML forbids.
 * Returns how many bytes it took; `*reason` is set when XML would have refused it.
 */
size_t reference_mend(struct doctype *doctype, const char *s, size_t n, struct buf *out, const char **reason);

/* A start tag, read as browsers do and written as XML wants it. */

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
