#ifndef WEIR_PUBLISH_ATOM_H
#define WEIR_PUBLISH_ATOM_H
/*
 * atom — a struct feed becomes an Atom 1.0 document (RFC 4287).
 *
 * Deterministic: no clock, so an unchanged feed gives unchanged bytes. <updated> of the feed is that of its newest
 * entry (feed->updated_at when it is set).
 */
#include "weir/feed/feed.h"
#include "weir/text/buf.h"

/* feed->id, feed_url (self), home_page_url (alternate) are what the caller wants published; items need uid. Topics
 * are looked up in feed->categories (term → label). */
void atom_write(const struct feed *feed, struct buf *out);

#endif
