#ifndef WEIR_TEXT_SPELLING_H
#define WEIR_TEXT_SPELLING_H
/*
 * spelling — the other English of a folded phrase: optimisation and optimization, behaviour and behavior.
 */
#include <stdbool.h>
#include <stddef.h>

#include "weir/text/buf.h"

/* Appends the folded phrase with every such word spelt the other way; false, with nothing appended, when
 * there is none. */
bool spelling_other(const char *folded, size_t n, struct buf *out);

#endif
