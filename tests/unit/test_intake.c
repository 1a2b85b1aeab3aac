#include "test.h"

#include "../../src/poll/intake.h"
#include "weir/text/date.h"

#define DAY ((int64_t)24 * 3600)
#define NOW (20000 * DAY)

/* Ages in days of a document's new items, newest first or not; −1: undated. Which of them are backfill? */
static const struct {
    const char *name;
    int new_age, ok_age; /* of the last new item and the last good answer; −1: none yet */
    bool other_address;
    int ages[10];
    size_t n;
    const char *backfill; /* x: backfill, .: news */
} cases[] = {
    {"a new source's week is news", -1, -1, false, {0, 1, 3, 6, 6, 6, 6, 8, 30}, 9, ".......xx"},
    {"an old blog is introduced by its newest five",
     -1,
     -1,
     false,
     {100, 200, 300, 400, 500, 600, 700},
     7,
     ".....xx"},
    {"whatever the document's order", -1, -1, false, {700, 600, 500, 400, 300, 200, 100}, 7, "xx....."},
    {"fewer than five are all news", -1, -1, false, {900, 1000}, 2, ".."},
    {"undated items go by their place", -1, -1, false, {-1, -1, -1, -1, -1, -1, -1}, 7, ".....xx"},
    {"a source that answered before it had items", -1, 1, false, {1, 100}, 2, ".."},
    {"a known source's new items", 3, 0, false, {0, 1, 2}, 3, "..."},
    {"one that comes a little late", 3, 0, false, {0, 13}, 2, ".."},
    {"old items issued again", 3, 0, false, {0, 15, 400, 2000}, 4, ".xxx"},
    {"undated items of a known source", 3, 0, false, {-1, -1}, 2, ".."},
    {"weir was off for a month", 40, 31, false, {0, 10, 30, 44, 46}, 5, "....x"},
    {"another mirror, which knows more", 6, 0, true, {0, 3, 7, 9, 30}, 5, "...xx"},
};

static void backfill_never_floods(void **state)
{
    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct item items[10] = {0};
        struct feed feed = {.items = items, .n_items = cases[c].n};
        struct source_state known = {.new_at =
                                         cases[c].new_age < 0 ? DATE_NONE : NOW - cases[c].new_age * DAY,
                                     .ok_at = cases[c].ok_age < 0 ? DATE_NONE : NOW - cases[c].ok_age * DAY};
        char got[11] = "";
        for (size_t i = 0; i < cases[c].n; i++)
            items[i].published_at = cases[c].ages[i] < 0 ? DATE_NONE : NOW - cases[c].ages[i] * DAY;
        struct intake intake = intake_begin(&feed, &known, cases[c].other_address, NOW);
        for (size_t i = 0; i < cases[c].n; i++)
            got[i] = intake_is_backfill(&items[i], &intake) ? 'x' : '.';
        check_string(cases[c].name, got, cases[c].backfill);
    }
}

static const struct {
    const char *name;
    double items_a_week;
    int ok_age;
    size_t n_new, n_news;
} bursts[] = {
    {"a quiet blog moves house, all posts dated today", 0.5, 0, 500, 21},
    {"a journal's new issue", 3, 0, 25, 25},
    {"arXiv's day", 500, 0, 400, 400},
    {"arXiv's archive, all at once", 500, 0, 9000, 1520},
    {"weir was off for four weeks", 10, 28, 80, 80},
};

/* All dated after the last look, an hour apart, or all at once; of a source as old as that. */
static const struct {
    const char *name;
    int age;
    bool at_once;
    size_t n_new, n_news;
} second_days[] = {
    {"a source's second day", 1, true, 160, 160},
    {"a quiet blog's long day", 400, false, 60, 60},
    {"its archive, dated today", 400, true, 500, 21},
};

static void a_flood_is_no_news(void **state)
{
    (void)state;
    for (size_t c = 0; c < sizeof bursts / sizeof *bursts; c++) {
        struct source_state known = {.new_at = NOW - 40 * DAY,
                                     .ok_at = NOW - bursts[c].ok_age * DAY,
                                     .items_a_week = bursts[c].items_a_week};
        static struct item items[9000];
        struct feed feed = {.items = items, .n_items = bursts[c].n_new};
        size_t n_news = 0;
        for (size_t i = 0; i < bursts[c].n_new; i++)
            items[i].published_at = NOW;
        struct intake intake = intake_begin(&feed, &known, false, NOW);
        for (size_t i = 0; i < bursts[c].n_new; i++)
            n_news += !intake_is_backfill(&items[i], &intake);
        check_number(bursts[c].name, n_news, bursts[c].n_news);
    }
}

static void what_is_dated_after_the_last_look_is_news(void **state)
{
    (void)state;
    for (size_t c = 0; c < sizeof second_days / sizeof *second_days; c++) {
        static struct item items[500];
        struct feed feed = {.items = items, .n_items = second_days[c].n_new};
        struct source_state known = {.new_at = NOW - DAY,
                                     .ok_at = NOW - DAY * 5 / 2,
                                     .oldest_at = NOW - second_days[c].age * DAY,
                                     .items_a_week = 0.5};
        size_t n_news = 0;
        for (size_t i = 0; i < feed.n_items; i++)
            items[i].published_at = second_days[c].at_once ? NOW - 3600 : NOW - (int64_t)i * 3600;
        struct intake intake = intake_begin(&feed, &known, false, NOW);
        for (size_t i = 0; i < feed.n_items; i++)
            n_news += !intake_is_backfill(&items[i], &intake);
        check_number(second_days[c].name, n_news, second_days[c].n_news);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(backfill_never_floods),
                                       cmocka_unit_test(a_flood_is_no_news),
                                       cmocka_unit_test(what_is_dated_after_the_last_look_is_news)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
