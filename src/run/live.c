#include "weir/run/live.h"

#include <string.h>
#include <time.h>

#include "weir/publish/site.h"
#include "weir/render/atom.h"
#include "weir/render/search_page.h"
#include "weir/store/search.h"
#include "weir/system/log.h"
#include "weir/text/url.h"
#include "weir/text/utf8.h"

enum { HTTP_OK = 200, HTTP_BAD_REQUEST = 400, HTTP_FAILED = 500 };

/* What was asked, in valid UTF-8. */
static char *read_query(const char *q, struct arena *arena)
{
    struct buf valid = BUF_INIT(BUF_LIMIT_OUTPUT);
    utf8_repair(q, strlen(q), &valid);
    char *query = arena_copy(arena, valid.data, valid.n);
    buf_release(&valid);
    return query;
}

/* Searches, and makes a feed of what was found. */
static int find(const struct live *live, const struct site *site, const char *query, enum search_order order,
                struct arena *arena, struct search *search, struct feed *feed, struct error *err)
{
    int64_t now = (int64_t)time(NULL);
    struct site_feed spec = {.path = "search",
                             .page = "search",
                             .title = arena_printf(arena, "%s — %s", query, live->conf->title)};
    if (search_parse(query, now, arena, search, err) < 0)
        return -1;
    search->topic = conf_topic_named(live->conf, search->topic);
    if (store_search(live->store, search, order, SEARCH_LIMIT_RESULTS, arena, feed, err) < 0)
        return -1;
    site_finish(site, &spec, arena, feed);
    site_link(feed, "stylesheet", ATOM_STYLE, arena);
    const char *parameter = arena_printf(arena, "?q=%s", url_escape(arena, query));
    feed->id = arena_printf(arena, "%s%s", feed->id, parameter);
    if (*site->base != '\0') {
        feed->feed_url = arena_printf(arena, "%s%s", feed->feed_url, parameter);
        feed->home_page_url = arena_printf(arena, "%s%s", feed->home_page_url, parameter);
    }
    return 0;
}

/* A fault of the query is the visitor's to mend, any other is ours. */
static unsigned status_of(const struct error *err)
{
    if (err->status == STATUS_USAGE)
        return HTTP_BAD_REQUEST;
    log_error("search: %s", err->text);
    return HTTP_FAILED;
}

static unsigned write_search(const struct serve_request *request, void *arg, struct buf *out)
{
    const struct live *live = arg;
    struct arena arena;
    struct error err;
    struct feed feed;
    struct search search = {0};
    unsigned status = HTTP_OK;
    struct site site;
    arena_init(&arena);
    if (site_open(live->store, live->conf, &arena, &site, &err) < 0) {
        status = status_of(&err);
        buf_addf(out, "%u\n", status);
        arena_release(&arena);
        return status;
    }
    struct search_page page = {.language = site.language,
                               .title = live->conf->title,
                               .timezone = live->conf->timezone,
                               .query = read_query(serve_query(request, "q"), &arena),
                               .fault = "",
                               .feed = &feed};
    if (*page.query != '\0' &&
        find(live, &site, page.query, SEARCH_BEST_FIRST, &arena, &search, &feed, &err) < 0) {
        status = status_of(&err);
        page.fault =
            status == HTTP_BAD_REQUEST ? err.text : say(&arena, site.language, SAY_SEARCH_FAILED, NULL);
    }
    const char **words = arena_alloc(&arena, (search.n_words + 1) * sizeof *words);
    for (size_t i = 0; i < search.n_words; i++)
        if (!search.words[i].is_excluded)
            words[page.n_words++] =
                arena_printf(&arena, search.words[i].is_prefix ? "%s*" : "%s", search.words[i].text);
    page.words = words;
    search_page_write(&page, out);
    arena_release(&arena);
    return status;
}

static unsigned write_search_feed(const struct serve_request *request, void *arg, struct buf *out)
{
    const struct live *live = arg;
    struct arena arena;
    struct error err;
    struct feed feed;
    struct search search;
    unsigned status = HTTP_OK;
    arena_init(&arena);
    struct site site;
    if (site_open(live->store, live->conf, &arena, &site, &err) < 0 ||
        find(live, &site, read_query(serve_query(request, "q"), &arena), SEARCH_NEWEST_FIRST, &arena, &search,
             &feed, &err) < 0) {
        status = status_of(&err);
        buf_addf(out, "%u: %s\n", status, status == HTTP_BAD_REQUEST ? err.text : "the search failed");
    } else {
        atom_write(&feed, out);
    }
    arena_release(&arena);
    return status;
}

const struct serve_route live_routes[] = {
    {"GET", "/search", "text/html; charset=utf-8", 0, write_search, NULL},
    {"GET", "/search.atom", "application/atom+xml; charset=utf-8", 0, write_search_feed, NULL},
};
const size_t n_live_routes = sizeof live_routes / sizeof *live_routes;
