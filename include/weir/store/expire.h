#ifndef WEIR_STORE_EXPIRE_H
#define WEIR_STORE_EXPIRE_H
/*
 * expire — what is too old goes, and the room that it took is given back to the disk: stories without a topic
 * (`keep` of feeds.conf), what was kept to find near-duplicates, sources that are polled no more. In steps
 * that are short however large the store is:
 *
 *     struct expiry expiry = {.now = now, .before_at = now - conf->keep_s};
 *     while ((rc = store_expire(store, &expiry, err)) > 0)
 *         let others run
 */
#include "weir/store/store.h"

struct expiry {
    int64_t now;
    int64_t before_at; /* stories without a topic that no source has shown since then go */
    size_t n_deleted;  /* so many did */
    /* how far it has come */
    bool is_begun;
    size_t stage;
    int64_t last, last_at; /* the row looked at last */
};

/* One step, in a transaction of its own: 1 while there is more to do, 0 at the end or when all was done today
 * already, −1. */
int store_expire(struct store *store, struct expiry *expiry, struct error *err);

#endif
