#include "test.h"

#include "weir/conf/ini.h"
#include "weir/text/buf.h"

/* The lines as "NUMBER:[word|rest]", "NUMBER:key=value", "NUMBER:key+=value", "NUMBER!what is wrong"; one a
 * line. */
static void describe(const struct ini_line *lines, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        if (lines[i].kind == INI_SECTION)
            buf_addf(out, "%d:[%s|%s]\n", lines[i].line, lines[i].key, lines[i].value);
        else if (lines[i].kind == INI_PAIR)
            buf_addf(out, "%d:%s%s%s\n", lines[i].line, lines[i].key, lines[i].adds ? "+=" : "=",
                     lines[i].value);
        else
            buf_addf(out, "%d!%.15s\n", lines[i].line, lines[i].key);
    }
}

static void test_lines(void **state)
{
    (void)state;
    static const struct {
        const char *what, *text, *want;
    } cases[] = {
        {"nothing", "", ""},
        {"blank lines and comments", "\n  \n# a\n; b\n  # c\n", ""},
        {"sections", "[weir]\n[source arxiv-cs.CL]\n[ topic  a  b ]",
         "1:[weir|]\n2:[source|arxiv-cs.CL]\n3:[topic|a  b]\n"},
        {"pairs", "a=b\nc  =  d \ne =\nf = g = h\n", "1:a=b\n2:c=d\n3:e=\n4:f=g = h\n"},
        {"adding", "terms += a\nterms+=b\nc + = d", "1:terms+=a\n2:terms+=b\n3:c +=d\n"},
        {"comments after white space alone", "u = http://x/#y # z\nv = a;b ; c\nw = #d\n[s] # e",
         "1:u=http://x/#y\n2:v=a;b\n3:w=\n4:[s|]\n"},
        {"a value goes on", "t = a,\n  b # c\n\td\ne = f", "1:t=a, b d\n4:e=f\n"},
        {"it begins on the next line", "t =\n  a\n  b", "1:t=a b\n"},
        {"comments do not end it", "t = a\n# c\n  # d\n  b", "1:t=a b\n"},
        {"an empty line ends it", "t = a\n\n  b", "1:t=a\n3!indented, but n\n"},
        {"a section ends it", "t = a\n[s]\n  b", "1:t=a\n2:[s|]\n3!indented, but n\n"},
        {"CRLF and BOM", "\xEF\xBB\xBF[s]\r\na = b\r\n  c\r\n", "1:[s|]\n2:a=b c\n"},
        {"Chinese", "[topic 知识蒸馏]\ntitle = 知识蒸馏\n", "1:[topic|知识蒸馏]\n2:title=知识蒸馏\n"},
        {"no bracket", "[source a\nb = c", "1!the section's h\n2:b=c\n"},
        {"text after the bracket", "[source a] b", "1!after the \"]\" o\n"},
        {"no equals sign", "a b\n", "1!neither a [sect\n"},
        {"no key", "= b\n += c", "1!there is no key\n2!indented, but n\n"},
        {"GBK", "a = b\nc = \xD5\xF4\xC1\xF3\nd = e", "1:a=b\n2!not UTF-8; save\n3:d=e\n"},
        {"empty section", "[]", "1:[|]\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        arena_init(&arena);
        struct buf got = BUF_INIT(4096);
        size_t n;
        struct ini_line *lines = ini_read(cases[i].text, strlen(cases[i].text), &arena, &n);
        describe(lines, n, &got);
        check_string(cases[i].what, got.data, cases[i].want);
        buf_release(&got);
        arena_release(&arena);
    }
}

static void test_long_values(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct buf text = BUF_INIT(8 << 20);
    buf_adds(&text, "terms = a");
    for (int i = 0; i < 200000; i++)
        buf_adds(&text, ",\n b");
    size_t n;
    struct ini_line *lines = ini_read(text.data, text.n, &arena, &n);
    check_number("one pair", n, 1);
    check_number("all of it", strlen(lines[0].value), 1 + 200000 * 3);
    ini_read("a\0b", 3, &arena, &n);
    check_number("a NUL is seen", n, 1);
    buf_release(&text);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_long_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
