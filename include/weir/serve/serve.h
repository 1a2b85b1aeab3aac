#ifndef WEIR_SERVE_SERVE_H
#define WEIR_SERVE_SERVE_H
/*
 * serve — hands out the published folder over HTTP, and what others answer at paths of their own. The one
 * place for libmicrohttpd, on the caller's event loop and without threads. It knows a folder, routes, and
 * nothing else: files by GET and HEAD, with ETag, Last-Modified, 304, gzip and Brotli where they pay, and the
 * right types; never a dot file, a link out of it, or a listing. The process must ignore SIGPIPE: files leave
 * by sendfile.
 *
 *     static const struct serve_route routes[] = {
 *         {"GET", "/search", "text/html; charset=utf-8", 0, write_search},
 *         {"POST", "/push/", "text/plain; charset=utf-8", 1 << 20, take_push},   (everything below /push/)
 *     };
 *     struct serve_site site = {.folder = "/srv/www/weir"};
 *     serve_start(loop, "127.0.0.1:8470", &site, &serve, err);
 *     serve_routes(serve, routes, 2, arg);
 */
#include <stdbool.h>
#include <stddef.h>

#include "weir/text/buf.h"
#include "weir/text/error.h"

struct ev_loop;
struct serve;

/* What is served, and how patiently. */
struct serve_site {
    const char *folder;
    const char *host; /* a name under which this machine's own clients may ask, besides `localhost` and the
                         like (base-url's, of a web server in front); NULL: none */
    bool images;      /* pages may load images from other hosts */
    double head_s;    /* that a client may take for the head of a request; 0: SERVE_LIMIT_HEAD_S */
    double answer_s;  /* and then for its body and to take the answer; 0: SERVE_LIMIT_ANSWER_S */
};

/*
 * `listen` is "ADDRESS:PORT", "[v6]:PORT" or ":PORT" for every address (port 0 takes a free one), or a UNIX
 * socket, "unix:/run/weir/weir.sock" or its path alone. That is made with SERVE_SOCKET_MODE and removed by
 * serve_stop; one that nobody listens on any more is replaced, any other file stays and is an error.
 */
int serve_start(struct ev_loop *loop, const char *listen, const struct serve_site *site, struct serve **out,
                struct error *err);

/* The same on a socket that listens already, as a service manager hands it over; it stays the caller's. */
int serve_start_on(struct ev_loop *loop, int listening, const struct serve_site *site, struct serve **out,
                   struct error *err);
void serve_stop(struct serve *serve);

/* Could serve_start listen there now? Nothing stays behind. */
int serve_probe(const char *listen, struct error *err);

/* A header field, or a parameter of the query: decoded, any bytes but NUL. */
struct serve_field {
    const char *name, *value;
};

/* What a route is asked; nothing of it outlives the answer. */
struct serve_request {
    const char *below; /* the path behind the route's: "" unless that ends with '/' */
    const struct serve_field *query;
    size_t n_query;
    const struct serve_field *headers;
    size_t n_headers;
    const char *body; /* of a POST, whole: any bytes, and a NUL behind them */
    size_t body_n;
};

/* The first of that name, "" when there is none; headers whatever their case. */
const char *serve_query(const struct serve_request *request, const char *name);
const char *serve_header(const struct serve_request *request, const char *name);

/* What is answered when it is asked for. */
struct serve_route {
    const char *method; /* "GET", which answers HEAD too, or "POST" */
    const char *path;   /* "/search" alone, or "/push/" and all below it */
    const char *type;   /* Content-Type of the answer */
    size_t body_limit;  /* bytes of a POST's body; what says it is longer gets 413, what is cut off */
    /* Writes the answer's body and returns its status, 200 to 599. Runs on the loop: it must be quick. */
    unsigned (*answer)(const struct serve_request *request, void *arg, struct buf *out);
    /* Is there anything at this path (behind the route's)? Asked before a body is read; NULL: always. */
    bool (*knows)(const char *below, void *arg);
};

/*
 * Answers these too, before files of the same name; may be called again for others with an `arg` of their
 * own, SERVE_LIMIT_TABLES times. The table and `arg` must outlive the server. A path that is known by another
 * method alone is answered 405.
 */
void serve_routes(struct serve *serve, const struct serve_route *routes, size_t n, void *arg);

/* The port that is really bound; 0 of a UNIX socket. */
int serve_port(const struct serve *serve);

#define SERVE_SOCKET_MODE 0660 /* of a UNIX socket: its user and group may connect */

#define SERVE_LIMIT_CONNECTIONS 256
#define SERVE_LIMIT_PER_ADDRESS 32          /* but for loopback addresses */
#define SERVE_LIMIT_MEMORY      (32 * 1024) /* of headers and URL a connection */
#define SERVE_LIMIT_HEAD_S      30  /* that a connection may wait for a whole head: idle ones end with it */
#define SERVE_LIMIT_ANSWER_S    300 /* that a body may be under way, and an answer */
#define SERVE_LIMIT_RATE        20  /* requests a second of one address, for long; 429 beyond */
#define SERVE_LIMIT_BURST       200 /* … and at once; loopback and UNIX sockets have no such limit */
#define SERVE_LIMIT_TABLES      8
#define SERVE_LIMIT_BODIES                                                                                   \
    (64u << 20) /* of all bodies that are under way; more wait for 503's Retry-After                         \
                 */

#endif
