#ifndef WEIR_SERVE_ANSWER_H
#define WEIR_SERVE_ANSWER_H
/*
 * answer — a request becomes a response: a route's, or a file.
 */
#include <microhttpd.h>
#include <stdbool.h>

#include "coding.h"
#include "pace.h"
#include "rate.h"
#include "route.h"

/* What there is to answer with. */
struct answer_site {
    int root;    /* the folder */
    bool images; /* of other hosts may be loaded by pages */
    struct route_set routes;
    struct coding_shelf *shelf;
    struct rate rate;
    struct pace pace;
};

/* libmicrohttpd's access handler. */
enum MHD_Result answer(void *site, struct MHD_Connection *connection, const char *url, const char *method,
                       const char *version, const char *upload, size_t *upload_n, void **state);

/* How it decodes paths and queries. */
size_t answer_unescape(void *site, struct MHD_Connection *connection, char *text);

/* Its notice that a request is over, however it ended. */
void answer_over(void *site, struct MHD_Connection *connection, void **state,
                 enum MHD_RequestTerminationCode why);

/* Its notice that a connection has come or gone. */
void answer_connection(void *site, struct MHD_Connection *connection, void **client,
                       enum MHD_ConnectionNotificationCode what);

#endif
