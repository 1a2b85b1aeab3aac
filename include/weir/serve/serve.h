#ifndef WEIR_SERVE_SERVE_H
#define WEIR_SERVE_SERVE_H
/*
 * serve — hands out the published folder over HTTP. The one place for libmicrohttpd, on the caller's event
 * loop and without threads. It knows a folder, the pages that others make, and nothing else: GET and HEAD,
 * with ETag, Last-Modified, 304 and the right types; never a dot file, a link out of it, or a listing.
 */
#include <stddef.h>

#include "weir/text/buf.h"
#include "weir/text/error.h"

struct ev_loop;
struct serve;

/* `listen` is "ADDRESS:PORT", "[v6]:PORT" or ":PORT" for every address; port 0 takes a free one. */
int serve_start(struct ev_loop *loop, const char *listen, const char *folder, struct serve **out,
                struct error *err);
void serve_stop(struct serve *serve);

/* A page that is made when it is asked for. `write` gets the query's parameter `q` (decoded, any bytes; ""
 * when absent) and returns the HTTP status. */
struct serve_page {
    const char *path; /* "/search" */
    const char *type; /* Content-Type */
    unsigned (*write)(const char *q, void *arg, struct buf *out);
};

/* Serves these too, before files of the same name; the table and `arg` must outlive the server. */
void serve_pages(struct serve *serve, const struct serve_page *pages, size_t n, void *arg);

/* The port that is really bound. */
int serve_port(const struct serve *serve);

#define SERVE_LIMIT_CONNECTIONS 256
#define SERVE_LIMIT_PER_ADDRESS 32
#define SERVE_LIMIT_MEMORY      (32 * 1024) /* of headers and URL a connection */
#define SERVE_LIMIT_IDLE_S      30

#endif
