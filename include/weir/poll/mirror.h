#ifndef WEIR_POLL_MIRROR_H
#define WEIR_POLL_MIRROR_H
/*
 * mirror — which of a source's addresses is asked, and when is one no good? Pure: what is remembered of the
 * addresses in, decisions and new memories out.
 *
 * Addresses stand in the order in which the user trusts them. One that fails, or answers without the items
 * that another has shown, is left alone for a while, longer each time; when its time has come it is asked
 * first again, and gets its place back as soon as it is no longer behind.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "weir/conf/conf.h"
#include "weir/store/store.h"
#include "weir/text/arena.h"

#define MIRROR_RETRY_S     (30 * 60) /* after the first failure, doubling */
#define MIRROR_RETRY_CAP_S (12 * 3600)
#define MIRROR_BEHIND_S    (24 * 3600) /* mirrors copy once or twice a day: less is no staleness */
#define MIRROR_CONSULT_S   (6 * 3600)  /* between two looks at the others while a source is silent */

/* The order in which this poll asks the source's addresses: those whose time has come as they stand, then the
 * others as a last resort. `order` has room for source->n_urls indices. */
void mirror_order(const struct source *source, const struct source_state *state, int64_t now, size_t *order);

/* Does an answer whose newest item is of `newest_at` lack what another address, which answers, has shown?
 * Never when it has no dates. */
bool mirror_is_behind(const struct source *source, const struct source_state *state, size_t at,
                      int64_t newest_at);

/* The newest item that the address has shown so far; DATE_NONE when unknown. */
int64_t mirror_newest_at(const struct source *source, const struct source_state *state, size_t at);

/* Is the address left alone for now? */
bool mirror_is_resting(const struct source *source, const struct source_state *state, size_t at, int64_t now);

/* Remember: the address failed; it served; it was consulted and knew nothing new. Strings and growth in
 * `arena`. */
void mirror_failed(const struct source *source, struct source_state *state, size_t at, const char *why,
                   int64_t now, struct arena *arena);
void mirror_served(const struct source *source, struct source_state *state, size_t at, int64_t newest_at,
                   struct arena *arena);
void mirror_consulted(const struct source *source, struct source_state *state, size_t at, int64_t newest_at,
                      int64_t now, struct arena *arena);

#endif
