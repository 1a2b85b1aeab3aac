/* Character references: every name of the table, and the rules around numbers and missing semicolons. */
#include "test.h"

#include "../../src/feed/entities.h"

#define N_NAMES                                                                                              \
    2123 /* names with a semicolon in the HTML standard, less two whose text is longer than they are */

static void test_every_name(void **state)
{
    (void)state;
    size_t n_names = 0;
    for (size_t letter = 0; letter < 128; letter++) {
        const char *record = entity_letters[letter].records;
        for (const char *end = record + entity_letters[letter].n; record < end;
             record += strlen(record) + 1) {
            size_t n = strcspn(record, ";,");
            char text[ENTITY_SIZE];
            check_number(record, entity_named(record, n, text), strlen(record + n + 1));
            check_string(record, text, record + n + 1);
            n_names++;
        }
    }
    check_number("names", n_names, N_NAMES);
}

static void test_reading(void **state)
{
    (void)state;
    static const struct {
        const char *s;
        bool in_attribute;
        size_t taken;
        const char *text;
    } cases[] = {
        {"&amp;", false, 5, "&"},
        {"&amp", false, 4, "&"},
        {"&ampx", false, 4, "&"},
        {"&ampx", true, 0, NULL},
        {"&amp=", true, 0, NULL},
        {"&amp;x", true, 5, "&"},
        {"&amp ", true, 4, "&"},
        {"&notit;", false, 4, "¬"},
        {"&notin;", false, 7, "∉"},
        {"&sup2;", false, 6, "²"},
        {"&sup2", false, 5, "²"},
        {"&sup;", false, 5, "⊃"},
        {"&sup", false, 0, NULL},
        {"&AMP;", false, 5, "&"},
        {"&aMp;", false, 0, NULL},
        {"&NewLine;", false, 9, "\n"},
        {"&", false, 0, NULL},
        {"&;", false, 0, NULL},
        {"&#65;", false, 5, "A"},
        {"&#65x", false, 4, "A"},
        {"&#x41;", false, 6, "A"},
        {"&#X4e2d;", false, 8, "中"},
        {"&#x;", false, 0, NULL},
        {"&#;", false, 0, NULL},
        {"&#128512;", false, 9, "😀"},
        {"&#151;", false, 6, "—"},
        {"&#x80;", false, 6, "€"},
        {"&#0;", false, 4, "\uFFFD"},
        {"&#xD800;", false, 8, "\uFFFD"},
        {"&#x110000;", false, 10, "\uFFFD"},
        {"&#xFFFE;", false, 8, "\uFFFD"},
        {"&#1;", false, 4, ""},
        {"&#99999999999999999999;", false, 23, "\uFFFD"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[ENTITY_SIZE];
        size_t taken = entity_read(cases[i].s, strlen(cases[i].s), cases[i].in_attribute, text);
        check_number(cases[i].s, taken, cases[i].taken);
        if (taken > 0)
            check_string(cases[i].s, text, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_name),
        cmocka_unit_test(test_reading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
