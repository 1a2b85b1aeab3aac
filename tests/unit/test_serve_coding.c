#include "serve_fixture.h"

#include <brotli/decode.h>
#include <zlib.h>

/* A long text that compresses well. */
static unsigned long_page(const struct serve_request *request, void *arg, struct buf *out)
{
    (void)request, (void)arg;
    for (int i = 0; i < 500; i++)
        buf_addf(out, "line %d\n", i % 7);
    return 200;
}

static const struct serve_route made[] = {{"GET", "/long", "text/plain", 0, long_page, NULL}};

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
    size_t n = sizeof out - 1;
    if (strcmp(field(client->text, "Content-Encoding"), "br") == 0) {
        assert_int_equal(BrotliDecoderDecompress(client->n - (size_t)(body - client->text),
                                                 (const uint8_t *)body, &n, (uint8_t *)out),
                         BROTLI_DECODER_RESULT_SUCCESS);
        out[n] = '\0';
        return out;
    }
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
        {"/long.html", "Accept-Encoding: gzip, br\r\n", "200", "br", both},
        {"/long.html", "", "200", "", both},
        {"/long.html", "Accept-Encoding: gzip;q=0\r\n", "200", "", both},
        {"/long.html", "Accept-Encoding: gzip\r\nRange: bytes=0-9\r\n", "206", "", both},
        {"HEAD /long.html", "Accept-Encoding: gzip\r\n", "200", "gzip", both},
        {"/short.html", "Accept-Encoding: gzip\r\n", "200", "", "Accept"},
        {"/long.png", "Accept-Encoding: gzip\r\n", "200", "", "Accept"},
        {"/long", "Accept-Encoding: gzip\r\n", "200", "gzip", "Accept-Encoding"},
        {"/long", "Accept-Encoding: br\r\n", "200", "br", "Accept-Encoding"},
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
    static const char *const wishes[] = {"Accept-Encoding: gzip\r\n", "Accept-Encoding: br\r\n"};
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++) {
        ask(&site, "/long.html", wishes[i], &client);
        check_string("whole", decoded(&client), text);
        assert_true(atoi(field(client.text, "Content-Length")) < 400);
    }
    site_close(&site);
}

static void each_form_has_a_tag_of_its_own(void **state)
{
    static const struct {
        const char *wish, *mark;
    } forms[] = {{"", ""}, {"Accept-Encoding: gzip\r\n", "-gz\""}, {"Accept-Encoding: br\r\n", "-br\""}};
    enum { N = sizeof forms / sizeof *forms };
    struct site site = site_open();
    struct client client;
    char tags[N][300], headers[512];
    (void)state;
    for (size_t i = 0; i < N; i++) {
        ask(&site, "/long.html", forms[i].wish, &client);
        snprintf(tags[i], sizeof tags[i], "%s", field(client.text, "ETag"));
        assert_non_null(strstr(tags[i], forms[i].mark));
    }
    for (size_t i = 0; i < N * N; i++) {
        const char *tag = tags[i % N];
        bool is_known = i / N == i % N;
        snprintf(headers, sizeof headers, "%sIf-None-Match: %s\r\n", forms[i / N].wish, tag);
        ask(&site, "/long.html", headers, &client);
        assert_int_equal(strncmp(client.text + 9, is_known ? "304" : "200", 3), 0);
        check_string("the form's tag", field(client.text, "ETag"), tags[i / N]);
        check_string("varies", field(client.text, "Vary"), "Accept, Accept-Encoding");
    }
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
