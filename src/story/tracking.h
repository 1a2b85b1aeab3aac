#ifndef WEIR_STORY_TRACKING_H
#define WEIR_STORY_TRACKING_H
/*
 * tracking — which query parameters say how a reader came, and not what the address names.
 */
#include <stdbool.h>

#include "weir/text/url.h"

/* Does the parameter `name=value` at `host` (canonical: lower case, no "www.") only track? */
bool tracking_is(const char *host, struct url_part name, struct url_part value);

/* Is the whole fragment tracking, or a browser's text highlight? */
bool tracking_is_fragment(const char *host, struct url_part fragment);

/* Is `host` one of the space-separated `hosts`? "*.medium.com" stands for every name below medium.com. */
bool host_is_among(const char *host, const char *hosts);

#endif
