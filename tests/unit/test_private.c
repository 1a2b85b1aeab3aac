/*
 * Ways of leading a reader to a machine that is none of the world's business: each is named by a public
 * server's redirect, and none is followed. Port 1 is closed, so that one that were would be unreachable, not
 * refused.
 */
#include "fetch_bench.h"

#include <locale.h>

static const char *const probes[] = {
    /* what people write */
    "http://127.0.0.1:1/",
    "http://127.255.255.254:1/",
    "http://10.0.0.1:1/",
    "http://172.16.0.1:1/",
    "http://192.168.1.1:1/",
    "http://100.64.0.1:1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://198.18.0.1:1/",
    "http://192.0.0.192:1/",
    "http://255.255.255.255:1/",
    "http://224.0.0.1:1/",
    /* the same in other figures */
    "http://0:1/",
    "http://0.0.0.0:1/",
    "http://127.1:1/",
    "http://127.0.1:1/",
    "http://2130706433:1/",
    "http://0x7f000001:1/",
    "http://0x7f.1:1/",
    "http://0x7f.0x0.0x0.0x1:1/",
    "http://017700000001:1/",
    "http://0177.0.0.1:1/",
    "http://0177.0x0.0.1:1/",
    "http://2852039166:1/",
    "http://%31%32%37.0.0.1:1/",
    "http://127%2e0%2e0%2e1:1/",
    /* letters that become figures or dots */
    "http://１２７.0.0.1:1/",
    "http://127。0。0。1:1/",
    "http://①②⑦.0.0.1:1/",
    "http://ｌｏｃａｌｈｏｓｔ:1/",
    /* IPv6, and IPv4 within it */
    "http://[::]:1/",
    "http://[::1]:1/",
    "http://[0:0:0:0:0:0:0:1]:1/",
    "http://[::ffff:127.0.0.1]:1/",
    "http://[::ffff:7f00:1]:1/",
    "http://[::ffff:a9fe:a9fe]:1/",
    "http://[::127.0.0.1]:1/",
    "http://[64:ff9b::7f00:1]:1/",
    "http://[64:ff9b::10.0.0.1]:1/",
    "http://[64:ff9b:1::1]:1/",
    "http://[2002:7f00:1::]:1/",
    "http://[fe80::1]:1/",
    "http://[fe80::1%25lo]:1/",
    "http://[fc00::1]:1/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://[fec0::1]:1/",
    "http://[ff02::1]:1/",
    /* names */
    "http://localhost:1/",
    "http://LOCALHOST:1/",
    "http://localhost.:1/",
    "http://rss.localhost:1/",
    "http://evil.example:1/", /* resolves to loopback, as the next two do */
    "http://127.0.0.1.public.example:1/",
    "https://evil.example:1/",
    /* where the host really is */
    "http://user@127.0.0.1:1/",
    "http://public.example@127.0.0.1:1/",
    "http://public.example:80@127.0.0.1:1/",
    "http://127.0.0.1:1#@public.example/",
    "http://127.0.0.1:1?@public.example/",
    "http://127.0.0.1:1\\@public.example/",
    "//127.0.0.1:1/",
    /* other tongues */
    "file:///etc/passwd",
    "file://127.0.0.1/etc/passwd",
    "ftp://127.0.0.1:1/",
    "gopher://127.0.0.1:1/_x",
    "dict://127.0.0.1:1/x",
    "ldap://127.0.0.1:1/",
    "telnet://127.0.0.1:1/",
};

enum { N_PROBES = sizeof probes / sizeof *probes };

/* Refused, or no address at all to libcurl; never tried. */
static void check_kept_out(const char *probe, const struct seen *seen)
{
    if (seen->outcome != FETCH_REFUSED && strstr(seen->error, "illegal format") == NULL)
        check_string(probe, seen->error, "(refused)");
}

static void no_redirect_leads_to_a_private_address(void **state)
{
    static struct reply replies[N_PROBES + 1];
    static char paths[N_PROBES][16], answers[N_PROBES][256];
    (void)state;
    for (int i = 0; i < N_PROBES; i++) {
        snprintf(paths[i], sizeof paths[i], "/%d", i);
        snprintf(answers[i], sizeof answers[i],
                 "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n", probes[i]);
        replies[i] = (struct reply){paths[i], answers[i]};
    }
    struct bench bench = bench_open(replies, &limits);
    for (int i = 0; i < N_PROBES; i++) {
        char url[2048];
        size_t n_before = bench.origin->n_requests;
        struct seen seen =
            ask(&bench, &(struct fetch_request){.url = absolute(url, sizeof url, &bench, paths[i])});
        check_kept_out(probes[i], &seen);
        check_number(probes[i], bench.origin->n_requests - n_before, 1);
    }
    bench_close(&bench);
    print_message("%d probes\n", N_PROBES);
}

/* As a hub's or an archive's address they are no better. */
static void no_hearsay_leads_there(void **state)
{
    static const struct reply none[] = {{NULL}};
    struct bench bench = bench_open(none, &limits);
    (void)state;
    for (int i = 0; i < N_PROBES; i++) {
        struct seen seen = ask(&bench, &(struct fetch_request){.url = probes[i], .is_hearsay = true});
        check_kept_out(probes[i], &seen);
    }
    bench_close(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_redirect_leads_to_a_private_address),
                                       cmocka_unit_test(no_hearsay_leads_there)};
    setlocale(LC_ALL, "C.UTF-8"); /* so that libcurl reads names of any script */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
