#include "test.h"

#include <stdbool.h>

#include "../../src/serve/rules.h"

#define MODIFIED_AT ((int64_t)1795246200) /* Sat, 21 Nov 2026 07:30:00 GMT */
#define ETAG        "\"6b01467800-0\""

static const struct {
    const char *if_none_match, *if_modified_since;
    bool not_modified;
} conditions[] = {
    {NULL, NULL, false},
    {ETAG, NULL, true},
    {"W/" ETAG, NULL, true},
    {"*", NULL, true},
    {"\"a\", " ETAG, NULL, true},
    {"\"a\"," ETAG ",\"b\"", NULL, true},
    {"\"a," ETAG "\"", NULL, false},
    {"\"other\"", NULL, false},
    {"unquoted", NULL, false},
    {"", NULL, false},
    {"\"other\"", "Sat, 21 Nov 2026 07:30:00 GMT", false},
    {NULL, "Sat, 21 Nov 2026 07:30:00 GMT", true},
    {NULL, "Sat, 21 Nov 2026 07:29:59 GMT", false},
    {NULL, "Sun, 22 Nov 2026 00:00:00 GMT", true},
    {NULL, "yesterday", false},
};

static void conditions_follow_the_rfc(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        const char *what =
            conditions[i].if_none_match != NULL ? conditions[i].if_none_match : "no If-None-Match";
        check_number(what,
                     rules_not_modified(conditions[i].if_none_match, conditions[i].if_modified_since, ETAG,
                                        MODIFIED_AT),
                     conditions[i].not_modified);
    }
}

static const struct {
    const char *path, *accept, *type;
} typed[] = {
    {"/feed.atom", NULL, "application/atom+xml; charset=utf-8"},
    {"/feed.atom", "application/atom+xml, */*;q=0.1", "application/atom+xml; charset=utf-8"},
    {"/feed.atom", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
     "application/xml; charset=utf-8"},
    {"/feed.json", "text/html,*/*", "application/feed+json; charset=utf-8"},
    {"/a.b/c", NULL, "application/octet-stream"},
};

static void a_browser_is_shown_feeds_with_their_stylesheet(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        check_string(typed[i].path, rules_type(typed[i].path, typed[i].accept), typed[i].type);
}

static const struct {
    const char *range, *if_range;
    uint64_t size;
    enum range kind;
    uint64_t from, n;
} ranges[] = {
    {NULL, NULL, 10, RANGE_ALL, 0, 0},
    {"bytes=0-0", NULL, 10, RANGE_PART, 0, 1},
    {"bytes=0-99", NULL, 10, RANGE_PART, 0, 10},
    {"bytes=9-9", NULL, 10, RANGE_PART, 9, 1},
    {"bytes=-99", NULL, 10, RANGE_PART, 0, 10},
    {"bytes=-0", NULL, 10, RANGE_BEYOND, 0, 0},
    {"bytes=0-", NULL, 0, RANGE_BEYOND, 0, 0},
    {"bytes=99999999999999999999999-", NULL, 10, RANGE_BEYOND, 0, 0},
    {"bytes=4-2", NULL, 10, RANGE_ALL, 0, 0},
    {"bytes=-", NULL, 10, RANGE_ALL, 0, 0},
    {"bytes=", NULL, 10, RANGE_ALL, 0, 0},
    {"bytes=a-b", NULL, 10, RANGE_ALL, 0, 0},
    {"bytes=1-2x", NULL, 10, RANGE_ALL, 0, 0},
    {"lines=1-2", NULL, 10, RANGE_ALL, 0, 0},
    {"bytes=1-2", ETAG, 10, RANGE_PART, 1, 2},
    {"bytes=1-2", "\"other\"", 10, RANGE_ALL, 0, 0},
    {"bytes=1-2", "W/" ETAG, 10, RANGE_ALL, 0, 0},
    {"bytes=1-2", "Sat, 21 Nov 2026 07:30:00 GMT", 10, RANGE_PART, 1, 2},
    {"bytes=1-2", "Sat, 21 Nov 2026 07:30:01 GMT", 10, RANGE_ALL, 0, 0},
};

static void ranges_follow_the_rfc(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        const char *what = ranges[i].range != NULL ? ranges[i].range : "no Range";
        uint64_t from = 0, n = 0;
        check_number(
            what,
            rules_range(ranges[i].range, ranges[i].if_range, ETAG, MODIFIED_AT, ranges[i].size, &from, &n),
            ranges[i].kind);
        check_number(what, from, ranges[i].from);
        check_number(what, n, ranges[i].n);
    }
}

static const struct {
    const char *accept_encoding;
    enum coding coding;
} encodings[] = {
    {NULL, CODING_PLAIN},
    {"", CODING_PLAIN},
    {"gzip", CODING_GZIP},
    {"GZip", CODING_GZIP},
    {"x-gzip", CODING_GZIP},
    {"br, gzip, deflate", CODING_BR},
    {"deflate,\tgzip;q=0.5", CODING_GZIP},
    {"gzip;q=0", CODING_PLAIN},
    {"gzip;q=0.000, *", CODING_PLAIN},
    {"*", CODING_GZIP},
    {"*;q=0", CODING_PLAIN},
    {"identity", CODING_PLAIN},
    {"gzip;q=0.5, identity", CODING_PLAIN},
    {"gzip, identity;q=0.5", CODING_GZIP},
    {"identity;q=0, *;q=0.1", CODING_GZIP},
    {"gzipped", CODING_PLAIN},
    {"br", CODING_BR},
    {"gzip, br;q=0.5", CODING_GZIP},
    {"gzip;q=0.5, br;q=0.5", CODING_BR},
    {"br;q=0, gzip", CODING_GZIP},
    {"br;q=0.5, identity", CODING_PLAIN},
    {"BR", CODING_BR},
};

static void encodings_follow_the_rfc(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
        check_number(encodings[i].accept_encoding != NULL ? encodings[i].accept_encoding : "none",
                     rules_coding(encodings[i].accept_encoding), encodings[i].coding);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions_follow_the_rfc),
        cmocka_unit_test(a_browser_is_shown_feeds_with_their_stylesheet),
        cmocka_unit_test(ranges_follow_the_rfc),
        cmocka_unit_test(encodings_follow_the_rfc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
