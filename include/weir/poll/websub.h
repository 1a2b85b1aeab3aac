#ifndef WEIR_POLL_WEBSUB_H
#define WEIR_POLL_WEBSUB_H
/*
 * websub — hubs that tell of a source's news, so that it need not be asked all the time (W3C WebSub, the
 * subscriber's side).
 *
 * Each source whose document names a hub is subscribed there, at a callback below `base-url` that nobody can
 * guess; what the hub then asks and delivers is run/callback's. What was agreed is kept in the store. Leases
 * are renewed before they end; a source that is gone, or names another hub, is signed off. Without `base-url`
 * and `listen` nobody could call back, and nothing is asked.
 *
 *     websub_open(&tools, &websub, err);
 *     websub_keep(websub);          …now and then
 */
#include "weir/conf/conf.h"
#include "weir/fetch/fetch.h"
#include "weir/store/store.h"

/* All borrowed; must outlive the websub. */
struct websub_tools {
    struct store *store;
    const struct conf *conf;
    struct fetch *fetch;
    int64_t (*now)(void);
};

struct websub;

/* Agreements that cannot be kept under this configuration are forgotten. */
int websub_open(const struct websub_tools *tools, struct websub **out, struct error *err);

/* `tools->fetch` must not answer any more. */
void websub_close(struct websub *websub);

/* Asks hubs for what is due: new subscriptions, renewals, sign-offs. Cheap when nothing is; looks at most
 * every WEBSUB_LOOK_S. */
void websub_keep(struct websub *websub);

/* Of the addresses of callbacks, below `base-url`. */
#define WEBSUB_PATH "websub/"

#define WEBSUB_LOOK_S         2
#define WEBSUB_LEASE_S        (10 * 24 * 3600) /* asked for; the hub has the last word */
#define WEBSUB_RETRY_S        (10 * 60) /* until a hub that did not come back is asked again, doubling */
#define WEBSUB_RETRY_CAP_S    (24 * 3600)
#define WEBSUB_SIGN_OFF_TRIES 3
#define WEBSUB_LIMIT_REQUESTS 8 /* to hubs at once */

#endif
