#ifndef WEIR_SERVE_SERVE_H
#define WEIR_SERVE_SERVE_H
/*
 * serve — hands out the published folder over HTTP. The one place for libmicrohttpd, on the caller's event
 * loop and without threads. It knows a folder and nothing else: GET and HEAD of regular files below it, with
 * ETag, Last-Modified, 304 and the right types; never a dot file, a link out of it, or a listing.
 */
#include "weir/text/error.h"

struct ev_loop;
struct serve;

/* `listen` is "ADDRESS:PORT", "[v6]:PORT" or ":PORT" for every address; port 0 takes a free one. */
int serve_start(struct ev_loop *loop, const char *listen, const char *folder, struct serve **out,
                struct error *err);
void serve_stop(struct serve *serve);

/* The port that is really bound. */
int serve_port(const struct serve *serve);

#define SERVE_LIMIT_CONNECTIONS 256
#define SERVE_LIMIT_PER_ADDRESS 32
#define SERVE_LIMIT_MEMORY      (32 * 1024) /* of headers and URL a connection */
#define SERVE_LIMIT_IDLE_S      30

#endif
