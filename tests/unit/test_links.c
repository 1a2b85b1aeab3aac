#include "test.h"

#include "weir/text/links.h"

static const struct {
    const char *field, *relation, *target; /* "": none */
} cases[] = {
    {"<https://hub.example/>; rel=\"hub\"", "hub", "https://hub.example/"},
    {"<https://hub.example/>;rel=hub", "hub", "https://hub.example/"},
    {"</hub> ; REL = \"HUB\"", "hub", "/hub"},
    {"<a>; rel=\"self\", <b>; rel=\"hub\"", "hub", "b"},
    {"<a>; rel=\"self\", <b>; rel=\"hub\"", "self", "a"},
    {"<a>; rel=\"next hub\"", "hub", "a"},
    {"<a>; rel=\"next\thub\"", "next", "a"},
    {"<a>; title=\"x, <b>; rel=hub\"; rel=self", "self", "a"},
    {"<a>; title=\"x, <b>; rel=hub\"; rel=self", "hub", ""},
    {"<a>; title=\"a \\\" b\"; rel=hub", "hub", "a"},
    {"<a,b>; rel=hub", "hub", "a,b"},
    {"<a>; rel=self; rel=hub", "hub", ""}, /* the first rel counts */
    {"<a>; rel=hub, <b>; rel=hub", "hub", "a"},
    {"<a>", "hub", ""},
    {"<a; rel=hub", "hub", ""},
    {"a; rel=hub, <b>; rel=hub", "hub", "b"},
    {"<a>; rel=\"hub", "hub", "a"},
    {"<a>; rel=hubs", "hub", ""},
    {"<a>; rel=\"\"", "hub", ""},
    {"<>; rel=hub", "self", ""},
    {";;;===,,,<>\"", "hub", ""},
    {"", "hub", ""},
};

static void the_first_link_of_a_relation_is_found(void **state)
{
    struct arena arena;
    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = links_find(&arena, cases[i].field, cases[i].relation);
        check_string(cases[i].field, got != NULL ? got : "", cases[i].target);
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_first_link_of_a_relation_is_found)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
