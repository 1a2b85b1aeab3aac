/* Names and titles as arXiv writes them, and as people read them. */
#include "test.h"

#include "../../src/feed/gather.h"

static const struct {
    const char *tex, *letters;
} cases[] = {
    {"Paulo Andr\\'e Lima", "Paulo André Lima"},
    {"Kurt G{\\\"o}del", "Kurt Gödel"},
    {"Kurt G\\\"{o}del", "Kurt Gödel"},
    {"Mart\\'in", "Martín"},
    {"Mart\\'{\\i}n", "Martín"},
    {"Mart\\'\\in", "Mart\\'\\in"}, /* a command \in, of formulas */
    {"Eduard \\v{C}ech", "Eduard Čech"},
    {"\\v Cech", "Čech"},
    {"S\\o ren", "Søren"},
    {"S{\\o}ren", "Søren"},
    {"Stra\\ss{}e", "Straße"},
    {"Pawe\\l", "Paweł"},
    {"Mu\\~noz, Gar\\c{c}on", "Muñoz, Garçon"},
    /* what is no letter stays */
    {"plain", "plain"},
    {"a \\textbf{bold} claim", "a \\textbf{bold} claim"},
    {"$\\hat{x}$ and $\\'e$", "$\\hat{x}$ and $\\'e$"},
    {"\\variance", "\\variance"},
    {"\\", "\\"},
    {"{\\'e", "{é"},
    {"蒸馏 \\\"u", "蒸馏 ü"},
    {"line\\\\\"ls", "line\\\\\"ls"}, /* a line break, and no accent behind it */
    {"\\{\\'e\\}", "\\{é\\}"},
    {"\\s\\\"s", "ß\xCC\x88"}, /* what was read makes a command of what stands before it */
};

static void writes_letters(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *once = tex_letters(&arena, cases[i].tex);
        assert_string_equal(once, cases[i].letters);
        assert_string_equal(tex_letters(&arena, once), once);
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(writes_letters)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
