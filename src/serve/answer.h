#ifndef SERVE_ANSWER_H
#define SERVE_ANSWER_H
/*
 * answer — a request becomes a response: status, headers, file.
 */
#include <microhttpd.h>

#include "weir/serve/serve.h"

/* What there is to answer with. */
struct answer_site {
    int root; /* the folder */
    const struct serve_page *pages;
    size_t n_pages;
    void *arg; /* of the pages */
};

/* libmicrohttpd's access handler. */
enum MHD_Result answer(void *site, struct MHD_Connection *connection, const char *url, const char *method,
                       const char *version, const char *upload, size_t *upload_n, void **state);

#endif
