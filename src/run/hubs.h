#ifndef WEIR_RUN_HUBS_H
#define WEIR_RUN_HUBS_H
/*
 * hubs — the daemon's dealings with hubs, in both directions: what they tell weir (websub, callback) and what
 * weir tells its own (ping).
 */
#include "weir/conf/conf.h"
#include "weir/fetch/fetch.h"
#include "weir/poll/round.h"
#include "weir/poll/websub.h"
#include "weir/run/callback.h"
#include "weir/store/store.h"

/* ping — tells the configured hub which published feeds have changed (PubSubHubbub 0.3 §7.1, to which W3C
 * WebSub leaves the publisher's side). What it has been told the store notes, so that nothing is told twice
 * and a hub that was away hears of it next time. */

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

/* In place, and not to be moved while it is open. */
struct hubs {
    struct websub *websub;
    struct callback callback;
    struct ping ping;
};

/* Store, conf and round are borrowed. After a failure it is to be closed, too. */
int hubs_open(struct hubs *hubs, struct store *store, const struct conf *conf, struct round *round,
              int64_t (*now)(void), struct error *err);

/* When the round, whose requests it shares, is closed. */
void hubs_close(struct hubs *hubs);

/* Answers them there. */
void hubs_serve(struct hubs *hubs, struct serve *serve);

/* Subscribes, renews, signs off, as it is due. */
void hubs_keep(struct hubs *hubs);

/* Tells ours which published feeds have changed. */
void hubs_tell(struct hubs *hubs);

#endif
