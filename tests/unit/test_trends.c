#include "test.h"

#include "../../src/publish/trends.h"
#include "samples.h"

#define WEEK_S (7 * 86400)

static const struct category topics[] = {{.term = "kd", .label = "Knowledge Distillation", .scheme = ""}};

/* Stories with the topic kd, matched by 知识蒸馏: so many in each of five weeks. */
static struct digest trends_of(const size_t counts[DIGEST_TREND_WEEKS], struct arena *arena)
{
    static struct term_hit term = {.term = "知识蒸馏", .field = "title", .boost = 1};
    static struct hit hit = {.topic = "kd", .score = 1, .terms = &term, .n_terms = 1};
    struct span weeks[DIGEST_TREND_WEEKS];
    struct digest digest = {0};
    struct item *items = NULL;
    size_t n = 0;
    for (size_t week = 0; week < DIGEST_TREND_WEEKS; week++) {
        weeks[week] = (struct span){.from_at = SAMPLE_AT + (int64_t)week * WEEK_S,
                                    .to_at = SAMPLE_AT + (int64_t)(week + 1) * WEEK_S};
        for (size_t i = 0; i < counts[week]; i++) {
            items = arena_grow(arena, items, n, sizeof *items);
            items[n] = sample_item("tag:x,2026:1", "Title", "https://example.org/");
            items[n].first_seen_at = weeks[week].from_at + (int64_t)i;
            items[n].hits = &hit;
            items[n++].n_hits = 1;
        }
    }
    struct feed feed = sample_feed(items, n);
    trends_find(&feed, weeks, topics, 1, arena, &digest);
    return digest;
}

static void test_what_rises(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        size_t counts[DIGEST_TREND_WEEKS];
        size_t n_trends;
    } cases[] = {
        {"far more than before", {3, 5, 4, 3, 14}, 2},
        {"as many as before", {3, 5, 4, 3, 5}, 0},
        {"fewer", {9, 9, 9, 9, 1}, 0},
        {"never before", {0, 0, 0, 0, 9}, 0},
        {"weir was there for one week", {0, 0, 0, 2, 9}, 0},
        {"weir was there for two", {0, 0, 1, 2, 9}, 2},
        {"quiet, then three", {1, 0, 0, 0, 3}, 0},
        {"quiet, then four", {1, 0, 0, 0, 4}, 2},
        {"nothing at all", {0, 0, 0, 0, 0}, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        arena_init(&arena);
        check_number(cases[i].what, trends_of(cases[i].counts, &arena).n_trends, cases[i].n_trends);
        arena_release(&arena);
    }
}

static void test_a_trend_has_a_name_and_its_weeks(void **state)
{
    (void)state;
    static const size_t counts[] = {3, 5, 4, 3, 14};
    struct arena arena;
    arena_init(&arena);
    struct digest digest = trends_of(counts, &arena);
    check_number("trends", digest.n_trends, 2);
    check_string("topic", digest.trends[0].label, "Knowledge Distillation");
    check_string("term", digest.trends[1].label, "知识蒸馏");
    assert_memory_equal(digest.trends[0].counts, counts, sizeof counts);
    digest.title = "What is new";
    digest.timezone = "UTC";
    assert_true(civil_parse_week("UTC", "2026-W47", &digest.span));
    struct buf out = BUF_INIT(1 << 16);
    digest_write_markdown(&digest, &out);
    assert_non_null(strstr(out.data,
                           "\n## Rising\n\n- Knowledge Distillation ▃▄▃▃█ 14 stories, after 3, 5, 4, 3\n"
                           "- 知识蒸馏 ▃▄▃▃█ 14 stories, after 3, 5, 4, 3\n"));
    buf_release(&out);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_rises),
        cmocka_unit_test(test_a_trend_has_a_name_and_its_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
