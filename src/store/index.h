#ifndef WEIR_STORE_INDEX_H
#define WEIR_STORE_INDEX_H
/*
 * index — the words of items, where search finds them. What is stored waits in the table `unindexed`, in the
 * same transaction, and store_index (weir/store/search.h) takes it from there, so that nothing is lost
 * whenever the process dies. The words alone are kept: before an item goes or changes, its words are worked
 * out once more and taken out.
 */
#include "weir/store/db.h"

/* So much of an item's text is indexed: an abstract, or the beginning of an article. */
#define INDEX_LIMIT_TEXT ((size_t)2048)

/* Raised when text is cut into other words than before: all is then indexed anew. */
#define INDEX_VERSION "4"

/* Makes an empty index, for which every item waits, unless there is one of this version. */
int index_open(struct store *store, struct error *err);

/* Has the new items from row id `first` on wait for their words. */
int index_want(struct store *store, int64_t first, struct error *err);

/* Takes the words of an item out, before it goes. */
int index_drop(struct store *store, int64_t id, struct error *err);

/* Has the words of an item taken out, if they are in, and the item wait for its new ones; before its rows
 * change. */
int index_renew(struct store *store, int64_t id, struct error *err);

#endif
