#include "queue.h"

#include <stdlib.h>
#include <string.h>

#include "host.h"
#include "weir/text/hash.h"

#define N_BUCKETS 1024

/* A host that is asked or waits to be; forgotten when it does neither and its gap is over. */
struct host {
    struct host *chain;           /* in its bucket */
    struct host *next;            /* in turn, while it has a queue */
    struct transfer *head, *tail; /* its queue */
    struct arena arena;
    struct host_pace pace;
    int n_active;
    double last_start_at;
    int n_refusals; /* in a row */
    double backoff_until;
};

struct queue {
    const struct fetch_limits *limits;
    struct host *buckets[N_BUCKETS];
    struct host *first, *last; /* hosts with a queue */
    size_t n_hosts;
    struct transfer *oldest, *newest; /* under way */
    struct transfer *oldest_brisk;    /* of those that are not slow */
    int n_active, n_slow;             /* under way; of these, slow */
};

struct queue *queue_new(const struct fetch_limits *limits)
{
    struct queue *queue = calloc(1, sizeof *queue);
    if (queue == NULL)
        abort();
    queue->limits = limits;
    return queue;
}

static struct host *host_get(struct queue *queue, const char *url, bool is_private)
{
    struct arena arena;
    arena_init(&arena);
    struct host_pace pace = host_pace(url, is_private, queue->limits, &arena);
    struct host **bucket = &queue->buckets[hash_bytes(pace.key, strlen(pace.key)) % N_BUCKETS];
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

/* Forgets hosts that owe nobody a pause, so that a long life among many hosts costs no memory. */
static void forget_idle(struct queue *queue, double now)
{
    for (size_t i = 0; i < N_BUCKETS; i++) {
        struct host **link = &queue->buckets[i];
        while (*link != NULL) {
            struct host *host = *link;
            bool rests = host->backoff_until > now ||
                         host_wait(&host->pace, 0, host->last_start_at, now) > 0 ||
                         (host->n_refusals > 0 && now - host->last_start_at < HOST_RETRY_CAP_S);
            if (host->n_active > 0 || host->head != NULL || rests) {
                link = &host->chain;
                continue;
            }
            *link = host->chain;
            arena_release(&host->arena);
            free(host);
        }
    }
}

void queue_free(struct queue *queue)
{
    for (struct host *host = queue->first; host != NULL; host = host->next)
        while (host->head != NULL) {
            struct transfer *transfer = host->head;
            host->head = transfer->next;
            transfer_free(transfer);
        }
    for (size_t i = 0; i < N_BUCKETS; i++)
        while (queue->buckets[i] != NULL) {
            struct host *host = queue->buckets[i];
            queue->buckets[i] = host->chain;
            arena_release(&host->arena);
            free(host);
        }
    free(queue);
}

static void hosts_push(struct queue *queue, struct host *host)
{
    host->next = NULL;
    *(queue->first != NULL ? &queue->last->next : &queue->first) = host;
    queue->last = host;
    queue->n_hosts++;
}

static struct host *hosts_pop(struct queue *queue)
{
    struct host *host = queue->first;
    queue->first = host->next;
    queue->n_hosts--;
    return host;
}

void queue_add(struct queue *queue, struct transfer *transfer)
{
    struct host *host = host_get(queue, transfer->url, transfer_may_be_private(transfer));
    transfer->host = host;
    transfer->next = NULL;
    if (host->head == NULL)
        hosts_push(queue, host);
    *(host->head != NULL ? &host->tail->next : &host->head) = transfer;
    host->tail = transfer;
}

static void active_add(struct queue *queue, struct transfer *transfer, double now)
{
    transfer->next = NULL;
    transfer->previous = queue->newest;
    *(queue->newest != NULL ? &queue->newest->next : &queue->oldest) = transfer;
    queue->newest = transfer;
    if (queue->oldest_brisk == NULL)
        queue->oldest_brisk = transfer;
    transfer->is_slow = false;
    transfer->started_at = transfer->host->last_start_at = now;
    transfer->host->n_active++;
    queue->n_active++;
}

void queue_judge(const struct transfer *transfer, struct fetch_response *response, double now)
{
    struct host *host = transfer->host;
    if (response->http_status == 0 || transfer_was_sent_elsewhere(transfer))
        return;
    host->n_refusals = host_refuses(response->http_status) ? host->n_refusals + 1 : 0;
    double backoff_s = host_backoff_s(response->http_status, response->retry_after_s, host->n_refusals,
                                      host->pace.is_private);
    if (now + backoff_s > host->backoff_until)
        host->backoff_until = now + backoff_s;
    if ((double)response->retry_after_s < backoff_s)
        response->retry_after_s = (int64_t)backoff_s;
}

size_t queue_backoffs(const struct queue *queue, double now, struct fetch_backoff out[FETCH_LIMIT_BACKOFFS])
{
    size_t n = 0;
    for (size_t i = 0; i < N_BUCKETS; i++)
        for (const struct host *host = queue->buckets[i]; host != NULL && n < FETCH_LIMIT_BACKOFFS;
             host = host->chain) {
            if (host->backoff_until <= now || strlen(host->pace.key) >= sizeof out[n].host)
                continue;
            out[n] =
                (struct fetch_backoff){.seconds = host->backoff_until - now, .n_refusals = host->n_refusals};
            memcpy(out[n++].host, host->pace.key, strlen(host->pace.key) + 1);
        }
    return n;
}

void queue_back_off(struct queue *queue, const struct fetch_backoff *backoff, double now)
{
    struct arena arena;
    arena_init(&arena);
    const char *url = arena_printf(&arena, "http://%s/", backoff->host);
    struct host *host = host_get(queue, url, strchr(backoff->host, ':') != NULL);
    host->backoff_until = now + backoff->seconds;
    host->n_refusals = backoff->n_refusals;
    arena_release(&arena);
}

void queue_end(struct queue *queue, struct transfer *transfer, double now)
{
    *(transfer->previous != NULL ? &transfer->previous->next : &queue->oldest) = transfer->next;
    *(transfer->next != NULL ? &transfer->next->previous : &queue->newest) = transfer->previous;
    if (queue->oldest_brisk == transfer)
        queue->oldest_brisk = transfer->next;
    transfer->host->n_active--;
    queue->n_active--;
    queue->n_slow -= transfer->is_slow;
    if (queue->n_active == 0 && queue->first == NULL)
        forget_idle(queue, now);
}

/* Seconds until there is room for one more: 0 now, −1 not before one ends. Servers that hang must not hold up
 * the others, so a transfer that has taken long counts no more, as long as there are not too many of that
 * kind. */
static double room_wait(struct queue *queue, double now)
{
    const struct fetch_limits *limits = queue->limits;
    struct transfer *brisk = queue->oldest_brisk;
    for (; brisk != NULL && queue->n_slow < limits->n_slow; brisk = brisk->next, queue->n_slow++) {
        if (brisk->started_at + limits->slow_s > now)
            break;
        brisk->is_slow = true;
    }
    queue->oldest_brisk = brisk;
    if (queue->n_active - queue->n_slow < limits->n_concurrent)
        return 0;
    return queue->n_slow < limits->n_slow && brisk != NULL ? brisk->started_at + limits->slow_s - now : -1;
}

struct transfer *queue_start(struct queue *queue, double now, double *wait_s)
{
    *wait_s = queue->first != NULL ? room_wait(queue, now) : -1;
    if (*wait_s != 0)
        return NULL;
    *wait_s = -1;
    for (size_t n = queue->n_hosts; n > 0; n--) {
        struct host *host = hosts_pop(queue);
        struct transfer *transfer = host->head;
        double wait = host_wait(&host->pace, host->n_active, host->last_start_at, now);
        transfer->backoff_s = host->backoff_until > now ? host->backoff_until - now : 0;
        if (wait == 0 || transfer->backoff_s > 0)
            host->head = transfer->next;
        if (host->head != NULL)
            hosts_push(queue, host);
        if (transfer->backoff_s > 0)
            return transfer;
        if (wait == 0) {
            active_add(queue, transfer, now);
            return transfer;
        }
        if (wait > 0 && (*wait_s < 0 || wait < *wait_s))
            *wait_s = wait;
    }
    return NULL;
}

struct transfer *queue_oldest(const struct queue *queue)
{
    return queue->oldest;
}

int queue_n_active(const struct queue *queue)
{
    return queue->n_active;
}
