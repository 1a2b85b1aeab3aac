/* What a user gets wrong in a glossary is said by line, with what to do; what is right is let be. */
#include "../../src/derive/tables.h"
#include "test.h"
#include "weir/derive/glossary_check.h"
#include "weir/text/buf.h"

static void check_one(const char *text, const char *want)
{
    struct arena arena;
    size_t n;
    struct buf got = BUF_INIT(1 << 16);
    arena_init(&arena);
    const struct glossary_fault *faults = glossary_check(text, strlen(text), &arena, &n);
    for (size_t i = 0; i < n; i++)
        buf_addf(&got, "%zu: %s\n", faults[i].line, faults[i].text);
    if (*want == '\0' || strstr(got.data, want) == NULL)
        check_string(text, got.data, want);
    buf_release(&got);
    arena_release(&arena);
}

static void says_what_is_wrong_and_what_to_do(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"", ""},
        {"# a comment\n\ntwo-tower, dual tower\t双塔\tdense retrieval, =EBR, recommend*\n", ""},
        {"\xEF\xBB\xBF"
         "two-tower\t双塔\r\nC++\tC加加\r\n",
         ""},
        {"\t双塔，双塔模型、两塔\t\n", ""},
        {"BERT, RoBERTa\n", ""},
        {"two-tower 双塔\n", "1: one name alone says nothing; write what else it is called behind a tab"},
        {"two-tower\t\t\n", "1: one name alone"},
        {"a\tb\n\nx\ty\tz\tw\n", "3: more than three columns; write English names"},
        {"\t\t=CTR, recommend*\n", "1: no name before the related terms"},
        {"click rate^0.6\t点击率\n", "1: \"click rate^0.6\" has a boost; leave it out"},
        {"click + rate\t点击率\n", "1: \"click + rate\" is more than a name"},
        {"title: click\t点击率\n", "1: \"title: click\" is more than a name"},
        {"/click/\t点击率\n", "1: \"/click/\" is more than a name"},
        {"a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q\tr\n", "1: more than 16 names in a column"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_one(cases[i].text, cases[i].says);
}

static void bounds_names_and_faults(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(1 << 20);
    struct arena arena;
    size_t n;
    for (int i = 0; i < 1001; i++)
        buf_addc(&text, 'x');
    buf_adds(&text, "\t双塔\n");
    check_one(text.data, "1: more than 16 names in a column, or one of over 1000 bytes");
    buf_clear(&text);
    for (int i = 0; i < 2 * GLOSSARY_LIMIT_FAULTS; i++)
        buf_adds(&text, "alone\n");
    arena_init(&arena);
    glossary_check(text.data, text.n, &arena, &n);
    check_number("faults told", (long long)n, GLOSSARY_LIMIT_FAULTS);
    arena_release(&arena);
    buf_release(&text);
}

static void the_table_that_weir_carries_is_right(void **state)
{
    (void)state;
    for (const char *const *line = table_glossary; *line != NULL; line++)
        check_one(*line, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_is_wrong_and_what_to_do),
        cmocka_unit_test(bounds_names_and_faults),
        cmocka_unit_test(the_table_that_weir_carries_is_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
