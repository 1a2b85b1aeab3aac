#include "test.h"

#include <sysexits.h>

#include "weir/text/error.h"
#include "weir/text/utf8.h"

static void test_one_clean_line(void **state)
{
    (void)state;
    static const struct {
        const char *what, *said, *want;
    } cases[] = {
        {"plain", "feeds.conf:3: unknown key", "feeds.conf:3: unknown key"},
        {"Chinese", "没有这个文件", "没有这个文件"},
        {"line breaks", "a\r\nb\tc", "a  b c"},
        {"escape sequences", "\033[31mred\x7f", " [31mred "},
        {"C1 controls",
         "a\xC2\x9B"
         "b",
         "a b"},
        {"line separators",
         "a\xE2\x80\xA8"
         "b\xE2\x80\xA9",
         "a b "},
        {"invalid bytes", "caf\xE9 \xF0\x9F", "caf? ??"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error err = {0};
        check_number("returns", error_set(&err, STATUS_IO, "%s", cases[i].said), -1);
        check_string(cases[i].what, err.text, cases[i].want);
        check_number("status", err.status, STATUS_IO);
    }
    check_number("nobody asked", error_set(NULL, STATUS_IO, "x"), -1);
}

static void test_long_lines_are_cut_between_characters(void **state)
{
    (void)state;
    char text[2000] = "a";
    for (int i = 0; i < 400; i++)
        memcpy(text + strlen(text), "错", 4);
    struct error err = {0};
    error_set(&err, STATUS_IO, "%s", text);
    check_number("valid", utf8_valid(err.text, strlen(err.text)), 1);
    check_number("as long as can be", strlen(err.text), 1 + 3 * 170);
}

static void test_prefix(void **state)
{
    (void)state;
    struct error err = {0};
    error_set(&err, STATUS_NOT_A_FEED, "no feed");
    check_number("returns", error_prefix(&err, "%s", "x.xml"), -1);
    check_string("before", err.text, "x.xml: no feed");
    error_set(&err, STATUS_NOT_A_FEED, "again: %s", err.text);
    check_string("its own text as argument", err.text, "again: x.xml: no feed");
    check_number("status stays", err.status, STATUS_NOT_A_FEED);
    check_number("nobody asked", error_prefix(NULL, "x"), -1);
}

static void test_exit_codes(void **state)
{
    (void)state;
    static const struct {
        enum status status;
        int code;
    } cases[] = {
        {STATUS_OK, EX_OK},     {STATUS_USAGE, EX_USAGE}, {STATUS_NOT_A_FEED, 65},    {STATUS_NO_INPUT, 66},
        {STATUS_NO_SOURCE, 69}, {STATUS_SOFTWARE, 70},    {STATUS_CANNOT_CREATE, 73}, {STATUS_IO, 74},
        {STATUS_BUSY, 75},      {STATUS_CONFIG, 78},      {STATUS_LIMIT, 65},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_number("exit code", error_exit_code(cases[i].status), cases[i].code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_clean_line),
        cmocka_unit_test(test_long_lines_are_cut_between_characters),
        cmocka_unit_test(test_prefix),
        cmocka_unit_test(test_exit_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
