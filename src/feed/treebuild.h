#ifndef WEIR_FEED_TREEBUILD_H
#define WEIR_FEED_TREEBUILD_H
/*
 * treebuild — a tree of nodes from the tags and texts of a document, in their order.
 *
 * What is inside an item stands in memory of its own, which serves one item after the other; an item is no
 * child of what stands around it, though that is its parent. Nothing here knows of libxml2.
 *
 *     treebuild_init(&tree);
 *     treebuild_start(&tree, kind, 0);
 *     treebuild_text(&tree, "weir", 4);
 *     treebuild_end(&tree);
 */
#include <stdbool.h>

#include "node.h"
#include "weir/text/buf.h"

struct treebuild {
    struct arena lasting, passing; /* memory of the document; of the item that is open */
    struct node *root, *open;      /* `open` is the innermost open element */
    struct node *item;             /* NULL between items */
    struct buf text;               /* since the last tag */
    bool cut;                      /* a text was longer than FEED_LIMIT_CONTENT */
};

void treebuild_init(struct treebuild *tree);
void treebuild_release(struct treebuild *tree);

/* An element begins, inside what is open. The caller fills its attributes, `n_attributes` of them, with
 * strings of treebuild_copy. */
struct node *treebuild_start(struct treebuild *tree, struct kind *kind, size_t n_attributes);

/* The same for an item; none may be open. */
struct node *treebuild_start_item(struct treebuild *tree, struct kind *kind, size_t n_attributes);

/* A string in the memory of the element that has begun last. */
char *treebuild_copy(struct treebuild *tree, const char *s, size_t n);

/* Text, in any number of pieces that do not cut characters. */
void treebuild_text(struct treebuild *tree, const char *s, size_t n);

/* The innermost open element ends. */
void treebuild_end(struct treebuild *tree);

/* The item has been read: its memory is free for the next one. */
void treebuild_drop_item(struct treebuild *tree);

#endif
