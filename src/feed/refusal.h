#ifndef WEIR_FEED_REFUSAL_H
#define WEIR_FEED_REFUSAL_H
/*
 * refusal — what a document is that is no feed, said in one line.
 */
#include <stddef.h>

#include "weir/text/error.h"

/* `root` is the name of the root element, "" when there is none. Sets STATUS_NOT_A_FEED; returns -1. */
int refusal(const char *root, const char *s, size_t n, struct error *err);

#endif
