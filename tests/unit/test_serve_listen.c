#include "serve_fixture.h"

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
        serve_start(loop, listens[i].listen, base, &serve, &err);
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
    assert_int_equal(serve_start(site.loop, listen, base, &serve, &err), -1);
    assert_non_null(strstr(err.text, "Address already in use"));
    site_close(&site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(listen_has_three_forms),
        cmocka_unit_test(a_port_in_use_is_an_error),
    };
    return cmocka_run_group_tests(tests, make_site, remove_site);
}
