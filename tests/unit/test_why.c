/* Why an item has a topic, and why it has not another. */
#include "store_fixture.h"

#include "weir/rules/why.h"
#include "weir/text/buf.h"

static struct topic topic_of(struct arena *arena, const char *name, const char *terms, const char *scope,
                             const char *exclude)
{
    struct topic topic = {
        .name = name, .title = name, .under = "", .field = "", .threshold = TOPIC_THRESHOLD};
    struct error err;
    assert_int_equal(term_list_parse(terms, arena, &topic.terms, &err), 0);
    if (*scope != '\0')
        assert_int_equal(term_list_parse(scope, arena, &topic.scope, &err), 0);
    if (*exclude != '\0')
        assert_int_equal(term_list_parse(exclude, arena, &topic.exclude, &err), 0);
    return topic;
}

/* "topic verdict score term,term", topics parted by " | ". */
static void describe(const struct why *whys, size_t n, struct buf *out)
{
    static const char *const verdicts[] = {"has",   "always",   "below",       "far-below",
                                           "field", "excluded", "other-source"};
    for (size_t i = 0; i < n; i++) {
        buf_addf(out, "%s%s %s %.2f%s", i > 0 ? " | " : "", whys[i].topic->name, verdicts[whys[i].verdict],
                 whys[i].score,
                 whys[i].is_halved         ? " halved"
                 : whys[i].is_out_of_field ? " out of field"
                                           : "");
        for (size_t k = 0; k < whys[i].n_terms; k++)
            buf_addf(out, "%c%s(%s %.2f)", k > 0 ? ',' : ' ', whys[i].terms[k].term, whys[i].terms[k].field,
                     whys[i].terms[k].boost);
    }
}

/* Out of its field a topic counts half; the field itself stands back behind a topic of it. */
static void test_fields(void **state)
{
    (void)state;
    static const struct {
        const char *title, *want;
    } cases[] = {
        {"Attention for translation", "attention has 0.80 attention(title 0.80)"
                                      " | nmt field 0.90 translation(title 0.90)"},
        {"Attention of pupils", "attention below 0.40 out of field attention(title 0.80)"},
        {"Translation of letters", "nmt has 0.90 translation(title 0.90)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        struct error err = {0};
        arena_init(&arena);
        struct topic topics[] = {topic_of(&arena, "attention", "attention^0.8", "", ""),
                                 topic_of(&arena, "nmt", "translation^0.9", "", "")};
        topics[0].field = "nmt";
        struct conf conf = {.topics = topics, .n_topics = 2};
        struct item item = item_of("1", "https://example.org/1", cases[i].title, TODAY);
        item.source = "blog";
        struct why *whys;
        size_t n;
        assert_int_equal(why_topics(&conf, &item, &arena, &whys, &n, &err), 0);
        struct buf got = BUF_INIT(10000);
        describe(whys, n, &got);
        check_string(cases[i].title, got.data, cases[i].want);
        buf_release(&got);
        arena_release(&arena);
    }
}

static void test_verdicts(void **state)
{
    (void)state;
    struct arena arena;
    struct error err = {0};
    arena_init(&arena);
    static const char *only[] = {"arxiv-*"}, *always[] = {"given"};
    struct topic topics[] = {
        topic_of(&arena, "kd", "knowledge distillation^0.9, student^0.5", "", ""),
        topic_of(&arena, "weak", "student^0.5", "", ""),
        topic_of(&arena, "far", "teacher^0.55", "", ""),
        topic_of(&arena, "scoped", "knowledge distillation^0.9", "speech", ""),
        topic_of(&arena, "whisky", "distillation^0.8", "", "student"),
        topic_of(&arena, "papers", "distillation^0.6", "", ""),
        topic_of(&arena, "given", "nothing of it", "", ""),
        topic_of(&arena, "other", "cooking", "", ""),
    };
    topics[5].sources = only;
    topics[5].n_sources = 1;
    struct source source = {.name = "blog", .title = "", .topics = always, .n_topics = 1};
    struct conf conf = {
        .topics = topics, .n_topics = sizeof topics / sizeof *topics, .sources = &source, .n_sources = 1};
    struct item item =
        item_of("1", "https://example.org/1", "Knowledge distillation without a teacher", TODAY);
    item.content_html = "<p>A student learns alone.</p>";
    item.source = "blog";
    struct why *whys;
    size_t n;
    struct buf got = BUF_INIT(1 << 16);
    check_done(why_topics(&conf, &item, &arena, &whys, &n, &err), &err);
    describe(whys, n, &got);
    check_string("verdicts", got.data,
                 "given always 1.00"
                 " | kd has 0.92 knowledge distillation(title 0.90),student(text 0.20)"
                 " | whisky excluded 0.80 distillation(title 0.80)"
                 " | papers other-source 0.60 distillation(title 0.60)"
                 " | far far-below 0.55 teacher(title 0.55)"
                 " | scoped below 0.45 halved knowledge distillation(title 0.90)"
                 " | weak below 0.20 student(text 0.20)");
    buf_release(&got);
    arena_release(&arena);
}

static void test_items_of_one_story_are_merged(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct topic a = {.name = "a"}, b = {.name = "b"};
    struct why first[] = {{.topic = &a, .verdict = VERDICT_BELOW, .score = 0.4}};
    struct why second[] = {{.topic = &b, .verdict = VERDICT_HAS, .score = 0.6},
                           {.topic = &a, .verdict = VERDICT_BELOW, .score = 0.3}};
    struct why *whys = NULL;
    size_t n = 0;
    struct buf got = BUF_INIT(1 << 12);
    why_merge(&arena, &whys, &n, first, 1);
    why_merge(&arena, &whys, &n, second, 2);
    describe(whys, n, &got);
    check_string("merged", got.data, "b has 0.60 | a below 0.40");
    buf_release(&got);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_verdicts), cmocka_unit_test(test_fields),
                                       cmocka_unit_test(test_items_of_one_story_are_merged)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
