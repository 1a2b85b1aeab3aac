#ifndef WEIR_RUN_SERVING_H
#define WEIR_RUN_SERVING_H
/*
 * serving — puts together what a running weir answers: the published folder, searches, hubs, monitors.
 */
#include "hubs.h"
#include "weir/run/live.h"
#include "weir/run/monitor.h"

struct serving {
    struct serve *serve; /* NULL: nothing is served */
    struct live live;    /* what its pages are made from */
};

/* Starts as `conf` says, on the socket that the service manager listens on if there is one. A server that
 * cannot start is logged: it must not stop the polling. What is pointed to must live until serving_stop. */
void serving_start(struct serving *serving, struct ev_loop *loop, struct store *store,
                   const struct conf *conf, struct hubs *hubs, struct monitor *monitor);
void serving_stop(struct serving *serving);

#endif
