#ifndef WEIR_TESTS_UNIT_SIMULATED_FETCH_H
#define WEIR_TESTS_UNIT_SIMULATED_FETCH_H
/*
 * simulated_fetch — fetch.h in simulated time: the real queue with the pace of every host, and in the place
 * of the network two functions of the test's. Each answer takes a third of a second.
 *
 *     static void simulated_request(struct transfer *transfer)      what stands in the account of a request
 *     static void simulated_answer(…)                               what comes back
 */
#include "test.h"

#include "../../src/fetch/queue.h"
#include "weir/text/buf.h"

#define SIMULATED_ANSWER_S 0.33
#define NEVER              1e18

static double now_s;

/* To be written by the test; `body` is its to fill, and outlives the callback. */
static void simulated_request(struct transfer *transfer);
static void simulated_answer(struct transfer *transfer, struct buf *body, struct fetch_response *response);

const struct fetch_limits fetch_limits_default = {.n_concurrent = 1024,
                                                  .n_slow = 1024,
                                                  .slow_s = 0.5,
                                                  .n_per_host = 2,
                                                  .host_gap_s = 1,
                                                  .body_bytes = 1 << 20};

struct fetch {
    struct queue *queue;
    double wake_at; /* when something may start */
};

static inline int64_t clock_now(void)
{
    return (int64_t)now_s;
}

void fetch_start(struct fetch *fetch, const struct fetch_request *request, fetch_done *done, void *arg)
{
    queue_add(fetch->queue, transfer_new(request, done, arg, &fetch_limits_default));
    fetch->wake_at = now_s;
}

/* Starts what may start now. */
static inline void simulated_start(struct fetch *fetch)
{
    struct transfer *transfer;
    double wait_s;
    while ((transfer = queue_start(fetch->queue, now_s, &wait_s)) != NULL) {
        if (transfer->backoff_s == 0) {
            simulated_request(transfer);
            continue;
        }
        struct fetch_response response;
        transfer_fail(transfer, &response);
        transfer->done(&response, transfer->arg);
        transfer_free(transfer);
    }
    fetch->wake_at = wait_s >= 0 ? now_s + wait_s : NEVER;
}

/* All answers take the same time, so the oldest transfer ends first. */
static inline double simulated_ends_at(const struct fetch *fetch)
{
    struct transfer *transfer = queue_oldest(fetch->queue);
    return transfer != NULL ? transfer->started_at + SIMULATED_ANSWER_S : NEVER;
}

/* When anything happens next. */
static inline double simulated_next_at(const struct fetch *fetch)
{
    double ends_at = simulated_ends_at(fetch);
    return fetch->wake_at < ends_at ? fetch->wake_at : ends_at;
}

static inline void simulated_end(struct fetch *fetch)
{
    struct transfer *transfer = queue_oldest(fetch->queue);
    struct fetch_response response = {.url = transfer->url,
                                      .body = "",
                                      .moved_url = "",
                                      .etag = "",
                                      .last_modified = "",
                                      .content_type = "",
                                      .content_location = "",
                                      .links = "",
                                      .error = "",
                                      .fresh_s = -1,
                                      .retry_after_s = -1};
    struct buf body = BUF_INIT(1 << 20);
    simulated_answer(transfer, &body, &response);
    if (body.n > 0) {
        response.body = body.data;
        response.body_n = body.n;
    }
    queue_judge(transfer, &response, now_s);
    queue_end(fetch->queue, transfer, now_s);
    transfer->done(&response, transfer->arg);
    transfer_free(transfer);
    buf_release(&body);
    fetch->wake_at = now_s;
}

/* What happens at this moment. */
static inline void simulated_step(struct fetch *fetch)
{
    if (simulated_ends_at(fetch) <= now_s)
        simulated_end(fetch);
    simulated_start(fetch);
}

#endif
