#ifndef WEIR_DISCOVER_DISCOVER_H
#define WEIR_DISCOVER_DISCOVER_H
/*
 * discover — the feeds behind an ordinary page or link: the link itself, what the rules know of its site,
 * what the page names, and when all that gives nothing, the usual places. Every candidate is fetched and
 * parsed before it is told.
 */
#include <stdbool.h>

#include "weir/text/arena.h"
#include "weir/text/error.h"

struct discovered {
    const char *url; /* as it answered, after redirects that are permanent */
    const char *title, *format;
    size_t n_items;
};

#define DISCOVER_LIMIT 40 /* candidates tried */

/* How pages are asked. A private address that a document names, or a page, gives no leave to ask it. */
struct discover_manner {
    const char *user_agent;
    bool is_hearsay;    /* a list named the link, not the user */
    bool allow_private; /* the user vouches for all of them */
};

/* Runs an event loop of its own until all is tried. STATUS_NO_INPUT when there is no feed, STATUS_NO_SOURCE
 * when not even the page could be had; the line says so. `*out` in the arena. */
int discover(const char *url, const struct discover_manner *manner, struct arena *arena,
             struct discovered **out, size_t *n, struct error *err);

#endif
