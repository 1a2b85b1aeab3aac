/* Traditional characters as simplified ones. */
#include "test.h"
#include "weir/text/han.h"

static void simplifies(void **state)
{
    (void)state;
    static const struct {
        uint32_t from, want;
    } cases[] = {
        {0x6A5F, 0x673A},                     /* 機 机 */
        {0x767C, 0x53D1},                     /* 發 and … */
        {0x9AEE, 0x53D1},                     /* … 髮 are 发 */
        {0x70BA, 0x4E3A},                     /* 為 and … */
        {0x673A, 0x673A},                     /* 机 is simplified */
        {0x4E7E, 0x4E7E},                     /* 乾 is 干 in some words */
        {0x8457, 0x8457},                     /* 著 is 着 in some words */
        {0x4E00, 0x4E00},                     /* 一, before the table … */
        {0x9FFF, 0x9FFF},                     /* … and behind it */
        {'a', 'a'},         {0x30CB, 0x30CB}, /* ニ */
        {0x1F600, 0x1F600},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_number("simplified", han_simplified(cases[i].from), cases[i].want);
}

static void needs_one_step(void **state)
{
    (void)state;
    for (uint32_t c = 0x4E00; c <= 0x9FFF; c++)
        check_number("simplified twice", han_simplified(han_simplified(c)), han_simplified(c));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(simplifies), cmocka_unit_test(needs_one_step)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
