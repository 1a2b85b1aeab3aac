#ifndef WEIR_POLL_BACKOFF_H
#define WEIR_POLL_BACKOFF_H
/*
 * backoff — hosts that want to be left alone, kept in the store: a weir that starts anew, or one that is
 * started every hour by a timer, must not ask them before their time.
 */
#include <stdint.h>

#include "weir/fetch/fetch.h"
#include "weir/store/store.h"

/* Writes those of `fetch` into the store, if they are not what it has. */
int backoff_save(struct store *store, const struct fetch *fetch, int64_t now, struct error *err);

/* Gives the stored ones whose time is not over to `fetch`. */
int backoff_restore(struct store *store, struct fetch *fetch, int64_t now, struct error *err);

#endif
