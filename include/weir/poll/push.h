#ifndef WEIR_POLL_PUSH_H
#define WEIR_POLL_PUSH_H
/*
 * push — a document that a hub delivers, from its bytes to stored stories: a harvest without a request. It
 * may be a part of the feed only, so it says nothing about the source's validators, mirrors or health.
 */
#include "weir/feed/parse.h"
#include "weir/poll/harvest.h"

/* Fills `out`, whose strings live in `arena`. -1 when the document is no feed or the store failed. */
int push_take(const struct harvest_tools *tools, const struct source *source, const struct document *document,
              struct arena *arena, struct harvest_result *out, struct error *err);

#endif
