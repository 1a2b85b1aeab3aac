#include "test.h"

#include "../../src/flow/news.h"
#include "weir/text/date.h"

#define DAY ((int64_t)24 * 3600)
#define NOW (20000 * DAY)

/* Ages in days of a document's items, newest first or not; −1: undated. Which of them are backfill? */
static const struct {
    const char *name;
    bool first;
    int ages[10];
    size_t n;
    const char *backfill; /* x: backfill, .: news */
} cases[] = {
    {"a new source's week is news", true, {0, 1, 3, 6, 6, 6, 6, 8, 30}, 9, ".......xx"},
    {"an old blog is introduced by its newest five", true, {100, 200, 300, 400, 500, 600, 700}, 7, ".....xx"},
    {"whatever the document's order", true, {700, 600, 500, 400, 300, 200, 100}, 7, "xx....."},
    {"fewer than five are all news", true, {900, 1000}, 2, ".."},
    {"undated items go by their place", true, {-1, -1, -1, -1, -1, -1, -1}, 7, ".....xx"},
    {"a known source has no backfill", false, {0, 900, 2000}, 3, "..."},
};

static void backfill_never_floods(void **state)
{
    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct item items[10] = {0};
        struct feed feed = {.items = items, .n_items = cases[c].n};
        char got[11] = "";
        for (size_t i = 0; i < cases[c].n; i++)
            items[i].published_at = cases[c].ages[i] < 0 ? DATE_NONE : NOW - cases[c].ages[i] * DAY;
        struct news news = news_of(&feed, cases[c].first, NOW);
        for (size_t i = 0; i < cases[c].n; i++)
            got[i] = news_is_backfill(&items[i], &news) ? 'x' : '.';
        check_string(cases[c].name, got, cases[c].backfill);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(backfill_never_floods)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
