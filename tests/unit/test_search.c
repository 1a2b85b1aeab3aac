#include "store_fixture.h"

#include "weir/store/note.h"
#include "weir/store/search.h"

/* Words to be found, then those that must not occur behind NOT. */
static const char *words_of(const struct search *search, struct arena *arena)
{
    const char *sides[2] = {"", ""};
    for (size_t i = 0; i < search->n_words; i++) {
        const struct search_word *word = &search->words[i];
        const char **side = &sides[word->is_excluded];
        *side = arena_printf(arena, "%s%s%s%s[%s]%s", *side, **side != '\0' ? " " : "", word->field,
                             *word->field != '\0' ? ":" : "", word->text, word->is_prefix ? "*" : "");
    }
    return *sides[1] != '\0' ? arena_printf(arena, "%s NOT %s", sides[0], sides[1]) : sides[0];
}

static void test_queries_are_taken_apart(void **state)
{
    (void)state;
    static const struct {
        const char *query, *match, *topic, *source;
    } cases[] = {
        {"distillation", "[distillation]", "", ""},
        {"  two   words ", "[two] [words]", "", ""},
        {"\"a phrase of words\" more", "[a phrase of words] [more]", "", ""},
        {"\"never closed", "[never closed]", "", ""},
        {"distil*", "[distil]*", "", ""},
        {"title:BERT", "title:[BERT]", "", ""},
        {"author:\"Geoffrey Hinton\"", "author:[Geoffrey Hinton]", "", ""},
        {"kd -whisky -\"a column\"", "[kd] NOT [whisky] [a column]", "", ""},
        {"topic:kd source:arxiv-* BERT", "[BERT]", "kd", "arxiv-*"},
        {"知识蒸馏", "[知识蒸馏]", "", ""},
        {"知", "[知]", "", ""},
        {"BERT的", "[BERT的]", "", ""},
        {"body:x", "[body:x]", "", ""}, /* no field of ours: a word with a colon */
        {"AND OR NOT NEAR(", "[AND] [OR] [NOT] [NEAR(]", "", ""},
        {"say\"so", "[say\"so]", "", ""},
        {"C++ !!! x", "[C++] [x]", "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        struct search search;
        struct error err = {0};
        arena_init(&arena);
        check_done(search_parse(cases[i].query, TODAY, &arena, &search, &err), &err);
        check_string(cases[i].query, words_of(&search, &arena), cases[i].match);
        check_string(cases[i].query, search.topic, cases[i].topic);
        check_string(cases[i].query, search.source, cases[i].source);
        arena_release(&arena);
    }
}

static void test_since_is_a_duration_or_a_date(void **state)
{
    (void)state;
    struct arena arena;
    struct search search;
    struct error err = {0};
    arena_init(&arena);
    check_done(search_parse("x since:2d", TODAY, &arena, &search, &err), &err);
    check_number("2d", search.since_at, TODAY - 2 * DAY);
    check_done(search_parse("x since:2025-11-20", TODAY, &arena, &search, &err), &err);
    check_number("date", search.since_at, TODAY - DAY);
    arena_release(&arena);
}

static void test_what_looks_for_nothing_is_refused(void **state)
{
    (void)state;
    static char endless[SEARCH_LIMIT_QUERY + 2];
    memset(endless, 'x', sizeof endless - 1);
    const char *const cases[] = {
        "",     "   ", "!!!", "since:3d", "-whisky", "topic:kd -whisky", "source:x", "x since:yesterday",
        endless};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        struct search search;
        struct error err = {0};
        arena_init(&arena);
        check_number(cases[i], search_parse(cases[i], TODAY, &arena, &search, &err), -1);
        check_number(cases[i], err.status, STATUS_USAGE);
        arena_release(&arena);
    }
}

/* Makes what waits found. */
static void index_all(struct fixture *fixture)
{
    struct error err = {0};
    size_t n;
    check_done(store_index(fixture->store, INDEX_LIMIT_SLICE, &n, &err), &err);
}

static struct feed find(struct fixture *fixture, const char *query)
{
    struct search search;
    struct feed feed;
    struct error err = {0};
    index_all(fixture);
    check_done(search_parse(query, TODAY, &fixture->arena, &search, &err), &err);
    check_done(store_search(fixture->store, &search, SEARCH_BEST_FIRST, 10, &fixture->arena, &feed, &err),
               &err);
    return feed;
}

/* The uids' last letters of what is found, in order. */
static void check_found(struct fixture *fixture, const char *query, const char *want)
{
    char got[32] = "";
    struct feed feed = find(fixture, query);
    for (size_t i = 0; i < feed.n_items && i < sizeof got - 1; i++)
        got[i] = feed.items[i].uid[strlen(feed.items[i].uid) - 1];
    check_string(query, got, want);
}

static void put_library(struct fixture *fixture)
{
    static struct person hinton = {.name = "Geoffrey Hinton", .email = "", .url = ""};
    static struct hit hit = {.topic = "kd", .score = 1};
    struct item a = item_of("a", "https://example.org/a", "Distilling the Knowledge in a Network", TODAY);
    struct item b = item_of("b", "https://example.org/b", "基于知识蒸馏的ＢＥＲＴ模型", TODAY);
    struct item c = item_of("c", "https://example.org/c", "A whisky column", TODAY);
    a.authors = &hinton;
    a.n_authors = 1;
    a.hits = &hit;
    a.n_hits = 1;
    a.content_html = "<p>A <b>student</b> learns from its&nbsp;teacher.</p>";
    b.content_html = "<p>学生模型向教师模型学习，效果好。ﾃﾞｰﾀ</p>";
    c.content_html = "<p>On the distillation of spirits; no knowledge of networks, student!</p>";
    PUT(fixture, "arxiv-cs.CL", TODAY - 10 * DAY, a);
    PUT(fixture, "jiqizhixin", TODAY, b, c);
}

static void test_words_find_their_stories(void **state)
{
    struct fixture *fixture = *state;
    put_library(fixture);
    static const struct {
        const char *query, *want;
    } cases[] = {
        {"distilling", "a"},
        {"DISTILLING", "a"},
        {"distil*", "ac"}, /* the title counts more */
        {"\"the knowledge\"", "a"},
        {"\"knowledge the\"", ""},
        {"student teacher", "a"},
        {"student -whisky", "a"},
        {"title:student", ""},
        {"author:hinton", "a"},
        {"hinton knowledge", "a"},
        {"student topic:kd", "a"},
        {"student topic:other", ""},
        {"topic:kd", "a"},
        {"topic:\"kd\"", "a"},
        {"student source:\"jiqizhixin\"", "c"},
        {"re-distilling", ""},
        {"net work", "ac"}, /* however it is written */
        {"net-work", "ac"},
        {"whis ky", "c"},
        {"studentteacher", ""},
        {"\"stu dent\"", "ca"},
        {"student -whisky -nothing", "a"},
        {"student source:arxiv-*", "a"},
        {"student source:jiqi*", "c"},
        {"student since:3d", "c"},
        {"知识蒸馏", "b"},
        {"知识", "b"},
        {"识蒸", "b"},
        {"蒸馏", "b"},
        {"知", "b"},
        {"識", "b"},
        {"基於知識蒸餾", "b"},
        {"學生模型", "b"},
        {"BERT模", "b"},
        {"型", "b"}, /* last of its run */
        {"模*", "b"},
        {"知识蒸*", "b"},
        {"基于知识蒸馏的BERT模型", "b"},
        {"的BERT", "b"},
        {"BERT的", ""},
        {"学习，效果", "b"},
        {"\"学习 效果\"", ""}, /* a comma stands between */
        {"\"学生 模型\"", "b"},
        {"习效", ""},    /* a comma stands between */
        {"データ", "b"}, /* half-width, its mark of voice apart */
        {"タ", "b"},
        {"好", "b"},
        {"馏知", ""}, /* not side by side */
        {"学习模型", ""},
        {"教师模型", "b"},
        {"bert", "b"},
        {"BERT模型", "b"},
        {"蒸馏的bert", "b"},
        {"知识 学生", "b"},
        {"知识 -学生", ""},
        {"title:学生", ""},
        {"nbsp", ""}, /* markup is no text */
        {"\"\" OR student\"; DROP TABLE item --", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_found(fixture, cases[i].query, cases[i].want);
}

static void test_a_feed_of_a_search_has_the_newest_first(void **state)
{
    struct fixture *fixture = *state;
    struct search search;
    struct feed feed;
    struct error err = {0};
    put_library(fixture);
    index_all(fixture);
    check_done(search_parse("distil* -\"no such\"", TODAY, &fixture->arena, &search, &err), &err);
    check_done(store_search(fixture->store, &search, SEARCH_NEWEST_FIRST, 10, &fixture->arena, &feed, &err),
               &err);
    check_number("stories", feed.n_items, 2);
    check_string("newest", feed.items[0].title, "A whisky column");
    check_number("words", search.n_words, 2);
    check_string("a word", search.words[0].text, "distil");
    assert_true(search.words[0].is_prefix && search.words[1].is_excluded);
}

static void test_an_edited_item_is_found_by_its_new_words(void **state)
{
    struct fixture *fixture = *state;
    put_library(fixture);
    PUT(fixture, "jiqizhixin", TODAY, item_of("c", "https://example.org/c", "A rum column", TODAY));
    check_found(fixture, "whisky", "");
    check_found(fixture, "rum", "c");
}

static void test_what_expired_is_not_found(void **state)
{
    struct fixture *fixture = *state;
    put_library(fixture);
    expire(fixture, TODAY + DAY);
    check_found(fixture, "student", "a");
    check_found(fixture, "whisky", "");
}

static void test_a_story_is_found_once(void **state)
{
    struct fixture *fixture = *state;
    PUT(fixture, "one", TODAY, item_of("1", "https://arxiv.org/abs/1911.03588", "Distilling", TODAY));
    PUT(fixture, "two", TODAY, item_of("2", "https://arxiv.org/pdf/1911.03588v2", "Distilling", TODAY));
    check_number("stories", find(fixture, "distilling").n_items, 1);
}

static size_t n_waiting(struct fixture *fixture)
{
    struct error err = {0};
    size_t n;
    check_done(store_count_unindexed(fixture->store, &n, &err), &err);
    return n;
}

/* What was stored before the process died is indexed by the next one, in slices of whatever size. */
static void test_what_waits_survives(void **state)
{
    struct fixture *fixture = *state;
    struct error err = {0};
    size_t n;
    put_library(fixture);
    check_number("waiting", n_waiting(fixture), 3);
    check_done(store_index(fixture->store, 2, &n, &err), &err);
    check_number("indexed", n, 2);
    store_close(fixture->store);
    check_done(store_open(fixture->path, &fixture->store, &err), &err);
    check_number("still waiting", n_waiting(fixture), 1);
    check_found(fixture, "student", "ca");
    check_number("all found", n_waiting(fixture), 0);
    check_done(store_index(fixture->store, INDEX_LIMIT_SLICE + 1, &n, &err), &err);
    check_number("nothing left", n, 0);
}

/* One transaction takes INDEX_LIMIT_SLICE items at most, whatever it is asked for. */
static void test_a_slice_has_its_limit(void **state)
{
    struct fixture *fixture = *state;
    struct error err = {0};
    size_t n;
    for (size_t i = 0; i <= INDEX_LIMIT_SLICE; i++) {
        char id[64];
        snprintf(id, sizeof id, "https://example.org/%zu", i);
        PUT(fixture, "many", TODAY, item_of(id, id, id, TODAY));
    }
    check_done(store_index(fixture->store, SIZE_MAX, &n, &err), &err);
    check_number("taken", n, INDEX_LIMIT_SLICE);
    check_number("left", n_waiting(fixture), 1);
}

/* A database whose index was made by other rules, or by none, is indexed anew. */
static void test_an_old_index_is_made_anew(void **state)
{
    struct fixture *fixture = *state;
    struct error err = {0};
    put_library(fixture);
    index_all(fixture);
    check_done(store_put_note(fixture->store, NOTE_INDEX, "0", &err), &err);
    store_close(fixture->store);
    check_done(store_open(fixture->path, &fixture->store, &err), &err);
    check_number("waiting", n_waiting(fixture), 3);
    check_found(fixture, "student", "ca");
}

/* An item that changes or goes before its words are in leaves none behind. */
static void test_what_changes_while_it_waits_is_found_once(void **state)
{
    struct fixture *fixture = *state;
    put_library(fixture);
    PUT(fixture, "jiqizhixin", TODAY, item_of("c", "https://example.org/c", "A rum column", TODAY));
    check_found(fixture, "whisky", "");
    check_found(fixture, "rum", "c");
    PUT(fixture, "jiqizhixin", TODAY, item_of("c", "https://example.org/c", "A gin column", TODAY));
    expire(fixture, TODAY + DAY);
    check_number("waiting", n_waiting(fixture), 0);
    check_found(fixture, "rum", "");
    check_found(fixture, "gin", "");
}

/* As many as are looked at at once, all of which match. */
static void put_many(struct fixture *fixture)
{
    static struct item items[SEARCH_LIMIT_LOOKED];
    static size_t number;
    for (size_t i = 0; i < SEARCH_LIMIT_LOOKED; i++) {
        const char *id = arena_printf(&fixture->arena, "https://example.org/%zu", ++number);
        items[i] = item_of(id, id, arena_printf(&fixture->arena, "common %zu", number), TODAY);
    }
    put_items(fixture, "many", TODAY, items, SEARCH_LIMIT_LOOKED);
    while (n_waiting(fixture) > 0)
        index_all(fixture);
}

/* The newest are ranked, however well older ones match; those of a source are looked for further back. */
static void test_only_the_newest_are_looked_at(void **state)
{
    struct fixture *fixture = *state;
    struct item old = item_of("old", "https://example.org/old", "common", TODAY - DAY);
    old.content_html = "common";
    PUT(fixture, "old", TODAY - DAY, old);
    put_many(fixture);
    check_string("ranked", find(fixture, "common").items[0].source, "many");
    check_number("of its source", find(fixture, "common source:old").n_items, 1);
    for (size_t n = SEARCH_LIMIT_LOOKED; n < SEARCH_LIMIT_FILTERED; n += SEARCH_LIMIT_LOOKED)
        put_many(fixture);
    check_number("too far back", find(fixture, "common source:old").n_items, 0);
}

int main(void)
{
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_queries_are_taken_apart),
        cmocka_unit_test(test_since_is_a_duration_or_a_date),
        cmocka_unit_test(test_what_looks_for_nothing_is_refused),
        WITH_STORE(test_words_find_their_stories),
        WITH_STORE(test_a_feed_of_a_search_has_the_newest_first),
        WITH_STORE(test_an_edited_item_is_found_by_its_new_words),
        WITH_STORE(test_what_expired_is_not_found),
        WITH_STORE(test_a_story_is_found_once),
        WITH_STORE(test_what_waits_survives),
        WITH_STORE(test_a_slice_has_its_limit),
        WITH_STORE(test_only_the_newest_are_looked_at),
        WITH_STORE(test_an_old_index_is_made_anew),
        WITH_STORE(test_what_changes_while_it_waits_is_found_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
