#include "weir/serve/serve.h"

#include <errno.h>
#include <ev.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "answer.h"

struct serve {
    struct ev_loop *loop;
    struct MHD_Daemon *daemon;
    struct answer_site site;
    ev_io ready;    /* libmicrohttpd's epoll descriptor: something to do */
    ev_timer timer; /* when it wants to be asked again */
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

static void ready(struct ev_loop *loop, ev_io *io, int events)
{
    struct serve *serve = io->data;
    (void)loop, (void)events;
    MHD_run(serve->daemon);
    set_timer(serve);
}

static void timer_over(struct ev_loop *loop, ev_timer *timer, int events)
{
    struct serve *serve = timer->data;
    (void)loop, (void)events;
    MHD_run(serve->daemon);
    set_timer(serve);
}

/* Parts "ADDRESS:PORT", "[v6]:PORT", ":PORT" in place; -1 when it is none of them. */
static int listen_split(char *listen, const char **host, const char **port)
{
    char *colon = strrchr(listen, ':');
    if (colon == NULL || colon[1] == '\0' || colon[1 + strspn(colon + 1, "0123456789")] != '\0')
        return -1;
    *colon = '\0';
    *port = colon + 1;
    *host = listen;
    if (listen[0] == '[') {
        if (colon == listen + 1 || colon[-1] != ']')
            return -1;
        colon[-1] = '\0';
        *host = listen + 1;
    }
    return strtol(*port, NULL, 10) <= 65535 ? 0 : -1;
}

static int bind_first(const struct addrinfo *found)
{
    for (const struct addrinfo *a = found; a != NULL; a = a->ai_next) {
        int fd = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, a->ai_protocol), on = 1,
            off = 0;
        if (fd < 0)
            continue;
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        if (a->ai_family == AF_INET6)
            setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
        if (bind(fd, a->ai_addr, a->ai_addrlen) == 0 && listen(fd, SERVE_LIMIT_CONNECTIONS) == 0)
            return fd;
        int why = errno;
        close(fd);
        errno = why;
    }
    return -1;
}

static int listen_on(const char *listen, struct error *err)
{
    const struct addrinfo hints = {
        .ai_socktype = SOCK_STREAM, .ai_family = AF_UNSPEC, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    const char *host, *port;
    char *copy = strdup(listen);
    int fd = -1, code;
    if (copy == NULL)
        abort();
    if (listen_split(copy, &host, &port) < 0) {
        error_set(err, STATUS_CONFIG, "listen = %s: is no ADDRESS:PORT, such as 127.0.0.1:8470", listen);
        goto out;
    }
    /* Every address: the IPv6 wildcard takes IPv4 too, where the machine has IPv6. */
    code = getaddrinfo(host[0] != '\0' ? host : "::", port, &hints, &found);
    if (code == 0)
        fd = bind_first(found);
    if (fd < 0 && host[0] == '\0') {
        freeaddrinfo(found);
        found = NULL;
        code = getaddrinfo("0.0.0.0", port, &hints, &found);
        if (code == 0)
            fd = bind_first(found);
    }
    if (code != 0)
        error_set(err, STATUS_CONFIG, "listen = %s: %s", listen, gai_strerror(code));
    else if (fd < 0)
        error_set(err, STATUS_CANNOT_CREATE, "listen = %s: %s", listen, strerror(errno));
out:
    if (found != NULL)
        freeaddrinfo(found);
    free(copy);
    return fd;
}

static int start_daemon(struct serve *serve, int fd)
{
    serve->daemon = MHD_start_daemon(
        MHD_USE_EPOLL, 0, NULL, NULL, answer, &serve->site, MHD_OPTION_LISTEN_SOCKET, fd,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)SERVE_LIMIT_CONNECTIONS, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        (unsigned)SERVE_LIMIT_PER_ADDRESS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)SERVE_LIMIT_MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SERVE_LIMIT_IDLE_S, MHD_OPTION_NOTIFY_COMPLETED, answer_over,
        &serve->site, MHD_OPTION_END);
    return serve->daemon != NULL ? 0 : -1;
}

int serve_start(struct ev_loop *loop, const char *listen, const char *folder, struct serve **out,
                struct error *err)
{
    struct serve *serve = calloc(1, sizeof *serve);
    int fd;
    if (serve == NULL)
        abort();
    serve->loop = loop;
    serve->site.root = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (serve->site.root < 0) {
        error_set(err, STATUS_NO_INPUT, "%s: %s", folder, strerror(errno));
        goto fail;
    }
    fd = listen_on(listen, err);
    if (fd < 0)
        goto fail;
    if (start_daemon(serve, fd) < 0) {
        close(fd);
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
    if (serve->site.root >= 0)
        close(serve->site.root);
    free(serve);
    return -1;
}

void serve_stop(struct serve *serve)
{
    if (serve == NULL)
        return;
    ev_io_stop(serve->loop, &serve->ready);
    ev_timer_stop(serve->loop, &serve->timer);
    MHD_stop_daemon(serve->daemon);
    close(serve->site.root);
    free(serve);
}

void serve_routes(struct serve *serve, const struct serve_route *routes, size_t n, void *arg)
{
    struct route_set *set = &serve->site.routes;
    if (set->n_tables == SERVE_LIMIT_TABLES)
        abort(); /* a fault of ours, found by the first start */
    set->tables[set->n_tables++] = (struct route_table){.routes = routes, .n = n, .arg = arg};
}

void serve_show_images(struct serve *serve)
{
    serve->site.images = true;
}

int serve_port(const struct serve *serve)
{
    return MHD_get_daemon_info(serve->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}
