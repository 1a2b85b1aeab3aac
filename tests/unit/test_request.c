/* What a request on behalf of a source says, and to whom: the user's secrets go to one server. */
#include "test.h"

#include "weir/poll/harvest.h"

static const struct {
    const char *what, *url;
    bool has_secrets, may_be_private;
} cases[] = {
    {"its own address", "https://blog.example/feed", true, true},
    {"another page of its server", "https://blog.example/feed?page=2", true, true},
    {"its mirror", "http://127.0.0.1:4000/mirror", false, true},
    {"another port of its server", "https://blog.example:8443/feed", false, false},
    {"its server in the clear", "http://blog.example/feed", false, false},
    {"where it has moved", "https://moved.example/feed", false, false},
    {"a hub that its document names", "http://127.0.0.1:9000/hub", false, false},
    {"another port of its mirror", "http://127.0.0.1:22/", false, false},
};

static void secrets_go_to_one_server(void **state)
{
    const char *urls[] = {"https://blog.example/feed", "http://127.0.0.1:4000/mirror"};
    const char *headers[] = {"X-Token: secret"};
    const struct source source = {
        .urls = urls, .n_urls = 2, .user = "me", .headers = headers, .n_headers = 1, .password_file = ""};
    struct arena arena;
    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fetch_request request;
        struct error err;
        assert_int_equal(harvest_request(&source, cases[i].url, &arena, &request, &err), 0);
        check_number(cases[i].what, request.user != NULL, cases[i].has_secrets);
        check_number(cases[i].what, request.n_headers, cases[i].has_secrets);
        check_number(cases[i].what, !request.is_hearsay, cases[i].may_be_private);
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(secrets_go_to_one_server)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
