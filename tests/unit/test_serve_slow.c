#include "serve_fixture.h"

#include <netinet/tcp.h>

/* Clients that are slow, or do nothing: how long each may hold its connection. */

#define HEAD_S     0.4
#define ANSWER_S   0.8
#define PATIENCE_S 20        /* of the test, on a machine that is busy */
#define BODY       (4 << 20) /* more than the system's buffers take */

static unsigned long_answer(const struct serve_request *request, void *arg, struct buf *out)
{
    (void)request, (void)arg;
    for (int i = 0; i < BODY / 8; i++)
        buf_adds(out, "weir is\n");
    return 200;
}

static unsigned take(const struct serve_request *request, void *arg, struct buf *out)
{
    (void)arg, (void)out;
    return request->body_n > 0 ? 200 : 400;
}

static const struct serve_route slow_routes[] = {{"GET", "/long", "image/png", 0, long_answer, NULL},
                                                 {"POST", "/take", "text/plain", 1 << 20, take, NULL}};

static void site_routes(struct serve *serve)
{
    serve_routes(serve, slow_routes, 2, NULL);
}

static const struct slow_client {
    const char *what, *begins, *drip; /* what it sends at first, and then again and again */
    bool reads;
    double least_s; /* that it is borne */
} slow_clients[] = {
    {"says nothing", "", "", true, HEAD_S},
    {"drips a head", "GET / HTTP/1.1\r\nX: ", "x", true, HEAD_S},
    {"stays after an answer", "GET /feed.atom HTTP/1.1\r\nHost: weir\r\n\r\n", "", true, HEAD_S},
    {"drips a body", "POST /take HTTP/1.1\r\nHost: weir\r\nContent-Length: 500\r\n\r\n", "x", true, ANSWER_S},
    {"takes no answer", "GET /long HTTP/1.1\r\nHost: weir\r\n\r\n", "", false, ANSWER_S},
};

/* Is the other end gone? */
static bool is_over(int fd, bool reads)
{
    struct tcp_info info;
    char bytes[4096];
    ssize_t n;
    socklen_t size = sizeof info;
    while (reads && (n = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT)) >= 0)
        if (n == 0)
            return true;
    assert_int_equal(getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size), 0);
    return info.tcpi_state != TCP_ESTABLISHED;
}

/* All at once, as they come. */
static void slow_clients_do_not_stay(void **state)
{
    enum { N = sizeof slow_clients / sizeof *slow_clients };
    struct site site = site_open_as((struct serve_site){.head_s = HEAD_S, .answer_s = ANSWER_S});
    double began_s = ev_time(), took_s[N] = {0};
    int fds[N];
    size_t n_over = 0;
    (void)state;
    for (size_t i = 0; i < N; i++) {
        fds[i] = client_connect(serve_port(site.serve));
        send(fds[i], slow_clients[i].begins, strlen(slow_clients[i].begins), MSG_NOSIGNAL);
    }
    while (n_over < N && ev_time() - began_s < PATIENCE_S) {
        run_for(site.loop, 0.02);
        for (size_t i = 0; i < N; i++) {
            if (took_s[i] > 0)
                continue;
            if (is_over(fds[i], slow_clients[i].reads)) {
                took_s[i] = ev_time() - began_s;
                n_over++;
            } else {
                send(fds[i], slow_clients[i].drip, strlen(slow_clients[i].drip), MSG_NOSIGNAL);
            }
        }
    }
    for (size_t i = 0; i < N; i++) {
        if (took_s[i] < slow_clients[i].least_s)
            fail_msg("%s: borne for %.2f s (0: for ever)", slow_clients[i].what, took_s[i]);
        close(fds[i]);
    }
    site_close(&site);
}

/* Who asks again in time keeps its connection. */
static void a_client_that_asks_now_and_then_stays(void **state)
{
    struct site site = site_open_as((struct serve_site){.head_s = 1, .answer_s = 1});
    static const char request[] = "GET /feed.atom HTTP/1.1\r\nHost: weir\r\n\r\n";
    int fd = client_connect(serve_port(site.serve));
    (void)state;
    for (int i = 0; i < 12; i++) {
        assert_int_equal(send(fd, request, sizeof request - 1, MSG_NOSIGNAL), sizeof request - 1);
        run_for(site.loop, 0.1);
        assert_false(is_over(fd, true));
    }
    close(fd);
    site_close(&site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slow_clients_do_not_stay),
        cmocka_unit_test(a_client_that_asks_now_and_then_stays),
    };
    return cmocka_run_group_tests(tests, make_site, remove_site);
}
