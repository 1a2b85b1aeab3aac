#ifndef WEIR_POLL_HUB_H
#define WEIR_POLL_HUB_H
/*
 * hub — which hub, if any, tells of a document's news? Pure. What is agreed with it is websub's.
 */
#include "weir/feed/feed.h"
#include "weir/fetch/fetch.h"
#include "weir/text/arena.h"

/* Sets both to "" when the answer names no hub. The header fields go before the document (W3C WebSub §4);
 * without a rel=self, the topic is the address that answered. In the arena. */
void hub_find(const struct feed *feed, const struct fetch_response *response, struct arena *arena,
              const char **hub, const char **topic);

#endif
