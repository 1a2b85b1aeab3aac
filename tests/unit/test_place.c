#include "test.h"

#include "weir/render/place.h"

static void test_topics_have_safe_files_and_addresses(void **state)
{
    (void)state;
    static const struct {
        const char *name, *path, *address;
    } cases[] = {
        {"kd", "topics/kd.atom", "https://f.example/topics/kd.atom"},
        {"知识蒸馏", "topics/知识蒸馏.atom",
         "https://f.example/topics/%E7%9F%A5%E8%AF%86%E8%92%B8%E9%A6%8F.atom"},
        {"a/b", "topics/a%2Fb.atom", "https://f.example/topics/a%252Fb.atom"},
        {"a%2Fb", "topics/a%252Fb.atom", "https://f.example/topics/a%25252Fb.atom"},
        {"..", "topics/%2E..atom", "https://f.example/topics/%252E..atom"},
        {"../../etc/passwd", "topics/%2E.%2F..%2Fetc%2Fpasswd.atom",
         "https://f.example/topics/%252E.%252F..%252Fetc%252Fpasswd.atom"},
        {"a b?c#d", "topics/a b%3Fc#d.atom", "https://f.example/topics/a%20b%253Fc%23d.atom"},
        {".hidden", "topics/%2Ehidden.atom", "https://f.example/topics/%252Ehidden.atom"},
    };
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *path = place_topic(&arena, cases[i].name, ".atom");
        check_string(cases[i].name, path, cases[i].path);
        check_string(cases[i].name, place_address(&arena, "https://f.example/", path), cases[i].address);
    }
    arena_release(&arena);
}

static void test_long_names_stay_apart(void **state)
{
    (void)state;
    char one[1024], other[1024];
    struct arena arena;
    memset(one, 'x', sizeof one);
    one[sizeof one - 1] = '\0';
    memcpy(other, one, sizeof other);
    other[sizeof other - 2] = 'y';
    arena_init(&arena);
    char *a = place_topic(&arena, one, ".atom"), *b = place_topic(&arena, other, ".atom");
    assert_true(strlen(a) <= strlen("topics/.atom") + PLACE_LIMIT_NAME);
    assert_string_not_equal(a, b);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_topics_have_safe_files_and_addresses),
        cmocka_unit_test(test_long_names_stay_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
