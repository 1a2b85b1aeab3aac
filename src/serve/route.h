#ifndef WEIR_SERVE_ROUTE_H
#define WEIR_SERVE_ROUTE_H
/*
 * route — which path is answered by whom, and how a request's body is gathered for it.
 */
#include <microhttpd.h>

#include "weir/serve/serve.h"

struct route_table {
    const struct serve_route *routes;
    size_t n;
    void *arg;
};

/* Every table that was added, and what the bodies under way may come to. */
struct route_set {
    struct route_table tables[SERVE_LIMIT_TABLES];
    size_t n_tables;
    size_t bodies_n; /* bytes that they may have, all together */
};

enum route_method { ROUTE_GET = 1, ROUTE_POST = 2 }; /* or-ed: the Allow header's table (route_allow) */

/* A route that was found, with the `arg` of its table. */
struct route {
    const struct serve_route *route; /* NULL when there is none */
    void *arg;
    unsigned allow; /* without a route: the methods that the path does have */
};

/* Who answers `method` at `path`? HEAD is asked of GET's. */
struct route route_find(const struct route_set *set, const char *method, const char *path);

/* Does the route know what is behind its path (struct serve_route, `knows`)? */
bool route_knows(struct route found, const char *path);

/* What Allow says of these methods; of files for none. */
const char *route_allow(unsigned methods);

/* A request that has a body to come. */
struct route_upload;

/* Makes room for it: 0; else the status to refuse it with. `length` is Content-Length, NULL when not said. */
unsigned route_expect(struct route_set *set, const struct serve_route *route, const char *length,
                      struct route_upload **out);
/* Takes the next bytes; MHD_NO when they are too many: the connection is then cut. */
enum MHD_Result route_take(struct route_upload *upload, const char *bytes, size_t n);
/* NULL is fine. */
void route_forget(struct route_set *set, struct route_upload *upload);

/* Asks the route and sends what it answers; `upload` is NULL for a GET. */
enum MHD_Result route_answer(struct MHD_Connection *connection, struct route found, const char *path,
                             const struct route_upload *upload);

#endif
