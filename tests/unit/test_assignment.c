/* Which item is a known one, and to which story it belongs: decided over rows, without a database. */
#include "test.h"

#include "weir/feed/feed.h"
#include "weir/story/assignment.h"
#include "weir/story/recognition.h"
#include "weir/text/date.h"

#define NOW    INT64_C(1760000000)
#define DAY_S  INT64_C(86400)
#define N_MANY 6

static struct item item_of(const char *source, const char *id, const char *url, const char *title)
{
    struct item item = item_blank;

    item.source = source;
    item.id = id;
    item.url = url;
    item.title = title;
    item.published_at = NOW;
    return item;
}

static void test_a_name_that_several_items_have_is_none(void **state)
{
    (void)state;
    struct arena arena;
    struct item_names a = {.guid = 7, .link = 1}, b = {.guid = 7, .link = 2}, c = {.guid = 8},
                      d = {.guid = 0};
    struct item_names *all[] = {&a, &b, &c, &d};

    arena_init(&arena);
    check_number("lost", recognition_drop_shared(&arena, all, 4, offsetof(struct item_names, guid)), 2);
    check_number("a", (long long)a.guid, 0);
    check_number("b", (long long)b.guid, 0);
    check_number("c", (long long)c.guid, 8);
    check_number("a's link", (long long)a.link, 1);
    arena_release(&arena);
}

static void test_a_guid_is_reused_only_when_all_else_differs(void **state)
{
    (void)state;
    struct arena arena;
    struct item known = item_of("s", "1", "https://a.example/one", "One thing");
    struct item moved = item_of("s", "1", "https://b.example/one", "Another title");
    struct item other = item_of("s", "1", "https://a.example/two", "Two things");

    arena_init(&arena);
    other.published_at = moved.published_at = NOW + 2 * DAY_S;
    assert_true(recognition_guid_is_reused(&arena, &known, &other));
    assert_false(recognition_guid_is_reused(&arena, &known, &moved)); /* the site moved */
    other.published_at = NOW + DAY_S;
    assert_false(recognition_guid_is_reused(&arena, &known, &other));
    other.published_at = DATE_NONE;
    assert_false(recognition_guid_is_reused(&arena, &known, &other));
    arena_release(&arena);
}

static void test_a_shared_page_asks_for_title_or_date(void **state)
{
    (void)state;
    struct arena arena;
    struct item known = item_of("s", "", "https://a.example/changes", "发布 2.1 版");
    struct item item = item_of("s", "", "https://a.example/changes", "发布 2.2 版");

    arena_init(&arena);
    assert_true(recognition_is_same_post(&arena, &known, &item, true)); /* of one second */
    item.published_at = NOW + 60;
    assert_false(recognition_is_same_post(&arena, &known, &item, true));
    item.published_at = DATE_NONE;
    assert_false(recognition_is_same_post(&arena, &known, &item, true)); /* the numbers differ */
    assert_true(recognition_is_same_post(&arena, &known, &item, false));
    item.title = "发布 2.1 版!";
    assert_true(recognition_is_same_post(&arena, &known, &item, true));
    arena_release(&arena);
}

static void test_guids_that_change_twice_are_not_asked_any_more(void **state)
{
    (void)state;
    check_number("one is an accident", quirks_of_guids(0, 1, 0), 0);
    check_number("fewer than are kept", quirks_of_guids(0, 3, 3), 0);
    check_number("once", quirks_of_guids(0, 2, 1), QUIRK_GUIDS_RENEWED);
    check_number("again", quirks_of_guids(QUIRK_GUIDS_RENEWED, 2, 1),
                 QUIRK_GUIDS_RENEWED | QUIRK_GUIDS_CHANGE);
    check_string("nothing to say", quirks_notice(0), "");
    assert_non_null(
        strstr(quirks_notice(QUIRK_GUIDS_CHANGE | QUIRK_GUIDS_REPEAT), "change from poll to poll"));
}

static void test_a_calendar_is_told_by_most_of_its_dates(void **state)
{
    (void)state;
    struct item items[N_MANY];
    struct feed feed = {.items = items, .n_items = N_MANY};

    for (size_t i = 0; i < N_MANY; i++) {
        items[i] = item_of("s", "", "", "t");
        items[i].published_at = i < 4 ? NOW + 3 * DAY_S : NOW;
    }
    check_number("four of six", quirks_of_dates(0, &feed, NOW), QUIRK_DATES_AHEAD);
    items[0].published_at = NOW + DAY_S;
    check_number("three of six", quirks_of_dates(0, &feed, NOW), 0);
}

static void test_old_items_under_new_names_are_a_site_re_arranged(void **state)
{
    (void)state;
    struct item items[N_MANY];
    struct feed feed = {.items = items, .n_items = N_MANY};
    bool known[N_MANY] = {0}, old[N_MANY];

    for (size_t i = 0; i < N_MANY; i++) {
        items[i] = item_of("s", "", "", "t");
        items[i].published_at = NOW - DAY_S;
    }
    items[5].published_at = DATE_NONE;
    check_number("five of six", (long long)recognition_of_rearranged(&feed, known, NOW, old), 5);
    assert_true(old[0] && !old[5]);
    check_number("nothing to compare with",
                 (long long)recognition_of_rearranged(&feed, known, DATE_NONE, old), 0);
    known[0] = true;
    check_number("four of six", (long long)recognition_of_rearranged(&feed, known, NOW, old), 0);
    assert_false(old[1]);
}

static void test_a_shared_page_is_no_key(void **state)
{
    (void)state;
    struct arena arena;
    struct item item = item_of("s", "g 1", "https://a.example/", "t");
    struct item_names names = {.guid = 3, .title = 0xab};

    arena_init(&arena);
    assert_true(assignment_key_is_shared(&names, "https://a.example/", "https://a.example/"));
    assert_false(assignment_key_is_shared(&names, "https://a.example/", "guid:s/g 1"));
    assert_false(assignment_key_is_shared(&names, "arxiv:2501.00001", "arxiv:2501.00001"));
    check_string("by guid", assignment_local_key(&arena, "s", &item, &names), "guid:s/g 1");
    names.guid = 0;
    check_string("by title", assignment_local_key(&arena, "s", &item, &names), "text:s/00000000000000ab");
    assert_true(assignment_key_is_weak("guid:s/g 1") && assignment_key_is_weak("https://a.example/"));
    assert_false(assignment_key_is_weak("doi:10.1000/1"));
    arena_release(&arena);
}

static void test_a_changed_item_stays_leaves_or_joins(void **state)
{
    (void)state;
    struct arena arena;
    struct item paper = item_of("s", "", "https://arxiv.org/abs/2501.00001", "On rivers");
    struct item another = item_of("s", "", "https://arxiv.org/abs/2501.00002", "On lakes");
    struct item same = item_of("t", "", "https://arxiv.org/pdf/2501.00001", "On rivers");
    struct item post = item_of("t", "", "https://b.example/rivers", "On rivers");
    struct assignment_rows rows = {
        .old = paper, .now = paper, .others = &same, .n_others = 1, .story_key = "arxiv:2501.00001"};

    arena_init(&arena);
    check_number("as before", assignment_of_changed(&arena, &rows), ASSIGNMENT_STAY);
    rows.now = another;
    check_number("another paper", assignment_of_changed(&arena, &rows), ASSIGNMENT_LEAVE);
    rows.others = &post;
    rows.now.title = "On rivers";
    check_number("one title still", assignment_of_changed(&arena, &rows), ASSIGNMENT_JOIN);
    rows.now.title = "Mountains, seen from far away";
    check_number("it alone has the key", assignment_of_changed(&arena, &rows), ASSIGNMENT_OTHERS_LEAVE);
    rows.n_others = 0;
    check_number("nobody else is there", assignment_of_changed(&arena, &rows), ASSIGNMENT_JOIN);
    rows.others = arena_alloc(&arena, ASSIGNMENT_LIMIT_ITEMS * sizeof *rows.others);
    for (rows.n_others = 0; rows.n_others < ASSIGNMENT_LIMIT_ITEMS; rows.n_others++)
        rows.others[rows.n_others] = same;
    check_number("too many to weigh", assignment_of_changed(&arena, &rows), ASSIGNMENT_JOIN);
    rows.n_others--;
    check_number("just few enough", assignment_of_changed(&arena, &rows), ASSIGNMENT_LEAVE);
    arena_release(&arena);
}

static void test_a_story_stands_where_its_date_can_be_believed(void **state)
{
    (void)state;
    const int64_t late = NOW - ASSIGNMENT_LATE_S;

    check_number("its date", assignment_sort_at(NOW - DAY_S, NOW, false), NOW - DAY_S);
    check_number("no date", assignment_sort_at(DATE_NONE, NOW, false), NOW);
    check_number("to come", assignment_sort_at(NOW + 1, NOW, false), NOW);
    check_number("before there was a web", assignment_sort_at(ASSIGNMENT_EARLIEST_AT - 1, NOW, true), NOW);
    check_number("old news", assignment_sort_at(late - 1, NOW, true), late - 1);
    check_number("long ago, yet new to us", assignment_sort_at(late - 1, NOW, false), late);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_name_that_several_items_have_is_none),
        cmocka_unit_test(test_a_guid_is_reused_only_when_all_else_differs),
        cmocka_unit_test(test_a_shared_page_asks_for_title_or_date),
        cmocka_unit_test(test_guids_that_change_twice_are_not_asked_any_more),
        cmocka_unit_test(test_a_calendar_is_told_by_most_of_its_dates),
        cmocka_unit_test(test_old_items_under_new_names_are_a_site_re_arranged),
        cmocka_unit_test(test_a_shared_page_is_no_key),
        cmocka_unit_test(test_a_changed_item_stays_leaves_or_joins),
        cmocka_unit_test(test_a_story_stands_where_its_date_can_be_believed),
    };
    return cmocka_run_group_tests_name("assignment", tests, NULL, NULL);
}
