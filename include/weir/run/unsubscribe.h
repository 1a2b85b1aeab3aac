#ifndef WEIR_RUN_UNSUBSCRIBE_H
#define WEIR_RUN_UNSUBSCRIBE_H
/*
 * unsubscribe — the address in a delivered letter by which its receiver ends the delivery, with one click
 * (RFC 8058). The token in it is the permission.
 */
#include "weir/serve/serve.h"

/* The routes' `arg` is a struct store. */
extern const struct serve_route unsubscribe_routes[];
extern const size_t n_unsubscribe_routes;

#define UNSUBSCRIBE_LIMIT_BODY 1000 /* "List-Unsubscribe=One-Click" */

#endif
