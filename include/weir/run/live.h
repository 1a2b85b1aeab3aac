#ifndef WEIR_RUN_LIVE_H
#define WEIR_RUN_LIVE_H
/*
 * live — the pages that are made when they are asked for: /search, and a search as a feed, /search.atom.
 */
#include "weir/conf/conf.h"
#include "weir/serve/serve.h"
#include "weir/store/store.h"

/* What they are made from; the `arg` of serve_routes. */
struct live {
    struct store *store;
    const struct conf *conf;
};

extern const struct serve_route live_routes[];
extern const size_t n_live_routes;

#endif
