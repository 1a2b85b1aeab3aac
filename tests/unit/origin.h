#ifndef WEIR_TESTS_UNIT_ORIGIN_H
#define WEIR_TESTS_UNIT_ORIGIN_H
/*
 * origin — a scripted web server on loopback, on the test's own event loop: each path has its reply, byte for
 * byte, and its manner of sending it. Requests are recorded.
 *
 *     static const struct reply replies[] = {{"/a", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"},
 * {NULL}}; struct origin_server *origin = origin_open(loop, "127.0.0.1", replies);
 */
#include <arpa/inet.h>
#include <ev.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum manner {
    REPLY_CLOSE, /* send all, then close */
    REPLY_KEEP,  /* send all, then wait for the next request */
    REPLY_HANG,  /* send all (it may be nothing), then say no more */
    REPLY_DRIP,  /* byte by byte */
    REPLY_RESET, /* close at once with RST */
};

struct reply {
    const char *path;
    const char *bytes;
    enum manner manner;
    size_t n;       /* of bytes; 0: up to its NUL */
    double delay_s; /* before the reply, and between a drip's bytes */
};

#define ORIGIN_REQUESTS     256
#define ORIGIN_REQUEST_SIZE 2048

struct origin_request {
    char text[ORIGIN_REQUEST_SIZE];
    double at;
};

struct origin_server {
    struct ev_loop *loop;
    ev_io io;
    int port;
    const struct reply *replies;
    struct origin_connection *connections;
    struct origin_request requests[ORIGIN_REQUESTS];
    size_t n_requests, n_connections; /* ever */
    int n_open, n_open_most;
};

struct origin_connection {
    ev_io io;
    ev_timer drip;
    struct origin_server *origin;
    struct origin_connection *next;
    char request[ORIGIN_REQUEST_SIZE];
    size_t request_n;
    const struct reply *reply;
    size_t sent, n;
};

static inline void origin_drop(struct origin_connection *c)
{
    struct origin_connection **link = &c->origin->connections;
    while (*link != c)
        link = &(*link)->next;
    *link = c->next;
    c->origin->n_open--;
    ev_io_stop(c->origin->loop, &c->io);
    ev_timer_stop(c->origin->loop, &c->drip);
    close(c->io.fd);
    free(c);
}

static inline const struct reply *origin_reply(const struct origin_server *origin, const char *request)
{
    static const struct reply none = {"", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", REPLY_CLOSE,
                                      0};
    const char *path = strchr(request, ' ') + 1;
    size_t n = strcspn(path, " ");
    for (const struct reply *r = origin->replies; r->path != NULL; r++)
        if (strlen(r->path) == n && memcmp(r->path, path, n) == 0)
            return r;
    return &none;
}

static inline void origin_send(struct origin_connection *c);

static inline void origin_drip(struct ev_loop *loop, ev_timer *timer, int events)
{
    (void)loop, (void)events;
    origin_send(timer->data);
}

static inline void origin_wait(struct origin_connection *c, double delay_s)
{
    ev_timer_stop(c->origin->loop, &c->drip);
    ev_timer_set(&c->drip, delay_s, 0);
    ev_timer_start(c->origin->loop, &c->drip);
}

static inline void origin_send(struct origin_connection *c)
{
    size_t want = c->reply->manner == REPLY_DRIP ? 1 : c->n - c->sent;
    ssize_t n = send(c->io.fd, c->reply->bytes + c->sent, want < c->n - c->sent ? want : c->n - c->sent,
                     MSG_NOSIGNAL | MSG_DONTWAIT);
    c->sent += n > 0 ? (size_t)n : 0;
    if (n <= 0 && c->n > c->sent) {
        origin_drop(c);
        return;
    }
    if (c->sent < c->n) {
        origin_wait(c, c->reply->manner == REPLY_DRIP ? c->reply->delay_s : 0.001);
    } else if (c->reply->manner == REPLY_CLOSE) {
        shutdown(c->io.fd, SHUT_WR);
    }
}

static inline void origin_begin(struct origin_connection *c)
{
    struct origin_server *origin = c->origin;
    if (origin->n_requests < ORIGIN_REQUESTS) {
        struct origin_request *record = &origin->requests[origin->n_requests];
        memcpy(record->text, c->request, c->request_n + 1);
        record->at = ev_time();
    }
    origin->n_requests++;
    c->reply = origin_reply(origin, c->request);
    c->n = c->reply->n != 0 ? c->reply->n : strlen(c->reply->bytes);
    c->sent = c->request_n = 0;
    if (c->reply->manner == REPLY_RESET) {
        struct linger linger = {1, 0};
        setsockopt(c->io.fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
        origin_drop(c);
    } else if (c->reply->delay_s > 0) {
        origin_wait(c, c->reply->delay_s);
    } else {
        origin_send(c);
    }
}

static inline void origin_read(struct ev_loop *loop, ev_io *io, int events)
{
    struct origin_connection *c = (struct origin_connection *)io;
    (void)loop, (void)events;
    ssize_t n = read(io->fd, c->request + c->request_n, sizeof c->request - 1 - c->request_n);
    if (n <= 0) {
        origin_drop(c);
        return;
    }
    c->request_n += (size_t)n;
    c->request[c->request_n] = '\0';
    /* The bodies of forms are short, and come along or right behind. */
    const char *end = strstr(c->request, "\r\n\r\n"), *length = strcasestr(c->request, "\r\nContent-Length:");
    size_t body_n = length != NULL && length < end ? strtoul(length + 17, NULL, 10) : 0;
    if (end != NULL && strlen(end + 4) >= body_n)
        origin_begin(c);
}

static inline void origin_accept(struct ev_loop *loop, ev_io *io, int events)
{
    struct origin_server *origin = io->data;
    (void)events;
    int fd = accept4(io->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0)
        return;
    struct origin_connection *c = calloc(1, sizeof *c);
    c->origin = origin;
    c->next = origin->connections;
    origin->connections = c;
    origin->n_connections++;
    if (++origin->n_open > origin->n_open_most)
        origin->n_open_most = origin->n_open;
    ev_init(&c->drip, origin_drip);
    c->drip.data = c;
    ev_io_init(&c->io, origin_read, fd, EV_READ);
    ev_io_start(loop, &c->io);
}

/* `replies` ends with a row without a path and is borrowed. */
static inline struct origin_server *origin_open(struct ev_loop *loop, const char *address,
                                                const struct reply *replies)
{
    struct origin_server *origin = calloc(1, sizeof *origin);
    struct sockaddr_in in = {.sin_family = AF_INET};
    socklen_t n = sizeof in;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    inet_pton(AF_INET, address, &in.sin_addr);
    if (fd < 0 || bind(fd, (struct sockaddr *)&in, sizeof in) < 0 || listen(fd, 1024) < 0 ||
        getsockname(fd, (struct sockaddr *)&in, &n) < 0)
        abort();
    origin->loop = loop;
    origin->port = ntohs(in.sin_port);
    origin->replies = replies;
    ev_io_init(&origin->io, origin_accept, fd, EV_READ);
    origin->io.data = origin;
    ev_io_start(loop, &origin->io);
    return origin;
}

static inline void origin_close(struct origin_server *origin)
{
    while (origin->connections != NULL)
        origin_drop(origin->connections);
    ev_io_stop(origin->loop, &origin->io);
    close(origin->io.fd);
    free(origin);
}

#endif
