#ifndef WEIR_STORE_NEAR_H
#define WEIR_STORE_NEAR_H
/*
 * near — stories that say the same under other keys: reposts, copies on other sites. Candidates come from the
 * anchors of the texts (story/similarity.h), kept for SIMILARITY_WINDOW_S; their number is bounded, so that a
 * new item costs the same however large the store has grown.
 */
#include "put.h"

/* The story that the new item `i`, whose key none has, repeats: 1, 0 or −1. Keeps the item's anchors. */
int near_find(struct put *put, size_t i, const char *key, struct story_row *out, struct error *err);

/*
 * A known item is about to say `now` instead of `old`: its anchors become those of the new text. When another
 * story says the same as that, which the old text did not show (an excerpt became the whole), both are one
 * under the older entry id; `*story`, the item's, becomes that one. Items first seen before the window stay
 * as they are.
 */
int near_meet(struct put *put, int64_t id, const struct item *old, const struct item *now,
              struct story_row *story, struct error *err);

/* Forgets a piece of what is kept to find items first seen before the window, which are those up to `item`:
 * first of the sketches, then of the anchors behind the cursor; 1 while there is more, 0, -1. */
int near_forget(struct store *store, int64_t item, int64_t *anchor, int64_t *of_item, struct error *err);

/* The last item first seen before the window. */
int near_last_outside(struct store *store, int64_t now, int64_t *item, struct error *err);

#endif
