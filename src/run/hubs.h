#ifndef WEIR_RUN_HUBS_H
#define WEIR_RUN_HUBS_H
/*
 * hubs — the daemon's dealings with hubs, in both directions: what they tell weir (websub, callback) and what
 * weir tells its own (ping).
 */
#include "ping.h"
#include "weir/poll/round.h"
#include "weir/poll/websub.h"
#include "weir/run/callback.h"

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
