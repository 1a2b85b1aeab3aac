#include "weir/fetch/fetch.h"

#include <ev.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "host.h"
#include "transfer.h"
#include "weir/text/hash.h"

const struct fetch_limits fetch_limits_default = {
    .n_concurrent = 256,
    .n_slow = 512,
    .slow_s = 2,
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

#define N_BUCKETS 1024

/* A host that is asked or waits to be; gone again when it does neither and its gap is over. */
struct host {
    struct host *chain;        /* in its bucket */
    struct host *next_waiting; /* in turn */
    bool is_waiting;
    struct transfer *head, *tail; /* its queue */
    struct arena arena;
    struct host_pace pace;
    int n_active;
    double last_start_at;
};

struct fetch {
    struct ev_loop *loop;
    struct fetch_limits limits;
    char *user_agent;
    CURLM *multi;
    CURLSH *share;
    ev_timer timeout; /* libcurl's */
    ev_timer pump;    /* when the next request may start */
    struct host *buckets[N_BUCKETS];
    struct host *waiting, *waiting_tail;
    struct transfer *oldest, *newest; /* under way */
    struct transfer *oldest_brisk;    /* of those that are not slow */
    int n_active, n_slow;             /* under way; of these, slow */
    size_t n_pending;
};

/* One descriptor of libcurl's. */
struct watch {
    ev_io io;
    struct fetch *fetch;
};

static double steady_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

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

/* ---- hosts and their queues ---- */

static struct host *host_get(struct fetch *fetch, const struct transfer *transfer)
{
    struct arena arena;
    arena_init(&arena);
    struct host_pace pace =
        host_pace(transfer->url, transfer_may_be_private(transfer), &fetch->limits, &arena);
    struct host **bucket = &fetch->buckets[hash_bytes(pace.key, strlen(pace.key)) % N_BUCKETS];
    struct host *host = *bucket;
    while (host != NULL && strcmp(host->pace.key, pace.key) != 0)
        host = host->chain;
    if (host != NULL) {
        arena_release(&arena);
        return host;
    }
    host = calloc(1, sizeof *host);
    if (host == NULL)
        abort();
    *host = (struct host){.chain = *bucket, .arena = arena, .pace = pace, .last_start_at = -pace.gap_s};
    *bucket = host;
    return host;
}

/* Forgets hosts that nothing remembers them for, so that a long life among many hosts costs no memory. */
static void hosts_forget(struct fetch *fetch, bool all)
{
    double now = steady_now();
    for (size_t i = 0; i < N_BUCKETS; i++) {
        struct host **link = &fetch->buckets[i];
        while (*link != NULL) {
            struct host *host = *link;
            bool idle = host->n_active == 0 && host->head == NULL &&
                        host_wait(&host->pace, 0, host->last_start_at, now) <= 0;
            if (!all && !idle) {
                link = &host->chain;
                continue;
            }
            *link = host->chain;
            arena_release(&host->arena);
            free(host);
        }
    }
}

static void host_wait_in_turn(struct fetch *fetch, struct host *host)
{
    if (host->is_waiting)
        return;
    host->is_waiting = true;
    host->next_waiting = NULL;
    if (fetch->waiting == NULL)
        fetch->waiting = host;
    else
        fetch->waiting_tail->next_waiting = host;
    fetch->waiting_tail = host;
}

static void enqueue(struct fetch *fetch, struct transfer *transfer)
{
    struct host *host = host_get(fetch, transfer);
    transfer->host = host;
    transfer->next = NULL;
    *(host->head != NULL ? &host->tail->next : &host->head) = transfer;
    host->tail = transfer;
    host_wait_in_turn(fetch, host);
    pump_at(fetch, 0);
}

/* ---- transfers under way, oldest first ---- */

static void active_add(struct fetch *fetch, struct transfer *transfer)
{
    transfer->next = NULL;
    transfer->previous = fetch->newest;
    *(fetch->newest != NULL ? &fetch->newest->next : &fetch->oldest) = transfer;
    fetch->newest = transfer;
    if (fetch->oldest_brisk == NULL)
        fetch->oldest_brisk = transfer;
    transfer->is_slow = false;
    transfer->started_at = transfer->host->last_start_at = steady_now();
    transfer->host->n_active++;
    fetch->n_active++;
}

static void active_remove(struct fetch *fetch, struct transfer *transfer)
{
    *(transfer->previous != NULL ? &transfer->previous->next : &fetch->oldest) = transfer->next;
    *(transfer->next != NULL ? &transfer->next->previous : &fetch->newest) = transfer->previous;
    if (fetch->oldest_brisk == transfer)
        fetch->oldest_brisk = transfer->next;
    transfer->host->n_active--;
    fetch->n_active--;
    fetch->n_slow -= transfer->is_slow;
}

/* Seconds until there is room for one more: 0 now, −1 not before one ends. Servers that hang must not hold up
 * the others, so a transfer that has taken long counts no more, as long as there are not too many of that
 * kind. */
static double room_wait(struct fetch *fetch, double now)
{
    const struct fetch_limits *limits = &fetch->limits;
    struct transfer *brisk = fetch->oldest_brisk;
    for (; brisk != NULL && fetch->n_slow < limits->n_slow; brisk = brisk->next, fetch->n_slow++) {
        if (brisk->started_at + limits->slow_s > now)
            break;
        brisk->is_slow = true;
    }
    fetch->oldest_brisk = brisk;
    if (fetch->n_active - fetch->n_slow < limits->n_concurrent)
        return 0;
    return fetch->n_slow < limits->n_slow && brisk != NULL ? brisk->started_at + limits->slow_s - now : -1;
}

static void finish(struct fetch *fetch, struct transfer *transfer, const struct fetch_response *response)
{
    fetch->n_pending--;
    transfer->done(response, transfer->arg);
    transfer_free(transfer);
}

static void start_first(struct fetch *fetch, struct host *host)
{
    struct transfer *transfer = host->head;
    struct transfer_common common = {fetch->user_agent, fetch->share};
    struct fetch_response response;
    host->head = transfer->next;
    if (transfer_prepare(transfer, &common) < 0) {
        transfer_fail(transfer, FETCH_REFUSED, &response);
        finish(fetch, transfer, &response);
        return;
    }
    active_add(fetch, transfer);
    curl_multi_add_handle(fetch->multi, transfer->easy);
}

/* Puts hosts that were taken off the queue back, before those that had their turn. */
static void wait_on(struct fetch *fetch, struct host *first)
{
    struct host *last = first;
    while (last->next_waiting != NULL)
        last = last->next_waiting;
    last->next_waiting = fetch->waiting;
    fetch->waiting = first;
    if (fetch->waiting_tail == NULL)
        fetch->waiting_tail = last;
}

/* Starts what may start, each waiting host in its turn, and sets the timer for what may start later. */
static void pump(struct ev_loop *loop, ev_timer *timer, int events)
{
    struct fetch *fetch = timer->data;
    double now = steady_now(), soonest = -1, room = 0;
    struct host *host = fetch->waiting, *next;
    (void)loop, (void)events;
    fetch->waiting = fetch->waiting_tail = NULL;
    for (; host != NULL && (room = room_wait(fetch, now)) == 0; host = next) {
        next = host->next_waiting;
        host->is_waiting = false;
        if (host_wait(&host->pace, host->n_active, host->last_start_at, now) == 0)
            start_first(fetch, host);
        if (host->head == NULL)
            continue;
        host_wait_in_turn(fetch, host);
        double wait = host_wait(&host->pace, host->n_active, host->last_start_at, now);
        if (wait >= 0 && (soonest < 0 || wait < soonest))
            soonest = wait;
    }
    if (host != NULL) {
        wait_on(fetch, host);
        soonest = room;
    }
    if (soonest >= 0)
        pump_at(fetch, soonest);
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

/* Hands over what has finished: the one place where callbacks are called, outside libcurl. */
static void drain(struct fetch *fetch)
{
    CURLMsg *message;
    int left;
    bool some = false;
    while ((message = curl_multi_info_read(fetch->multi, &left)) != NULL) {
        struct transfer *transfer;
        struct fetch_response response;
        CURL *easy = message->easy_handle;
        CURLcode code = message->data.result; /* `message` dies with the next call */
        if (message->msg != CURLMSG_DONE)
            continue;
        some = true;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&transfer);
        curl_multi_remove_handle(fetch->multi, easy);
        active_remove(fetch, transfer);
        if (transfer_settle(transfer, code, time(NULL), &response))
            finish(fetch, transfer, &response);
        else
            enqueue(fetch, transfer);
    }
    if (!some)
        return;
    if (fetch->waiting != NULL)
        pump_at(fetch, 0);
    else if (fetch->n_pending == 0)
        hosts_forget(fetch, false);
}

/* ---- the life of a fetch ---- */

/* Each transfer may need a few descriptors; epoll has no use for the old limit of 1024. */
static void raise_descriptor_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

int fetch_new(struct ev_loop *loop, const struct fetch_limits *limits, const char *user_agent,
              struct fetch **out, struct error *err)
{
    struct fetch *fetch = calloc(1, sizeof *fetch);
    if (fetch == NULL)
        abort();
    fetch->loop = loop;
    fetch->limits = *limits;
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
    raise_descriptor_limit();
    curl_share_setopt(fetch->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    curl_multi_setopt(fetch->multi, CURLMOPT_SOCKETFUNCTION, socket_changed);
    curl_multi_setopt(fetch->multi, CURLMOPT_SOCKETDATA, fetch);
    curl_multi_setopt(fetch->multi, CURLMOPT_TIMERFUNCTION, timeout_changed);
    curl_multi_setopt(fetch->multi, CURLMOPT_TIMERDATA, fetch);
    /* Kept open between rounds. */
    curl_multi_setopt(fetch->multi, CURLMOPT_MAXCONNECTS, (long)limits->n_concurrent);
    *out = fetch;
    return 0;
}

void fetch_free(struct fetch *fetch)
{
    if (fetch == NULL)
        return;
    for (struct transfer *t = fetch->oldest, *next; t != NULL; t = next) {
        next = t->next;
        curl_multi_remove_handle(fetch->multi, t->easy);
        transfer_free(t);
    }
    for (struct host *host = fetch->waiting; host != NULL; host = host->next_waiting)
        for (struct transfer *t = host->head, *next; t != NULL; t = next) {
            next = t->next;
            transfer_free(t);
        }
    curl_multi_cleanup(fetch->multi); /* may still call socket_changed */
    curl_share_cleanup(fetch->share);
    ev_timer_stop(fetch->loop, &fetch->timeout);
    ev_timer_stop(fetch->loop, &fetch->pump);
    hosts_forget(fetch, true);
    free(fetch->user_agent);
    free(fetch);
}

void fetch_start(struct fetch *fetch, const struct fetch_request *request, fetch_done *done, void *arg)
{
    fetch->n_pending++;
    enqueue(fetch, transfer_new(request, done, arg, &fetch->limits));
}

size_t fetch_n_pending(const struct fetch *fetch)
{
    return fetch->n_pending;
}
