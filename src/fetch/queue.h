#ifndef WEIR_FETCH_QUEUE_H
#define WEIR_FETCH_QUEUE_H
/*
 * queue — which transfer may start now? Transfers wait at their hosts, hosts take turns; each keeps its
 * host's pace, and all of them together the room there is. It knows neither libcurl nor a clock: moments are
 * seconds of any steady one.
 *
 *     queue_add(queue, transfer);
 *     while ((transfer = queue_start(queue, now, &wait_s)) != NULL) …
 *     queue_end(queue, transfer, now);
 */
#include "transfer.h"

struct queue;

/* `limits` is borrowed. */
struct queue *queue_new(const struct fetch_limits *limits);

/* Frees the transfers that wait; those under way must have ended. */
void queue_free(struct queue *queue);

/* Waits for its turn at the host of `transfer->url`. */
void queue_add(struct queue *queue, struct transfer *transfer);

/* The next transfer whose turn it is, now counted as under way. NULL when there is none: `*wait_s` says when
 * to ask again, −1 for "not before one ends". */
struct transfer *queue_start(struct queue *queue, double now, double *wait_s);

/* What the host of a transfer that is under way has answered: it may have to be left alone, for as long as
 * `retry_after_s` then says. What a redirect from another server got there says nothing about those who ask
 * it themselves. */
void queue_judge(const struct transfer *transfer, struct fetch_response *response, double now);

/* The hosts that are left alone now, and one more of them. */
size_t queue_backoffs(const struct queue *queue, double now, struct fetch_backoff out[FETCH_LIMIT_BACKOFFS]);
void queue_back_off(struct queue *queue, const struct fetch_backoff *backoff, double now);

/* A transfer is under way no more; it is the caller's again, to be freed or added for its next hop. */
void queue_end(struct queue *queue, struct transfer *transfer, double now);

/* How many are under way. */
int queue_n_active(const struct queue *queue);

/* The transfer that has been under way for longest; NULL when none is. */
struct transfer *queue_oldest(const struct queue *queue);

#endif
