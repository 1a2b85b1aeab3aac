#ifndef WEIR_TESTS_UNIT_SERVE_FIXTURE_H
#define WEIR_TESTS_UNIT_SERVE_FIXTURE_H
/*
 * serve_fixture — a published folder, things beside it that nobody may see, a server, and clients of it on
 * the same loop.
 */
#include "test.h"

#include <arpa/inet.h>
#include <ev.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "weir/serve/serve.h"

#define MODIFIED_AT ((int64_t)1795246200) /* Sat, 21 Nov 2026 07:30:00 GMT */

static char base[64];

static inline void put(const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", base, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    struct timeval times[2] = {{.tv_sec = MODIFIED_AT}, {.tv_sec = MODIFIED_AT}};
    utimes(path, times);
}

static inline void folder(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", base, name);
    assert_int_equal(mkdir(path, 0755), 0);
}

static inline void link_to(const char *target, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", base, name);
    assert_int_equal(symlink(target, path), 0);
}

static inline int make_site(void **state)
{
    (void)state;
    signal(SIGPIPE, SIG_IGN);
    snprintf(base, sizeof base, "/tmp/weir-serve-XXXXXX");
    assert_non_null(mkdtemp(base));
    folder("public"), folder("public/topics"), folder("public/.git"), folder("public/话题");
    put("secret", "secret\n");
    put("public/index.html", "<p>home\n");
    put("public/feed.atom", "0123456789");
    put("public/empty.md", "");
    put("public/topics/nlp.json", "{}\n");
    put("public/topics/index.html", "<p>topics\n");
    put("public/话题/知识蒸馏.md", "# 知识蒸馏\n");
    put("public/sources.opml", "<opml/>\n");
    put("public/.hidden", "secret\n");
    put("public/.git/config", "secret\n");
    put("public/a b%.txt", "odd\n");
    link_to("../secret", "public/out.txt");
    link_to("..", "public/up");
    link_to("feed.atom", "public/in.txt");
    char fifo[128];
    snprintf(fifo, sizeof fifo, "%s/public/fifo", base);
    assert_int_equal(mkfifo(fifo, 0644), 0);
    return 0;
}

static inline int remove_site(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -r %s", base);
    return system(command);
}

struct client {
    ev_io io;
    char text[64 << 10];
    size_t n;
    bool ended;
};

static inline void client_read(struct ev_loop *loop, ev_io *io, int events)
{
    struct client *client = (struct client *)io;
    (void)events;
    ssize_t n = read(io->fd, client->text + client->n, sizeof client->text - 1 - client->n);
    if (n > 0) {
        client->n += (size_t)n;
        client->text[client->n] = '\0';
        return;
    }
    client->ended = true;
    ev_io_stop(loop, io);
    ev_break(loop, EVBREAK_ALL);
}

/* From one of this machine's addresses to itself. */
static inline int client_connect_as(const char *address, int port)
{
    struct sockaddr_in in = {.sin_family = AF_INET};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    inet_pton(AF_INET, address, &in.sin_addr);
    assert_int_equal(bind(fd, (struct sockaddr *)&in, sizeof in), 0);
    in.sin_port = htons((uint16_t)port);
    assert_int_equal(connect(fd, (struct sockaddr *)&in, sizeof in), 0);
    return fd;
}

static inline int client_connect(int port)
{
    return client_connect_as("127.0.0.1", port);
}

static inline void stop(struct ev_loop *loop, ev_timer *timer, int events)
{
    (void)timer, (void)events;
    ev_break(loop, EVBREAK_ALL);
}

static inline void run_for(struct ev_loop *loop, double seconds)
{
    ev_timer timer;
    ev_timer_init(&timer, stop, seconds, 0);
    ev_timer_start(loop, &timer);
    ev_run(loop, 0);
    ev_timer_stop(loop, &timer);
}

/* Sends the request and reads until the server closes, 5 s at most. */
static inline void exchange_over(struct ev_loop *loop, int fd, const char *request, struct client *client)
{
    ev_timer guard;
    *client = (struct client){.n = 0};
    assert_int_equal(send(fd, request, strlen(request), MSG_NOSIGNAL), strlen(request));
    ev_io_init(&client->io, client_read, fd, EV_READ);
    ev_io_start(loop, &client->io);
    ev_timer_init(&guard, stop, 5, 0);
    ev_timer_start(loop, &guard);
    ev_run(loop, 0);
    ev_timer_stop(loop, &guard);
    ev_io_stop(loop, &client->io);
    close(fd);
    assert_true(client->ended);
}

static inline void exchange(struct ev_loop *loop, int port, const char *request, struct client *client)
{
    exchange_over(loop, client_connect(port), request, client);
}

struct site {
    struct ev_loop *loop;
    struct serve *serve;
};

static inline const char *body_of(const char *answer)
{
    const char *end = strstr(answer, "\r\n\r\n");
    return end != NULL ? end + 4 : "";
}

/* The value of a header, in a buffer of the test's; "" when it is absent. */
static inline const char *field(const char *answer, const char *name)
{
    static char value[256];
    char line[64];
    snprintf(line, sizeof line, "\r\n%s: ", name);
    const char *p = strstr(answer, line);
    if (p == NULL || p > body_of(answer))
        return "";
    p += strlen(line);
    snprintf(value, sizeof value, "%.*s", (int)strcspn(p, "\r"), p);
    return value;
}

static inline void request_for(char *out, size_t n, const char *path, const char *headers)
{
    snprintf(out, n, "%s%s HTTP/1.1\r\nHost: weir\r\nConnection: close\r\n%s\r\n",
             path[0] == '/' ? "GET " : "", path, headers);
}

/* The test program's routes. */
static void site_routes(struct serve *serve);

/* As given, in the folder of this test. */
static inline struct site site_open_as(struct serve_site as)
{
    struct error err;
    char public[128];
    struct site site = {.loop = ev_loop_new(EVFLAG_AUTO)};
    snprintf(public, sizeof public, "%s/public", base);
    as.folder = public;
    assert_int_equal(serve_start(site.loop, ":0", &as, &site.serve, &err), 0);
    assert_true(serve_port(site.serve) > 0);
    site_routes(site.serve);
    return site;
}

static inline struct site site_open(void)
{
    return site_open_as((struct serve_site){.images = false});
}

static inline void site_close(struct site *site)
{
    serve_stop(site->serve);
    ev_loop_destroy(site->loop);
}

#endif
