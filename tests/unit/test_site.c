/* Where what is published says that it stands. */
#include "store_fixture.h"

#include "weir/publish/site.h"

static void test_addresses_are_those_that_a_reader_can_ask(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *base_url, *listen, *address;
    } cases[] = {
        {"https://feeds.example.org/nlp/", "127.0.0.1:8470", "https://feeds.example.org/nlp/feed.atom"},
        {"", "127.0.0.1:8470", "http://127.0.0.1:8470/feed.atom"},
        {"", "[::1]:8470", "http://[::1]:8470/feed.atom"},
        {"", ":8470", "http://localhost:8470/feed.atom"},
        {"", "0.0.0.0:8470", "http://localhost:8470/feed.atom"},
        {"", "[::]:8470", "http://localhost:8470/feed.atom"},
        {"", "unix:/run/weir/weir.sock", ""},
        {"", "/run/weir/weir.sock", ""},
        {"", "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct conf conf = {.base_url = cases[i].base_url, .listen = cases[i].listen};
        struct site site;
        struct error err = {0};
        check_done(site_open(fixture->store, &conf, &fixture->arena, &site, &err), &err);
        check_string(cases[i].listen, site_address(&site, "feed.atom", &fixture->arena), cases[i].address);
        check_number(cases[i].listen, site.has_search, *cases[i].listen != '\0');
    }
}

/* A socket that was handed over stands in no configuration: whoever publishes next knows of it. */
static void test_a_socket_gives_pages_the_search(void **state)
{
    struct fixture *fixture = *state;
    const struct conf conf = {.base_url = "", .listen = ""};
    for (int has_socket = 1; has_socket >= 0; has_socket--) {
        struct site site;
        struct error err = {0};
        check_done(site_note_socket(fixture->store, has_socket, &err), &err);
        check_done(site_open(fixture->store, &conf, &fixture->arena, &site, &err), &err);
        check_number("has search", site.has_search, has_socket);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_socket_gives_pages_the_search, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(test_addresses_are_those_that_a_reader_can_ask, fixture_set_up,
                                        fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
