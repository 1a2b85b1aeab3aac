#ifndef WEIR_FLOW_OUTPUTS_H
#define WEIR_FLOW_OUTPUTS_H
/*
 * outputs — the table of what is published, written when a round has settled. A row that fails stops no
 * other, and a file whose bytes did not change keeps its time.
 *
 * A digest is made once, when its hour has come (flow/calendar) or at the first publication after that, and
 * then left alone: what a reader has seen stays what it was.
 */
#include "weir/conf/conf.h"
#include "weir/store/store.h"

/* How many digests the pages and digests.atom name. */
#define OUTPUTS_DAILY_DIGESTS  14
#define OUTPUTS_WEEKLY_DIGESTS 8

struct output_result {
    size_t n_files, n_changed;
};

/* Writes every published file. -1 when a row failed: the first failure in `err`, further ones logged. */
int outputs_write(struct store *store, const struct conf *conf, int64_t now, struct output_result *out,
                  struct error *err);

#endif
