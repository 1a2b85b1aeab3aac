#ifndef WEIR_RUN_SERVING_H
#define WEIR_RUN_SERVING_H
/*
 * serving — puts together what a running weir answers: the published folder, searches, hubs, monitors.
 */
#include "hubs.h"
#include "weir/run/feedback.h"
#include "weir/run/live.h"
#include "weir/run/monitor.h"

struct serving {
    struct serve *serve; /* NULL: nothing is served */
    struct live live;    /* what its pages are made from */
    char *manner;        /* where and how it serves: while that stays, so does the server */
    char *failure;       /* why it could not start, told once */
};

/* Serves as `conf` says, on the socket that the service manager listens on if there is one. A server that
 * runs already goes on when nothing of that has changed, so that a reload cuts no download. One that cannot
 * start is logged, and tried again by the next call: it must not stop the polling. What is pointed to must
 * live until serving_stop. */
void serving_start(struct serving *serving, struct ev_loop *loop, struct store *store,
                   const struct conf *conf, struct hubs *hubs, struct feedback_desk *desk,
                   struct monitor *monitor);
void serving_stop(struct serving *serving);

#endif
