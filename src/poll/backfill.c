#include "weir/poll/backfill.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "intake.h"
#include "weir/poll/rhythm.h"
#include "weir/store/note.h"
#include "weir/text/date.h"
#include "weir/text/url.h"

/* What an answer of arXiv's API holds when nothing is said. */
#define ARXIV_RESULTS 10
#define ARXIV_MOST    30000 /* of results that can be paged through */

struct backfill {
    struct harvest_tools tools;
    const struct source *source;
    int64_t since_at;
    backfill_page *page;
    void *arg;
    struct arena arena; /* of the page under way */
    struct buf address; /* of that page */
    int n_tries;        /* for it */
    bool is_first_page; /* of the feed, not of this run */
    struct backfill_progress progress;
};

static void ask(struct backfill *b);

static void finish(struct backfill *b, bool failed, const char *message)
{
    b->progress.is_done = true;
    b->progress.failed = failed;
    b->progress.message = message;
    b->page(&b->progress, b->arg);
    backfill_abandon(b);
}

/* ---- which page is next ---- */

static bool is_arxiv_query(const char *url)
{
    return rhythm_is_arxiv(url) && strstr(url, "/api/query?") != NULL;
}

static int64_t number_in(const char *url, const char *name, int64_t preset, struct arena *arena)
{
    const char *value = url_query(arena, url, name);
    return value != NULL ? strtoll(value, NULL, 10) : preset;
}

/* The same query from result `start` on. */
static const char *arxiv_page(const char *url, int64_t start, struct arena *arena)
{
    const char *old = strstr(url, "&start=");
    int before_n = (int)(old != NULL ? old - url : (long)strlen(url));
    const char *behind = old != NULL ? old + 1 + strcspn(old + 1, "&") : "";
    return arena_printf(arena, "%.*s%s&start=%lld", before_n, url, behind, (long long)start);
}

static const char *linked_page(const struct feed *feed, const char *url, struct arena *arena)
{
    static const char *const relations[] = {"prev-archive", "next"};
    for (size_t r = 0; r < sizeof relations / sizeof *relations; r++)
        for (size_t i = 0; i < feed->n_links; i++)
            if (strcasecmp(feed->links[i].rel, relations[r]) == 0)
                return url_resolve(arena, url, feed->links[i].href);
    return NULL;
}

/* NULL when there is none. A page that is not full is arXiv's last. */
static const char *next_page(const struct feed *feed, const char *url, size_t n_items, struct arena *arena)
{
    const char *next;
    if (is_arxiv_query(url)) {
        int64_t n_results = number_in(url, "max_results", ARXIV_RESULTS, arena);
        int64_t start = number_in(url, "start", 0, arena) + n_results;
        next = (int64_t)n_items >= n_results && start < ARXIV_MOST ? arxiv_page(url, start, arena) : NULL;
    } else {
        next = linked_page(feed, url, arena);
    }
    return next != NULL && url_is_http(next) && strcmp(next, url) != 0 ? next : NULL;
}

/* ---- the note of where to go on ---- */

static int put_note(struct backfill *b, const char *address, struct error *err)
{
    const char *name = arena_printf(&b->arena, NOTE_BACKFILL "%s", b->source->name);
    return store_put_note(b->tools.store, name, address, err);
}

static int get_note(struct backfill *b, const char **address, struct error *err)
{
    const char *name = arena_printf(&b->arena, NOTE_BACKFILL "%s", b->source->name);
    return store_get_note(b->tools.store, name, &b->arena, address, err);
}

/* ---- a page ---- */

static void go_to(struct backfill *b, const char *address)
{
    struct buf next = BUF_INIT(BUF_LIMIT_OUTPUT);
    buf_adds(&next, address);
    buf_release(&b->address);
    b->address = next;
    b->n_tries = 0;
}

static void try_again(struct backfill *b, const char *why)
{
    if (++b->n_tries < BACKFILL_TRIES)
        ask(b);
    else
        finish(b, true,
               arena_printf(&b->arena, "%s: %s; the same command goes on there", b->address.data, why));
}

/* Leaves out what is older than asked for; returns whether there was any. */
static bool drop_older(struct feed *feed, int64_t since_at)
{
    size_t n = 0;
    for (size_t i = 0; i < feed->n_items; i++) {
        int64_t at = feed->items[i].published_at;
        if (at == DATE_NONE || at >= since_at)
            feed->items[n++] = feed->items[i];
    }
    bool any = n < feed->n_items;
    feed->n_items = n;
    return any;
}

static void count_page(struct backfill *b, const struct feed *feed, const struct put_result *put)
{
    struct backfill_progress *progress = &b->progress;
    progress->n_pages++;
    progress->n_items += feed->n_items;
    progress->n_new += put->n_new;
    progress->n_stories += put->n_stories;
    for (size_t i = 0; i < feed->n_items; i++) {
        int64_t at = feed->items[i].published_at;
        if (at != DATE_NONE && (progress->oldest_at == DATE_NONE || at < progress->oldest_at))
            progress->oldest_at = at;
    }
}

static int store_page(struct backfill *b, struct feed *feed, struct error *err)
{
    struct source_state state;
    struct put_result put;
    int64_t now = b->tools.now();
    if (store_get_source(b->tools.store, b->source->name, now, &b->arena, &state, err) < 0)
        return -1;
    state.rank = (int)(b->source - b->tools.conf->sources);
    struct intake intake =
        b->is_first_page ? intake_begin(feed, &state, false, now) : intake_of_past(feed, now);
    if (intake_store(&intake, &b->tools, b->source, &state, &b->arena, &put, err) < 0)
        return -1;
    count_page(b, feed, &put);
    return 0;
}

static void go_on(struct backfill *b, const char *next, bool is_far_enough)
{
    struct error err;
    bool is_over = next == NULL || is_far_enough;
    if (put_note(b, is_over ? "" : next, &err) < 0)
        finish(b, true, err.text);
    else if (is_far_enough)
        finish(b, false, "all that was asked for");
    else if (next == NULL)
        finish(b, false, "there are no older pages");
    else if (b->progress.n_pages >= BACKFILL_LIMIT_PAGES)
        finish(b, true, "as many pages as may be at once; the same command goes on behind them");
    else {
        b->page(&b->progress, b->arg);
        go_to(b, next);
        ask(b);
    }
}

static void on_page(struct backfill *b, const struct fetch_response *response)
{
    struct error err;
    struct feed *feed;
    struct document document = {.bytes = response->body,
                                .n = response->body_n,
                                .url = response->url,
                                .content_type = response->content_type};
    if (feed_parse(&document, &b->arena, &feed, &err) < 0) {
        try_again(b, err.text);
        return;
    }
    /* A query's page behind a full one is empty now and then although there is more; not every time. */
    if (feed->n_items == 0 && !b->is_first_page && b->n_tries + 1 < BACKFILL_TRIES) {
        b->n_tries++;
        ask(b);
        return;
    }
    const char *next = next_page(feed, b->address.data, feed->n_items, &b->arena);
    bool is_far_enough = drop_older(feed, b->since_at);
    if (store_page(b, feed, &err) < 0)
        finish(b, true, err.text);
    else
        go_on(b, next, is_far_enough);
}

static void on_response(const struct fetch_response *response, void *arg)
{
    struct backfill *b = arg;
    if (response->outcome == FETCH_OK)
        on_page(b, response);
    else if (response->outcome == FETCH_BACKED_OFF)
        finish(b, true, response->error);
    else
        try_again(b, response->error);
}

static void ask(struct backfill *b)
{
    struct error err;
    struct fetch_request request;
    arena_release(&b->arena);
    b->is_first_page = strcmp(b->address.data, b->source->urls[0]) == 0;
    if (harvest_request(b->source, b->address.data, &b->arena, &request, &err) < 0)
        finish(b, true, err.text);
    else
        fetch_start(b->tools.fetch, &request, on_response, b);
}

struct backfill *backfill_start(const struct harvest_tools *tools, const struct source *source,
                                int64_t since_at, backfill_page *page, void *arg)
{
    struct error err;
    const char *noted = "";
    struct backfill *b = calloc(1, sizeof *b);
    if (b == NULL)
        abort();
    *b = (struct backfill){.tools = *tools,
                           .source = source,
                           .since_at = since_at,
                           .page = page,
                           .arg = arg,
                           .progress = {.source = source, .oldest_at = DATE_NONE, .message = ""}};
    arena_init(&b->arena);
    buf_init(&b->address, BUF_LIMIT_OUTPUT);
    if (get_note(b, &noted, &err) < 0) {
        finish(b, true, err.text);
        return NULL;
    }
    go_to(b, noted[0] != '\0' ? noted : source->urls[0]);
    ask(b);
    return b;
}

void backfill_abandon(struct backfill *backfill)
{
    arena_release(&backfill->arena);
    buf_release(&backfill->address);
    free(backfill);
}
