#ifndef WEIR_PUBLISH_OUTPUTS_H
#define WEIR_PUBLISH_OUTPUTS_H
/*
 * outputs — the table of what is published, written when a round has settled. A row that fails stops no
 * other, and a file whose bytes did not change keeps its time.
 *
 * A digest is made once, when its hour has come (publish/calendar) or at the first publication after that,
 * and then left alone: what a reader has seen stays what it was. So is the archive of a month that is over.
 *
 *     outputs_begin(store, conf, now, &outputs, err);
 *     while ((rc = outputs_step(outputs, err)) > 0)
 *         let others run
 *     outputs_end(outputs);
 */
#include <stdbool.h>

#include "weir/conf/conf.h"
#include "weir/store/store.h"

/* How many digests the pages and digests.atom name. */
#define OUTPUTS_DAILY_DIGESTS  14
#define OUTPUTS_WEEKLY_DIGESTS 8

struct output_result {
    size_t n_files, n_changed;
    size_t n_bytes; /* of the files that changed */
};

struct outputs;

/* Does the published folder hold a publication, of whatever age? One that its keeper emptied does not. */
bool outputs_are_there(const struct conf *conf);

/* Begins a publication; `store` and `conf` must outlive it. It is the caller's, for outputs_end. */
int outputs_begin(struct store *store, const struct conf *conf, int64_t now, struct outputs **out,
                  struct error *err);

/* A short piece of it, whatever the store holds: a few stories are read, or half a megabyte of a file
 * written. 1 while there is more, 0 when all is done, -1 when a row failed: all others are done, the first
 * failure is in `err`, further ones were logged. Stories that come between two steps are published by the
 * next publication. */
int outputs_step(struct outputs *outputs, struct error *err);

/* What has been written so far. */
struct output_result outputs_result(const struct outputs *outputs);

/* Gives it back; one that is not done is given up, and what it left undone is done by the next one. */
void outputs_end(struct outputs *outputs);

/* All of it at once. */
int outputs_write(struct store *store, const struct conf *conf, int64_t now, struct output_result *out,
                  struct error *err);

#endif
