#ifndef WEIR_FETCH_DECODE_H
#define WEIR_FETCH_DECODE_H
/*
 * decode — the content codings of an answer undone (RFC 9110 §8.4), as servers really send them. Pure.
 *
 * What is named is believed only where the bytes agree: a coding that means nothing (`UTF-8`, `aws-chunked`),
 * or that the body does not have, is passed over. gzip is undone even when nothing named it, with all its
 * members and whatever stands behind them; deflate with its frame (RFC 1950) or without (RFC 1951).
 */
#include "weir/text/buf.h"

enum decoded {
    DECODED_WHOLE,
    DECODED_CUT,       /* it ended early, or was damaged: what came of it until then is there */
    DECODED_TOO_LARGE, /* more than `body->limit` */
};

#define DECODE_ACCEPT "Accept-Encoding: gzip, deflate, br"
#define DECODE_LIMIT  3 /* codings one inside another that are undone */

/* Undoes in place what the values of Content-Encoding (joined with commas, NULL when absent) and the bytes
 * say. */
enum decoded decode_body(struct buf *body, const char *codings);

#endif
