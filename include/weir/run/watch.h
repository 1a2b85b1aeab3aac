#ifndef WEIR_RUN_WATCH_H
#define WEIR_RUN_WATCH_H
/*
 * watch — notices that a reading list or a glossary has changed: a file when the kernel says so, an address
 * by polling it conditionally and on the schedule of any source. What was fetched lies where rules/lists.h
 * looks for it; to read the configuration anew is the caller's.
 *
 *     watch_open(loop, store, conf, on_changed, arg, &watch, err);
 *     watch_poll(watch, false, now);        …the loop runs…
 */
#include <stdbool.h>
#include <stdint.h>

#include "weir/conf/conf.h"
#include "weir/store/store.h"

#define WATCH_EVERY_S  3600 /* the shortest interval between two polls of an address */
#define WATCH_SETTLE_S 0.5  /* after a file changed, until the change is told: editors write in steps */

struct ev_loop;
struct watch;

/* A list is another than when it was read. Called from the loop; must not close the watch. */
typedef void watch_changed(void *arg);

/* `store` and `conf` must outlive the watch. */
int watch_open(struct ev_loop *loop, struct store *store, const struct conf *conf, watch_changed *changed,
               void *arg, struct watch **out, struct error *err);

/* Gives up what is under way; NULL is fine. */
void watch_close(struct watch *watch);

/* Starts polling the addresses that are due at `now`, or `all` of them. */
void watch_poll(struct watch *watch, bool all, int64_t now);

/* How many addresses are being polled. */
size_t watch_n_under_way(const struct watch *watch);

/* Under which name the store knows what is known of a list at an address; no source can have it. In `arena`.
 */
const char *watch_state_name(const char *place, struct arena *arena);

/* Polls the addresses that are due (`all`: every one) in a loop of its own, to the end; says whether a list
 * changed. What fails is logged. */
int watch_once(struct store *store, const struct conf *conf, bool all, bool *changed, struct error *err);

#endif
