#ifndef WEIR_PUBLISH_LIST_PATCH_H
#define WEIR_PUBLISH_LIST_PATCH_H
/*
 * list_patch — what a digest would add to a reading list, as a unified diff of the list: each story behind
 * the last entry of the heading that its topic is named after, written as the entries there are. Pure.
 */
#include "weir/render/digest.h"
#include "weir/text/arena.h"
#include "weir/text/buf.h"

struct list_patch {
    size_t n_added;
    size_t n_listed;   /* stories that the list has already, by the identity of their addresses or by title */
    size_t n_homeless; /* stories of topics after which no heading of the list is named */
};

/* Appends the diff of the list `name` (what its header shows) to `out`; nothing when there is nothing to add.
 */
struct list_patch list_patch_write(const struct digest *digest, const char *name, const char *markdown,
                                   size_t n, struct buf *out);

/* The bullet of most of the list's entries: '-', '*' or '+'; 0 when none has one. */
char list_bullet(const char *name, const char *markdown, size_t n);

#endif
