#include "weir/run/callback.h"

#include <stdlib.h>
#include <string.h>

#include "weir/poll/websub.h"
#include "weir/store/subscription.h"
#include "weir/system/log.h"
#include "weir/text/date.h"
#include "weir/text/signature.h"

enum { HTTP_OK = 200, HTTP_ACCEPTED = 202, HTTP_NOT_FOUND = 404, HTTP_GONE = 410, HTTP_FAILED = 500 };

static int64_t lease_s(const char *said)
{
    long long lease = *said != '\0' ? strtoll(said, NULL, 10) : CALLBACK_LEASE_S;
    if (lease < CALLBACK_LEASE_LEAST_S)
        return CALLBACK_LEASE_LEAST_S;
    return lease < CALLBACK_LEASE_MOST_S ? lease : CALLBACK_LEASE_MOST_S;
}

static unsigned put(struct store *store, const struct subscription *subscription, unsigned status)
{
    struct error err;
    if (store_put_subscription(store, subscription, &err) == 0)
        return status;
    log_error("hubs: %s", err.text);
    return HTTP_FAILED;
}

/* Renewed when a quarter of the lease is left. */
static unsigned confirm(const struct callback *callback, const struct serve_request *request,
                        struct subscription *subscription)
{
    char span[DATE_SIZE];
    int64_t now = callback->now(), lease = lease_s(serve_query(request, "hub.lease_seconds"));
    bool is_renewal = subscription->lease_until_at != DATE_NONE && subscription->lease_until_at > now;
    if (!subscription->is_wanted)
        return HTTP_NOT_FOUND;
    if (!is_renewal) {
        subscription->verified_at = now;
        log_info("%s: the hub %s tells of its news, for %s", subscription->source, subscription->hub,
                 date_span(lease, span));
    }
    subscription->lease_until_at = now + lease;
    subscription->next_at = now + lease - lease / 4;
    subscription->n_tries = 0;
    subscription->failure = "";
    return put(callback->store, subscription, HTTP_OK);
}

static unsigned sign_off(const struct callback *callback, const struct serve_request *request,
                         struct subscription *subscription)
{
    struct error err;
    (void)request;
    if (subscription->is_wanted)
        return HTTP_NOT_FOUND;
    if (store_drop_subscription(callback->store, subscription->id, &err) == 0)
        return HTTP_OK;
    log_error("hubs: %s", err.text);
    return HTTP_FAILED;
}

/* The hub ends the agreement, or will have none. */
static unsigned accept_denial(const struct callback *callback, const struct serve_request *request,
                              struct subscription *subscription)
{
    struct error why;
    const char *reason = serve_query(request, "hub.reason");
    error_set(&why, STATUS_OK, "it refuses%s%s", *reason != '\0' ? ": " : "", reason);
    log_warn("%s: the hub %s: %s", subscription->source, subscription->hub, why.text);
    subscription->verified_at = subscription->lease_until_at = DATE_NONE;
    subscription->next_at = callback->now() + CALLBACK_DENIED_S;
    subscription->failure = why.text;
    return put(callback->store, subscription, HTTP_OK);
}

static const struct mode {
    const char *name;
    bool echoes; /* answers with hub.challenge */
    unsigned (*take)(const struct callback *callback, const struct serve_request *request,
                     struct subscription *subscription);
} modes[] = {
    {"subscribe", true, confirm},
    {"unsubscribe", true, sign_off},
    {"denied", false, accept_denial},
};

static unsigned take_question(const struct callback *callback, const struct serve_request *request,
                              struct subscription *subscription, struct buf *out)
{
    const char *mode = serve_query(request, "hub.mode"), *challenge = serve_query(request, "hub.challenge");
    if (strcmp(serve_query(request, "hub.topic"), subscription->topic) != 0)
        return HTTP_NOT_FOUND;
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        if (strcmp(mode, modes[i].name) != 0 || (modes[i].echoes && *challenge == '\0'))
            continue;
        unsigned status = modes[i].take(callback, request, subscription);
        if (status == HTTP_OK && modes[i].echoes)
            buf_adds(out, challenge);
        return status;
    }
    return HTTP_NOT_FOUND;
}

/* Why the delivery is of no use; NULL when it has been taken in. */
static const char *find_fault(const struct callback *callback, const struct serve_request *request,
                              const struct subscription *subscription, struct error *err)
{
    struct document document = {.bytes = request->body,
                                .n = request->body_n,
                                .url = subscription->topic,
                                .content_type = serve_header(request, "Content-Type")};
    const struct source *source = conf_source(callback->conf, subscription->source);
    if (!signature_fits(serve_header(request, "X-Hub-Signature"), subscription->secret, request->body,
                        request->body_n))
        return "it delivers what is not signed with our secret";
    return callback->deliver(source, &document, callback->arg, err) < 0 ? err->text : NULL;
}

static unsigned take_delivery(const struct callback *callback, const struct serve_request *request,
                              struct subscription *subscription, struct buf *out)
{
    struct error err;
    (void)out;
    if (!subscription->is_wanted || conf_source(callback->conf, subscription->source) == NULL)
        return HTTP_GONE;
    const char *fault = find_fault(callback, request, subscription, &err);
    if (fault != NULL && strcmp(fault, subscription->failure) != 0)
        log_warn("%s: the hub %s: %s", subscription->source, subscription->hub, fault);
    if (fault == NULL)
        subscription->heard_at = callback->now();
    subscription->failure = fault != NULL ? fault : "";
    return put(callback->store, subscription, HTTP_ACCEPTED);
}

typedef unsigned take_request(const struct callback *callback, const struct serve_request *request,
                              struct subscription *subscription, struct buf *out);

static unsigned answer(take_request *take, const struct serve_request *request, void *arg, struct buf *out)
{
    const struct callback *callback = arg;
    struct subscription subscription;
    struct arena arena;
    struct error err;
    unsigned status = HTTP_NOT_FOUND;
    arena_init(&arena);
    int found = store_get_subscription(callback->store, request->below, &arena, &subscription, &err);
    if (found > 0)
        status = take(callback, request, &subscription, out);
    else if (found < 0) {
        log_error("hubs: %s", err.text);
        status = HTTP_FAILED;
    }
    if (out->n == 0)
        buf_addf(out, "%u\n", status);
    arena_release(&arena);
    return status;
}

static unsigned answer_question(const struct serve_request *request, void *arg, struct buf *out)
{
    return answer(take_question, request, arg, out);
}

static unsigned answer_delivery(const struct serve_request *request, void *arg, struct buf *out)
{
    return answer(take_delivery, request, arg, out);
}

/* Nobody but a hub that was told of it knows such a path: bodies for others are not read. */
static bool knows(const char *id, void *arg)
{
    const struct callback *callback = arg;
    struct subscription subscription;
    struct arena arena;
    struct error err;
    arena_init(&arena);
    int found = store_get_subscription(callback->store, id, &arena, &subscription, &err);
    arena_release(&arena);
    return found != 0; /* a store that fails is told of by the answer */
}

const struct serve_route callback_routes[] = {
    {"GET", "/" WEBSUB_PATH, "text/plain; charset=utf-8", 0, answer_question, NULL},
    {"POST", "/" WEBSUB_PATH, "text/plain; charset=utf-8", CALLBACK_LIMIT_BODY, answer_delivery, knows},
};
const size_t n_callback_routes = sizeof callback_routes / sizeof *callback_routes;
