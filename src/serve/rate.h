#ifndef WEIR_SERVE_RATE_H
#define WEIR_SERVE_RATE_H
/*
 * rate — how many requests one address may make: SERVE_LIMIT_RATE a second for long, SERVE_LIMIT_BURST at
 * once. Loopback addresses and UNIX sockets may make any number: they are the user's own, or the web server
 * in front, behind which everybody would share one allowance. Of IPv6 the first half of an address counts,
 * which is what one subscriber is given.
 */
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#define RATE_SLOTS 4096 /* addresses that fall into the same one share its allowance */

struct rate {
    struct rate_slot {
        double spent, at_s;
    } slots[RATE_SLOTS];
    uint64_t seed; /* so that nobody can choose whom to share with */
};

/* May this address make a request now (of a clock that never goes back)? It is counted. */
bool rate_take(struct rate *rate, const struct sockaddr *address, double now_s);

#endif
