#ifndef WEIR_FLOW_OUTPUTS_H
#define WEIR_FLOW_OUTPUTS_H
/*
 * outputs — the table of what is published, written when a round has settled. A row that fails stops no
 * other.
 */
#include "weir/conf/conf.h"
#include "weir/store/store.h"

struct output_result {
    size_t n_files, n_changed;
};

/* Writes every published file; digests for each day and week that has ended and is not made yet, and for the
 * ones under way once their hour has come. */
int outputs_write(struct store *store, const struct conf *conf, int64_t now, struct output_result *out,
                  struct error *err);

#endif
