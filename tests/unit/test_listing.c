/* Spans that hold more stories than are looked at in one go. */
#include "store_fixture.h"

#define N_STORIES (2 * STORE_LIST_PIECE + 100)
#define ONE_IN    2 /* has the topic */

/* All in one document and one moment; the later it stands there, the older. */
static void fill(struct fixture *f)
{
    static struct hit hit = {.topic = "kd", .score = 1};
    struct item *items = arena_alloc(&f->arena, N_STORIES * sizeof *items);

    for (size_t i = 0; i < N_STORIES; i++) {
        const char *url = arena_printf(&f->arena, "https://example.org/%zu", i);
        items[i] = item_of(url, url, url, TODAY - (int64_t)i);
        items[i].hits = &hit;
        items[i].n_hits = i % ONE_IN == 0;
    }
    put_items(f, "blog", TODAY, items, N_STORIES);
}

/* How many calls it took. */
static size_t list(struct fixture *f, struct store_query query, struct listing *out)
{
    struct error err = {0};
    size_t n_calls = 0;
    int rc;

    *out = (struct listing){0};
    do {
        n_calls++;
        rc = store_list(f->store, &query, &f->arena, out, &err);
    } while (rc > 0);
    check_done(rc, &err);
    return n_calls;
}

static void test_a_span_is_listed_in_pieces_newest_first(void **state)
{
    static const struct {
        const char *what;
        struct store_query query;
        size_t n_stories, n_calls, step;
    } cases[] = {
        {"all", {.from_at = TODAY, .to_at = TODAY + 1}, N_STORIES, 3, 1},
        {"with a topic",
         {.from_at = TODAY, .to_at = TODAY + 1, .any_topic = true},
         N_STORIES / ONE_IN,
         2,
         ONE_IN},
        {"with this topic",
         {.from_at = TODAY, .to_at = TODAY + 1, .topic = "kd"},
         N_STORIES / ONE_IN,
         2,
         ONE_IN},
        {"with another", {.from_at = TODAY, .to_at = TODAY + 1, .topic = "nlp"}, 0, 2, 1},
        {"the newest of them", {.from_at = TODAY, .to_at = TODAY + 1, .limit = 5}, 5, 3, 1},
        {"after it", {.from_at = TODAY + 1, .to_at = TODAY + DAY}, 0, 1, 1},
        {"before it", {.from_at = TODAY - DAY, .to_at = TODAY}, 0, 1, 1},
    };
    struct fixture *f = *state;

    fill(f);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct listing listing;
        struct error err = {0};
        check_number(cases[i].what, list(f, cases[i].query, &listing), cases[i].n_calls);
        check_number(cases[i].what, listing.n, cases[i].n_stories);
        for (size_t k = 0; k < listing.n; k++) {
            struct item item;
            size_t n_read;
            check_done(store_read(f->store, &listing.stories[k], 1, &f->arena, &item, &n_read, &err), &err);
            check_number(cases[i].what, TODAY - item.published_at, k * cases[i].step);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_span_is_listed_in_pieces_newest_first, fixture_set_up,
                                        fixture_tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
