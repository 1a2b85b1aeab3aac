/* Runs the cases of tests/golden/identity.tsv, and those that need an item. */
#include "test.h"

#include <inttypes.h>

#include "weir/story/identity.h"
#include "weir/text/date.h"

#include "cases.h"

static char *arxiv_of(struct arena *arena, const char *text)
{
    int version = -1;
    char *id = identity_arxiv(arena, text, &version);

    return arena_printf(arena, "%s v%d", id, version);
}

static void run_case(struct arena *arena, const struct test_case *c)
{
    const char *what = arena_printf(arena, "identity.tsv:%d: %s", c->line, c->field[0]);
    const char *verb = c->field[0], *text = c->field[1], *want = c->field[2];

    if (strcmp(verb, "key") == 0)
        check_string(what, identity_of_url(arena, text), want);
    else if (strcmp(verb, "clean") == 0)
        check_string(what, identity_clean_url(arena, text), want);
    else if (strcmp(verb, "arxiv") == 0)
        check_string(what, arxiv_of(arena, text), want);
    else if (strcmp(verb, "same") == 0)
        check_string(what, identity_of_url(arena, text), identity_of_url(arena, want));
    else if (strcmp(verb, "differ") == 0)
        check_number(arena_printf(arena, "%s: both are %s", what, identity_of_url(arena, text)),
                     strcmp(identity_of_url(arena, text), identity_of_url(arena, want)) != 0, 1);
    else
        check_string(what, verb, "a verb of this table");
}

static void test_cases(void **state)
{
    struct arena arena;
    struct test_cases cases;

    (void)state;
    arena_init(&arena);
    cases_read(&arena, "golden/identity.tsv", 3, &cases);
    assert_true(cases.n >= 300);
    for (size_t i = 0; i < cases.n; i++)
        run_case(&arena, &cases.cases[i]);
    arena_release(&arena);
}

/* An item as parsing leaves it: absent strings are "". */
static struct item item_of(const char *id, const char *url, const char *title, int64_t published_at)
{
    return (struct item){.id = id,
                         .url = url,
                         .title = title,
                         .content_html = "",
                         .published_at = published_at,
                         .updated_at = DATE_NONE,
                         .arxiv = {.id = ""}};
}

static void test_item(void **state)
{
    static const struct {
        const char *what, *id, *url, *arxiv, *want;
    } cases[] = {
        {"the parser's arXiv id", "x", "https://example.org/1", "2604.22002", "arxiv:2604.22002"},
        {"the guid names the work", "oai:arXiv.org:2604.22002v1", "https://example.org/1", "",
         "arxiv:2604.22002"},
        {"the link names the work", "4711", "https://arxiv.org/pdf/2604.22002", "", "arxiv:2604.22002"},
        {"a Medium guid behind a publication's own host", "https://medium.com/p/8e16e677f78a",
         "https://blog.example.org/a-title-8e16e677f78a", "", "medium:8e16e677f78a"},
        {"the page", "4711", "http://www.example.org/a?utm_source=rss", "", "https://example.org/a"},
        {"no page", "4711", "", "", "guid:src/4711"},
        {"a front page is nobody's identity", "4711", "https://example.org/", "", "guid:src/4711"},
        {"unless the publisher says so", "https://example.org/", "https://example.org/", "",
         "https://example.org/"},
        {"one page, many entries", "https://example.org/log#v2", "https://example.org/log#v2", "",
         "https://example.org/log#v2"},
        {"a place on a page", "4711", "https://example.org/log#v2", "", "https://example.org/log"},
        {"a link that expires", "4711", "https://mp.weixin.qq.com/s?src=11&timestamp=1&signature=a", "",
         "guid:src/4711"},
    };
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct item item = item_of(cases[i].id, cases[i].url, "A title", 1);
        item.arxiv.id = cases[i].arxiv;
        check_string(cases[i].what, identity_of_item(&arena, "src", &item), cases[i].want);
    }
    arena_release(&arena);
}

static void test_item_without_names(void **state)
{
    struct arena arena;
    struct item a = item_of("", "", "A title", 1), b = item_of("", "", "A title", 2);
    struct item bare = item_of("", "", "", DATE_NONE), other = bare;

    (void)state;
    arena_init(&arena);
    other.content_html = "<p>Text.</p>";
    assert_memory_equal(identity_of_item(&arena, "src", &a), "text:src/", 9);
    assert_string_equal(identity_of_item(&arena, "src", &a), identity_of_item(&arena, "src", &a));
    assert_string_not_equal(identity_of_item(&arena, "src", &a), identity_of_item(&arena, "src", &b));
    assert_string_not_equal(identity_of_item(&arena, "src", &a), identity_of_item(&arena, "other", &a));
    assert_string_not_equal(identity_of_item(&arena, "src", &bare), identity_of_item(&arena, "src", &other));
    arena_release(&arena);
}

static void test_long_keys_are_bounded_and_differ(void **state)
{
    struct arena arena;
    char *a, *b;

    (void)state;
    arena_init(&arena);
    a = arena_printf(&arena, "https://example.org/%02000d1", 0);
    b = arena_printf(&arena, "https://example.org/%02000d2", 0);
    check_number("length", strlen(identity_of_url(&arena, a)), IDENTITY_LIMIT_KEY);
    assert_string_not_equal(identity_of_url(&arena, a), identity_of_url(&arena, b));
    arena_release(&arena);
}

static void test_accounts(void **state)
{
    static const struct {
        const char *a, *b;
        bool one;
    } cases[] = {
        {"wechat:MzI3MTA0MTk1MA/2652000001/1", "wechat:MzI3MTA0MTk1MA/2652000009/2", true},
        {"wechat:MzI3MTA0MTk1MA/2652000001/1", "wechat:MzI3MTA0MTk1M/2652000001/1", false},
        {"wechat:MzI3MTA0MTk1MA/2652000001/1", "wechat:Ab3dEf6hIj9lMn2pQr5tUw", false},
        {"wechat:Ab3dEf6hIj9lMn2pQr5tUw", "wechat:Ab3dEf6hIj9lMn2pQr5tUw", false}, /* names no account */
        {"https://example.org/a/1", "https://example.org/a/2", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_number(cases[i].a, identity_are_of_one_account(cases[i].a, cases[i].b), cases[i].one);
        check_number(cases[i].b, identity_are_of_one_account(cases[i].b, cases[i].a), cases[i].one);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_item),
        cmocka_unit_test(test_item_without_names),
        cmocka_unit_test(test_long_keys_are_bounded_and_differ),
        cmocka_unit_test(test_accounts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
