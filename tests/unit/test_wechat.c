/* The account behind an article of WeChat. */
#include "test.h"

#include "weir/discover/wechat.h"

static const struct {
    const char *what, *html, *name, *id, *biz, *number; /* name NULL: none */
} cases[] = {
    {"by its script",
     "<script>var biz = \"MTIzNDU2Nzg5MA==\"||\"\"; var user_name = \"gh_0123abc\";\n"
     "var nickname = htmlDecode(\"小模型&amp;笔记\");</script>",
     "小模型&笔记", "gh_0123abc", "MTIzNDU2Nzg5MA==", "1234567890"},
    {"by its markup, with line breaks",
     "<a href=\"javascript:;\" id=\"js_name\">\n   一个公众号\n </a><a "
     "href=\"https://mp.weixin.qq.com/mp/profile?__biz=MTIzNA==&scene=1\">",
     "一个公众号", "", "MTIzNA==", "1234"},
    {"a number that is none", "var nickname = 'N'; var biz = \"Z2hvc3Q=\";", "N", "", "Z2hvc3Q=", ""},
    {"a question whether we are human", "<h2>环境异常</h2><p>完成验证后即可继续访问</p>", NULL, "", "", ""},
    {"nothing", "", NULL, "", "", ""},
};

static void test_accounts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        struct wechat_account got;
        arena_init(&arena);
        bool found = wechat_read_account(cases[i].html, strlen(cases[i].html), &arena, &got);
        check_number(cases[i].what, found, cases[i].name != NULL);
        if (found) {
            check_string(cases[i].what, got.name, cases[i].name);
            check_string(cases[i].what, got.id, cases[i].id);
            check_string(cases[i].what, got.biz, cases[i].biz);
            check_string(cases[i].what, got.number, cases[i].number);
        }
        arena_release(&arena);
    }
}

static void test_articles(void **state)
{
    (void)state;
    assert_true(wechat_is_article("https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv"));
    assert_true(wechat_is_article("http://mp.weixin.qq.com/s?__biz=MTIzNA==&mid=1&idx=1&sn=a"));
    assert_false(wechat_is_article("https://mp.weixin.qq.com/"));
    assert_false(wechat_is_article("https://mp.weixin.qq.com.example.org/s/x"));
    assert_false(wechat_is_article(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_accounts), cmocka_unit_test(test_articles)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
