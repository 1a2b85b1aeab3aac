#ifndef WEIR_SERVE_ANSWER_H
#define WEIR_SERVE_ANSWER_H
/*
 * answer — a request becomes a response: a route's, or a file.
 */
#include <microhttpd.h>
#include <stdbool.h>

#include "clients.h"
#include "coding.h"
#include "route.h"

/* What there is to answer with. */
struct answer_site {
    const char *folder;
    int root;    /* it, open */
    bool images; /* of other hosts may be loaded by pages */
    struct route_set routes;
    struct coding_shelf *shelf;
    struct clients clients;
    const char *host; /* by which others than this machine's own know the server; "" */
};

/* libmicrohttpd's access handler. */
enum MHD_Result answer(void *site, struct MHD_Connection *connection, const char *url, const char *method,
                       const char *version, const char *upload, size_t *upload_n, void **state);

/* How it decodes paths and queries. */
size_t answer_unescape(void *site, struct MHD_Connection *connection, char *text);

/* May one more connection come from this address? */
enum MHD_Result answer_accept(void *site, const struct sockaddr *address, socklen_t n);

/* Its notice that a request is over, however it ended. */
void answer_over(void *site, struct MHD_Connection *connection, void **state,
                 enum MHD_RequestTerminationCode why);

/* Its notice that a connection has come or gone. */
void answer_connection(void *site, struct MHD_Connection *connection, void **client,
                       enum MHD_ConnectionNotificationCode what);

#endif
