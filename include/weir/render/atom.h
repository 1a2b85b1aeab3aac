#ifndef WEIR_RENDER_ATOM_H
#define WEIR_RENDER_ATOM_H
/*
 * atom — a struct feed becomes an Atom 1.0 document (RFC 4287).
 *
 * Deterministic: no clock, so an unchanged feed gives unchanged bytes. <updated> of the feed is that of its
 * newest entry (feed->updated_at when it is set).
 *
 * A topic is a <category> whose term is its name, label its title and scheme the one that feed->categories
 * gives for the term. Two attributes of our own say why it is there; readers that do not know them pass over
 * them (RFC 4287 §6.3):
 *
 *     <category term="kd" label="Knowledge Distillation" scheme="https://feeds.example.org/topics/"
 *               weir:score="0.92" weir:terms="knowledge distillation, 知识蒸馏"/>
 */
#include "weir/feed/feed.h"
#include "weir/text/buf.h"

#define ATOM_WEIR_NAMESPACE "tag:weir,2026:atom"

/*
 * feed->id, feed_url (self), home_page_url (alternate) are what the caller wants published; items need uid.
 * Of feed->links those with a relation of feeds (hub, next, prev-archive, …) are written. Addresses that no
 * reader should follow are left out. A feed with a link to `current` is an archive of that one, and says so
 * (RFC 5005 §4).
 */
void atom_write(const struct feed *feed, struct buf *out);

/* The stylesheet with which a browser shows a feed, published as ATOM_STYLE at the root. A feed names it by a
 * link with the relation `stylesheet`, which becomes <?xml-stylesheet?>. */
#define ATOM_STYLE "feed.css"
void atom_write_style(struct buf *out);

#endif
