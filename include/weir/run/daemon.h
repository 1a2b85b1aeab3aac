#ifndef WEIR_RUN_DAEMON_H
#define WEIR_RUN_DAEMON_H
/*
 * daemon — the loop: polls when sources are due, publishes when something changed, makes the digests at their
 * hour, serves, and obeys signals. Source by source it does what `poll` does; only the clock is its own.
 */
#include "weir/rules/config.h"
#include "weir/store/store.h"

/* Reads the configuration anew, on SIGHUP. NULL when it is wrong: the callee has said why, the old one stays.
 */
typedef struct config *daemon_reload(void *arg);

/*
 * Runs until SIGTERM or SIGINT. Takes `config` over and frees it, or those that took its place. A changed
 * `state` needs a restart, which is said; everything else is taken over at once.
 */
int daemon_run(struct store *store, struct config *config, daemon_reload *reload, void *arg,
               struct error *err);

#endif
