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

static void one_address_has_few_connections(void **state)
{
    enum { MORE = SERVE_LIMIT_PER_ADDRESS + 4 };
    struct site site = site_open();
    int fds[MORE], other, n_refused = 0;
    (void)state;
    connect_many(&site, "127.0.0.1", MORE, fds);
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

/* Who comes when all are taken waits until one is free. */
static void connections_have_their_limit(void **state)
{
    enum { EACH = SERVE_LIMIT_PER_ADDRESS, ADDRESSES = SERVE_LIMIT_CONNECTIONS / EACH };
    struct site site = site_open();
    int fds[SERVE_LIMIT_CONNECTIONS], last;
    (void)state;
    for (int i = 0; i < ADDRESSES; i++) {
        char address[32];
        snprintf(address, sizeof address, "127.0.1.%d", i + 1);
        connect_many(&site, address, EACH, fds + i * EACH);
    }
    send_text(fds[SERVE_LIMIT_CONNECTIONS - 1], a_request);
    connect_many(&site, "127.0.0.1", 1, &last);
    send_text(last, a_request);
    assert_true(await(&site, fds[SERVE_LIMIT_CONNECTIONS - 1]) > 0);
    run_for(site.loop, 0.1);
    check_number("one too many", receive(last), -1);
    close(fds[0]);
    assert_true(await(&site, last) > 0);
    for (int i = 1; i < SERVE_LIMIT_CONNECTIONS; i++)
        close(fds[i]);
    close(last);
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
        cmocka_unit_test(connections_have_their_limit),
        cmocka_unit_test(heads_have_their_limit),
        cmocka_unit_test(an_address_has_so_many_requests),
    };
    return cmocka_run_group_tests(tests, make_site, remove_site);
}
