/* How many items of a source were published week by week: what is kept is right whatever happens to items. */
#include "store_fixture.h"

#include <sqlite3.h>

#define N_WEEKS 3
#define WEEK    (7 * DAY)

static const int64_t weeks[N_WEEKS + 1] = {TODAY - 2 * WEEK, TODAY - WEEK, TODAY, TODAY + WEEK};

static void check_weeks(struct fixture *f, const char *what, size_t first, size_t second, size_t third)
{
    const size_t want[N_WEEKS] = {first, second, third};
    size_t counts[N_WEEKS];
    struct error err = {0};

    check_done(store_count_spread(f->store, "blog", weeks, N_WEEKS, counts, &err), &err);
    for (size_t i = 0; i < N_WEEKS; i++)
        check_number(what, counts[i], want[i]);
}

/* Item `n` of the source, published then. */
static struct item post(struct fixture *f, int n, int64_t published_at)
{
    const char *url = arena_printf(&f->arena, "https://example.org/%d", n);

    return item_of(url, url, arena_printf(&f->arena, "Post %d", n), published_at);
}

static void test_items_are_counted_in_the_week_of_their_date(void **state)
{
    struct fixture *f = *state;

    check_weeks(f, "a source that was never polled", 0, 0, 0);
    PUT(f, "blog", TODAY + DAY, post(f, 1, TODAY - WEEK - 1), post(f, 2, TODAY - WEEK), post(f, 3, TODAY - 1),
        post(f, 4, TODAY), post(f, 5, TODAY - 3 * WEEK), post(f, 6, DATE_NONE));
    PUT(f, "other", TODAY + DAY, post(f, 7, TODAY));
    check_weeks(f, "at first", 1, 2, 1);
    check_weeks(f, "and again", 1, 2, 1);
}

static void test_what_happens_to_items_is_counted(void **state)
{
    struct fixture *f = *state;

    PUT(f, "blog", TODAY, post(f, 1, TODAY - WEEK - 1), post(f, 2, TODAY - 1));
    check_weeks(f, "at first", 1, 1, 0);
    PUT(f, "blog", TODAY + DAY, post(f, 3, TODAY + 1));
    check_weeks(f, "a new one", 1, 1, 1);
    PUT(f, "blog", TODAY + DAY, post(f, 4, TODAY - WEEK - 2));
    check_weeks(f, "one that comes late", 2, 1, 1);
    PUT(f, "blog", TODAY + DAY, post(f, 2, TODAY - WEEK - 3));
    check_weeks(f, "one that gets another date", 3, 0, 1);
    check_number("all expire", expire(f, TODAY + 30 * DAY), 4);
    check_weeks(f, "none is left", 0, 0, 0);
}

static void test_other_weeks_are_counted_apart(void **state)
{
    const int64_t of_another_zone[] = {weeks[0] + 3600, weeks[1] + 3600, weeks[2] + 3600, weeks[3] + 3600};
    struct fixture *f = *state;
    size_t counts[N_WEEKS];
    struct error err = {0};

    PUT(f, "blog", TODAY + DAY, post(f, 1, TODAY + 60));
    check_weeks(f, "here", 0, 0, 1);
    check_done(store_count_spread(f->store, "blog", of_another_zone, N_WEEKS, counts, &err), &err);
    check_number("there it was still last week", counts[1], 1);
    check_number("there", counts[2], 0);
}

static void alter(struct fixture *f, const char *sql)
{
    sqlite3 *db;

    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

/* In a large store counting is dear: a week in which nothing happened is not counted again. */
static void test_a_quiet_week_is_counted_once(void **state)
{
    struct fixture *f = *state;

    PUT(f, "blog", TODAY + DAY, post(f, 1, TODAY - WEEK), post(f, 2, TODAY));
    check_weeks(f, "counted", 0, 1, 1);
    alter(f, "UPDATE spread SET n = n + 10");
    PUT(f, "blog", TODAY + DAY, post(f, 3, TODAY + 1));
    check_weeks(f, "only this week was counted again", 10, 11, 2);
}

int main(void)
{
#define IN_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        IN_STORE(test_items_are_counted_in_the_week_of_their_date),
        IN_STORE(test_what_happens_to_items_is_counted),
        IN_STORE(test_other_weeks_are_counted_apart),
        IN_STORE(test_a_quiet_week_is_counted_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
