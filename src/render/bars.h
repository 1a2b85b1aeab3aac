#ifndef WEIR_RENDER_BARS_H
#define WEIR_RENDER_BARS_H
/*
 * bars — a small chart of counts, one bar each, the last in the accent's colour. It is decoration: what it
 * shows stands in words beside it.
 */
#include <stddef.h>

#include "weir/text/buf.h"

void bars_write(const size_t *counts, size_t n, struct buf *out);

#endif
