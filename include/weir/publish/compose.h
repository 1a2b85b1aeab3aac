#ifndef WEIR_PUBLISH_COMPOSE_H
#define WEIR_PUBLISH_COMPOSE_H
/*
 * compose — the digest of a day or a week out of the store: which stories, under which heading, in which
 * order. Writing it is render/digest's.
 *
 *     struct digest digest;
 *     if (compose_digest(store, conf, &span, now, &arena, &digest, err) < 0) …
 *     digest_write_markdown(&digest, &out);
 */
#include "weir/conf/conf.h"
#include "weir/render/digest.h"
#include "weir/store/store.h"

/* Stories first seen in the span, each under its best topic, without what the reader's lists name; new
 * versions of that; sources as they stood when it was made. It depends on store, conf and span alone: `now`
 * only bounds a span that is under way. Lives in the arena. */
int compose_digest(struct store *store, const struct conf *conf, const struct span *span, int64_t now,
                   struct arena *arena, struct digest *out, struct error *err);

/* What the reader kept (store/feedback.h), each story under the topic that it was kept for, the newest word
 * first: without a day or week, and without counts. Lives in the arena. */
int compose_kept(struct store *store, const struct conf *conf, struct arena *arena, struct digest *out,
                 struct error *err);

#endif
