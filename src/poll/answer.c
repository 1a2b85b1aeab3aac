#include "weir/poll/answer.h"

#include <string.h>

#include "weir/feed/parse.h"
#include "weir/text/date.h"

bool answer_fits(const struct source *source, const struct source_state *state, size_t at)
{
    return strcmp(state->url, source->urls[at]) == 0 && state->parser_version == FEED_PARSER_VERSION;
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
    state->parser_version = FEED_PARSER_VERSION;
    state->mirror = (int)at;
    state->ok_at = now;
    state->failing_since_at = DATE_NONE;
    state->n_failures = 0;
    state->failure = "";
    state->gone = false;
    state->fresh_s = response->fresh_s;
}

void answer_failed(const struct source *source, struct source_state *state, const char *why, bool gone,
                   int64_t now)
{
    state->failure = why;
    if (state->failing_since_at == DATE_NONE)
        state->failing_since_at = now;
    state->n_failures++;
    state->gone = gone;
    if (!gone)
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

/* The name of the first element, behind declarations and comments; 0 bytes when there is none. */
static const char *root_name(const char *p, size_t *n)
{
    *n = 0;
    while ((p = strchr(p, '<')) != NULL) {
        const char *comment_end = strncmp(p, "<!--", 4) == 0 ? strstr(p, "-->") : NULL;
        if (p[1] != '?' && p[1] != '!') {
            *n = strcspn(p + 1, " \t\r\n/>");
            return p + 1;
        }
        p = comment_end != NULL ? comment_end : p + 1;
    }
    return "";
}

/* Comments of caches may stand behind the end. */
#define TAIL_N ((size_t)4 << 10)

bool answer_is_cut(const struct fetch_response *response)
{
    static const char space[] = " \t\r\n";
    const char *body = response->body;
    size_t n = response->body_n, root_n;
    while (n > 0 && strchr(space, body[n - 1]) != NULL)
        n--;
    /* Of two bytes a letter, and other odd ones, nothing is known. */
    if (!response->is_open_ended || n == 0 || memchr(body, '\0', n) != NULL)
        return false;
    if (body[strspn(body, space)] == '{')
        return body[n - 1] != '}';
    const char *root = root_name(body, &root_n), *tail = body + (n > TAIL_N ? n - TAIL_N : 0);
    for (const char *p = tail; (p = strstr(p, "</")) != NULL; p += 2)
        if (strncmp(p + 2, root, root_n) == 0)
            return false;
    return root_n > 0;
}

int64_t answer_newest_at(const struct feed *feed, int64_t now)
{
    int64_t newest_at = DATE_NONE;
    for (size_t i = 0; i < feed->n_items; i++)
        if (feed->items[i].published_at != DATE_NONE && feed->items[i].published_at > newest_at)
            newest_at = feed->items[i].published_at;
    return newest_at < now ? newest_at : now;
}
