#ifndef WEIR_STORE_SPREAD_H
#define WEIR_STORE_SPREAD_H
/*
 * spread — how the items of a source spread over time. What was counted is kept, and a span is forgotten when
 * one of its items comes, goes or changes: of a source with a long history only the spans in which something
 * happened are counted again.
 */
#include "weir/store/db.h"

/* Items of the source published in [from_at, to_at] have come. */
int spread_forget(struct store *store, int64_t source, int64_t from_at, int64_t to_at, struct error *err);

/* The item is about to change, or to go. */
int spread_forget_item(struct store *store, int64_t item, struct error *err);

#endif
