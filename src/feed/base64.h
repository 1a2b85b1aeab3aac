#ifndef WEIR_FEED_BASE64_H
#define WEIR_FEED_BASE64_H
/*
 * base64 — Atom 0.3's mode="base64" and Atom 1.0's binary content (RFC 4648 §4).
 */
#include "weir/text/buf.h"

/* Decodes in place, white space and padding aside. What is no base64, or decodes to no UTF-8, empties the
 * buffer. */
void base64_decode(struct buf *buf);

#endif
