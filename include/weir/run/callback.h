#ifndef WEIR_RUN_CALLBACK_H
#define WEIR_RUN_CALLBACK_H
/*
 * callback — what hubs ask and deliver at /websub/ID (W3C WebSub §5.3, §7).
 *
 * A hub asks whether weir really wants what it was asked for: yes for what the store knows, 404 for all else.
 * A delivery that is not signed with the subscription's secret is answered like any other, and ignored.
 *
 *     serve_routes(serve, callback_routes, n_callback_routes, &callback);
 */
#include "weir/conf/conf.h"
#include "weir/feed/parse.h"
#include "weir/serve/serve.h"
#include "weir/store/store.h"

/* What they are answered with; the `arg` of serve_routes. */
struct callback {
    struct store *store;
    const struct conf *conf;
    int64_t (*now)(void);
    /* Takes in what was delivered for a source; -1 when it is no good. */
    int (*deliver)(const struct source *source, const struct document *document, void *arg,
                   struct error *err);
    void *arg;
};

extern const struct serve_route callback_routes[];
extern const size_t n_callback_routes;

#define CALLBACK_LEASE_S       (10 * 24 * 3600) /* of a hub that does not say for how long it delivers */
#define CALLBACK_LEASE_LEAST_S (10 * 60)        /* what it says is taken between this … */
#define CALLBACK_LEASE_MOST_S  (90 * 24 * 3600) /* … and this */
#define CALLBACK_DENIED_S      (24 * 3600)      /* until a hub that has refused is asked again */
#define CALLBACK_LIMIT_BODY    ((size_t)8 << 20)

#endif
