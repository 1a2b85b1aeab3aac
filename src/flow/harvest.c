#include "weir/flow/harvest.h"

#include <stdlib.h>
#include <string.h>

#include "news.h"
#include "weir/feed/parse.h"
#include "weir/flow/rules.h"
#include "weir/flow/schedule.h"
#include "weir/story/identity.h"
#include "weir/system/file.h"
#include "weir/text/date.h"
#include "weir/text/hash.h"
#include "weir/text/url.h"

#define PASSWORD_LIMIT 4096

struct harvest {
    struct harvest_tools tools;
    const struct source *source;
    harvest_done *done;
    void *arg;
    struct arena arena;
    struct source_state state;
    size_t n_tried;     /* addresses asked so far: the source's own and its mirrors */
    size_t at;          /* the one under way, an index into source->urls */
    const char *failed; /* why the first of them failed; NULL while none has */
};

static void attempt(struct harvest *h);

static void finish(struct harvest *h, struct harvest_result result)
{
    result.source = h->source;
    h->done(&result, h->arg);
    arena_release(&h->arena);
    free(h);
}

/* The store itself failed: nothing can be remembered, so the reason is all there is to tell. */
static void finish_without_store(struct harvest *h, const struct error *err)
{
    finish(h, (struct harvest_result){.failed = true, .message = arena_strdup(&h->arena, err->text)});
}

/* Stores the state alone, for an answer without a document. */
static void finish_state(struct harvest *h, int64_t now, struct harvest_result result)
{
    struct error err;
    schedule_next(h->source, &h->state, now, &h->arena);
    if (store_put_source(h->tools.store, &h->state, &err) < 0)
        finish_without_store(h, &err);
    else
        finish(h, result);
}

static void fail(struct harvest *h, const char *why, int64_t now)
{
    struct source_state *state = &h->state;
    if (h->failed == NULL)
        h->failed = arena_printf(&h->arena, "%s: %s", h->source->urls[h->at], why);
    h->at = (h->at + 1) % h->source->n_urls;
    if (++h->n_tried < h->source->n_urls) {
        attempt(h);
        return;
    }
    state->failure = h->failed;
    if (state->failing_since_at == DATE_NONE)
        state->failing_since_at = now;
    state->n_failures++;
    finish_state(h, now, (struct harvest_result){.failed = true, .message = h->failed});
}

/* Are the stored validators and hash those of the address under way, as this parser read it? */
static bool state_fits(const struct harvest *h)
{
    return strcmp(h->state.url, h->source->urls[h->at]) == 0 &&
           h->state.parser_version == FEED_PARSER_VERSION;
}

/* What every good answer says, with or without a document (RFC 9110 §15.4.5: a 304 renews validators too). */
static void note_answer(struct harvest *h, const struct fetch_response *response, int64_t now)
{
    struct source_state *state = &h->state;
    bool kept = response->outcome == FETCH_NOT_MODIFIED;
    if (!kept || response->etag[0] != '\0')
        state->etag = arena_strdup(&h->arena, response->etag);
    if (!kept || response->last_modified[0] != '\0')
        state->last_modified = arena_strdup(&h->arena, response->last_modified);
    if (strcmp(state->moved_url, response->moved_url) != 0) {
        state->moved_url = arena_strdup(&h->arena, response->moved_url);
        state->moved_at = response->moved_url[0] != '\0' ? now : DATE_NONE;
    }
    state->url = h->source->urls[h->at];
    state->parser_version = FEED_PARSER_VERSION;
    state->mirror = (int)h->at;
    state->ok_at = now;
    state->failing_since_at = DATE_NONE;
    state->n_failures = 0;
    state->failure = "";
    state->fresh_s = response->fresh_s;
}

static void finish_unchanged(struct harvest *h, const struct fetch_response *response, int64_t now)
{
    note_answer(h, response, now);
    finish_state(h, now, (struct harvest_result){.not_modified = true, .message = ""});
}

/* Leaves out what the source's `arxiv-announce` does not ask for; items that arXiv says nothing of stay. */
static void keep_announced(const struct source *source, struct feed *feed)
{
    static const struct {
        const char *type;
        unsigned flag;
    } types[] = {{"new", ANNOUNCE_NEW},
                 {"cross", ANNOUNCE_CROSS},
                 {"replace", ANNOUNCE_REPLACE},
                 {"replace-cross", ANNOUNCE_REPLACE_CROSS}};
    size_t n = 0;
    for (size_t i = 0; i < feed->n_items; i++) {
        bool wanted = true;
        for (size_t t = 0; t < sizeof types / sizeof *types; t++)
            if (strcmp(feed->items[i].arxiv.announce_type, types[t].type) == 0)
                wanted = (source->arxiv_announce & types[t].flag) != 0;
        if (wanted)
            feed->items[n++] = feed->items[i];
    }
    feed->n_items = n;
}

static void finish_document(struct harvest *h, const struct fetch_response *response, struct feed *feed,
                            int64_t now)
{
    struct error err;
    struct source_state *state = &h->state;
    struct harvest_result result = {.message = feed->bozo};
    struct news news = news_of(feed, state->new_at == DATE_NONE, now);

    note_answer(h, response, now);
    state->body_hash = hash_bytes(response->body, response->body_n);
    state->title = feed->title;
    state->home_page_url = feed->home_page_url;
    state->hints = feed->hints;
    schedule_next(h->source, state, now, &h->arena);
    for (size_t i = 0; i < feed->n_items; i++) {
        struct item *item = &feed->items[i];
        item->url = identity_clean_url(&h->arena, item->url);
        rules_match(h->tools.conf, h->tools.matcher, h->source->name, item, &h->arena);
    }
    if (store_put(h->tools.store, state, feed, now, news_is_backfill, &news, &result.put, &err) < 0)
        finish_without_store(h, &err);
    else
        finish(h, result);
}

/* The base of a document's links: what the answer says of itself, against where it came from (RFC 9110 §8.7).
 */
static const char *document_url(struct harvest *h, const struct fetch_response *response)
{
    if (response->content_location[0] == '\0')
        return response->url;
    return url_resolve(&h->arena, response->url, response->content_location);
}

static void on_response(const struct fetch_response *response, void *arg)
{
    struct harvest *h = arg;
    struct error err;
    struct feed *feed;
    int64_t now = h->tools.now();

    h->state.polled_at = now;
    h->state.retry_after_s = response->retry_after_s;
    h->state.gone = response->http_status == 410;
    if (response->outcome == FETCH_NOT_MODIFIED && state_fits(h)) {
        finish_unchanged(h, response, now);
        return;
    }
    if (response->outcome != FETCH_OK) {
        bool unasked = response->outcome == FETCH_NOT_MODIFIED;
        fail(h, unasked ? "HTTP 304 to a request without conditions" : response->error, now);
        return;
    }
    if (state_fits(h) && h->state.body_hash == hash_bytes(response->body, response->body_n)) {
        finish_unchanged(h, response, now);
        return;
    }
    struct document document = {
        .bytes = response->body,
        .n = response->body_n,
        .url = document_url(h, response),
        .content_type = response->content_type,
    };
    if (feed_parse(&document, &h->arena, &feed, &err) < 0) {
        fail(h, err.text, now);
        return;
    }
    keep_announced(h->source, feed);
    finish_document(h, response, feed, now);
}

/* The password is read at each poll, so that a changed file needs no reload. */
static int read_password(struct harvest *h, const char **password, struct error *err)
{
    struct buf text = BUF_INIT(PASSWORD_LIMIT);
    int rc = file_read(h->source->password_file, &text, err);
    *password = arena_copy(&h->arena, text.data, strcspn(text.data, "\r\n"));
    buf_release(&text);
    return rc;
}

static void attempt(struct harvest *h)
{
    const struct source *source = h->source;
    bool fits = state_fits(h);
    struct error err;
    struct fetch_request request = {
        .url = source->urls[h->at],
        .etag = fits ? h->state.etag : "",
        .last_modified = fits ? h->state.last_modified : "",
        .user = source->user,
        .headers = source->headers,
        .n_headers = source->n_headers,
        .proxy = source->proxy,
        .allow_private = source->allow_private,
    };
    if (source->password_file[0] != '\0' && read_password(h, &request.password, &err) < 0)
        fail(h, err.text, h->tools.now());
    else
        fetch_start(h->tools.fetch, &request, on_response, h);
}

void harvest_start(const struct harvest_tools *tools, const struct source *source, harvest_done *done,
                   void *arg)
{
    struct error err;
    struct harvest *h = calloc(1, sizeof *h);
    if (h == NULL)
        abort();
    *h = (struct harvest){.tools = *tools, .source = source, .done = done, .arg = arg};
    arena_init(&h->arena);
    if (store_get_source(tools->store, source->name, tools->now(), &h->arena, &h->state, &err) < 0)
        finish_without_store(h, &err);
    else {
        h->state.rank = (int)(source - tools->conf->sources);
        attempt(h);
    }
}
