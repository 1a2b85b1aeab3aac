#include "test.h"

#include "weir/text/buf.h"

static void test_appending(void **state)
{
    (void)state;
    struct buf buf = BUF_INIT(1000);
    check_string("empty is a string", buf.data, "");
    check_number("add", buf_add(&buf, "ab\0c", 2), 0);
    buf_adds(&buf, "cd");
    buf_addc(&buf, 'e');
    buf_addf(&buf, "-%d-%s", 12, "x");
    check_string("all", buf.data, "abcde-12-x");
    check_number("length", buf.n, 10);
    buf_truncate(&buf, 100);
    check_number("no longer than it is", buf.n, 10);
    buf_truncate(&buf, 2);
    check_string("cut", buf.data, "ab");
    buf_clear(&buf);
    check_string("cleared", buf.data, "");
    buf_release(&buf);
    buf_release(&buf);
    check_string("released twice", buf.data, "");
}

static void test_limit(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 5);
    check_number("up to the limit", buf_adds(&buf, "12345"), 0);
    check_number("not full", buf.full, 0);
    check_number("nothing is nothing", buf_add(&buf, "", 0), 0);
    check_number("one more", buf_addc(&buf, '6'), -1);
    check_number("formatted", buf_addf(&buf, "%d", 7), -1);
    check_number("full", buf.full, 1);
    check_string("unchanged", buf.data, "12345");
    buf_truncate(&buf, 4);
    check_number("full stays", buf.full, 1);
    check_number("room again", buf_addc(&buf, '!'), 0);
    check_string("written on", buf.data, "1234!");
    buf_clear(&buf);
    check_number("a new start", buf.full, 0);
    buf_release(&buf);
    check_number("the limit stays", buf_adds(&buf, "123456"), -1);
    buf_release(&buf);
}

static void test_growing(void **state)
{
    (void)state;
    struct buf buf = BUF_INIT(BUF_LIMIT_OUTPUT);
    for (int i = 0; i < 100000; i++)
        buf_addc(&buf, (char)('a' + i % 26));
    check_number("all of it", buf.n, 100000);
    check_number("last", buf.data[99999], 'a' + 99999 % 26);
    check_number("NUL", buf.data[100000], 0);
    buf_release(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_appending),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_growing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
