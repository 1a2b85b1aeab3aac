#include "weir/fetch/fetch.h"

#include <ev.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "queue.h"
#include "weir/system/clock.h"

const struct fetch_limits fetch_limits_default = {
    .n_concurrent = 1024,
    .n_slow = 1024,
    .slow_s = 0.5,
    .n_per_host = 2,
    .host_gap_s = 1,
    .connect_s = 15,
    .total_s = 60,
    .low_speed_bytes = 64,
    .low_speed_s = 15,
    .body_bytes = (size_t)32 << 20,
    .header_bytes = (size_t)128 << 10,
    .n_redirects = 7,
};

#define STARVED_S 0.2 /* until a transfer is tried again for which this machine had nothing left */

struct fetch {
    struct ev_loop *loop;
    struct fetch_limits limits;
    char *user_agent;
    CURLM *multi;
    CURLSH *share;
    struct queue *queue;
    ev_timer timeout; /* libcurl's */
    ev_timer pump;    /* when the next transfer may start */
    size_t n_pending;
};

/* One descriptor of libcurl's. */
struct watch {
    ev_io io;
    struct fetch *fetch;
};

static void drain(struct fetch *fetch);
static void pump_at(struct fetch *fetch, double wait_s);

/* ---- libev and libcurl: these callbacks only move watchers or tell libcurl what happened ---- */

static void socket_ready(struct ev_loop *loop, ev_io *io, int events)
{
    struct watch *watch = (struct watch *)io;
    struct fetch *fetch = watch->fetch;
    int action = (events & EV_READ ? CURL_CSELECT_IN : 0) | (events & EV_WRITE ? CURL_CSELECT_OUT : 0);
    int running;
    (void)loop;
    curl_multi_socket_action(fetch->multi, io->fd, action, &running);
    drain(fetch);
}

static void timeout_over(struct ev_loop *loop, ev_timer *timer, int events)
{
    struct fetch *fetch = timer->data;
    int running;
    (void)loop, (void)events;
    curl_multi_socket_action(fetch->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    drain(fetch);
}

static int timeout_changed(CURLM *multi, long ms, void *arg)
{
    struct fetch *fetch = arg;
    (void)multi;
    ev_timer_stop(fetch->loop, &fetch->timeout);
    if (ms < 0)
        return 0;
    ev_timer_set(&fetch->timeout, (double)ms / 1000.0, 0);
    ev_timer_start(fetch->loop, &fetch->timeout);
    return 0;
}

static int socket_changed(CURL *easy, curl_socket_t fd, int what, void *arg, void *socket_arg)
{
    struct fetch *fetch = arg;
    struct watch *watch = socket_arg;
    (void)easy;
    if (what == CURL_POLL_REMOVE) {
        if (watch != NULL)
            ev_io_stop(fetch->loop, &watch->io);
        free(watch);
        return 0;
    }
    if (watch == NULL) {
        watch = calloc(1, sizeof *watch);
        if (watch == NULL)
            abort();
        watch->fetch = fetch;
        ev_init(&watch->io, socket_ready);
        curl_multi_assign(fetch->multi, fd, watch);
    }
    ev_io_stop(fetch->loop, &watch->io);
    ev_io_set(&watch->io, fd, (what & CURL_POLL_IN ? EV_READ : 0) | (what & CURL_POLL_OUT ? EV_WRITE : 0));
    ev_io_start(fetch->loop, &watch->io);
    return 0;
}

static void finish(struct fetch *fetch, struct transfer *transfer, const struct fetch_response *response)
{
    fetch->n_pending--;
    transfer->done(response, transfer->arg);
    transfer_free(transfer);
}

static void start(struct fetch *fetch, struct transfer *transfer)
{
    struct transfer_common common = {fetch->user_agent, fetch->share};
    struct fetch_response response;
    bool is_backed_off = transfer->backoff_s > 0;
    if (!is_backed_off && transfer_prepare(transfer, &common) == 0) {
        curl_multi_add_handle(fetch->multi, transfer->easy);
        return;
    }
    if (!is_backed_off)
        queue_end(fetch->queue, transfer, clock_steady_s());
    transfer_fail(transfer, &response);
    finish(fetch, transfer, &response);
}

/* Starts what may start, and sets the timer for what may start later. */
static void pump(struct ev_loop *loop, ev_timer *timer, int events)
{
    struct fetch *fetch = timer->data;
    struct transfer *transfer;
    double wait_s;
    (void)loop, (void)events;
    while ((transfer = queue_start(fetch->queue, clock_steady_s(), &wait_s)) != NULL)
        start(fetch, transfer);
    if (wait_s >= 0)
        pump_at(fetch, wait_s);
}

static void pump_at(struct fetch *fetch, double wait_s)
{
    if (ev_is_active(&fetch->pump)) {
        if (ev_timer_remaining(fetch->loop, &fetch->pump) <= wait_s)
            return;
        ev_timer_stop(fetch->loop, &fetch->pump);
    }
    ev_timer_set(&fetch->pump, wait_s, 0);
    ev_timer_start(fetch->loop, &fetch->pump);
}

/* This machine gives no more than what is under way now: the transfer waits for its turn again, with fewer at
 * once from here on. False when it is alone: then waiting helps nobody. */
static bool slow_down(struct fetch *fetch, struct transfer *transfer)
{
    int n_active = queue_n_active(fetch->queue);
    if (n_active <= 1)
        return false;
    fetch->limits.n_concurrent = n_active / 2;
    fetch->limits.n_slow = 0;
    curl_multi_setopt(fetch->multi, CURLMOPT_MAXCONNECTS, (long)fetch->limits.n_concurrent);
    transfer_rewind(transfer);
    queue_end(fetch->queue, transfer, clock_steady_s());
    queue_add(fetch->queue, transfer);
    pump_at(fetch, STARVED_S);
    return true;
}

/* Hands over what has finished: the one place where callbacks are called, outside libcurl. */
static void drain(struct fetch *fetch)
{
    CURLMsg *message;
    int left;
    while ((message = curl_multi_info_read(fetch->multi, &left)) != NULL) {
        struct transfer *transfer;
        struct fetch_response response;
        CURL *easy = message->easy_handle;
        CURLcode code = message->data.result; /* `message` dies with the next call */
        if (message->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&transfer);
        curl_multi_remove_handle(fetch->multi, easy);
        if (code != CURLE_OK && transfer_is_starved(transfer, code) && slow_down(fetch, transfer))
            continue;
        bool settled = transfer_settle(transfer, code, time(NULL), &response);
        if (settled)
            queue_judge(transfer, &response, clock_steady_s());
        queue_end(fetch->queue, transfer, clock_steady_s());
        pump_at(fetch, 0);
        if (settled)
            finish(fetch, transfer, &response);
        else
            queue_add(fetch->queue, transfer);
    }
}

/* ---- the life of a fetch ---- */

/* Of the descriptors of the process, the rest needs some, a transfer three (its connection, and a pair while
 * its name is looked up), a kept connection one. */
#define DESCRIPTORS_OF_THE_REST  32
#define DESCRIPTORS_OF_TRANSFERS 7 /* one of n_concurrent, one of n_slow, one kept */

/* epoll has no use for the old limit of 1024 descriptors; where there are few, there are few transfers. */
static void fit_descriptors(struct fetch_limits *limits)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    long room = limit.rlim_cur > DESCRIPTORS_OF_THE_REST && limit.rlim_cur < INT32_MAX
                    ? ((long)limit.rlim_cur - DESCRIPTORS_OF_THE_REST) / DESCRIPTORS_OF_TRANSFERS
                    : limits->n_concurrent;
    if (limit.rlim_cur <= DESCRIPTORS_OF_THE_REST || room < 1)
        room = 1;
    if (limits->n_concurrent > room)
        limits->n_concurrent = (int)room;
    if (limits->n_slow > room)
        limits->n_slow = (int)room;
}

int fetch_new(struct ev_loop *loop, const struct fetch_limits *limits, const char *user_agent,
              struct fetch **out, struct error *err)
{
    struct fetch *fetch = calloc(1, sizeof *fetch);
    if (fetch == NULL)
        abort();
    fetch->loop = loop;
    fetch->limits = *limits;
    fetch->queue = queue_new(&fetch->limits);
    fetch->user_agent = strdup(user_agent);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    fetch->multi = curl_multi_init();
    fetch->share = curl_share_init();
    ev_init(&fetch->timeout, timeout_over);
    ev_init(&fetch->pump, pump);
    fetch->timeout.data = fetch->pump.data = fetch;
    if (fetch->user_agent == NULL || fetch->multi == NULL || fetch->share == NULL) {
        fetch_free(fetch);
        return error_set(err, STATUS_SOFTWARE, "libcurl does not start");
    }
    fit_descriptors(&fetch->limits);
    curl_share_setopt(fetch->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    curl_multi_setopt(fetch->multi, CURLMOPT_SOCKETFUNCTION, socket_changed);
    curl_multi_setopt(fetch->multi, CURLMOPT_SOCKETDATA, fetch);
    curl_multi_setopt(fetch->multi, CURLMOPT_TIMERFUNCTION, timeout_changed);
    curl_multi_setopt(fetch->multi, CURLMOPT_TIMERDATA, fetch);
    /* Kept open between rounds. */
    curl_multi_setopt(fetch->multi, CURLMOPT_MAXCONNECTS, (long)fetch->limits.n_concurrent);
    *out = fetch;
    return 0;
}

void fetch_free(struct fetch *fetch)
{
    if (fetch == NULL)
        return;
    for (struct transfer *transfer; (transfer = queue_oldest(fetch->queue)) != NULL;) {
        curl_multi_remove_handle(fetch->multi, transfer->easy);
        queue_end(fetch->queue, transfer, clock_steady_s());
        transfer_free(transfer);
    }
    queue_free(fetch->queue);
    curl_multi_cleanup(fetch->multi); /* may still call socket_changed */
    curl_share_cleanup(fetch->share);
    ev_timer_stop(fetch->loop, &fetch->timeout);
    ev_timer_stop(fetch->loop, &fetch->pump);
    free(fetch->user_agent);
    free(fetch);
}

void fetch_start(struct fetch *fetch, const struct fetch_request *request, fetch_done *done, void *arg)
{
    fetch->n_pending++;
    queue_add(fetch->queue, transfer_new(request, done, arg, &fetch->limits));
    pump_at(fetch, 0);
}

size_t fetch_n_pending(const struct fetch *fetch)
{
    return fetch->n_pending;
}

size_t fetch_backoffs(const struct fetch *fetch, struct fetch_backoff out[FETCH_LIMIT_BACKOFFS])
{
    return queue_backoffs(fetch->queue, clock_steady_s(), out);
}

void fetch_back_off(struct fetch *fetch, const struct fetch_backoff *backoff)
{
    queue_back_off(fetch->queue, backoff, clock_steady_s());
}
