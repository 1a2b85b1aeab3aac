#ifndef WEIR_LIST_DECODE_H
#define WEIR_LIST_DECODE_H
/*
 * decode — the bytes of a list as clean text: UTF-8, lines that end with \n, white space that is space.
 *
 * UTF-8 is the rule; UTF-16 is known by its mark or its NULs, and what is no UTF-8 but GB18030 throughout, as
 * Windows in China writes text files, is that. No-break and ideographic spaces become spaces, characters
 * without a width and controls go. No line is added and none lost.
 */
#include <stddef.h>

#include "weir/text/buf.h"

void decode_text(const char *bytes, size_t n, struct buf *out);

#endif
