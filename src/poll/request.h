#ifndef WEIR_POLL_REQUEST_H
#define WEIR_POLL_REQUEST_H
/*
 * request — what all requests for a source have in common: who asks, by which proxy, with what leave.
 */
#include "weir/conf/conf.h"
#include "weir/fetch/fetch.h"
#include "weir/text/arena.h"

/* For an address of the source's own. The password is read each time, so that a changed file needs no reload;
 * -1 when it cannot be. */
int request_of(const struct source *source, const char *url, struct arena *arena, struct fetch_request *out,
               struct error *err);

/* For one that a document named: without the user's secrets, and with less leave, unless its host is the
 * source's. */
int request_by_hearsay(const struct source *source, const char *url, struct arena *arena,
                       struct fetch_request *out, struct error *err);

#endif
