#ifndef WEIR_STORY_PUNYCODE_H
#define WEIR_STORY_PUNYCODE_H
/*
 * punycode — one label of a host name in the ASCII form that DNS uses (RFC 3492, RFC 5890: "xn--…").
 */
#include <stddef.h>

#include "weir/text/buf.h"

/* Appends the label, folded and encoded when it is not ASCII. What cannot be a label is appended as it
 * stands. */
void punycode_add_label(const char *label, size_t n, struct buf *out);

#endif
