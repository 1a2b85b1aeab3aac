#include "serve_fixture.h"

#include <sys/un.h>

static void site_routes(struct serve *serve)
{
    (void)serve;
}

static const struct {
    const char *listen;
    enum status status;
} listens[] = {
    {"127.0.0.1:0", STATUS_OK},
    {":0", STATUS_OK},
    {"localhost:0", STATUS_OK},
    {"8470", STATUS_CONFIG},
    {"127.0.0.1:", STATUS_CONFIG},
    {"127.0.0.1:http", STATUS_CONFIG},
    {"127.0.0.1:70000", STATUS_CONFIG},
    {"[::1:0", STATUS_CONFIG},
    {"192.0.2.1:0", STATUS_CANNOT_CREATE},
};

static void listen_has_three_forms(void **state)
{
    struct ev_loop *loop = ev_loop_new(EVFLAG_AUTO);
    (void)state;
    for (size_t i = 0; i < sizeof listens / sizeof *listens; i++) {
        struct error err = {.status = STATUS_OK};
        struct serve *serve = NULL;
        serve_start(loop, listens[i].listen, &(struct serve_site){.folder = base}, &serve, &err);
        check_number(listens[i].listen, err.status, listens[i].status);
        serve_stop(serve);
    }
    ev_loop_destroy(loop);
}

static void a_port_in_use_is_an_error(void **state)
{
    struct site site = site_open();
    struct serve *serve = NULL;
    struct error err;
    char listen[32];
    (void)state;
    snprintf(listen, sizeof listen, "127.0.0.1:%d", serve_port(site.serve));
    assert_int_equal(serve_start(site.loop, listen, &(struct serve_site){.folder = base}, &serve, &err), -1);
    assert_non_null(strstr(err.text, "Address already in use"));
    site_close(&site);
}

/* A path beside the published folder. */
static const char *beside(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", base, name);
    return path;
}

static bool is_there(const char *path)
{
    struct stat stat_;
    return lstat(path, &stat_) == 0;
}

static int unix_connect(const char *path)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    strcpy(at.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
    return fd;
}

static void a_unix_socket_is_served_and_removed(void **state)
{
    static const char *const forms[] = {"", "unix:"};
    struct ev_loop *loop = ev_loop_new(EVFLAG_AUTO);
    const char *path = beside("weir.sock");
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct serve *serve;
        struct error err;
        struct client client;
        struct stat stat_;
        char listen[160], public[128];
        snprintf(listen, sizeof listen, "%s%s", forms[i], path);
        snprintf(public, sizeof public, "%s/public", base);
        assert_int_equal(serve_start(loop, listen, &(struct serve_site){.folder = public}, &serve, &err), 0);
        assert_int_equal(stat(path, &stat_), 0);
        check_number("mode", stat_.st_mode & 0777, SERVE_SOCKET_MODE);
        check_number("port", serve_port(serve), 0);
        exchange_over(loop, unix_connect(path),
                      "GET /feed.atom HTTP/1.1\r\nHost: weir\r\nConnection: close\r\n\r\n", &client);
        check_string("served", body_of(client.text), "0123456789");
        serve_stop(serve);
        assert_false(is_there(path));
    }
    ev_loop_destroy(loop);
}

/* What a process that died has left is replaced; what is in use, or is no socket, stays. */
static void only_a_stale_socket_is_replaced(void **state)
{
    struct ev_loop *loop = ev_loop_new(EVFLAG_AUTO);
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    struct serve *serve, *second;
    struct error err;
    (void)state;
    strcpy(at.sun_path, beside("stale.sock"));
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
    close(fd);
    assert_int_equal(serve_start(loop, at.sun_path, &(struct serve_site){.folder = base}, &serve, &err), 0);
    assert_int_equal(serve_start(loop, at.sun_path, &(struct serve_site){.folder = base}, &second, &err), -1);
    check_number("in use", err.status, STATUS_CANNOT_CREATE);
    assert_true(is_there(at.sun_path));
    serve_stop(serve);
    assert_int_equal(serve_start(loop, beside("secret"), &(struct serve_site){.folder = base}, &serve, &err),
                     -1);
    check_number("a file", err.status, STATUS_CANNOT_CREATE);
    assert_true(is_there(beside("secret")));
    ev_loop_destroy(loop);
}

static void a_socket_path_has_its_limit(void **state)
{
    struct sockaddr_un at;
    char path[sizeof at.sun_path + 1];
    struct serve *serve;
    struct error err;
    (void)state;
    memset(path, 'x', sizeof path - 1);
    path[0] = '/';
    path[sizeof path - 1] = '\0';
    assert_int_equal(serve_start(NULL, path, &(struct serve_site){.folder = base}, &serve, &err), -1);
    check_number("too long", err.status, STATUS_CONFIG);
}

/* As systemd does it: the socket listens before weir runs, and after it too. */
static void a_socket_that_was_handed_over_stays(void **state)
{
    struct ev_loop *loop = ev_loop_new(EVFLAG_AUTO);
    struct sockaddr_in in = {.sin_family = AF_INET};
    socklen_t n = sizeof in;
    char public[128];
    (void)state;
    snprintf(public, sizeof public, "%s/public", base);
    inet_pton(AF_INET, "127.0.0.1", &in.sin_addr);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&in, sizeof in), 0);
    assert_int_equal(listen(fd, 4), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&in, &n), 0);
    for (int i = 0; i < 2; i++) { /* a reload starts serving anew */
        struct serve *serve;
        struct client client;
        struct error err;
        assert_int_equal(serve_start_on(loop, fd, &(struct serve_site){.folder = public}, &serve, &err), 0);
        exchange(loop, ntohs(in.sin_port),
                 "GET /feed.atom HTTP/1.1\r\nHost: weir\r\nConnection: close\r\n\r\n", &client);
        check_string("served", body_of(client.text), "0123456789");
        serve_stop(serve);
    }
    close(fd);
    ev_loop_destroy(loop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(listen_has_three_forms),
        cmocka_unit_test(a_port_in_use_is_an_error),
        cmocka_unit_test(a_unix_socket_is_served_and_removed),
        cmocka_unit_test(only_a_stale_socket_is_replaced),
        cmocka_unit_test(a_socket_path_has_its_limit),
        cmocka_unit_test(a_socket_that_was_handed_over_stays),
    };
    return cmocka_run_group_tests(tests, make_site, remove_site);
}
