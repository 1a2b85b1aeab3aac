#include "serve_fixture.h"

#include <zlib.h>

/* A long text that compresses well. */
static unsigned long_page(const struct serve_request *request, void *arg, struct buf *out)
{
    (void)request, (void)arg;
    for (int i = 0; i < 500; i++)
        buf_addf(out, "line %d\n", i % 7);
    return 200;
}

static const struct serve_route made[] = {{"GET", "/long", "text/plain", 0, long_page}};

static void site_routes(struct serve *serve)
{
    serve_routes(serve, made, 1, NULL);
}

static char text[8192];

static int make_long_site(void **state)
{
    make_site(state);
    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = (char)('a' + i % 11);
    put("public/long.html", text);
    put("public/long.png", text);
    put("public/short.html", "<p>short\n");
    return 0;
}

/* What the answer's body comes to, decoded. */
static const char *decoded(const struct client *client)
{
    static char out[16384];
    const char *body = body_of(client->text);
    z_stream z = {.next_in = (unsigned char *)body,
                  .avail_in = (unsigned)(client->n - (size_t)(body - client->text)),
                  .next_out = (unsigned char *)out,
                  .avail_out = sizeof out - 1};
    assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
    assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
    out[z.total_out] = '\0';
    inflateEnd(&z);
    return out;
}

static void ask(struct site *site, const char *path, const char *headers, struct client *client)
{
    char request[1024];
    request_for(request, sizeof request, path, headers);
    exchange(site->loop, serve_port(site->serve), request, client);
}

static void what_pays_is_compressed_if_wanted(void **state)
{
    static const char both[] = "Accept, Accept-Encoding";
    static const struct {
        const char *path, *headers, *status, *encoding, *vary;
    } cases[] = {
        {"/long.html", "Accept-Encoding: gzip\r\n", "200", "gzip", both},
        {"/long.html", "", "200", "", both},
        {"/long.html", "Accept-Encoding: gzip;q=0\r\n", "200", "", both},
        {"/long.html", "Accept-Encoding: gzip\r\nRange: bytes=0-9\r\n", "206", "", both},
        {"HEAD /long.html", "Accept-Encoding: gzip\r\n", "200", "gzip", both},
        {"/short.html", "Accept-Encoding: gzip\r\n", "200", "", "Accept"},
        {"/long.png", "Accept-Encoding: gzip\r\n", "200", "", "Accept"},
        {"/long", "Accept-Encoding: gzip\r\n", "200", "gzip", "Accept-Encoding"},
        {"/long", "", "200", "", "Accept-Encoding"},
    };
    struct site site = site_open();
    struct client client;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int again = 0; again < 2; again++) { /* made, and kept */
            ask(&site, cases[i].path, cases[i].headers, &client);
            check_string(cases[i].path, field(client.text, "Content-Encoding"), cases[i].encoding);
            check_string(cases[i].path, field(client.text, "Vary"), cases[i].vary);
            check_string(cases[i].path, field(client.text, "X-Content-Type-Options"), "nosniff");
            assert_int_equal(strncmp(client.text + 9, cases[i].status, 3), 0);
        }
    }
    ask(&site, "/long.html", "Accept-Encoding: gzip\r\n", &client);
    check_string("whole", decoded(&client), text);
    assert_true(atoi(field(client.text, "Content-Length")) < 400);
    site_close(&site);
}

static void each_form_has_a_tag_of_its_own(void **state)
{
    struct site site = site_open();
    struct client client;
    char plain[300], gzip[300], headers[512];
    (void)state;
    ask(&site, "/long.html", "", &client);
    snprintf(plain, sizeof plain, "%s", field(client.text, "ETag"));
    ask(&site, "/long.html", "Accept-Encoding: gzip\r\n", &client);
    snprintf(gzip, sizeof gzip, "%s", field(client.text, "ETag"));
    assert_true(strcmp(plain, gzip) != 0 && strstr(gzip, "-gz\"") != NULL);
    snprintf(headers, sizeof headers, "Accept-Encoding: gzip\r\nIf-None-Match: %s\r\n", gzip);
    ask(&site, "/long.html", headers, &client);
    assert_int_equal(strncmp(client.text + 9, "304", 3), 0);
    check_string("its tag", field(client.text, "ETag"), gzip);
    check_string("varies", field(client.text, "Vary"), "Accept, Accept-Encoding");
    snprintf(headers, sizeof headers, "If-None-Match: %s\r\n", gzip);
    ask(&site, "/long.html", headers, &client);
    assert_int_equal(strncmp(client.text + 9, "200", 3), 0);
    site_close(&site);
}

/* A file that is replaced is compressed anew. */
static void a_new_version_is_sent(void **state)
{
    struct site site = site_open();
    struct client client;
    char shorter[sizeof text];
    (void)state;
    ask(&site, "/long.html", "Accept-Encoding: gzip\r\n", &client);
    memcpy(shorter, text, sizeof text);
    shorter[4000] = '\0';
    put("public/long.html", shorter);
    ask(&site, "/long.html", "Accept-Encoding: gzip\r\n", &client);
    check_string("new", decoded(&client), shorter);
    site_close(&site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_pays_is_compressed_if_wanted),
        cmocka_unit_test(each_form_has_a_tag_of_its_own),
        cmocka_unit_test(a_new_version_is_sent),
    };
    return cmocka_run_group_tests(tests, make_long_site, remove_site);
}
