#include "clients.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "weir/serve/serve.h"
#include "weir/text/hash.h"

/* Looked at so many times in the shorter wait: nobody has much more than allowed. */
#define SWEEPS 8

#define KEY_N 8

struct connected {
    struct connected *next, *before;
    int fd;
    unsigned char key[KEY_N]; /* of its address */
    size_t key_n;
    bool heard, is_ended;
    double since_s;  /* it is waited for what comes next; by the loop's clock */
    double active_s; /* it last did something */
    uint64_t acked;  /* bytes of ours that have arrived by then */
};

/* The bytes of an address that its allowance goes by; 0 for one that needs none. */
static size_t key_of(const struct sockaddr *address, unsigned char key[KEY_N])
{
    if (address == NULL || (address->sa_family != AF_INET && address->sa_family != AF_INET6))
        return 0;
    const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)address;
    const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)address;
    const unsigned char *bytes = (const unsigned char *)&v4->sin_addr;
    bool is_mapped = address->sa_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr);
    if (is_mapped)
        bytes = v6->sin6_addr.s6_addr + 12;
    else if (address->sa_family == AF_INET6) {
        memcpy(key, v6->sin6_addr.s6_addr, 8);
        return IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr) ? 0 : 8;
    }
    memcpy(key, bytes, 4);
    return bytes[0] == 127 ? 0 : 4;
}

bool clients_are_local(const struct sockaddr *address)
{
    unsigned char key[KEY_N];
    bool is_inet = address != NULL && (address->sa_family == AF_INET || address->sa_family == AF_INET6);
    return is_inet && key_of(address, key) == 0;
}

/* ---- allowances ---- */

bool clients_may_connect(const struct clients *clients, const struct sockaddr *address)
{
    unsigned char key[KEY_N];
    size_t n = key_of(address, key), n_same = 0;
    for (const struct connected *c = clients->first; n > 0 && c != NULL; c = c->next)
        n_same += c->key_n == n && memcmp(c->key, key, n) == 0;
    return n_same < SERVE_LIMIT_PER_ADDRESS;
}

bool clients_may_ask(struct clients *clients, const struct sockaddr *address, double now_s)
{
    unsigned char key[KEY_N];
    size_t n = key_of(address, key);
    if (n == 0)
        return true;
    uint64_t hash = hash_more(hash_more(HASH_START, &clients->seed, sizeof clients->seed), key, n);
    struct allowance *allowance = &clients->allowances[hash % CLIENTS_SLOTS];
    allowance->spent -= (now_s - allowance->at_s) * SERVE_LIMIT_RATE;
    if (allowance->spent < 0)
        allowance->spent = 0;
    allowance->at_s = now_s;
    if (allowance->spent + 1 > SERVE_LIMIT_BURST)
        return false;
    allowance->spent++;
    return true;
}

/* ---- patience ---- */

/* What an answer's taker left in the system's buffers goes too. */
static void end(struct connected *client)
{
    const struct linger none = {.l_onoff = 1, .l_linger = 0};
    if (client->heard)
        setsockopt(client->fd, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    shutdown(client->fd, SHUT_RDWR);
    client->is_ended = true;
}

/* Has more of an answer arrived since it was looked at last? Of UNIX sockets nothing is known. */
static void note_progress(struct connected *client, double now_s)
{
    struct tcp_info info = {0};
    socklen_t n = sizeof info;
    if (!client->heard || getsockopt(client->fd, IPPROTO_TCP, TCP_INFO, &info, &n) < 0 ||
        info.tcpi_bytes_acked == client->acked)
        return;
    client->acked = info.tcpi_bytes_acked;
    client->active_s = now_s;
}

static void sweep(struct ev_loop *loop, ev_timer *timer, int events)
{
    struct clients *clients = timer->data;
    double now_s = ev_now(loop);
    (void)events;
    for (struct connected *c = clients->first; c != NULL; c = c->next) {
        note_progress(c, now_s);
        if (now_s - c->since_s > (c->heard ? clients->answer_s : clients->head_s))
            end(c);
    }
}

static void make_room(struct clients *clients)
{
    struct connected *idlest = NULL;
    for (struct connected *c = clients->first; c != NULL; c = c->next) {
        note_progress(c, ev_now(clients->loop));
        if (!c->is_ended && (idlest == NULL || c->active_s <= idlest->active_s)) /* the first come last */
            idlest = c;
    }
    if (idlest != NULL)
        end(idlest);
}

void clients_init(struct clients *clients, struct ev_loop *loop, double head_s, double answer_s)
{
    double period = (head_s < answer_s ? head_s : answer_s) / SWEEPS;
    clients->loop = loop;
    clients->head_s = head_s;
    clients->answer_s = answer_s;
    clients->seed = (uint64_t)(uintptr_t)clients ^ (uint64_t)(ev_time() * 1e6);
    ev_timer_init(&clients->sweep, sweep, period, period);
    clients->sweep.data = clients;
}

void clients_release(struct clients *clients)
{
    ev_timer_stop(clients->loop, &clients->sweep);
}

struct connected *clients_enter(struct clients *clients, const struct sockaddr *address, int fd)
{
    struct connected *client = calloc(1, sizeof *client);
    if (client == NULL)
        abort();
    client->next = clients->first;
    client->fd = fd;
    client->key_n = key_of(address, client->key);
    client->since_s = client->active_s = ev_now(clients->loop);
    if (clients->first != NULL)
        clients->first->before = client;
    else
        ev_timer_again(clients->loop, &clients->sweep);
    clients->first = client;
    if (++clients->n > SERVE_LIMIT_CONNECTIONS - CLIENTS_SPARE)
        make_room(clients);
    return client;
}

void clients_leave(struct clients *clients, struct connected *client)
{
    if (client->next != NULL)
        client->next->before = client->before;
    if (client->before != NULL)
        client->before->next = client->next;
    else
        clients->first = client->next;
    clients->n--;
    if (clients->first == NULL)
        ev_timer_stop(clients->loop, &clients->sweep);
    free(client);
}

void clients_heard(struct clients *clients, struct connected *client)
{
    client->heard = true;
    client->since_s = client->active_s = ev_now(clients->loop);
}

void clients_answered(struct clients *clients, struct connected *client)
{
    client->heard = false;
    client->since_s = client->active_s = ev_now(clients->loop);
}
