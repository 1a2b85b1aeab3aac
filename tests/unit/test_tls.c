/* Between rounds, connections are kept; and where a server ends them, their TLS sessions. */
#include "fetch_bench.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <unistd.h>

static char folder[64], certificate[96];

/*
 * libcurl's, but for one thing: it trusts our server's certificate, too. The linker prefers this one to the
 * library's; weir itself trusts nobody but the system's authorities.
 */
#undef curl_easy_setopt
CURLcode curl_easy_setopt(CURL *easy, CURLoption option, ...)
{
    CURLcode (*real)(CURL *, CURLoption, ...);
    va_list args;
    CURLcode code;
    *(void **)&real = dlsym(RTLD_NEXT, "curl_easy_setopt");
    va_start(args, option);
    if (option < CURLOPTTYPE_OBJECTPOINT)
        code = real(easy, option, va_arg(args, long));
    else if (option >= CURLOPTTYPE_OFF_T && option < CURLOPTTYPE_BLOB)
        code = real(easy, option, va_arg(args, curl_off_t));
    else
        code = real(easy, option, va_arg(args, void *));
    va_end(args);
    if (option == CURLOPT_URL)
        real(easy, CURLOPT_CAINFO, certificate);
    return code;
}

static FILE *start_server(int *port)
{
    char command[256];
    snprintf(folder, sizeof folder, "/tmp/weir-tls-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(certificate, sizeof certificate, "%s/cert.pem", folder);
    const char *top = getenv("WEIR_SOURCE_DIR");
    snprintf(command, sizeof command, "python3 '%s/tests/unit/tls_origin.py' %s 2>/dev/null",
             top != NULL ? top : ".", folder);
    FILE *server = popen(command, "r");
    assert_non_null(server);
    return fscanf(server, "%d", port) == 1 ? server : NULL;
}

static void remove_folder(void)
{
    static const char *const files[] = {"cert.pem", "key.pem"};
    char path[128];
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        unlink(path);
    }
    rmdir(folder);
}

static void ask_path(struct bench *bench, int port, const char *path, const char *account)
{
    char url[64];
    snprintf(url, sizeof url, "https://127.0.0.1:%d%s", port, path);
    struct seen seen = ask(bench, &(struct fetch_request){.url = url});
    check_string(path, seen.error, "");
    check_string(path, seen.body, account);
}

/* "CONNECTIONS RESUMED" is what the server has counted. */
static void rounds_share_connections_and_sessions(void **state)
{
    static const struct reply none[] = {{NULL}};
    int port;
    (void)state;
    FILE *server = start_server(&port);
    if (server == NULL)
        skip(); /* no openssl to make a certificate with */
    struct bench bench = bench_open(none, &limits);
    for (int round = 0; round < 3; round++)
        ask_path(&bench, port, "/account", "1 0");
    ask_path(&bench, port, "/close", "1 0");
    ask_path(&bench, port, "/account", "2 1");
    ask_path(&bench, port, "/close", "2 1");
    ask_path(&bench, port, "/close", "3 2");
    ask_path(&bench, port, "/quit", "4 3");
    bench_close(&bench);
    pclose(server);
    remove_folder();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rounds_share_connections_and_sessions)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
