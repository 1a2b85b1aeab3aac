#ifndef FETCH_HOST_H
#define FETCH_HOST_H
/*
 * host — how fast one host may be asked. Pure decisions: the pace that a host is owed, and whether a request
 * may start now. Moments are seconds of any steady clock.
 */
#include <stdbool.h>

#include "weir/fetch/fetch.h"
#include "weir/text/arena.h"

struct host_pace {
    const char *key;   /* hosts with one key share one pace */
    int n_connections; /* requests under way at once */
    double gap_s;      /* between the starts of two requests */
};

/* The pace for the host of `url`. `is_private`: the user's own machine, which nobody else needs saving from.
 */
struct host_pace host_pace(const char *url, bool is_private, const struct fetch_limits *limits,
                           struct arena *arena);

/* Seconds until the next request may start: 0 now; −1 not before one of the `n_active` ends. */
double host_wait(const struct host_pace *pace, int n_active, double last_start_at, double now);

#endif
