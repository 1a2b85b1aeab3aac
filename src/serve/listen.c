#include "listen.h"

#include <errno.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "weir/serve/serve.h"

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

static int open_tcp(const char *listen, struct error *err)
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
        error_set(err, STATUS_CANNOT_CREATE, "listen = %s: %s", listen,
                  errno == EADDRINUSE
                      ? "Address already in use: another program, or another weir, listens there"
                  : errno == EADDRNOTAVAIL ? "this machine has no such address"
                                           : strerror(errno));
out:
    if (found != NULL)
        freeaddrinfo(found);
    free(copy);
    return fd;
}

const char *listen_path(const char *listen)
{
    if (strncmp(listen, "unix:", 5) == 0)
        return listen + 5;
    return listen[0] == '/' ? listen : NULL;
}

/* Is a socket at the path that nobody listens on any more? */
static bool is_stale(const struct sockaddr_un *at)
{
    struct stat stat_;
    if (lstat(at->sun_path, &stat_) < 0 || !S_ISSOCK(stat_.st_mode))
        return false;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool stale = fd >= 0 && connect(fd, (const struct sockaddr *)at, sizeof *at) < 0 && errno == ECONNREFUSED;
    if (fd >= 0)
        close(fd);
    return stale;
}

/* The mode is set before anybody can connect. */
static int open_unix(const char *path, struct error *err)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof at.sun_path)
        return error_set(err, STATUS_CONFIG, "listen = %s: longer than the %zu bytes of a socket's path",
                         path, sizeof at.sun_path - 1);
    memcpy(at.sun_path, path, strlen(path) + 1);
    if (is_stale(&at))
        unlink(path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0 && bind(fd, (const struct sockaddr *)&at, sizeof at) == 0) {
        if (chmod(path, SERVE_SOCKET_MODE) == 0 && listen(fd, SERVE_LIMIT_CONNECTIONS) == 0)
            return fd;
        unlink(path);
    }
    error_set(err, STATUS_CANNOT_CREATE, "listen = %s: %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return -1;
}

int listen_open(const char *listen, struct error *err)
{
    const char *path = listen_path(listen);
    return path != NULL ? open_unix(path, err) : open_tcp(listen, err);
}

int serve_probe(const char *listen, struct error *err)
{
    const char *path = listen_path(listen);
    int fd = listen_open(listen, err);
    if (fd < 0)
        return -1;
    if (path != NULL)
        unlink(path);
    close(fd);
    return 0;
}
