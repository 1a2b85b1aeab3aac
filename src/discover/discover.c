#include "weir/discover/discover.h"

#include <ev.h>
#include <stdbool.h>
#include <string.h>

#include "weir/discover/candidates.h"
#include "weir/feed/autodiscover.h"
#include "weir/feed/parse.h"
#include "weir/fetch/address.h"
#include "weir/fetch/fetch.h"
#include "weir/text/url.h"

struct search {
    struct ev_loop *loop;
    struct fetch *fetch;
    struct arena *arena;
    const struct discover_manner *manner;
    const char *url; /* as asked for */
    const char *candidates[DISCOVER_LIMIT];
    size_t n_candidates, n_tried; /* the first is the link itself */
    bool by_custom;               /* at the usual places already: the first feed is enough */
    struct discovered *found;
    size_t n_found;
    struct error failure; /* of the link itself */
};

static void try_next(struct search *search);

static void add_candidates(struct search *search, const char **urls, size_t n)
{
    for (size_t i = 0; i < n && search->n_candidates < DISCOVER_LIMIT; i++) {
        bool known = false;
        for (size_t k = 0; k < search->n_candidates; k++)
            known = known || strcmp(search->candidates[k], urls[i]) == 0;
        if (!known)
            search->candidates[search->n_candidates++] = urls[i];
    }
}

static void note_found(struct search *search, const struct fetch_response *response, const struct feed *feed)
{
    const char *asked = search->candidates[search->n_tried - 1];
    const char *url = response->moved_url[0] != '\0' ? response->moved_url : asked;
    for (size_t i = 0; i < search->n_found; i++)
        if (strcmp(search->found[i].url, url) == 0)
            return;
    search->found = arena_grow(search->arena, search->found, search->n_found, sizeof *search->found);
    search->found[search->n_found++] =
        (struct discovered){arena_strdup(search->arena, url), feed->title, feed->format, feed->n_items};
}

/* Is the answer a feed? Then it is noted. */
static bool take_feed(struct search *search, const struct fetch_response *response, struct error *err)
{
    struct document document = {response->body, response->body_n, response->url, response->content_type};
    struct feed *feed;
    if (feed_parse(&document, search->arena, &feed, err) < 0)
        return false;
    note_found(search, response, feed);
    return true;
}

/* What the link and its page lead to. */
static void follow_page(struct search *search, const struct fetch_response *response)
{
    size_t n;
    const char **urls = candidates_by_rule(search->url, search->arena, &n);
    add_candidates(search, urls, n);
    if (response->outcome != FETCH_OK)
        return;
    urls = autodiscover(response->body, response->body_n, response->url, search->arena, &n);
    add_candidates(search, urls, n);
}

static void on_response(const struct fetch_response *response, void *arg)
{
    struct search *search = arg;
    struct error err;
    bool is_link = search->n_tried == 1, is_feed = false;
    if (response->outcome == FETCH_OK)
        is_feed = take_feed(search, response, &err);
    else if (is_link) {
        error_set(&search->failure, STATUS_NO_SOURCE, "%s: %s", search->url, response->error);
        search->by_custom =
            response->http_status == 0; /* nothing answers there: no use knocking at other doors */
    }
    if (is_feed && (is_link || search->by_custom)) {
        ev_break(search->loop, EVBREAK_ALL);
        return;
    }
    if (is_link)
        follow_page(search, response);
    try_next(search);
}

static void try_next(struct search *search)
{
    if (search->n_tried == search->n_candidates && search->n_found == 0 && !search->by_custom) {
        size_t n;
        const char **urls = candidates_by_custom(search->url, search->arena, &n);
        search->by_custom = true;
        add_candidates(search, urls, n);
    }
    if (search->n_tried == search->n_candidates) {
        ev_break(search->loop, EVBREAK_ALL);
        return;
    }
    const char *url = search->candidates[search->n_tried++];
    const struct fetch_request request = {.url = url,
                                          .allow_private = search->manner->allow_private,
                                          .is_hearsay = search->manner->is_hearsay ||
                                                        !address_same_server(search->url, url)};
    fetch_start(search->fetch, &request, on_response, search);
}

int discover(const char *url, const struct discover_manner *manner, struct arena *arena,
             struct discovered **out, size_t *n, struct error *err)
{
    struct search search = {.loop = ev_loop_new(EVFLAG_AUTO), .arena = arena, .manner = manner, .url = url};
    if (search.loop == NULL)
        return error_set(err, STATUS_SOFTWARE, "no event loop: the system gives none");
    int rc = fetch_new(search.loop, &fetch_limits_default, manner->user_agent, &search.fetch, err);
    if (rc == 0) {
        search.candidates[search.n_candidates++] = url;
        try_next(&search);
        ev_run(search.loop, 0);
        fetch_free(search.fetch);
    }
    ev_loop_destroy(search.loop);
    *out = search.found;
    *n = search.n_found;
    if (rc < 0 || search.n_found > 0)
        return rc;
    if (search.failure.text[0] != '\0')
        return error_set(err, search.failure.status, "%s", search.failure.text);
    return error_set(err, STATUS_NO_INPUT, "%s: no feed behind it; %zu addresses were tried", url,
                     search.n_tried);
}
