/* The reader's word stands above the rules. */
#include "store_fixture.h"

#include "weir/store/feedback.h"

/* An item has the topic "rice" when its title has the word. */
static void match(struct item *item, struct arena *arena, void *arg)
{
    (void)arg;
    if (strstr(item->title, "rice") == NULL)
        return;
    item->hits = arena_alloc(arena, sizeof *item->hits);
    item->hits[item->n_hits++] = (struct hit){.topic = "rice", .score = 0.75};
}

static const struct rematch rules = {.rules = 1, .match = match};

#define RICE  "https://example.org/rice"
#define BEANS "https://example.org/beans"

static void put_two(struct fixture *f)
{
    struct item items[] = {item_of(RICE, RICE, "rice", TODAY), item_of(BEANS, BEANS, "beans", TODAY)};
    size_t n_changed = 0;
    struct error err;
    put_items(f, "blog", TODAY, items, 2);
    while (store_rematch(f->store, &rules, 100, &n_changed, &err) > 0)
        continue;
}

static struct feedback say(struct fixture *f, const char *name, const char *topic, bool is_kept)
{
    struct feedback said;
    struct error err;
    check_done(store_put_feedback(f->store, name, topic, is_kept, TODAY, &rules, &f->arena, &said, &err),
               &err);
    return said;
}

static size_t n_with(struct fixture *f, const char *topic)
{
    return select_stories(f, (struct store_query){.topic = topic}).n_items;
}

static size_t n_all(struct fixture *f)
{
    return select_stories(f, (struct store_query){0}).n_items;
}

static void test_a_kept_story_has_its_topic(void **state)
{
    struct fixture *f = *state;
    put_two(f);
    struct feedback said = say(f, BEANS, "rice", true);
    check_string("the story", said.item.title, "beans");
    check_number("in the topic", n_with(f, "rice"), 2);
    say(f, RICE, "rice", true);
    check_number("none doubled", n_with(f, "rice"), 2);
}

static void test_a_dismissed_story_leaves_a_topic_or_all(void **state)
{
    struct fixture *f = *state;
    put_two(f);
    say(f, BEANS, "beans", true);
    say(f, RICE, "rice", false);
    check_number("the topic is empty", n_with(f, "rice"), 0);
    check_number("among all it stays", n_all(f), 2);
    say(f, BEANS, "", false);
    check_number("its topic is empty", n_with(f, "beans"), 0);
    check_number("it left all", n_all(f), 1);
}

/* Neither another matching nor a changed text brings back what was dismissed. */
static void test_a_word_outlives_rules_and_texts(void **state)
{
    struct fixture *f = *state;
    struct rematch others = rules;
    size_t n_changed = 0;
    struct error err;
    put_two(f);
    say(f, RICE, "rice", false);
    say(f, BEANS, "rice", true);
    others.rules = 2;
    while (store_rematch(f->store, &others, 100, &n_changed, &err) > 0)
        continue;
    check_number("nothing moved", n_changed, 0);
    struct hit hit = {.topic = "rice", .score = 0.9};
    struct item again = item_of(RICE, RICE, "more rice", TODAY);
    again.hits = &hit;
    again.n_hits = 1;
    put_items(f, "blog", TODAY + DAY, &again, 1);
    struct feed rice = select_stories(f, (struct store_query){.topic = "rice"});
    check_number("one in the topic", rice.n_items, 1);
    check_string("that was kept", rice.items[0].title, "beans");
}

static void test_undo_takes_the_last_word_back(void **state)
{
    struct fixture *f = *state;
    struct feedback last;
    struct error err = {0};
    put_two(f);
    say(f, BEANS, "rice", true);
    say(f, RICE, "", false);
    check_done(store_undo_feedback(f->store, &rules, &f->arena, &last, &err), &err);
    check_string("of the last story", last.item.title, "rice");
    check_number("both are back", n_with(f, "rice"), 2);
    check_done(store_undo_feedback(f->store, &rules, &f->arena, &last, &err), &err);
    check_number("one by its own words", n_with(f, "rice"), 1);
    check_number("then there is none", store_undo_feedback(f->store, &rules, &f->arena, &last, &err), -1);
    check_number("which is told", err.status, STATUS_NO_INPUT);
}

static void test_the_last_word_counts(void **state)
{
    struct fixture *f = *state;
    struct feedback *all;
    struct error err;
    size_t n;
    put_two(f);
    say(f, RICE, "", false);
    say(f, RICE, "rice", true);
    check_done(store_list_feedback(f->store, &f->arena, &all, &n, &err), &err);
    check_number("one word is left", n, 1);
    check_string("the last", all[0].topic, "rice");
    check_number("it is shown again", n_with(f, "rice"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_kept_story_has_its_topic, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(test_a_dismissed_story_leaves_a_topic_or_all, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(test_a_word_outlives_rules_and_texts, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(test_undo_takes_the_last_word_back, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(test_the_last_word_counts, fixture_set_up, fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
