#ifndef WEIR_PUBLISH_PUBLISH_H
#define WEIR_PUBLISH_PUBLISH_H
/*
 * publish — writes what is published, output by output (the table in publish.c). One that fails stops no
 * other, and a file whose bytes did not change keeps its time.
 *
 * A digest is made once, when its hour has come (publish/calendar) or at the first publication after that,
 * and then left alone: what a reader has seen stays what it was. So is the archive of a month that is over.
 *
 *     struct publish_result result;
 *     if (publish_write(store, conf, now, NULL, &result, err) < 0) …
 *
 * It takes as long as it takes: a daemon calls it in a thread of its own, with a store of its own
 * (run/publisher).
 */
#include <stdatomic.h>
#include <stdbool.h>

#include "weir/conf/conf.h"
#include "weir/store/store.h"

/* How many digests the pages and digests.atom name. */
#define PUBLISH_DAILY_DIGESTS  14
#define PUBLISH_WEEKLY_DIGESTS 8
#define PUBLISH_LISTED_DIGESTS 366 /* of each kind, on the page of all */

struct publish_result {
    size_t n_files, n_changed;
    size_t n_bytes; /* of the files that changed */
};

/* Does the published folder hold a publication, of whatever age? One that its keeper emptied does not. */
bool publish_is_there(const struct conf *conf);

/* All outputs. Stories that come meanwhile are published by the next publication. When an output fails, all
 * others are written, the first failure is in `err`, and further ones are logged. `stop` may be set from
 * another thread (NULL: never): no further file is written then, and what is left undone is done by the next
 * publication; STATUS_BUSY. */
int publish_write(struct store *store, const struct conf *conf, int64_t now, const atomic_bool *stop,
                  struct publish_result *out, struct error *err);

#endif
