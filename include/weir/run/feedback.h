#ifndef WEIR_RUN_FEEDBACK_H
#define WEIR_RUN_FEEDBACK_H
/*
 * feedback — the buttons on pages that weir serves to its own machine: keep, dismiss, undo. Plain forms by
 * POST; a form of another site's page is refused by what the browser says of its origin (Fetch Metadata
 * Request Headers, RFC 6454), and so is what came through a web server in front.
 */
#include "weir/conf/conf.h"
#include "weir/serve/serve.h"
#include "weir/store/store.h"
#include "weir/topic/matcher.h"

/* The routes' `arg`; all borrowed. */
struct feedback_desk {
    struct store *store;
    const struct conf *conf;
    struct matcher *matcher;
    void (*changed)(void *arg); /* something is to be published */
    void *arg;
};

extern const struct serve_route feedback_routes[];
extern const size_t n_feedback_routes;

#define FEEDBACK_LIMIT_BODY 8000

#endif
