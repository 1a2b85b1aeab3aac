#include "weir/serve/serve.h"

#include <errno.h>
#include <ev.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "answer.h"
#include "listen.h"

struct serve {
    struct ev_loop *loop;
    struct MHD_Daemon *daemon;
    struct answer_site site;
    char *host, *folder; /* of the site */
    char *path;          /* of the UNIX socket that was made, NULL for none */
    ev_io ready;         /* libmicrohttpd's epoll descriptor: something to do */
    ev_timer timer;      /* when it wants to be asked again */
};

static void set_timer(struct serve *serve)
{
    MHD_UNSIGNED_LONG_LONG ms;
    ev_timer_stop(serve->loop, &serve->timer);
    if (MHD_get_timeout(serve->daemon, &ms) != MHD_YES)
        return;
    ev_timer_set(&serve->timer, (double)ms / 1000.0, 0);
    ev_timer_start(serve->loop, &serve->timer);
}

static unsigned n_connections(const struct serve *serve)
{
    return MHD_get_daemon_info(serve->daemon, MHD_DAEMON_INFO_CURRENT_CONNECTIONS)->num_connections;
}

/* Lets libmicrohttpd do what there is to do. It stops listening when all connections are taken, and begins
 * again at the turn after one has gone: that must not wait for what happens next. */
static void turn(struct serve *serve)
{
    bool was_full = n_connections(serve) == SERVE_LIMIT_CONNECTIONS;
    MHD_run(serve->daemon);
    if (was_full && n_connections(serve) < SERVE_LIMIT_CONNECTIONS)
        MHD_run(serve->daemon);
    set_timer(serve);
}

static void ready(struct ev_loop *loop, ev_io *io, int events)
{
    (void)loop, (void)events;
    turn(io->data);
}

static void timer_over(struct ev_loop *loop, ev_timer *timer, int events)
{
    (void)loop, (void)events;
    turn(timer->data);
}

static int start_daemon(struct serve *serve, int fd)
{
    serve->daemon = MHD_start_daemon(
        MHD_USE_EPOLL, 0, answer_accept, &serve->site, answer, &serve->site, MHD_OPTION_LISTEN_SOCKET, fd,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)SERVE_LIMIT_CONNECTIONS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)SERVE_LIMIT_MEMORY, MHD_OPTION_UNESCAPE_CALLBACK, answer_unescape, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, answer_over, &serve->site, MHD_OPTION_NOTIFY_CONNECTION,
        answer_connection, &serve->site, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
    return serve->daemon != NULL ? 0 : -1;
}

int serve_start_on(struct ev_loop *loop, int listening, const struct serve_site *site, struct serve **out,
                   struct error *err)
{
    struct serve *serve = calloc(1, sizeof *serve);
    int fd = fcntl(listening, F_DUPFD_CLOEXEC, 0); /* libmicrohttpd closes its own */
    if (serve == NULL)
        abort();
    serve->loop = loop;
    serve->site.images = site->images;
    serve->host = strdup(site->host != NULL ? site->host : "");
    if (serve->host == NULL)
        abort();
    serve->site.host = serve->host;
    serve->folder = strdup(site->folder);
    if (serve->folder == NULL)
        abort();
    serve->site.folder = serve->folder;
    clients_init(&serve->site.clients, loop, site->head_s > 0 ? site->head_s : SERVE_LIMIT_HEAD_S,
                 site->answer_s > 0 ? site->answer_s : SERVE_LIMIT_ANSWER_S);
    serve->site.shelf = coding_shelf_new();
    serve->site.root = open(site->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (serve->site.root < 0) {
        error_set(err, STATUS_NO_INPUT, "%s: %s", site->folder, strerror(errno));
        goto fail;
    }
    if (fd < 0 || start_daemon(serve, fd) < 0) {
        error_set(err, STATUS_SOFTWARE, "libmicrohttpd does not start");
        goto fail;
    }
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(serve->daemon, MHD_DAEMON_INFO_EPOLL_FD);
    ev_init(&serve->timer, timer_over);
    ev_io_init(&serve->ready, ready, info->epoll_fd, EV_READ);
    serve->ready.data = serve->timer.data = serve;
    ev_io_start(loop, &serve->ready);
    set_timer(serve);
    *out = serve;
    return 0;
fail:
    coding_shelf_free(serve->site.shelf);
    if (fd >= 0)
        close(fd);
    if (serve->site.root >= 0)
        close(serve->site.root);
    free(serve->host);
    free(serve->folder);
    free(serve);
    return -1;
}

int serve_start(struct ev_loop *loop, const char *listen, const struct serve_site *site, struct serve **out,
                struct error *err)
{
    const char *path = listen_path(listen);
    int fd = listen_open(listen, err);
    if (fd < 0)
        return -1;
    int rc = serve_start_on(loop, fd, site, out, err);
    close(fd);
    if (path != NULL && rc == 0)
        (*out)->path = strdup(path);
    else if (path != NULL)
        unlink(path);
    return rc;
}

void serve_stop(struct serve *serve)
{
    if (serve == NULL)
        return;
    ev_io_stop(serve->loop, &serve->ready);
    ev_timer_stop(serve->loop, &serve->timer);
    MHD_stop_daemon(serve->daemon);
    clients_release(&serve->site.clients);
    coding_shelf_free(serve->site.shelf);
    close(serve->site.root);
    if (serve->path != NULL)
        unlink(serve->path);
    free(serve->path);
    free(serve->host);
    free(serve->folder);
    free(serve);
}

void serve_routes(struct serve *serve, const struct serve_route *routes, size_t n, void *arg)
{
    struct route_set *set = &serve->site.routes;
    if (set->n_tables == SERVE_LIMIT_TABLES)
        abort(); /* a fault of ours, found by the first start */
    set->tables[set->n_tables++] = (struct route_table){.routes = routes, .n = n, .arg = arg};
}

int serve_port(const struct serve *serve)
{
    return MHD_get_daemon_info(serve->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}
