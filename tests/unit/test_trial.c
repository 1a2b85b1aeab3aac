/* What other rules would have made of the stored stories, and how often each term occurs in them. */
#include "store_fixture.h"

#include "weir/rules/term_use.h"
#include "weir/rules/trial.h"

static void put_titles(struct fixture *f)
{
    static const char *const titles[] = {"A student and a teacher", "The student alone", "Cooking rice",
                                         "Teacher's notes", "Rice, teacher, student"};
    static struct hit rice = {.topic = "rice", .score = 1};
    struct item items[5];
    for (size_t i = 0; i < 5; i++) {
        const char *url = arena_printf(&f->arena, "https://example.org/%zu", i);
        items[i] = item_of(url, url, titles[i], TODAY + (int64_t)i * DAY);
        items[i].hits = &rice;
        items[i].n_hits = i == 2;
    }
    put_items(f, "blog", TODAY + 10 * DAY, items, 5);
}

static void test_terms(void **state)
{
    struct fixture *f = *state;
    struct error err = {0};
    struct term_list terms;
    struct trial trial;

    put_titles(f);
    check_done(term_list_parse("student + teacher^0.9, student^0.3", &f->arena, &terms, &err), &err);
    check_done(trial_terms(f->store, &terms, INT64_MIN, &f->arena, &trial, &err), &err);
    check_number("stories", trial.n_stories, 5);
    check_number("matched", trial.n_matched, 2);
    check_string("the newest", trial.matched.stories[0].title, "Rice, teacher, student");
    check_string("then", trial.matched.stories[1].title, "A student and a teacher");
    check_number("missed", trial.missed.n, 1);
    check_string("the closest", trial.missed.stories[0].title, "The student alone");
    check_string("its term", trial.missed.stories[0].terms[0].term, "student");
    check_done(trial_terms(f->store, &terms, trial.oldest_at + 1, &f->arena, &trial, &err), &err);
    check_number("since", trial.n_stories, 4);
}

/* More than are shown. */
static void test_lists_have_limits(void **state)
{
    enum { N = TRIAL_SHOWN + 5 };
    struct fixture *f = *state;
    struct error err = {0};
    struct term_list terms;
    struct trial trial;
    struct item items[2 * N];

    for (size_t i = 0; i < 2 * N; i++) {
        const char *url = arena_printf(&f->arena, "https://example.org/%zu", i);
        items[i] = item_of(url, url, arena_printf(&f->arena, "%s %zu", i < N ? "rice" : "beans", i), TODAY);
    }
    put_items(f, "blog", TODAY, items, 2 * N);
    check_done(term_list_parse("rice, beans^0.4", &f->arena, &terms, &err), &err);
    check_done(trial_terms(f->store, &terms, INT64_MIN, &f->arena, &trial, &err), &err);
    check_number("matched", trial.n_matched, N);
    check_number("shown", trial.matched.n, TRIAL_SHOWN);
    check_number("missed", trial.missed.n, TRIAL_MISSES);
}

static struct topic topic_of(struct fixture *f, const char *name, const char *terms)
{
    struct topic topic = {
        .name = name, .title = name, .under = "", .field = "", .threshold = TOPIC_THRESHOLD};
    struct error err = {0};
    check_done(term_list_parse(terms, &f->arena, &topic.terms, &err), &err);
    return topic;
}

static void test_a_configuration(void **state)
{
    struct fixture *f = *state;
    struct error err = {0};
    struct trial_conf trial;
    struct topic topics[] = {topic_of(f, "school", "teacher"), topic_of(f, "unused", "nowhere")};
    struct conf conf = {.topics = topics, .n_topics = 2};

    put_titles(f);
    check_done(trial_conf(f->store, &conf, INT64_MIN, &f->arena, &trial, &err), &err);
    check_number("topics", trial.n_topics, 3);
    check_string("first", trial.topics[0].name, "school");
    check_number("gained", trial.topics[0].n_gained, 3);
    check_string("the newest", trial.topics[0].gained.stories[0].title, "Rice, teacher, student");
    check_number("unused", trial.topics[1].n_gained + trial.topics[1].n_lost, 0);
    check_string("only in the store", trial.topics[2].name, "rice");
    check_number("lost", trial.topics[2].n_lost, 1);
    check_string("example", trial.topics[2].lost.stories[0].title, "Cooking rice");
}

static void test_uses_of_terms(void **state)
{
    static const struct {
        const char *term;
        size_t n_stories, n_brought;
    } wanted[] = {{"teacher", 3, 3}, {"student", 3, 0}, {"nowhere", 0, 0}, {"rice", 2, 2}, {"teacher", 3, 0}};
    struct fixture *f = *state;
    struct error err = {0};
    struct term_use *uses;
    struct topic topics[] = {topic_of(f, "school", "teacher, student^0.3, nowhere"),
                             topic_of(f, "food", "rice^0.6, teacher^0.1")};
    struct conf conf = {.topics = topics, .n_topics = 2};
    size_t n, n_stories;

    put_titles(f);
    check_done(term_use_count(f->store, &conf, &f->arena, &uses, &n, &n_stories, &err), &err);
    check_number("stories", n_stories, 5);
    check_number("terms", n, sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < n; i++) {
        check_string("term", uses[i].term->text, wanted[i].term);
        check_number(wanted[i].term, uses[i].n_stories, wanted[i].n_stories);
        check_number(wanted[i].term, uses[i].n_brought, wanted[i].n_brought);
    }
}

#define IN_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {IN_STORE(test_terms), IN_STORE(test_lists_have_limits),
                                       IN_STORE(test_a_configuration), IN_STORE(test_uses_of_terms)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
