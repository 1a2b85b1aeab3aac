#include "weir/poll/answer.h"

#include <string.h>
#include <strings.h>

#include "weir/feed/parse.h"
#include "weir/text/date.h"
#include "weir/text/hash.h"
#include "weir/text/links.h"
#include "weir/text/url.h"

bool answer_fits(const struct source *source, const struct source_state *state, size_t at)
{
    return strcmp(state->url, source->urls[at]) == 0 && state->parser_version == feed_parser_version();
}

static bool is_https_of(const char *url, const char *moved_url)
{
    return strncmp(url, "http://", 7) == 0 && strncmp(moved_url, "https://", 8) == 0 &&
           strcmp(url + 7, moved_url + 8) == 0;
}

const char *answer_address(const struct source *source, const struct source_state *state, size_t at,
                           int64_t now)
{
    const char *url = source->urls[at];
    if (state->moved_url[0] == '\0' || strcmp(state->url, url) != 0)
        return url;
    bool believed = now - state->moved_at >= ANSWER_MOVED_S || is_https_of(url, state->moved_url);
    return believed ? state->moved_url : url;
}

/* The redirect's target as it stands after this answer. */
static void note_move(struct source_state *state, bool same_address, bool asked_target,
                      const struct fetch_response *response, int64_t now, struct arena *arena)
{
    if (asked_target && response->moved_url[0] == '\0')
        return;
    if (same_address && strcmp(state->moved_url, response->moved_url) == 0)
        return;
    state->moved_url = arena_strdup(arena, response->moved_url);
    state->moved_at = response->moved_url[0] != '\0' ? now : DATE_NONE;
}

void answer_good(const struct source *source, struct source_state *state, size_t at, const char *asked,
                 const struct fetch_response *response, int64_t now, struct arena *arena)
{
    const char *url = source->urls[at];
    bool kept = response->outcome == FETCH_NOT_MODIFIED, same_address = strcmp(state->url, url) == 0;
    if (!kept || response->etag[0] != '\0')
        state->etag = arena_strdup(arena, response->etag);
    if (!kept || response->last_modified[0] != '\0')
        state->last_modified = arena_strdup(arena, response->last_modified);
    note_move(state, same_address, asked != url, response, now, arena);
    state->url = url;
    state->parser_version = feed_parser_version();
    state->mirror = (int)at;
    state->ok_at = now;
    state->failing_since_at = DATE_NONE;
    state->n_failures = 0;
    state->failure = "";
    state->gone = false;
    state->fresh_s = response->fresh_s;
}

void answer_failed(const struct source *source, struct source_state *state, const char *why, bool said_gone,
                   int64_t now)
{
    bool said_before = state->n_failures > 0 && strcmp(state->failure, why) == 0;
    state->failure = why;
    if (state->failing_since_at == DATE_NONE || (said_gone && !said_before))
        state->failing_since_at = now;
    state->n_failures++;
    state->gone = said_gone && now - state->failing_since_at >= ANSWER_GONE_S;
    if (!state->gone)
        return;
    /* Remembered by address, so that a source that is given another one is asked again. */
    state->url = source->urls[0];
    state->etag = state->last_modified = "";
    state->body_hash = 0;
}

void answer_forget_move(struct source_state *state)
{
    state->moved_url = "";
    state->moved_at = DATE_NONE;
}

/* The value of a parameter of the question; *n is 0 when it has none. */
static const char *find_value(const char *question, const char *name, size_t *n)
{
    const char *at = strstr(question, name);
    at = at != NULL ? at + strlen(name) : "";
    *n = strcspn(at, "&");
    return at;
}

/* "arXiv Query: search_query=cat:cs.CL&id_list=&start=0&max_results=100" */
const char *answer_title(const char *title, struct arena *arena)
{
    static const char arxiv[] = "arXiv Query: ";
    size_t n;
    if (strncasecmp(title, arxiv, strlen(arxiv)) != 0)
        return title;
    const char *asked = find_value(title, "search_query=", &n);
    if (n == 0)
        asked = find_value(title, "id_list=", &n);
    return n > 0 ? arena_printf(arena, "arXiv: %.*s", (int)n, asked) : title;
}

static const char *find_in_feed(const struct feed *feed, const char *relation)
{
    for (size_t i = 0; i < feed->n_links; i++)
        if (strcasecmp(feed->links[i].rel, relation) == 0)
            return feed->links[i].href;
    return NULL;
}

/* "" unless it is an http address. */
static const char *find_link(const struct feed *feed, const struct fetch_response *response,
                             const char *relation, struct arena *arena)
{
    const char *target = links_find(arena, response->links, relation);
    if (target == NULL)
        target = find_in_feed(feed, relation);
    if (target == NULL)
        return "";
    const char *url = url_resolve(arena, response->url, target);
    return url_is_http(url) ? url : "";
}

/* Which hub, if any, tells of the document's news? The header fields go before the document (W3C WebSub §4);
 * without a rel=self, the topic is the address that answered. */
static void note_hub(struct source_state *state, const struct feed *feed,
                     const struct fetch_response *response, struct arena *arena)
{
    state->hub = find_link(feed, response, "hub", arena);
    state->hub_topic = state->hub[0] != '\0' ? find_link(feed, response, "self", arena) : "";
    if (state->hub[0] != '\0' && state->hub_topic[0] == '\0')
        state->hub_topic = url_is_http(feed->feed_url) ? feed->feed_url : response->url;
}

void answer_document(struct source_state *state, const struct feed *feed,
                     const struct fetch_response *response, int64_t now, struct arena *arena)
{
    if (feed->bozo[0] != '\0' || response->outcome == FETCH_CUT)
        state->etag = state->last_modified = "";
    state->body_hash = hash_bytes(response->body, response->body_n);
    state->title = answer_title(feed->title, arena);
    state->home_page_url = feed->home_page_url;
    state->hints = feed->hints;
    state->empty_at = feed->n_items == 0 ? now : DATE_NONE;
    note_hub(state, feed, response, arena);
}

int64_t answer_newest_at(const struct feed *feed, int64_t now)
{
    int64_t newest_at = DATE_NONE;
    for (size_t i = 0; i < feed->n_items; i++) {
        int64_t at = feed->items[i].published_at;
        if (at > newest_at && at <= now + ANSWER_AHEAD_S)
            newest_at = at;
    }
    return newest_at < now ? newest_at : now;
}
