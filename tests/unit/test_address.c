#include "test.h"

#include <arpa/inet.h>
#include <stdbool.h>

#include "weir/fetch/address.h"

/* Both edges of each range, and the neighbours outside it. */
static const struct {
    const char *address;
    bool is_private;
} addresses[] = {
    {"0.0.0.0", true},
    {"0.255.255.255", true},
    {"1.0.0.0", false},
    {"9.255.255.255", false},
    {"10.0.0.0", true},
    {"10.255.255.255", true},
    {"11.0.0.0", false},
    {"100.63.255.255", false},
    {"100.64.0.0", true},
    {"100.127.255.255", true},
    {"100.128.0.0", false},
    {"126.255.255.255", false},
    {"127.0.0.1", true},
    {"127.255.255.255", true},
    {"128.0.0.0", false},
    {"169.254.169.254", true},
    {"169.253.255.255", false},
    {"169.255.0.0", false},
    {"172.15.255.255", false},
    {"172.16.0.0", true},
    {"172.31.255.255", true},
    {"172.32.0.0", false},
    {"192.0.0.8", true},
    {"192.0.1.0", false},
    {"192.0.2.1", true},
    {"192.167.255.255", false},
    {"192.168.0.1", true},
    {"192.169.0.0", false},
    {"198.17.255.255", false},
    {"198.18.0.0", true},
    {"198.19.255.255", true},
    {"198.20.0.0", false},
    {"203.0.113.9", true},
    {"223.255.255.255", false},
    {"224.0.0.1", true},
    {"255.255.255.255", true},
    {"8.8.8.8", false},
    {"::", true},
    {"::1", true},
    {"::2", true},
    {"::ffff:127.0.0.1", true},
    {"::ffff:8.8.8.8", false},
    {"::127.0.0.1", true},
    {"64:ff9b::a00:1", true},
    {"64:ff9b::808:808", false},
    {"64:ff9b:1::1", true},
    {"2002:7f00:1::", true},
    {"2002:808:808::", false},
    {"2001::1", true},
    {"2001:db8::1", true},
    {"2001:4860:4860::8888", false},
    {"fbff::1", false},
    {"fc00::1", true},
    {"fdff::1", true},
    {"fe7f::1", false},
    {"fe80::1", true},
    {"febf::1", true},
    {"fec0::1", true},
    {"ff02::1", true},
    {"100::1", true},
    {"2a00:1450:4001::1", false},
    {"no address", true},
};

static void ranges_have_their_edges(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
        check_number(addresses[i].address, address_text_is_private(addresses[i].address),
                     addresses[i].is_private);
}

static void other_families_are_private(void **state)
{
    struct sockaddr address = {.sa_family = AF_UNIX};
    (void)state;
    assert_true(address_is_private(&address));
}

static const struct {
    const char *url;
    bool names_private;
} urls[] = {
    {"http://127.0.0.1/", true},
    {"http://127.0.0.1:4000/feeds/MP_WXS_1.atom", true},
    {"https://10.1.2.3/a", true},
    {"http://[::1]:8080/", true},
    {"http://[fe80::1%25eth0]/", true},
    {"http://[::ffff:10.0.0.1]/", true},
    {"http://localhost/", true},
    {"http://LocalHost:80/", true},
    {"http://localhost./", true},
    {"http://rss.localhost/", true},
    {"http://user:pw@127.0.0.1/", true},
    {"http://127.1/", true},
    {"http://2130706433/", true},
    {"http://0x7f.0.0.1/", true},
    {"http://%31%32%37.0.0.1/", true},
    {"http://127.1./", true},
    {"http://127.0.0.1./", true},
    {"http://017700000001/", true},
    {"http://１２７.0.0.1/", true},
    {"http://①②⑦.⓪.⓪.①/", true},
    {"http://127。0。0。1/", true},
    {"http://127．0｡0.1/", true},
    {"http://ⓛocalhost/", true},
    {"http://loc\xc2\xad"
     "alhost/",
     true},
    {"http://%EF%BC%91%EF%BC%90.0.0.1/", true},
    {"http://８.8.8.8/", false},
    {"http://notlocalhost/", false},
    {"http://localhost.example.org/", false},
    {"http://8.8.8.8/", false},
    {"http://[2001:4860:4860::8888]/", false},
    {"http://example.org/127.0.0.1", false},
    {"http://127.0.0.1@example.org/", false},
    {"http://127.0.0.1.example.org/", false},
    {"http://中文.example/", false},
    {"", false},
};

static void urls_say_so_outright(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
        check_number(urls[i].url, address_names_private(urls[i].url), urls[i].names_private);
}

static void one_function_says_what_the_same_server_is(void **state)
{
    static const struct {
        const char *named, *url;
        bool same;
    } cases[] = {
        {"https://a.example/f", "https://a.example/other?x", true},
        {"https://a.example/f", "https://A.EXAMPLE:443/f", true},
        {"http://a.example:80/f", "http://a.example/f", true},
        {"http://a.example/f", "https://a.example/f", true},
        {"http://a.example:80/f", "https://a.example:443/f", true},
        {"https://a.example/f", "http://a.example/f", false}, /* in the clear */
        {"https://a.example/f", "https://a.example:8443/f", false},
        {"http://a.example:8080/f", "https://a.example/f", false},
        {"http://a.example:8080/f", "http://a.example:8081/f", false},
        {"https://a.example/f", "https://b.example/f", false},
        {"https://a.example/f", "https://x.a.example/f", false},
        {"https://a.example/f", "https://a.example.b.example/f", false},
        {"https://a.example/f", "https://a.example@b.example/f", false},
        {"https://a.example/f", "https://b.example#@a.example/f", false},
        {"https://a.example/f", "ftp://a.example/f", false},
        {"https://a.example/f", "//a.example/f", false},
        {"https://a.example/f", "", false},
        {"", "", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_number(cases[i].url, address_same_server(cases[i].named, cases[i].url), cases[i].same);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_function_says_what_the_same_server_is),
        cmocka_unit_test(ranges_have_their_edges),
        cmocka_unit_test(other_families_are_private),
        cmocka_unit_test(urls_say_so_outright),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
