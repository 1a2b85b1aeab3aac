/* Rules are a view over the store: stories gone through, and matched again when the rules change. */
#include "store_fixture.h"

#include "weir/store/walk.h"
#include "weir/text/buf.h"

#define ALL SIZE_MAX

/* What a test's rules are and what they were seen to do. */
struct watched {
    const char *topic, *word; /* an item has the topic when its title has the word */
    int n_matched;
    char moves[256]; /* "+topic -topic …" */
};

static void match(struct item *item, struct arena *arena, void *arg)
{
    struct watched *w = arg;

    w->n_matched++;
    check_number("hits come empty", item->n_hits, 0);
    check_string("source", item->source, "blog");
    if (strstr(item->title, w->word) == NULL)
        return;
    item->hits = arena_alloc(arena, sizeof *item->hits);
    item->hits[item->n_hits++] = (struct hit){.topic = w->topic, .score = 0.75};
}

static void moved(const char *topic, bool gained, void *arg)
{
    struct watched *w = arg;
    size_t n = strlen(w->moves);

    snprintf(w->moves + n, sizeof w->moves - n, "%s%s%s", n > 0 ? " " : "", gained ? "+" : "-", topic);
}

static int rematch_some(struct fixture *f, uint64_t rules, struct watched *w, size_t n_stories,
                        size_t *n_changed)
{
    struct error err = {0};
    struct rematch rematch = {.rules = rules, .match = match, .moved = moved, .arg = w};
    int result = store_rematch(f->store, &rematch, n_stories, n_changed, &err);

    if (result < 0)
        check_done(result, &err);
    return result;
}

static size_t rematch_all(struct fixture *f, uint64_t rules, struct watched *w)
{
    size_t n_changed = 0;

    while (rematch_some(f, rules, w, ALL, &n_changed) > 0)
        continue;
    return n_changed;
}

static size_t count_topic(struct fixture *f, const char *topic)
{
    return select_stories(f, (struct store_query){.topic = topic}).n_items;
}

static void put_titles(struct fixture *f, const char *const *titles, size_t n)
{
    struct item *items = arena_alloc(&f->arena, n * sizeof *items);

    for (size_t i = 0; i < n; i++) {
        const char *url = arena_printf(&f->arena, "https://example.org/%zu", i);
        items[i] = item_of(url, url, titles[i], TODAY + (int64_t)i);
    }
    put_items(f, "blog", TODAY + DAY, items, n);
}

static const char *const titles[] = {"rice and beans", "rice", "beans", "neither"};

/* What no topic had is stored all the same, so a new rule finds it. */
static void test_changed_rules_find_what_is_stored(void **state)
{
    struct fixture *f = *state;
    struct watched rice = {"rice", "rice", 0, ""}, beans = {"beans", "beans", 0, ""};
    struct watched again = {"beans", "beans", 0, ""};

    put_titles(f, titles, 4);
    check_number("without topics", select_stories(f, (struct store_query){.any_topic = true}).n_items, 0);
    check_number("changed", rematch_all(f, 1, &rice), 2);
    check_string("moves", rice.moves, "+rice +rice");
    check_number("rice", count_topic(f, "rice"), 2);
    check_number("changed", rematch_all(f, 2, &beans), 3);
    check_string("moves", beans.moves, "+beans -rice -rice +beans");
    check_number("rice", count_topic(f, "rice"), 0);
    check_number("beans", count_topic(f, "beans"), 2);
    check_number("with any", select_stories(f, (struct store_query){.any_topic = true}).n_items, 2);

    rematch_all(f, 2, &again);
    check_number("the same rules: nothing to do", again.n_matched, 0);
    check_number("other rules, the same topics", rematch_all(f, 3, &again), 0);
    check_string("no moves", again.moves, "");
}

/* The daemon matches between two turns of its loop, and may die in between. */
static void test_slices_go_on_where_they_were(void **state)
{
    struct fixture *f = *state;
    struct watched rice = {"rice", "rice", 0, ""};
    struct error err = {0};
    size_t n_changed = 0;
    bool done;

    put_titles(f, titles, 4);
    check_number("more is left", rematch_some(f, 1, &rice, 3, &n_changed), 1);
    check_number("matched", rice.n_matched, 3);
    check_done(store_is_matched(f->store, 1, &done, &err), &err);
    assert_false(done);
    store_close(f->store);
    check_done(store_open(f->path, &f->store, &err), &err);
    while (rematch_some(f, 1, &rice, 3, &n_changed) > 0)
        continue;
    check_number("each once", rice.n_matched, 4);
    check_number("changed", n_changed, 2);
    check_done(store_is_matched(f->store, 1, &done, &err), &err);
    assert_true(done);
}

static void test_other_rules_begin_anew(void **state)
{
    struct fixture *f = *state;
    struct watched rice = {"rice", "rice", 0, ""}, beans = {"beans", "beans", 0, ""};
    size_t n_changed = 0;

    put_titles(f, titles, 4);
    rematch_some(f, 1, &rice, 2, &n_changed);
    rematch_all(f, 2, &beans);
    check_number("all of them", beans.n_matched, 4);
    check_number("rice", count_topic(f, "rice"), 0);
}

/* More stories than are read at once, and one with very many items. */
static void test_many(void **state)
{
    enum { N = 700 };
    struct fixture *f = *state;
    struct item items[N];
    char texts[N][64];
    struct watched odd = {"odd", "odd", 0, ""};

    for (int i = 0; i < N; i++) {
        snprintf(texts[i], sizeof texts[i], "%d %s", i, i % 2 ? "odd" : "even");
        items[i] = item_of(texts[i], i < 300 ? "https://arxiv.org/abs/2511.00001" : "", texts[i], TODAY + i);
    }
    put_items(f, "blog", TODAY, items, N);
    check_number("changed", rematch_all(f, 1, &odd), 1 + (N - 300) / 2);
    check_number("odd", count_topic(f, "odd"), 1 + (N - 300) / 2);
}

static void note_story(struct walked *story, struct arena *arena, void *arg)
{
    struct buf *out = arg;

    (void)arena;
    buf_addf(out, "%s:%zu:%zu ", story->shown->title, story->n_items, story->shown->n_hits);
}

static void test_a_walk_visits_each_story_once(void **state)
{
    struct fixture *f = *state;
    struct error err = {0};
    struct watched rice = {"rice", "rice", 0, ""};
    struct buf seen = BUF_INIT(1 << 12);

    put_titles(f, titles, 4);
    rematch_all(f, 1, &rice);
    check_done(store_walk(f->store, INT64_MIN, note_story, &seen, &err), &err);
    check_string("all", seen.data, "rice and beans:1:1 rice:1:1 beans:1:0 neither:1:0 ");
    buf_clear(&seen);
    check_done(store_walk(f->store, TODAY + 2, note_story, &seen, &err), &err);
    check_string("since", seen.data, "beans:1:0 neither:1:0 ");
    buf_release(&seen);
}

#define IN_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_STORE(test_changed_rules_find_what_is_stored),
        IN_STORE(test_slices_go_on_where_they_were),
        IN_STORE(test_other_rules_begin_anew),
        IN_STORE(test_many),
        IN_STORE(test_a_walk_visits_each_story_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
