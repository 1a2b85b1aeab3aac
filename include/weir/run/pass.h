#ifndef WEIR_RUN_PASS_H
#define WEIR_RUN_PASS_H
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

/* Which sources, and how. */
struct pass_wish {
    const char *const *names; /* these, due or not */
    size_t n_names;           /* 0: every one that is due … */
    bool all;                 /* … or simply every one */
    int64_t since_at; /* the named ones page by page back to then (poll/backfill); DATE_NONE: polled */
};

/*
 * What fails is logged source by source; progress is drawn on a terminal. SIGINT and SIGTERM end it early,
 * with what has come so far published. STATUS_NO_INPUT for an unknown name, STATUS_NO_SOURCE when every
 * source failed.
 */
int pass_run(struct store *store, const struct conf *conf, const struct pass_wish *wish,
             struct pass_result *out, struct error *err);

#endif
