#ifndef WEIR_STORE_DIRTY_H
#define WEIR_STORE_DIRTY_H
/*
 * dirty — the topics whose published feeds are out of date. Who changes a hit or a story says so here.
 */
#include "weir/store/db.h"

/* A topic that something was given. */
int dirty_topic(struct store *store, const char *topic, struct error *err);

/* The topics that an item has, before it loses them. */
int dirty_item(struct store *store, int64_t item, struct error *err);

/* The topics that a story has, of which something else changed. */
int dirty_story(struct store *store, int64_t story, struct error *err);

#endif
