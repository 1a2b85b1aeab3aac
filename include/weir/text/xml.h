#ifndef WEIR_TEXT_XML_H
#define WEIR_TEXT_XML_H
/*
 * xml — writing markup so that no content can break out of it. Elements are closed by name, content and
 * attribute values are escaped, characters that XML 1.0 forbids are dropped. Serves XML and HTML alike.
 *
 *     xml_open(out, "link", "rel", "self", "href", url, NULL);   <link rel="self" href="…">
 *     xml_text(out, title);
 *     xml_close(out, "link");                                     </link>
 */
#include "weir/text/buf.h"

/* `s` escaped for content: & < > and, to be safe after "]]", every >. */
void xml_text(struct buf *out, const char *s);

/* `s` escaped for a double-quoted attribute value. */
void xml_attr(struct buf *out, const char *s);

/* <name a="v" …>; pairs end with NULL, a pair whose value is NULL is left out. */
void xml_open(struct buf *out, const char *name, ...) __attribute__((sentinel));

/* <name a="v" …/> */
void xml_empty(struct buf *out, const char *name, ...) __attribute__((sentinel));

/* </name> */
void xml_close(struct buf *out, const char *name);

/* <name>text</name>; nothing at all when `text` is NULL or "". */
void xml_element(struct buf *out, const char *name, const char *text);

#endif
