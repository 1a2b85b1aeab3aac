#include "serve_fixture.h"

#include <ifaddrs.h>

static void site_routes(struct serve *serve)
{
    (void)serve;
}

static const char a_request[] = "GET /feed.atom HTTP/1.1\r\nHost: weir\r\n\r\n";

static void send_text(int fd, const char *text)
{
    assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

/* What has come by now: bytes, 0 at the end, -1 when there is nothing yet. */
static ssize_t receive(int fd)
{
    static char text[64 << 10];
    return recv(fd, text, sizeof text, MSG_DONTWAIT);
}

/* The same when something has come, or nothing has for long: a machine may be busy. */
static ssize_t await(struct site *site, int fd)
{
    ssize_t n = receive(fd);
    for (int i = 0; i < 100 && n < 0; i++) {
        run_for(site->loop, 0.05);
        n = receive(fd);
    }
    return n;
}

/* Makes `n` connections in the name of an address. */
static void connect_many(struct site *site, const char *address, int n, int *fds)
{
    for (int i = 0; i < n; i++)
        fds[i] = client_connect_as(address, serve_port(site->serve));
    run_for(site->loop, 0.03); /* before more wait than the system holds */
}

/* An address of this machine that is no loopback one; NULL when it has no network. */
static const char *own_address(void)
{
    static char text[INET_ADDRSTRLEN];
    struct ifaddrs *all;
    text[0] = '\0';
    assert_int_equal(getifaddrs(&all), 0);
    for (struct ifaddrs *a = all; a != NULL; a = a->ifa_next) {
        const struct sockaddr_in *in = (const void *)a->ifa_addr;
        if (in != NULL && in->sin_family == AF_INET && (ntohl(in->sin_addr.s_addr) >> 24) != 127)
            inet_ntop(AF_INET, &in->sin_addr, text, sizeof text);
    }
    freeifaddrs(all);
    return text[0] != '\0' ? text : NULL;
}

static void one_address_has_few_connections(void **state)
{
    enum { MORE = SERVE_LIMIT_PER_ADDRESS + 4 };
    const char *address = own_address();
    struct site site;
    int fds[MORE], other, n_refused = 0;
    (void)state;
    if (address == NULL)
        skip();
    site = site_open();
    connect_many(&site, address, MORE, fds);
    connect_many(&site, "127.0.0.2", 1, &other);
    send_text(other, a_request);
    check_number("another address is served", await(&site, other) > 0, 1);
    for (int i = 0; i < MORE; i++)
        n_refused += receive(fds[i]) == 0;
    check_number("refused", n_refused, MORE - SERVE_LIMIT_PER_ADDRESS);
    for (int i = 0; i < MORE; i++)
        close(fds[i]);
    close(other);
    site_close(&site);
}

/* Behind a web server on this machine everybody has its address. */
static void a_web_server_in_front_has_any_number(void **state)
{
    enum { N = 2 * SERVE_LIMIT_PER_ADDRESS };
    struct site site = site_open();
    int fds[N];
    (void)state;
    connect_many(&site, "127.0.0.1", N, fds);
    for (int i = 0; i < N; i++) {
        send_text(fds[i], a_request);
        check_number("answered", await(&site, fds[i]) > 0, 1);
    }
    for (int i = 0; i < N; i++)
        close(fds[i]);
    site_close(&site);
}

static size_t memory_kb(void)
{
    size_t all = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%zu %zu", &all, &resident), 2);
    fclose(file);
    return resident * (size_t)sysconf(_SC_PAGESIZE) / 1024;
}

/* Connections that do nothing, or ask and do not read: who comes behind them is answered all the same. */
static void the_idlest_makes_room(void **state)
{
    enum { N = 600 };
    static const char *const begins[] = {"", "GET /feed", "GET /big.txt HTTP/1.1\r\nHost: weir\r\n\r\n"};
    char *big = malloc(4 << 20);
    struct site site = site_open();
    int fds[N], honest, small = 4096;
    (void)state;
    assert_non_null(big);
    memset(big, 'x', (4 << 20) - 1);
    big[(4 << 20) - 1] = '\0';
    put("public/big.txt", big);
    free(big);
    for (size_t b = 0; b < sizeof begins / sizeof *begins; b++) {
        size_t before_kb = memory_kb();
        for (int i = 0; i < N; i++) {
            if (i % 20 == 0)
                connect_many(&site, "127.0.0.1", 20, &fds[i]);
            setsockopt(fds[i], SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
            send(fds[i], begins[b], strlen(begins[b]), MSG_NOSIGNAL);
        }
        for (int i = 0; i < 5; i++) {
            connect_many(&site, "127.0.0.1", 1, &honest);
            send_text(honest, a_request);
            check_number(begins[b], await(&site, honest) > 0, 1);
            close(honest);
        }
        assert_in_range(memory_kb() - before_kb, 0, 64 << 10);
        for (int i = 0; i < N; i++)
            close(fds[i]);
        run_for(site.loop, 0.2);
    }
    site_close(&site);
}

/* Whoever reads is not the idlest, however long ago it asked. */
static void who_reads_may_go_on(void **state)
{
    enum { N = SERVE_LIMIT_CONNECTIONS + 44 };
    struct site site = site_open();
    int fds[N], reader, small = 64 << 10;
    ssize_t n, n_read = 0;
    (void)state;
    connect_many(&site, "127.0.0.1", 1, &reader);
    setsockopt(reader, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    send_text(reader, "GET /big.txt HTTP/1.1\r\nHost: weir\r\nConnection: close\r\n\r\n");
    for (int i = 0; i < N; i += 20) {
        connect_many(&site, "127.0.0.1", 20, &fds[i]);
        n = receive(reader);
        n_read += n > 0 ? n : 0;
    }
    for (int i = 0; i < 5000 && n != 0; i++) {
        n = receive(reader);
        n_read += n > 0 ? n : 0;
        if (n < 0)
            run_for(site.loop, 0.005);
    }
    assert_in_range(n_read, 4 << 20, 5 << 20);
    for (int i = 0; i < N; i++)
        close(fds[i]);
    close(reader);
    site_close(&site);
}

/* Names under which a page of a stranger's could ask (DNS rebinding), and requests that say two things. */
static void only_ones_own_names_are_answered(void **state)
{
    static const struct {
        const char *head;
        int status;
    } cases[] = {
        {"GET /feed.atom HTTP/1.1\r\nHost: localhost:8470\r\n", 200},
        {"GET /feed.atom HTTP/1.1\r\nHost: weir.LOCALHOST\r\n", 200},
        {"GET /feed.atom HTTP/1.1\r\nHost: 127.0.0.1:8470\r\n", 200},
        {"GET /feed.atom HTTP/1.1\r\nHost: [::1]:8470\r\n", 200},
        {"GET /feed.atom HTTP/1.1\r\nHost: nas\r\n", 200},
        {"GET /feed.atom HTTP/1.1\r\nHost: nas.local.\r\n", 200},
        {"GET /feed.atom HTTP/1.1\r\nHost: Feeds.example.org\r\n", 200},
        {"GET http://localhost/feed.atom HTTP/1.1\r\nHost: localhost\r\n", 200},
        {"GET /feed.atom HTTP/1.0\r\n", 200},
        {"GET /feed.atom HTTP/1.1\r\nHost: evil.example\r\n", 421},
        {"GET /feed.atom HTTP/1.1\r\nHost: evil.example:8470\r\n", 421},
        {"GET /feed.atom HTTP/1.1\r\nHost: x.feeds.example.org\r\n", 421},
        {"GET /feed.atom HTTP/1.1\r\nHost: localhost.evil.example\r\n", 421},
        {"GET /feed.atom HTTP/1.1\r\nHost: evil.example.\r\n", 421},
        {"GET /feed.atom HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n", 421},
        {"GET http://evil.example/feed.atom HTTP/1.1\r\nHost: localhost\r\n", 421},
        {"GET /feed.atom HTTP/1.1\r\nHost: \r\n", 421},
        {"GET /feed.atom HTTP/1.1\r\n", 400},
        {"GET /feed.atom HTTP/1.1\r\nHost: localhost\r\nhost: localhost\r\n", 400},
        {"POST /feed.atom HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\n", 421},
    };
    struct site site = site_open_as((struct serve_site){.host = "feeds.example.org"});
    struct client client;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char request[512];
        snprintf(request, sizeof request, "%sConnection: close\r\n\r\n", cases[i].head);
        exchange(site.loop, serve_port(site.serve), request, &client);
        check_number(cases[i].head, atoi(client.text + 9), cases[i].status);
    }
    site_close(&site);
}

static void heads_have_their_limit(void **state)
{
    static const struct {
        const char *before, *after;
        size_t n;
        int status;
    } cases[] = {
        {"GET / HTTP/1.1\r\nHost: weir\r\nConnection: close\r\nX: ", "\r\n\r\n", 8000, 200},
        {"GET / HTTP/1.1\r\nHost: weir\r\nConnection: close\r\nX: ", "\r\n\r\n", SERVE_LIMIT_MEMORY, 431},
        {"GET /", " HTTP/1.1\r\nHost: weir\r\nConnection: close\r\n\r\n", 8000, 404},
        {"GET /", " HTTP/1.1\r\nHost: weir\r\nConnection: close\r\n\r\n", SERVE_LIMIT_MEMORY, 414},
        {"GET /feed.atom?q=", " HTTP/1.1\r\nHost: weir\r\nConnection: close\r\n\r\n", SERVE_LIMIT_MEMORY,
         414},
    };
    struct site site = site_open();
    struct client client;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *request = malloc(cases[i].n + 256);
        int n = sprintf(request, "%s", cases[i].before);
        memset(request + n, 'x', cases[i].n);
        strcpy(request + (size_t)n + cases[i].n, cases[i].after);
        exchange(site.loop, serve_port(site.serve), request, &client);
        check_number(cases[i].before, atoi(client.text + 9), cases[i].status);
        free(request);
    }
    site_close(&site);
}

/* Within one connection and over several: it is requests that count. */
static void an_address_has_so_many_requests(void **state)
{
    const char *address = own_address();
    struct site site;
    struct client client;
    (void)state;
    if (address == NULL)
        skip();
    site = site_open();
    char *requests = calloc(SERVE_LIMIT_BURST + 1, sizeof a_request);
    for (int i = 0; i < SERVE_LIMIT_BURST; i++)
        strcat(requests, a_request);
    int fd = client_connect_as(address, serve_port(site.serve));
    send_text(fd, requests);
    run_for(site.loop, 0.2);
    close(fd);
    client.text[0] = '\0';
    for (int i = 0; i < SERVE_LIMIT_RATE && strncmp(client.text + 9, "429", 3) != 0; i++)
        exchange_over(site.loop, client_connect_as(address, serve_port(site.serve)),
                      "GET /feed.atom HTTP/1.1\r\nHost: weir\r\nConnection: close\r\n\r\n", &client);
    assert_memory_equal(client.text, "HTTP/1.1 429 ", 13);
    check_string("when to come again", field(client.text, "Retry-After"), "1");
    exchange(site.loop, serve_port(site.serve),
             "GET /feed.atom HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", &client);
    assert_memory_equal(client.text, "HTTP/1.1 200 ", 13);
    free(requests);
    site_close(&site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_address_has_few_connections),
        cmocka_unit_test(a_web_server_in_front_has_any_number),
        cmocka_unit_test(the_idlest_makes_room),
        cmocka_unit_test(who_reads_may_go_on),
        cmocka_unit_test(only_ones_own_names_are_answered),
        cmocka_unit_test(heads_have_their_limit),
        cmocka_unit_test(an_address_has_so_many_requests),
    };
    return cmocka_run_group_tests(tests, make_site, remove_site);
}
