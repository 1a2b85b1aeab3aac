#include "weir/poll/harvest.h"

#include <stdlib.h>
#include <string.h>

#include "intake.h"
#include "weir/fetch/address.h"
#include "weir/poll/answer.h"
#include "weir/poll/health.h"
#include "weir/poll/mirror.h"
#include "weir/poll/rhythm.h"
#include "weir/poll/schedule.h"
#include "weir/system/file.h"
#include "weir/text/date.h"
#include "weir/text/hash.h"
#include "weir/text/url.h"

struct harvest {
    struct harvest_tools tools;
    const struct source *source;
    harvest_done *done;
    void *arg;
    struct arena arena;
    struct source_state state;
    size_t *order;            /* in which the addresses are asked: indices into source->urls */
    size_t n_asked;           /* of them */
    size_t at;                /* the one under way */
    const char *address;      /* where it is really asked */
    enum harvest_fault fault; /* of the first that failed */
    const char *failed;       /* why the first of them failed; NULL while none has */
    size_t n_gone;            /* said 410 */
    int64_t backoff_s;        /* a host wants to be left alone for so long; 0 when none does */
    bool consulting;          /* one has answered, but nothing new for too long: do the others know more? */
    struct harvest_result result; /* of the one that has answered */
    bool was_failing;
};

static void attempt(struct harvest *h);

static void finish(struct harvest *h)
{
    h->result.source = h->source;
    h->result.turned = h->was_failing != health_is_failing(&h->state);
    h->result.next_at = h->state.next_at;
    if (h->result.message == NULL)
        h->result.message = "";
    h->done(&h->result, h->arg);
    harvest_abandon(h);
}

/* The store itself failed: nothing can be remembered, so the reason is all there is to tell. */
static void finish_without_store(struct harvest *h, const struct error *err)
{
    h->result = (struct harvest_result){
        .failed = true, .fault = FAULT_STORE, .message = arena_strdup(&h->arena, err->text)};
    finish(h);
}

/* Stores the state alone: all that it says of items is stored already. */
static void finish_state(struct harvest *h)
{
    struct error err;
    if (store_put_source(h->tools.store, &h->state, &err) < 0)
        finish_without_store(h, &err);
    else
        finish(h);
}

/* An empty feed of arXiv's on a working day is taken for a day off, unless another of its feeds has papers.
 */
static void doubt_day_off(struct harvest *h)
{
    struct error err;
    bool others_have = false;
    int64_t due_at = rhythm_due_at(&h->state);
    if (h->state.empty_at == DATE_NONE || !rhythm_has_calendar(&h->state) || h->state.empty_at < due_at)
        return;
    if (store_has_news(h->tools.store, RHYTHM_ARXIV_HOST, h->source->name, due_at, &others_have, &err) == 0 &&
        others_have)
        h->state.empty_at = DATE_NONE;
}

/* The poll is over: its plan, and whether the source has fallen silent, which is told once. */
static void conclude(struct harvest *h, int64_t now)
{
    struct source_state *state = &h->state;
    doubt_day_off(h);
    bool silent = health_is_silent(state, now);
    h->result.fell_silent = silent && state->silent_at == DATE_NONE;
    if (!silent)
        state->silent_at = DATE_NONE;
    else if (h->result.fell_silent)
        state->silent_at = now;
    schedule_next(h->source, state, now, &h->arena);
    finish_state(h);
}

/* Nobody was asked, or not everybody: that says nothing about the source. */
static void finish_backed_off(struct harvest *h, int64_t now)
{
    char span[DATE_SIZE];
    h->state.next_at = now + h->backoff_s;
    h->state.next_why = arena_printf(&h->arena, "in %s: its host wants to be left alone for so long",
                                     date_span(h->backoff_s, span));
    finish_state(h);
}

/* Every address was asked. */
static void all_asked(struct harvest *h, int64_t now)
{
    if (h->consulting) {
        conclude(h, now);
        return;
    }
    if (h->backoff_s > 0) {
        finish_backed_off(h, now);
        return;
    }
    answer_failed(h->source, &h->state, h->failed, h->n_gone == h->source->n_urls, now);
    h->result.failed = true;
    h->result.fault = h->fault;
    h->result.message = h->failed;
    conclude(h, now);
}

/* On to the next address; while consulting, only to those whose time has come. */
static void ask_next(struct harvest *h, int64_t now)
{
    do
        h->n_asked++;
    while (h->consulting && h->n_asked < h->source->n_urls &&
           mirror_is_resting(h->source, &h->state, h->order[h->n_asked], now));
    if (h->n_asked < h->source->n_urls)
        attempt(h);
    else
        all_asked(h, now);
}

/* The address under way is no good. */
static void refuse(struct harvest *h, enum harvest_fault fault, const char *why, int64_t now)
{
    const char *copy = conf_logged_text(h->source, arena_strdup(&h->arena, why), &h->arena);
    if (h->failed == NULL) {
        const char *failed = arena_printf(&h->arena, "%s: %s", h->address, copy);
        h->failed = conf_logged_text(h->source, failed, &h->arena);
        h->fault = fault;
    }
    if (h->address != h->source->urls[h->at])
        answer_forget_move(&h->state);
    if (h->source->n_urls > 1)
        mirror_failed(h->source, &h->state, h->at, copy, now, &h->arena);
    ask_next(h, now);
}

/* The address under way has answered well, and what it brought is stored. */
static void accept(struct harvest *h, int64_t newest_at, int64_t now)
{
    bool others = h->source->n_urls > 1;
    if (others)
        mirror_served(h->source, &h->state, h->at, newest_at, &h->arena);
    if (others && !h->consulting && health_is_silent(&h->state, now)) {
        h->consulting = true;
        ask_next(h, now);
        return;
    }
    conclude(h, now);
}

/* Nothing but what is known already. */
static void take_unchanged(struct harvest *h, const struct fetch_response *response, int64_t now)
{
    int64_t newest_at = mirror_newest_at(h->source, &h->state, h->at);
    if (mirror_is_behind(h->source, &h->state, h->at, newest_at)) {
        refuse(h, FAULT_STALE, "stale: another address has newer items", now);
        return;
    }
    answer_good(h->source, &h->state, h->at, h->address, response, now, &h->arena);
    h->result.not_modified = true;
    accept(h, newest_at, now);
}

/* Why a document that parses is no good all the same; NULL when it is good. */
static const char *find_fault(const struct harvest *h, const struct feed *feed, int64_t newest_at)
{
    bool is_daily = rhythm_has_calendar(&h->state);
    bool is_query = rhythm_is_arxiv(h->address) && strstr(h->address, "/api/query") != NULL;
    if (feed->n_items == 0 && h->state.n_items > 0 && !is_daily && (is_query || h->source->n_urls > 1))
        return "it has no items, although it had some";
    if (feed->n_items == 0 && feed->bozo[0] != '\0')
        return "it is broken before its first item";
    if (mirror_is_behind(h->source, &h->state, h->at, newest_at))
        return "stale: another address has newer items";
    return NULL;
}

static void take_document(struct harvest *h, const struct fetch_response *response, struct feed *feed,
                          int64_t newest_at, int64_t now)
{
    struct error err;
    struct source_state *state = &h->state;
    struct intake intake = intake_begin(feed, state, h->at != (size_t)state->mirror, now);

    answer_good(h->source, state, h->at, h->address, response, now, &h->arena);
    answer_document(state, feed, response, now, &h->arena);
    if (intake_store(&intake, &h->tools, h->source, state, &h->arena, &h->result.put, &err) < 0) {
        finish_without_store(h, &err);
        return;
    }
    h->result.message = feed->bozo;
    h->result.not_modified = false;
    if (h->result.put.n_new > 0)
        state->new_at = now;
    accept(h, newest_at, now);
}

/* The connection broke off in mid-document: the items that came whole are taken, the rest is asked for again.
 */
static void take_part(struct harvest *h, const struct fetch_response *response, struct feed *feed,
                      int64_t now)
{
    struct error err;
    struct intake intake = intake_begin(feed, &h->state, h->at != (size_t)h->state.mirror, now);
    if (intake_store(&intake, &h->tools, h->source, &h->state, &h->arena, &h->result.put, &err) < 0) {
        finish_without_store(h, &err);
        return;
    }
    if (h->result.put.n_new > 0)
        h->state.new_at = now;
    refuse(h, FAULT_UNREACHABLE, response->error, now);
}

/* The base of a document's links: what the answer says of itself, against where it came from (RFC 9110 §8.7).
 */
static const char *document_url(struct harvest *h, const struct fetch_response *response)
{
    if (response->content_location[0] == '\0')
        return response->url;
    return url_resolve(&h->arena, response->url, response->content_location);
}

static void on_document(struct harvest *h, const struct fetch_response *response, int64_t now)
{
    struct error err;
    struct feed *feed;
    struct document document = {
        .bytes = response->body,
        .n = response->body_n,
        .url = document_url(h, response),
        .content_type = response->content_type,
    };
    bool was_cut = response->outcome == FETCH_CUT;
    if (feed_parse(&document, &h->arena, &feed, &err) < 0) {
        refuse(h, was_cut ? FAULT_UNREACHABLE : FAULT_NOT_A_FEED, was_cut ? response->error : err.text, now);
        return;
    }
    if (feed->last_is_cut && feed->n_items > 0)
        feed->n_items--; /* half of it might be taken for another one */
    if (was_cut && feed->bozo[0] != '\0') {
        take_part(h, response, feed, now);
        return;
    }
    int64_t newest_at = answer_newest_at(feed, now);
    const char *fault = find_fault(h, feed, newest_at);
    if (fault != NULL) {
        refuse(h, FAULT_STALE, fault, now);
    } else if (h->consulting &&
               newest_at <= mirror_newest_at(h->source, &h->state, (size_t)h->state.mirror)) {
        mirror_consulted(h->source, &h->state, h->at, newest_at, now, &h->arena);
        ask_next(h, now);
    } else {
        take_document(h, response, feed, newest_at, now);
    }
}

static enum harvest_fault fault_of(enum fetch_outcome outcome)
{
    static const enum harvest_fault faults[] = {
        [FETCH_CUT] = FAULT_UNREACHABLE,         [FETCH_HTTP] = FAULT_HTTP_STATUS,
        [FETCH_UNREACHABLE] = FAULT_UNREACHABLE, [FETCH_TIMEOUT] = FAULT_TIMEOUT,
        [FETCH_TOO_LARGE] = FAULT_TOO_LARGE,     [FETCH_REFUSED] = FAULT_ADDRESS,
    };
    return faults[outcome];
}

static void on_response(const struct fetch_response *response, void *arg)
{
    struct harvest *h = arg;
    int64_t now = h->tools.now();
    bool fits = answer_fits(h->source, &h->state, h->at);
    if (response->outcome == FETCH_BACKED_OFF) {
        h->backoff_s = response->retry_after_s;
        ask_next(h, now);
        return;
    }
    h->state.polled_at = now;
    h->state.retry_after_s = response->retry_after_s;
    h->n_gone += response->http_status == 410;
    bool has_body = response->outcome == FETCH_OK || response->outcome == FETCH_CUT;
    if (!has_body && response->outcome != FETCH_NOT_MODIFIED)
        refuse(h, fault_of(response->outcome), response->error, now);
    else if (response->outcome == FETCH_NOT_MODIFIED ||
             (fits && h->state.body_hash == hash_bytes(response->body, response->body_n)))
        take_unchanged(h, response, now);
    else
        on_document(h, response, now);
}

/* ---- asking ---- */

#define PASSWORD_LIMIT 4096

static int read_password(const struct source *source, struct arena *arena, const char **password,
                         struct error *err)
{
    struct buf text = BUF_INIT(PASSWORD_LIMIT);
    int rc = file_read(source->password_file, &text, err);
    *password = arena_copy(arena, text.data, strcspn(text.data, "\r\n"));
    buf_release(&text);
    return rc;
}

int harvest_request(const struct source *source, const char *url, struct arena *arena,
                    struct fetch_request *out, struct error *err)
{
    bool is_named = false;
    for (size_t i = 0; i < source->n_urls; i++)
        is_named = is_named || address_same_server(source->urls[i], url);
    *out = (struct fetch_request){
        .url = url, .proxy = source->proxy, .allow_private = source->allow_private, .is_hearsay = !is_named};
    if (!address_same_server(source->urls[0], url))
        return 0;
    out->user = source->user;
    out->headers = source->headers;
    out->n_headers = source->n_headers;
    return source->password_file[0] != '\0' ? read_password(source, arena, &out->password, err) : 0;
}

static void attempt(struct harvest *h)
{
    const struct source *source = h->source;
    struct error err;
    int64_t now = h->tools.now();
    h->at = h->order[h->n_asked];
    h->address = answer_address(source, &h->state, h->at, now);
    bool fits = answer_fits(source, &h->state, h->at) && !rhythm_wants_all(&h->state, now);
    struct fetch_request request;
    if (harvest_request(source, h->address, &h->arena, &request, &err) < 0) {
        refuse(h, FAULT_PASSWORD, err.text, now);
        return;
    }
    request.etag = fits ? h->state.etag : "";
    request.last_modified = fits ? h->state.last_modified : "";
    fetch_start(h->tools.fetch, &request, on_response, h);
}

struct harvest *harvest_start(const struct harvest_tools *tools, const struct source *source,
                              harvest_done *done, void *arg)
{
    struct error err;
    int64_t now = tools->now();
    struct harvest *h = calloc(1, sizeof *h);
    if (h == NULL)
        abort();
    *h = (struct harvest){.tools = *tools, .source = source, .done = done, .arg = arg};
    arena_init(&h->arena);
    if (store_get_source(tools->store, source->name, now, &h->arena, &h->state, &err) < 0) {
        finish_without_store(h, &err);
        return NULL;
    }
    h->was_failing = health_is_failing(&h->state);
    h->state.rank = (int)(source - tools->conf->sources);
    h->order = arena_alloc(&h->arena, source->n_urls * sizeof *h->order);
    mirror_order(source, &h->state, now, h->order);
    attempt(h);
    return h;
}

void harvest_abandon(struct harvest *harvest)
{
    arena_release(&harvest->arena);
    free(harvest);
}

/* ---- what a hub delivers ---- */

int harvest_delivery(const struct harvest_tools *tools, const struct source *source,
                     const struct document *document, struct arena *arena, struct harvest_result *out,
                     struct error *err)
{
    struct feed *feed;
    struct source_state state;
    int64_t now = tools->now();
    *out = (struct harvest_result){.source = source, .pushed = true, .message = ""};
    if (feed_parse(document, arena, &feed, err) < 0 ||
        store_get_source(tools->store, source->name, now, arena, &state, err) < 0)
        return -1;
    struct intake intake = intake_begin(feed, &state, false, now);
    state.rank = (int)(source - tools->conf->sources);
    out->message = feed->bozo;
    out->next_at = state.next_at;
    return intake_store(&intake, tools, source, &state, arena, &out->put, err);
}
