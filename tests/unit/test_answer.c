#include "test.h"

#include "weir/poll/answer.h"

#define FEED "<feed xmlns='http://www.w3.org/2005/Atom'><entry></entry>"

static const struct {
    const char *what, *body;
    bool is_cut;
} ends[] = {
    {"whole", FEED "</feed>", false},
    {"a line break behind it", FEED "</feed>\r\n", false},
    {"a cache's comment behind it", "<rss></rss>\n<!-- served from cache in 0.1 s -->", false},
    {"declared, commented, whole", "<?xml version='1.0'?><!DOCTYPE rss><!-- <a> --><rss><channel/></rss>",
     false},
    {"a prefix", "<rdf:RDF><item/></rdf:RDF>", false},
    {"in a tag", FEED "<entr", true},
    {"in text", FEED "<entry><title>Half a ti", true},
    {"behind a tag", FEED "<entry>", true},
    {"another element's end", "<rss><channel></channel>", true},
    {"JSON", "{\"version\": \"\", \"items\": []} \n", false},
    {"JSON, cut", " {\"version\": \"\", \"items\": [", true},
    {"nothing", "", false},
    {"no markup at all", "out of order", false},
    {"a declaration alone", "<?xml version='1.0'?>", false},
};

static void an_end_is_looked_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct fetch_response response = {
            .body = ends[i].body, .body_n = strlen(ends[i].body), .is_open_ended = true};
        check_number(ends[i].what, answer_is_cut(&response), ends[i].is_cut);
        response.is_open_ended = false;
        check_number("a length was said", answer_is_cut(&response), false);
    }
}

static void an_end_far_behind_its_last_item_counts(void **state)
{
    enum { N = 100000 };
    char *body = malloc(N + 16);
    (void)state;
    memset(body, 'x', N);
    memcpy(body, "<rss>", 5);
    struct fetch_response response = {.body = body, .is_open_ended = true};
    response.body_n = N;
    body[N] = '\0';
    check_number("cut", answer_is_cut(&response), true);
    memcpy(body + N, "</rss>", 7);
    response.body_n = N + 6;
    check_number("whole", answer_is_cut(&response), false);
    free(body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(an_end_is_looked_for),
                                       cmocka_unit_test(an_end_far_behind_its_last_item_counts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
