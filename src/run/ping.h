#ifndef WEIR_RUN_PING_H
#define WEIR_RUN_PING_H
/*
 * ping — tells the configured hub which published feeds have changed (PubSubHubbub 0.3 §7.1, to which W3C
 * WebSub leaves the publisher's side). What it has been told the store notes, so that nothing is told twice
 * and a hub that was away hears of it next time.
 */
#include "weir/conf/conf.h"
#include "weir/fetch/fetch.h"
#include "weir/store/store.h"

/* One a process; in place. The first three are borrowed. */
struct ping {
    struct store *store;
    const struct conf *conf;
    struct fetch *fetch;
    int64_t told_ns; /* the newest change that the request under way tells of */
    bool under_way;
};

#define PING_LIMIT_FEEDS 500 /* in one request */

/* Sends what there is to tell, unless a request is under way. Nothing without `hub` and `base-url`. */
int ping_hub(struct ping *ping, struct error *err);

#endif
