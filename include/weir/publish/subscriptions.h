#ifndef WEIR_PUBLISH_SUBSCRIPTIONS_H
#define WEIR_PUBLISH_SUBSCRIPTIONS_H
/*
 * subscriptions — to and from other feed readers: an OPML list as text for feeds.conf, and the sources as an
 * OPML list.
 */
#include "weir/conf/conf.h"
#include "weir/feed/opml.h"
#include "weir/publish/site.h"
#include "weir/text/arena.h"
#include "weir/text/buf.h"

/*
 * Appends a `[source …]` section for each subscription whose address `conf` (NULL: none) has not yet, named
 * after its title, and a comment for each that feeds.conf cannot take, with the reason. The text begins with
 * a comment that counts them; `name` is what it calls the list.
 */
void subscriptions_import(const char *name, const struct opml_feed *subscriptions, size_t n,
                          const struct conf *conf, struct arena *arena, struct buf *out);

/* Appends the sources as OPML 2.0, in the order of feeds.conf: the bytes of `sources.opml`, and with those
 * whose addresses are private what `weir export` prints. */
void subscriptions_export(const struct site *site, bool with_private, struct arena *arena, struct buf *out);

#endif
