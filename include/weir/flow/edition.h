#ifndef WEIR_FLOW_EDITION_H
#define WEIR_FLOW_EDITION_H
/*
 * edition — gathers out of the store what is published: the stories of a feed, the sections of a digest.
 * Publishers write what an edition gathered; neither knows the other.
 */
#include "weir/conf/conf.h"
#include "weir/publish/digest.h"
#include "weir/store/store.h"

/* How many stories a feed shows. */
#define EDITION_FEED_STORIES 200

/* The merged feed (`topic` NULL) or a topic's, ready for atom_write: ids, links and titles set. */
int edition_feed(struct store *store, const struct conf *conf, const char *topic, struct arena *arena,
                 struct feed *out, struct error *err);

/* The digest of a day or a week. */
int edition_digest(struct store *store, const struct conf *conf, const struct span *span, int64_t now,
                   struct arena *arena, struct digest *out, struct error *err);

#endif
