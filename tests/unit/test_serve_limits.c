#include "serve_fixture.h"

static void site_routes(struct serve *serve)
{
    (void)serve;
}

static void one_client_has_few_connections(void **state)
{
    enum { MORE = SERVE_LIMIT_PER_ADDRESS + 4 };
    struct site site = site_open();
    struct client *clients = calloc(MORE, sizeof *clients);
    int n_refused = 0;
    (void)state;
    for (int i = 0; i < MORE; i++) {
        ev_io_init(&clients[i].io, client_read, client_connect(serve_port(site.serve)), EV_READ);
        ev_io_start(site.loop, &clients[i].io);
    }
    for (int i = 0; i < 6; i++) /* each end breaks the loop; the last waits for one too many */
        run_for(site.loop, 0.1);
    for (int i = 0; i < MORE; i++) {
        n_refused += clients[i].ended;
        ev_io_stop(site.loop, &clients[i].io);
        close(clients[i].io.fd);
    }
    check_number("refused", n_refused, 4);
    site_close(&site);
    free(clients);
}

static void headers_have_their_limit(void **state)
{
    struct site site = site_open();
    struct client client;
    char *request = malloc(SERVE_LIMIT_MEMORY + 256);
    (void)state;
    int n = sprintf(request, "GET / HTTP/1.1\r\nHost: weir\r\nConnection: close\r\nX: ");
    memset(request + n, 'x', SERVE_LIMIT_MEMORY);
    strcpy(request + n + SERVE_LIMIT_MEMORY, "\r\n\r\n");
    exchange(site.loop, serve_port(site.serve), request, &client);
    assert_int_equal(strncmp(client.text, "HTTP/1.1 431 ", 13), 0);
    free(request);
    site_close(&site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_client_has_few_connections),
        cmocka_unit_test(headers_have_their_limit),
    };
    return cmocka_run_group_tests(tests, make_site, remove_site);
}
