#ifndef WEIR_FETCH_HOST_H
#define WEIR_FETCH_HOST_H
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
    bool is_private;
};

/* The pace for the host of `url`. `is_private`: the user's own machine, which nobody else needs saving from.
 * The user's `limits->pauses` go before what holds for all, but never below what a host itself has said. */
struct host_pace host_pace(const char *url, bool is_private, const struct fetch_limits *limits,
                           struct arena *arena);

/* Seconds until the next request may start: 0 now; −1 not before one of the `n_active` ends. */
double host_wait(const struct host_pace *pace, int n_active, double last_start_at, double now);

/*
 * For how long a host is left alone after an answer of this status, `n_refusals` such answers in a row after
 * it included; 0: not at all, else from five minutes on (429, too many requests: from an hour), doubling.
 * Retry-After is obeyed from the first one on, up to a day; a plain 403 or 503 may be about one document, so
 * only the second in a row counts; the user's own hosts are held by Retry-After alone.
 */
double host_backoff_s(long status, int64_t retry_after_s, int n_refusals, bool is_private);

/* Does the status tell the client, rather than the document, to go away? */
bool host_refuses(long status);

#define HOST_BACKOFF_CAP_S (6 * 3600)
#define HOST_RETRY_CAP_S   (24 * 3600)

#endif
