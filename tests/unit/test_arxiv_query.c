#include "test.h"

#include "../../src/conf/arxiv.h"

static const struct {
    const char *query, *asks; /* what stands after search_query= */
} queries[] = {
    {"cs.CL", "cat:cs.CL"},
    {"hep-th", "cat:hep-th"},
    {"cond-mat.str-el", "cat:cond-mat.str-el"},
    {"distillation", "all:distillation"},
    {"cs.CL AND ti:distillation", "cat:cs.CL+AND+ti:distillation"},
    {"ti:\"knowledge distillation\" OR abs:\"teacher student\"",
     "ti:%22knowledge%20distillation%22+OR+abs:%22teacher%20student%22"},
    {"(cs.CL OR cs.LG) ANDNOT ti:survey", "%28cat:cs.CL+OR+cat:cs.LG%29+ANDNOT+ti:survey"},
    {"((au:hinton))", "%28%28au:hinton%29%29"},
    {"  cs.CL   AND\tcs.AI ", "cat:cs.CL+AND+cat:cs.AI"},
    {"\"graph: a study\"", "all:%22graph%3A%20a%20study%22"},
    {"au:Erdős", "au:Erd%C5%91s"},
    {"cs.CL&start=9", "cat:cs.CL%26start%3D9"},
};

static void queries_become_addresses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct arena arena;
        struct error err = {0};
        arena_init(&arena);
        const char *want =
            arena_printf(&arena,
                         "https://export.arxiv.org/api/query?search_query=%s&sortBy=submittedDate"
                         "&sortOrder=descending&start=0&max_results=100",
                         queries[i].asks);
        const char *got = arxiv_query_url(queries[i].query, &arena, &err);
        check_string(queries[i].query, got != NULL ? got : err.text, want);
        arena_release(&arena);
    }
}

static const struct {
    const char *query, *says;
} faults[] = {
    {"", "missing at the end"},
    {"cs.CL AND", "missing at the end"},
    {"AND cs.CL", "\"AND\" stands where a word is wanted"},
    {"cs.CL cs.LG", "\"cs.LG\" stands where AND, OR or ANDNOT is wanted"},
    {"cs.CL and cs.LG", "\"and\" stands where AND"},
    {"(cs.CL", "left open"},
    {"cs.CL)", "never opened"},
    {"()", "\")\" stands where a word is wanted"},
    {"title:x", "no field \"title\""},
    {"ti:", "without a word"},
    {"ti:\"open", "quotation mark"},
    {"\"", "quotation mark"},
};

static void faults_are_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct arena arena;
        struct error err = {0};
        arena_init(&arena);
        const char *got = arxiv_query_url(faults[i].query, &arena, &err);
        if (got != NULL || strstr(err.text, faults[i].says) == NULL)
            check_string(faults[i].query, got != NULL ? got : err.text, faults[i].says);
        arena_release(&arena);
    }
}

static void a_query_has_its_limit(void **state)
{
    static char query[8192];
    struct arena arena;
    struct error err = {0};
    (void)state;
    memset(query, 'x', sizeof query - 1);
    arena_init(&arena);
    assert_null(arxiv_query_url(query, &arena, &err));
    assert_int_equal(err.status, STATUS_LIMIT);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(queries_become_addresses),
                                       cmocka_unit_test(faults_are_told),
                                       cmocka_unit_test(a_query_has_its_limit)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
