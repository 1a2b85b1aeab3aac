#include "test.h"

#include "weir/text/suggest.h"

static void test_nearest(void **state)
{
    (void)state;
    static const char *const keys[] = {"every", "url", "mirror", "title", "terms", "threshold", "知识蒸馏"};
    static const struct {
        const char *word, *want;
    } cases[] = {
        {"evry", "every"},
        {"evrey", "every"}, /* neighbours swapped */
        {"titel", "title"},
        {"term", "terms"},
        {"treshhold", "threshold"},
        {"ulr", "url"},
        {"uri", "url"},
        {"miror", "mirror"},
        {"知识蒸溜", "知识蒸馏"}, /* one character, not three bytes */
        {"every", "every"},
        {"colour", NULL},
        {"x", NULL},
        {"", NULL},
        {"thresholdthresholdthresholdthresholdthresholdthresholdthresholdthreshold", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = suggest(cases[i].word, keys, sizeof keys / sizeof *keys);
        check_string(cases[i].word, got ? got : "(none)", cases[i].want ? cases[i].want : "(none)");
    }
}

static void test_first_of_equals(void **state)
{
    (void)state;
    static const char *const words[] = {"cat", "car"};
    check_string("cab", suggest("cab", words, 2), "cat");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_first_of_equals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
