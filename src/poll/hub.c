#include "hub.h"

#include <string.h>
#include <strings.h>

#include "weir/text/links.h"
#include "weir/text/url.h"

static const char *find_in_feed(const struct feed *feed, const char *relation)
{
    for (size_t i = 0; i < feed->n_links; i++)
        if (strcasecmp(feed->links[i].rel, relation) == 0)
            return feed->links[i].href;
    return NULL;
}

/* "" unless it is an http address. */
static const char *find(const struct feed *feed, const struct fetch_response *response, const char *relation,
                        struct arena *arena)
{
    const char *target = links_find(arena, response->links, relation);
    if (target == NULL)
        target = find_in_feed(feed, relation);
    if (target == NULL)
        return "";
    const char *url = url_resolve(arena, response->url, target);
    return url_is_http(url) ? url : "";
}

void hub_find(const struct feed *feed, const struct fetch_response *response, struct arena *arena,
              const char **hub, const char **topic)
{
    *hub = find(feed, response, "hub", arena);
    *topic = "";
    if (**hub == '\0')
        return;
    *topic = find(feed, response, "self", arena);
    if (**topic == '\0')
        *topic = url_is_http(feed->feed_url) ? feed->feed_url : response->url;
}
