#include "test.h"

#include "../../src/fetch/headers.h"
#include "../../src/fetch/host.h"
#include "weir/text/date.h"

static struct headers read_lines(struct arena *arena, const char *lines)
{
    struct headers headers = {0};
    while (*lines != '\0') {
        size_t n = strcspn(lines, "\n");
        headers_line(&headers, arena, lines, n);
        lines += n + (lines[n] == '\n');
    }
    return headers;
}

#define NOW 1795237200 /* Sat, 21 Nov 2026 05:00:00 GMT */

static const struct {
    const char *lines;
    int64_t fresh_s;
} freshness[] = {
    {"", -1},
    {"Cache-Control: max-age=3600", 3600},
    {"cache-control:max-age=3600", 3600},
    {"Cache-Control: public, max-age=60, s-maxage=9999", 60},
    {"Cache-Control: s-maxage=9999", -1},
    {"Cache-Control: max-age=\"60\"", 60},
    {"Cache-Control: max-age = 60", 60},
    {"Cache-Control: MAX-AGE=60", 60},
    {"Cache-Control: max-age=0", 0},
    {"Cache-Control: max-age=-5", -1},
    {"Cache-Control: max-age=soon", -1},
    {"Cache-Control: max-age=", -1},
    {"Cache-Control: max-age", -1},
    {"Cache-Control: max-age=60.5", -1},
    {"Cache-Control: max-age=99999999999999999999", INT32_MAX},
    {"Cache-Control: max-age=60, max-age=90", 60},
    {"Cache-Control: x=\"a, max-age=5\", max-age=60", 60},
    {"Cache-Control: x=\"a\\\", max-age=5\", max-age=60", 60},
    {"Cache-Control: no-cache", -1},
    {"Cache-Control: no-store, max-age=60", 60},
    {"Cache-Control: public\nCache-Control: max-age=60", 60},
    {"Cache-Control: max-age=3600\nAge: 600", 3000},
    {"Cache-Control: max-age=3600\nAge: 7200", 0},
    {"Cache-Control: max-age=3600\nAge: old", 3600},
    {"Expires: Sat, 21 Nov 2026 06:00:00 GMT", 3600},
    {"Expires: Sat, 21 Nov 2026 04:00:00 GMT", 0},
    {"Expires: 0", 0},
    {"Expires: -1", 0},
    {"Date: Sat, 21 Nov 2026 05:30:00 GMT\nExpires: Sat, 21 Nov 2026 06:00:00 GMT", 1800},
    {"Date: yesterday\nExpires: Sat, 21 Nov 2026 06:00:00 GMT", 3600},
    {"Expires: Sat, 21 Nov 2026 06:00:00 GMT\nCache-Control: max-age=60", 60},
    {"Expires: Sat, 21 Nov 2026 06:00:00 GMT\nCache-Control: no-cache", 3600},
    {"Cache-Control: max-age=60\nHTTP/1.1 200 OK", -1},
};

static void freshness_is_what_the_answer_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof freshness / sizeof *freshness; i++) {
        struct arena arena;
        arena_init(&arena);
        struct headers headers = read_lines(&arena, freshness[i].lines);
        check_number(freshness[i].lines, headers_fresh_s(&headers, NOW), freshness[i].fresh_s);
        arena_release(&arena);
    }
}

static const struct {
    const char *lines;
    int64_t retry_after_s;
} patience[] = {
    {"", -1},
    {"Retry-After: 120", 120},
    {"Retry-After: 120 ", 120},
    {"Retry-After: 0", 0},
    {"Retry-After: -1", -1},
    {"Retry-After: 99999999999999999999", INT32_MAX},
    {"Retry-After: Sat, 21 Nov 2026 05:10:00 GMT", 600},
    {"Retry-After: Saturday, 21-Nov-26 05:10:00 GMT", 600},
    {"Retry-After: Sat, 21 Nov 2026 04:00:00 GMT", 0},
    {"Date: Sat, 21 Nov 2026 05:05:00 GMT\nRetry-After: Sat, 21 Nov 2026 05:10:00 GMT", 300},
    {"Retry-After: later", -1},
    {"Retry-After: 120\nRetry-After: 60", 120},
};

static void patience_has_two_forms(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof patience / sizeof *patience; i++) {
        struct arena arena;
        arena_init(&arena);
        struct headers headers = read_lines(&arena, patience[i].lines);
        check_number(patience[i].lines, headers_retry_after_s(&headers, NOW), patience[i].retry_after_s);
        arena_release(&arena);
    }
}

static const struct {
    const char *lines;
    const char *etag, *last_modified;
} validators[] = {
    {"ETag: \"a\"\r", "\"a\"", NULL},
    {"etag:W/\"a b\"", "W/\"a b\"", NULL},
    {"ETag: unquoted", "unquoted", NULL},
    {"ETag: \"a:b\"", "\"a:b\"", NULL},
    {"ETag: \"\xe9\"", "\"\xe9\"", NULL},
    {"ETag:", "", NULL},
    {"ETag: \"first\"\nETag: \"second\"", "\"first\"", NULL},
    {"Last-Modified:  Sat, 21 nov 2026 5:00:00 +0000 ", NULL, "Sat, 21 nov 2026 5:00:00 +0000"},
    {"ETag: \"of the redirect\"\nHTTP/2 200\nLast-Modified: x", NULL, "x"},
    {"X-ETag: \"no\"\nno colon at all\n: nameless", NULL, NULL},
};

static void validators_stay_byte_for_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof validators / sizeof *validators; i++) {
        struct arena arena;
        arena_init(&arena);
        struct headers headers = read_lines(&arena, validators[i].lines);
        check_string(validators[i].lines, headers.etag != NULL ? headers.etag : "(none)",
                     validators[i].etag != NULL ? validators[i].etag : "(none)");
        check_string(validators[i].lines, headers.last_modified != NULL ? headers.last_modified : "(none)",
                     validators[i].last_modified != NULL ? validators[i].last_modified : "(none)");
        arena_release(&arena);
    }
}

static const struct {
    const char *url;
    bool is_private;
    const char *key;
    int n_connections;
    double gap_s;
} paces[] = {
    {"https://example.org/feed", false, "example.org", 2, 1},
    {"https://Example.org:8443/feed", false, "example.org", 2, 1},
    {"http://127.0.0.1:4000/feed", true, "127.0.0.1:4000", 2, 0},
    {"http://127.0.0.1:1200/feed", true, "127.0.0.1:1200", 2, 0},
    {"https://export.arxiv.org/rss/cs.CL", false, "arxiv.org", 1, 3},
    {"https://export.arxiv.org/api/query?id_list=1", false, "arxiv.org", 1, 3},
    {"https://arxiv.org/list/cs.CL/new", false, "arxiv.org", 1, 3},
    {"https://notarxiv.org/", false, "notarxiv.org", 2, 1},
    {"https://arxiv.org.example/", false, "arxiv.org.example", 2, 1},
    /* as the user has set it */
    {"https://slow.example/feed", false, "slow.example", 2, 5},
    {"https://a.slow.example/feed", false, "a.slow.example", 2, 5},
    {"https://notslow.example/feed", false, "notslow.example", 2, 1},
    {"https://mine.slow.example/feed", false, "mine.slow.example", 2, 0},
    {"https://export.arxiv.org/oai", false, "arxiv.org", 1, 3}, /* never below what arXiv says */
    {"https://rss.arxiv.org/rss/cs", false, "arxiv.org", 1, 10},
    {"http://10.0.0.5:1200/feed", true, "10.0.0.5:1200", 2, 2},
};

static void hosts_have_their_pace(void **state)
{
    static const struct fetch_pause pauses[] = {{"slow.example", 5},
                                                {"mine.slow.example", 0},
                                                {"arxiv.org", 1},
                                                {"rss.arxiv.org", 10},
                                                {"10.0.0.5", 2}};
    struct fetch_limits with_pauses = fetch_limits_default;
    (void)state;
    with_pauses.pauses = pauses, with_pauses.n_pauses = sizeof pauses / sizeof *pauses;
    for (size_t i = 0; i < sizeof paces / sizeof *paces; i++) {
        struct arena arena;
        arena_init(&arena);
        struct host_pace pace = host_pace(paces[i].url, paces[i].is_private, &with_pauses, &arena);
        check_string(paces[i].url, pace.key, paces[i].key);
        check_number(paces[i].url, pace.n_connections, paces[i].n_connections);
        check_number(paces[i].url, pace.gap_s * 1000, paces[i].gap_s * 1000);
        arena_release(&arena);
    }
}

static const struct {
    const char *what;
    int n_active;
    double last_start_at, now, wait_s;
} waits[] = {
    {"idle for long", 0, 100, 200, 0},
    {"the gap is over", 1, 100, 103, 0},
    {"the gap is not over", 0, 100, 101, 2},
    {"all connections are taken", 2, 100, 200, -1},
};

static void requests_keep_their_gap(void **state)
{
    const struct host_pace pace = {"h", 2, 3};
    (void)state;
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++)
        check_number(waits[i].what,
                     host_wait(&pace, waits[i].n_active, waits[i].last_start_at, waits[i].now) * 1000,
                     waits[i].wait_s * 1000);
}

static const struct {
    const char *what;
    long status;
    int64_t retry_after_s;
    int n_refusals;
    bool is_private;
    double hold_s;
} holds[] = {
    {"200", 200, -1, 0, false, 0},
    {"404 is about the document", 404, -1, 0, false, 0},
    {"500 too", 500, 60, 0, false, 0},
    {"429", 429, -1, 1, false, 3600},
    {"429 again", 429, -1, 2, false, 7200},
    {"429 for long", 429, -1, 50, false, 6 * 3600},
    {"429 with Retry-After", 429, 60, 1, false, 60},
    {"429 with Retry-After of zero", 429, 0, 1, false, 0},
    {"429 with Retry-After of a year", 429, 365 * 86400, 1, false, 86400},
    {"a 503 may be about the document", 503, -1, 1, false, 0},
    {"the second 503", 503, -1, 2, false, 300},
    {"503 with Retry-After", 503, 120, 1, false, 120},
    {"a 403 may be about the document", 403, -1, 1, false, 0},
    {"the second 403", 403, -1, 2, false, 300},
    {"the third 403", 403, -1, 3, false, 600},
    {"429 of one's own mirror", 429, -1, 5, true, 0},
    {"Retry-After of one's own mirror", 429, 30, 1, true, 30},
};

static void hosts_are_left_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof holds / sizeof *holds; i++)
        check_number(
            holds[i].what,
            host_backoff_s(holds[i].status, holds[i].retry_after_s, holds[i].n_refusals, holds[i].is_private),
            holds[i].hold_s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(freshness_is_what_the_answer_says), cmocka_unit_test(patience_has_two_forms),
        cmocka_unit_test(validators_stay_byte_for_byte),     cmocka_unit_test(hosts_have_their_pace),
        cmocka_unit_test(requests_keep_their_gap),           cmocka_unit_test(hosts_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
