#ifndef WEIR_FEED_ASSEMBLE_H
#define WEIR_FEED_ASSEMBLE_H
/*
 * assemble — what was gathered becomes an item or the feed around the items.
 */
#include "reading.h"

/* Adds the item that the element holds. */
void assemble_item(struct reading *r, const struct node *node);

/* Fills the feed from the root element and, in RSS, its channel. */
void assemble_feed(struct reading *r, const struct node *root);

/* Gives each item what it inherits of the feed: called once, when both are complete. */
void assemble_inheritance(struct arena *arena, struct feed *feed);

#endif
