#include "test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>

#include "../../src/serve/clients.h"
#include "weir/serve/serve.h"

/* How many of `n` requests at `now_s` are let through. */
static int n_let(struct clients *clients, const char *address, int n, double now_s)
{
    struct sockaddr_in in = {.sin_family = AF_INET};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
    const void *peer = &in;
    int let = 0;
    if (inet_pton(AF_INET, address, &in.sin_addr) != 1) {
        assert_int_equal(inet_pton(AF_INET6, address, &in6.sin6_addr), 1);
        peer = &in6;
    }
    for (int i = 0; i < n; i++)
        let += clients_may_ask(clients, peer, now_s);
    return let;
}

static void an_address_has_its_allowance(void **state)
{
    static struct clients clients;
    (void)state;
    check_number("at once", n_let(&clients, "192.0.2.1", 1000, 100), SERVE_LIMIT_BURST);
    check_number("another is not held up", n_let(&clients, "192.0.2.2", 5, 100), 5);
    check_number("a second later", n_let(&clients, "192.0.2.1", 1000, 101), SERVE_LIMIT_RATE);
    check_number("its IPv6 form is the same", n_let(&clients, "::ffff:192.0.2.1", 1, 101), 0);
    check_number("long after", n_let(&clients, "192.0.2.1", 1000, 1000), SERVE_LIMIT_BURST);
}

static void a_subscriber_of_ipv6_is_one(void **state)
{
    static struct clients clients;
    (void)state;
    check_number("one half", n_let(&clients, "2001:db8:1:2::1", 1000, 1), SERVE_LIMIT_BURST);
    check_number("the same half", n_let(&clients, "2001:db8:1:2:ffff::9", 1, 1), 0);
    check_number("another half", n_let(&clients, "2001:db8:1:3::1", 1, 1), 1);
}

static void the_own_machine_is_free(void **state)
{
    static struct clients clients;
    static const char *const own[] = {"127.0.0.1", "127.3.2.1", "::1", "::ffff:127.0.0.1"};
    struct sockaddr unix_peer = {.sa_family = AF_UNIX};
    (void)state;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        check_number(own[i], n_let(&clients, own[i], 5000, 1), 5000);
    for (int i = 0; i < 5000; i++)
        assert_true(clients_may_ask(&clients, &unix_peer, 1) && clients_may_ask(&clients, NULL, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_has_its_allowance),
        cmocka_unit_test(a_subscriber_of_ipv6_is_one),
        cmocka_unit_test(the_own_machine_is_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
