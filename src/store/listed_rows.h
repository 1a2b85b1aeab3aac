#ifndef WEIR_STORE_LISTED_ROWS_H
#define WEIR_STORE_LISTED_ROWS_H
/*
 * listed — what the store itself asks of the reader's lists.
 */
#include "weir/store/db.h"

/* Is a story of that key listed? 1, 0 or −1. */
int listed_has_key(struct store *store, const char *key, struct error *err);

/* Of story ?: by the key that it was born with or by another. A condition for the SQL of a query on `story
 * s`. */
#define LISTED_STORY                                                                                         \
    "(EXISTS (SELECT 1 FROM listed l WHERE l.key = s.key)"                                                   \
    " OR EXISTS (SELECT 1 FROM alias a JOIN listed l ON l.key = a.key WHERE a.story = s.id))"

#endif
