#ifndef WEIR_POLL_INTAKE_H
#define WEIR_POLL_INTAKE_H
/*
 * intake — a parsed document becomes stored stories, whoever brought it: a poll or a hub.
 */
#include "news.h"
#include "weir/poll/harvest.h"

/* Cleans and matches the items, leaves out what `arxiv-announce` does not ask for, stores all with `state` in
 * one transaction. */
int intake_store(const struct harvest_tools *tools, const struct source *source,
                 const struct source_state *state, struct feed *feed, struct news *news, int64_t now,
                 struct arena *arena, struct put_result *out, struct error *err);

#endif
