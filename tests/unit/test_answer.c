#include "test.h"

#include "weir/poll/answer.h"

static void a_question_to_arxiv_is_called_by_what_it_asks(void **state)
{
    (void)state;
    static const struct {
        const char *title, *want;
    } cases[] = {
        {"A Colleague's Blog", "A Colleague's Blog"},
        {"", ""},
        {"arXiv Query: search_query=cat:cs.CL AND ti:\"knowledge "
         "distillation\"&id_list=&start=0&max_results=100",
         "arXiv: cat:cs.CL AND ti:\"knowledge distillation\""},
        {"ArXiv Query: search_query=&id_list=2401.00001,2401.00002&start=0&max_results=10",
         "arXiv: 2401.00001,2401.00002"},
        {"arXiv Query: search_query=all:知识", "arXiv: all:知识"},
        {"arXiv Query: something else", "arXiv Query: something else"},
        {"arXiv Search Results", "arXiv Search Results"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        arena_init(&arena);
        check_string(cases[i].title, answer_title(cases[i].title, &arena), cases[i].want);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_question_to_arxiv_is_called_by_what_it_asks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
