/* The document behind a page of a git host. */
#include "test.h"

#include "weir/discover/raw.h"

static const struct {
    const char *url, *raw;
} cases[] = {
    {"https://github.com/a/b", "https://raw.githubusercontent.com/a/b/HEAD/README.md"},
    {"https://github.com/a/b/", "https://raw.githubusercontent.com/a/b/HEAD/README.md"},
    {"http://www.github.com/a/b#readme", "https://raw.githubusercontent.com/a/b/HEAD/README.md"},
    {"https://github.com/a/b/blob/main/lists/nlp.md",
     "https://raw.githubusercontent.com/a/b/main/lists/nlp.md"},
    {"https://github.com/a/b/blob/main/%E9%98%85%E8%AF%BB.md?plain=1",
     "https://raw.githubusercontent.com/a/b/main/%E9%98%85%E8%AF%BB.md"},
    {"https://github.com/a/b/tree/main/lists", "https://raw.githubusercontent.com/a/b/main/lists/README.md"},
    {"https://gitlab.com/g/s/r", "https://gitlab.com/g/s/r/-/raw/HEAD/README.md"},
    {"https://gitlab.com/g/r/-/blob/main/x.md", "https://gitlab.com/g/r/-/raw/main/x.md"},
    {"https://gitlab.com/g/r/-/raw/main/x.md", "https://gitlab.com/g/r/-/raw/main/x.md"},
    {"https://gitee.com/a/b", "https://gitee.com/a/b/raw/master/README.md"},
    {"https://codeberg.org/a/b/src/branch/main/x.md", "https://codeberg.org/a/b/raw/branch/main/x.md"},
    {"https://codeberg.org/a/b/src/branch/main", "https://codeberg.org/a/b/raw/branch/main/README.md"},
    {"https://bitbucket.org/a/b/src/master/", "https://bitbucket.org/a/b/raw/master/README.md"},
    {"https://github.com/a/b/raw/main/x.md", "https://github.com/a/b/raw/main/x.md"},
    {"https://github.com/a", "https://github.com/a"},
    {"https://raw.githubusercontent.com/a/b/main/x.md", "https://raw.githubusercontent.com/a/b/main/x.md"},
    {"https://example.org/a/b", "https://example.org/a/b"},
};

static void test_raw_addresses(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_string(cases[i].url, raw_address(cases[i].url, &arena), cases[i].raw);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_raw_addresses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
