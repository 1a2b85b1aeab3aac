#ifndef WEIR_DELIVER_RECEIVER_H
#define WEIR_DELIVER_RECEIVER_H
/*
 * receiver — the programs that take deliveries over HTTP, each a row of a table: how a message becomes a
 * request to it, and how its answer says that it was taken. Pure. Each row follows the public documentation
 * of its interface, as the comment beside it says.
 *
 *     const struct receiver *slack = receiver_find("slack");
 *     receiver_request(slack, &address, &message, now, &arena, &request, err);
 *     …
 *     receiver_took(slack, response->body, response->body_n, err);
 */
#include "weir/deliver/message.h"
#include "weir/feed/feed.h"
#include "weir/text/error.h"

/* Where to, and the secrets that go along; "" for none. */
struct receiver_address {
    const char *url;    /* `to`, or what `to-file` holds */
    const char *secret; /* signs: HMAC-SHA256 */
    const char *token;  /* logs in: a bot's or a user's */
};

/* A request as HTTP has it. */
struct receiver_request {
    const char *method, *url;
    const char **headers; /* "Name: value" */
    size_t n_headers;
    const char *body;
    size_t n_body;
};

struct receiver;

/* `format =` of [deliver …]: json, slack, telegram, feishu, wecom, dingtalk, matrix, ntfy. NULL when there is
 * no such one. */
const struct receiver *receiver_find(const char *name);

/* The request that carries the message, as many of its stories as the receiver takes. `feed` is the same as a
 * JSON Feed, for the receiver `json` alone. STATUS_CONFIG when the address is not of the receiver's kind. All
 * in `arena`. */
int receiver_request(const struct receiver *receiver, const struct receiver_address *address,
                     const struct message *message, const struct feed *feed, int64_t now, struct arena *arena,
                     struct receiver_request *out, struct error *err);

/* Did a 2xx answer with this body mean that the message was taken? Some say no in the body alone; then -1
 * with what it said. */
int receiver_took(const struct receiver *receiver, const char *body, size_t n, struct error *err);

#endif
