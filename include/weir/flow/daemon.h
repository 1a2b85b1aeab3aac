#ifndef WEIR_FLOW_DAEMON_H
#define WEIR_FLOW_DAEMON_H
/*
 * daemon — the loop: what `poll` does once and `run` for ever.
 */
#include "weir/conf/conf.h"
#include "weir/store/store.h"

/* How the configuration is read anew on SIGHUP; NULL keeps the old one (the reason is logged by the callee). */
typedef struct conf *daemon_reload(void *arg);

struct round_result {
    size_t n_polled, n_failed, n_not_modified, n_items, n_new, n_stories;
};

/*
 * One pass: polls `names` (or every due source when there are none; `all` takes the due moments away), stores,
 * matches, publishes. STATUS_NO_SOURCE when every source failed.
 */
int daemon_poll(struct store *store, const struct conf *conf, const char *const *names, size_t n_names, bool all,
                struct round_result *out, struct error *err);

/* The daemon: polls when sources are due, publishes after every change, serves when `listen` is set. Returns after
 * SIGTERM or SIGINT. */
int daemon_run(struct store *store, struct conf *conf, daemon_reload *reload, void *arg, struct error *err);

#endif
