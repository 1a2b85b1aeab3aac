#ifndef WEIR_FEED_JSONLOAD_H
#define WEIR_FEED_JSONLOAD_H
/*
 * jsonload — a JSON document as jansson reads it, or what is whole of a broken one.
 *
 * Control characters inside strings become spaces; a comma before a closing bracket and what follows the
 * document go; of a document that is cut off, or wrong in the middle, stay the root's members and the
 * elements of its lists that are complete before that place: an item without its end has no identity to rely
 * on.
 */
#include <jansson.h>

#include "weir/text/arena.h"

/* The root, the caller's to decref; NULL when nothing can be read. `error` has the first complaint, its text
 * "" when there is none. */
json_t *jsonload(const char *json, size_t n, struct arena *arena, json_error_t *error);

#endif
