#ifndef WEIR_SERVE_CLIENTS_H
#define WEIR_SERVE_CLIENTS_H
/*
 * clients — who is connected: how many at once, how often one address asks, how long one may take.
 *
 * A client may take so long to send the head of a request, counted from the connection's or the last answer's
 * end, and then so long to send the rest and to take the answer. That counts from events, not from bytes: who
 * drips one now and then gains nothing. When nearly all places are taken, whoever has done nothing for
 * longest makes room, be it that no request comes, or that an answer is not read.
 *
 * One address has SERVE_LIMIT_PER_ADDRESS connections, and SERVE_LIMIT_RATE requests a second for long,
 * SERVE_LIMIT_BURST at once. Loopback addresses and UNIX sockets have any number: they are the user's own, or
 * the web server in front, behind which everybody would share one allowance. Of IPv6 the first half of an
 * address counts, which is what one subscriber is given.
 */
#include <ev.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#define CLIENTS_SLOTS 4096 /* addresses that fall into the same one share its allowance */
#define CLIENTS_SPARE 16   /* places that are kept free: libmicrohttpd accepts ten connections in a row */

struct connected;

struct clients {
    struct ev_loop *loop;
    ev_timer sweep; /* runs while there are clients */
    double head_s, answer_s;
    struct connected *first;
    size_t n;
    struct allowance {
        double spent, at_s;
    } allowances[CLIENTS_SLOTS];
    uint64_t seed; /* so that nobody can choose whom to share with */
};

void clients_init(struct clients *clients, struct ev_loop *loop, double head_s, double answer_s);
/* When no client is left. */
void clients_release(struct clients *clients);

/* Is it this machine itself? A UNIX socket (NULL, too) is not: only what has leave reaches it. */
bool clients_are_local(const struct sockaddr *address);

/* May one more of this address connect? */
bool clients_may_connect(const struct clients *clients, const struct sockaddr *address);

/* May this address make a request now (of a clock that never goes back)? It is counted. */
bool clients_may_ask(struct clients *clients, const struct sockaddr *address, double now_s);

/* A connection has come. It is shut down, for its owner to close, when it takes too long or must make room.
 */
struct connected *clients_enter(struct clients *clients, const struct sockaddr *address, int fd);
void clients_leave(struct clients *clients, struct connected *client);

/* The head of a request is there; its answer is over. */
void clients_heard(struct clients *clients, struct connected *client);
void clients_answered(struct clients *clients, struct connected *client);

#endif
