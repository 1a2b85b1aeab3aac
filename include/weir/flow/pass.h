#ifndef WEIR_FLOW_PASS_H
#define WEIR_FLOW_PASS_H
/*
 * pass — one pass over the sources, as `poll` does it: fetch what is due, store, match, publish, end.
 */
#include "weir/conf/conf.h"
#include "weir/store/store.h"

struct pass_result {
    size_t n_polled, n_failed, n_not_modified;
    size_t n_items, n_new, n_stories; /* in the documents; of these not seen before; new stories */
    size_t n_files, n_files_changed;  /* published */
};

/*
 * Polls the named sources (`names` empty: every one that is due; with `all`: every one). What fails is logged
 * source by source; progress is drawn on a terminal. SIGINT and SIGTERM end it early, with what has come so
 * far published. STATUS_NO_INPUT for an unknown name, STATUS_NO_SOURCE when every source failed.
 */
int pass_run(struct store *store, const struct conf *conf, const char *const *names, size_t n_names, bool all,
             struct pass_result *out, struct error *err);

#endif
