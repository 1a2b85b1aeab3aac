#ifndef WEIR_STORE_NEAR_H
#define WEIR_STORE_NEAR_H
/*
 * near — stories that say the same under other keys: reposts, copies on other sites. Candidates come from the
 * anchors of the texts (story/likeness.h), kept for LIKENESS_WINDOW_S; their number is bounded, so that a new
 * item costs the same however large the store has grown.
 */
#include "put.h"

#define NEAR_LIMIT_ROWS                                                                                      \
    32 /* items that are looked at for one anchor: what more texts share is boilerplate                      \
        */
#define NEAR_LIMIT_CANDIDATES 8 /* that are compared in full */

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

/* Forgets the anchors of items first seen before the window. */
int near_forget(struct store *store, int64_t now, struct error *err);

#endif
