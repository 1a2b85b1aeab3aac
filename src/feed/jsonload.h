#ifndef WEIR_FEED_JSONLOAD_H
#define WEIR_FEED_JSONLOAD_H
/*
 * jsonload — JSON as jansson reads it, in pieces whose cost is known before they are read, and what is whole
 * of a broken document. An empty object costs jansson 240 bytes: `[{},{},…]` of 30 MiB would take 2.5 GB.
 *
 *     while (json_next(&list, &one))
 *         if (json_cost(one) <= JSON_LIMIT_TREE) …
 */
#include <jansson.h>
#include <stdbool.h>

#include "weir/text/arena.h"

#define JSON_LIMIT_TREE ((size_t)16 << 20) /* bytes of one tree */

struct json_slice {
    const char *s;
    size_t n;
};

/* The bytes that the tree of it takes, roughly and at most. */
size_t json_cost(struct json_slice json);

/* What stands between the brackets of the root's "items"; false when it has none, or several. Looks at
 * brackets and strings alone: what else is wrong shows when the pieces are read. */
bool json_find_items(struct json_slice json, struct json_slice *items);

/* Takes the first element off the list; false at its end, and where an element is missing: then some of the
 * list is left. */
bool json_next(struct json_slice *list, struct json_slice *element);

/*
 * A whole document. Control characters inside strings become spaces; a comma before a closing bracket and
 * what follows the document go; of one that is cut off, or wrong in the middle, stay the root's members and
 * the elements of its lists that are complete before that place: an item without its end has no identity to
 * rely on. The root is the caller's to decref, NULL when nothing can be read; `error` has the first
 * complaint, or "".
 */
json_t *jsonload(const char *json, size_t n, struct arena *arena, json_error_t *error);

#endif
