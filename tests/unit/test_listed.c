/* What the reader's own lists name: marked, left out when asked, and its new versions told. */
#include "store_fixture.h"

#include <sqlite3.h>

#include "weir/store/listed.h"

static void list(struct fixture *f, size_t want_changed, const char *const *keys, size_t n)
{
    struct error err = {0};
    size_t n_changed;

    check_done(store_put_listed(f->store, keys, n, &n_changed, &err), &err);
    check_number("changed", n_changed, want_changed);
}

#define LIST(f, want_changed, ...)                                                                           \
    list(f, want_changed, (const char *const[]){__VA_ARGS__},                                                \
         sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static struct item paper(struct fixture *f, const char *id, int version, const char *type)
{
    const char *url = arena_printf(&f->arena, "https://arxiv.org/abs/%s", id);
    const char *guid = arena_printf(&f->arena, "oai:arXiv.org:%sv%d", id, version);
    struct item item = item_of(guid, url, arena_printf(&f->arena, "Paper %s", id), TODAY);

    item.arxiv.id = id;
    item.arxiv.version = version;
    item.arxiv.announce_type = type;
    item.quiet = strncmp(type, "replace", 7) == 0;
    return item;
}

/* The story with that title; NULL when the query does not find it. */
static const struct item *find(struct fixture *f, struct store_query query, const char *title)
{
    struct feed feed = select_stories(f, query);

    for (size_t i = 0; i < feed.n_items; i++)
        if (strcmp(feed.items[i].title, title) == 0)
            return &feed.items[i];
    return NULL;
}

static void test_listed_stories_are_marked_and_can_be_left_out(void **state)
{
    struct fixture *f = *state;
    struct store_query all = {0}, rest = {.without_listed = true};

    PUT(f, "cl", TODAY, paper(f, "2401.00001", 1, "new"), paper(f, "2401.00002", 1, "new"));
    LIST(f, 2, "arxiv:2401.00001", "https://example.org/page", "arxiv:2401.00001", "");
    assert_true(find(f, all, "Paper 2401.00001")->listed);
    assert_false(find(f, all, "Paper 2401.00002")->listed);
    assert_null(find(f, rest, "Paper 2401.00001"));
    assert_non_null(find(f, rest, "Paper 2401.00002"));

    LIST(f, 2, "https://example.org/page", "arxiv:2401.00002");
    assert_false(find(f, all, "Paper 2401.00001")->listed);
    assert_true(find(f, all, "Paper 2401.00002")->listed);
}

/* The DOI by which the list knows a paper is another of the story's names. */
static void test_a_story_is_listed_by_any_of_its_names(void **state)
{
    struct fixture *f = *state;
    struct item item = paper(f, "2401.00003", 1, "new");

    item.arxiv.doi = "10.1234/abc";
    PUT(f, "cl", TODAY, item);
    LIST(f, 1, "doi:10.1234/abc");
    assert_true(find(f, (struct store_query){0}, "Paper 2401.00003")->listed);
}

static void test_a_changed_list_touches_the_topics_of_its_stories(void **state)
{
    struct fixture *f = *state;
    struct error err = {0};
    struct hit hit = {.topic = "kd", .score = 1};
    struct item item = paper(f, "2401.00004", 1, "new");
    bool dirty;

    item.hits = &hit;
    item.n_hits = 1;
    PUT(f, "cl", TODAY, item);
    check_done(store_clean(f->store, "kd", &err), &err);
    LIST(f, 1, "arxiv:2401.00004");
    check_done(store_is_dirty(f->store, "kd", &dirty, &err), &err);
    assert_true(dirty);
    check_done(store_clean(f->store, "kd", &err), &err);
    LIST(f, 0, "arxiv:2401.00004");
    check_done(store_is_dirty(f->store, "kd", &dirty, &err), &err);
    assert_false(dirty);
}

static void test_a_new_version_of_a_listed_paper_is_told(void **state)
{
    struct fixture *f = *state;
    struct store_query second_day = {.from_at = TODAY + DAY, .to_at = TODAY + 2 * DAY, .renewed = true};
    struct store_query first_day = {.from_at = TODAY, .to_at = TODAY + DAY, .renewed = true};
    const struct item *story;

    LIST(f, 1, "arxiv:2401.00005");
    PUT(f, "cl", TODAY, paper(f, "2401.00005", 1, "new"), paper(f, "2401.00006", 1, "new"));
    PUT(f, "cl", TODAY + DAY, paper(f, "2401.00005", 2, "replace"), paper(f, "2401.00006", 2, "replace"));
    assert_null(find(f, first_day, "Paper 2401.00005"));
    assert_null(find(f, second_day, "Paper 2401.00006"));
    story = find(f, second_day, "Paper 2401.00005");
    assert_non_null(story);
    check_number("version", story->version, 2);
    check_number("version_at", story->version_at, TODAY + DAY);

    /* the same announcement seen again, in another category's feed, is no further news */
    PUT(f, "lg", TODAY + 2 * DAY, paper(f, "2401.00005", 2, "replace-cross"));
    check_number("version_at", find(f, second_day, "Paper 2401.00005")->version_at, TODAY + DAY);
}

/* The list names papers older than the store: their first sign of life may be a replacement. */
static void test_a_replacement_of_a_listed_paper_makes_a_story(void **state)
{
    struct fixture *f = *state;
    struct store_query today = {.from_at = TODAY, .to_at = TODAY + DAY, .renewed = true};

    LIST(f, 1, "arxiv:1503.02531");
    PUT(f, "cl", TODAY, paper(f, "1503.02531", 3, "replace"), paper(f, "1503.02532", 3, "replace"));
    assert_non_null(find(f, today, "Paper 1503.02531"));
    assert_null(find(f, (struct store_query){0}, "Paper 1503.02532"));
}

/* A query of arXiv brings old papers as they stand now: that is no news of their version. */
static void test_an_old_paper_met_late_is_no_new_version(void **state)
{
    struct fixture *f = *state;
    struct store_query today = {.from_at = TODAY, .to_at = TODAY + DAY, .renewed = true};

    LIST(f, 1, "arxiv:1503.02531");
    PUT(f, "query", TODAY, paper(f, "1503.02531", 3, ""));
    assert_null(find(f, today, "Paper 1503.02531"));
    check_number("version", find(f, (struct store_query){0}, "Paper 1503.02531")->version, 3);
}

static void test_a_store_of_the_former_schema_is_brought_up_to_date(void **state)
{
    /* a column cannot be dropped where a table's tokenizer is not known, so the schema's text loses it */
    static const char former[] = "DROP TABLE digest_trouble; DROP TABLE digest; DROP TABLE feedback; DROP "
                                 "TABLE sketch; DROP INDEX name_by_item; DROP "
                                 "TABLE dirty; CREATE TABLE touched (topic "
                                 "TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;"
                                 "DROP TABLE spread; DROP INDEX story_matched; DROP TABLE listed; DROP INDEX "
                                 "story_by_version; DROP TABLE delivery; DROP TABLE subscription; "
                                 "PRAGMA writable_schema = ON;"
                                 "UPDATE sqlite_schema SET sql = substr(sql, 1, instr(sql, ', hub ') - 1)"
                                 " || ') STRICT' WHERE name = 'source';"
                                 "UPDATE sqlite_schema SET sql = substr(sql, 1, instr(sql, ', version ') - 1)"
                                 " || ') STRICT' WHERE name = 'story';"
                                 "PRAGMA user_version = 2";
    struct fixture *f = *state;
    struct error err = {0};
    sqlite3 *db;

    PUT(f, "cl", TODAY, paper(f, "2401.00007", 1, "new"));
    store_close(f->store);
    f->store = NULL;
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, former, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    check_done(store_open(f->path, &f->store, &err), &err);
    LIST(f, 1, "arxiv:2401.00007");
    assert_true(find(f, (struct store_query){0}, "Paper 2401.00007")->listed);
}

#define IN_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_STORE(test_listed_stories_are_marked_and_can_be_left_out),
        IN_STORE(test_a_story_is_listed_by_any_of_its_names),
        IN_STORE(test_a_changed_list_touches_the_topics_of_its_stories),
        IN_STORE(test_a_new_version_of_a_listed_paper_is_told),
        IN_STORE(test_a_replacement_of_a_listed_paper_makes_a_story),
        IN_STORE(test_an_old_paper_met_late_is_no_new_version),
        IN_STORE(test_a_store_of_the_former_schema_is_brought_up_to_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
