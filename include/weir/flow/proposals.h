#ifndef WEIR_FLOW_PROPOSALS_H
#define WEIR_FLOW_PROPOSALS_H
/*
 * proposals — the sources behind a reading list's links, as text for feeds.conf.
 *
 * What sites of a known kind do is a rule (candidates.h), so nothing is fetched: an address that is proposed
 * is a good guess. What has no feed by rule is listed as a comment, with the reason.
 */
#include "weir/text/arena.h"
#include "weir/text/buf.h"
#include "weir/topic/reading.h"

/* Appends a `[source …]` section for each feed, in the order of the links, then the comments. */
void proposals_write(const struct reading *reading, struct arena *arena, struct buf *out);

#endif
