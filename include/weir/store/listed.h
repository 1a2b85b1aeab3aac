#ifndef WEIR_STORE_LISTED_H
#define WEIR_STORE_LISTED_H
/*
 * listed — which works the reader's own lists name. It knows keys (story/identity.h) and nothing of Markdown.
 *
 * A story is *listed* when one of its keys is: store_select says so in item->listed, and store_query leaves
 * such stories out (`without_listed`) or asks for the papers among them that have a new version (`renewed`).
 * A replacement that arXiv announces of a listed paper is taken in even when its source asks for none.
 *
 *     store_put_listed(store, keys, n, &n_changed, err);         whenever a list was read
 *     struct store_query known = {.from_at = a, .to_at = b, .without_listed = true};
 *     struct store_query renewed = {.from_at = a, .to_at = b, .renewed = true};
 */
#include "weir/store/store.h"

/* Replaces all that is listed by these keys, in one transaction; in any order, repeats are fine. What changed
 * is counted, and the topics of the stories concerned are dirty (store_is_dirty). */
int store_put_listed(struct store *store, const char *const *keys, size_t n, size_t *n_changed,
                     struct error *err);

#endif
