/* What became of each topic when the rules changed, as the log says it. */
#include "test.h"

#include "../../src/rules/rules_change.h"

static struct topic topic_of(const char *name, const char *terms, struct arena *arena)
{
    struct topic topic = {
        .name = name, .title = name, .under = "", .field = "", .threshold = TOPIC_THRESHOLD};
    struct error err;
    assert_int_equal(term_list_parse(terms, arena, &topic.terms, &err), 0);
    return topic;
}

static void test_changes_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after; /* the terms; NULL: no such topic */
        size_t n_gained, n_lost;
        const char *told;
    } cases[] = {
        {"a, b^0.5", "b^0.5, a", 0, 0, ""},
        {"a", "a, b, c", 14, 3, "+2 terms, 14 stories gained, 3 lost"},
        {"a, b", "a", 0, 1, "−1 term, 1 story lost"},
        {"a^0.5, b", "a^0.6, 知识蒸馏", 1, 0, "+1 −1 terms, 1 reweighted, 1 story gained"},
        {"a, ab, a b^0.5", "a^0.9, ab, a b^0.5", 0, 0, "1 reweighted"},
        {"a", "a", 0, 2, "2 stories lost"},
        {NULL, "a, b", 5, 0, "new, 2 terms, 5 stories gained"},
        {"a", NULL, 0, 7, "gone, 7 stories lost"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        struct buf before = BUF_INIT(1 << 16);
        struct rules_change change;
        arena_init(&arena);
        struct topic then[] = {topic_of("stays", "x", &arena),
                               topic_of("kd", cases[i].before ? cases[i].before : "x", &arena)};
        struct topic now[] = {topic_of("kd", cases[i].after ? cases[i].after : "x", &arena),
                              topic_of("stays", "x", &arena)};
        rules_write_terms(then, cases[i].before ? 2 : 1, &before);
        rules_compare(before.data, cases[i].after ? now : now + 1, cases[i].after ? 2 : 1, &arena, &change);
        for (size_t k = 0; k < cases[i].n_gained; k++)
            rules_count_move(&change, "kd", true);
        for (size_t k = 0; k < cases[i].n_lost; k++)
            rules_count_move(&change, "kd", false);
        const char *told = "no such topic";
        for (size_t k = 0; k < change.n; k++)
            if (strcmp(change.topics[k].topic, "kd") == 0)
                told = rules_describe(&change.topics[k], &arena);
            else
                check_string("the other", rules_describe(&change.topics[k], &arena), "");
        check_string(cases[i].told, told, cases[i].told);
        buf_release(&before);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_changes_are_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
