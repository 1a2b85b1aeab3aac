#include "test.h"

#include <stdbool.h>

#include "weir/poll/mirror.h"
#include "weir/text/date.h"

#define NOW  ((int64_t)1795000000)
#define HOUR 3600
#define DAY  ((int64_t)24 * HOUR)

static const char *urls[] = {"http://127.0.0.1:4000/a.atom", "https://b.example/a",
                             "https://c.example/a.xml"};
static const struct source source = {.name = "s", .urls = urls, .n_urls = 3};

/* A life in events; after them the order at `at_s`. */
struct event {
    int64_t at_s;
    enum { END, FAILED, SERVED, CONSULTED } what;
    size_t url;
    int64_t newest_s; /* age of its newest item at NOW; 0: it has no dates */
};

static const struct {
    const char *what;
    struct event events[12];
    int64_t at_s;
    const char *order;
} lives[] = {
    {"nothing is known", {{0}}, 0, "012"},
    {"all is well", {{0, SERVED, 0, DAY}}, HOUR, "012"},
    {"the first has failed", {{0, FAILED, 0, 0}}, 60, "120"},
    {"and half an hour has passed", {{0, FAILED, 0, 0}}, 1800, "012"},
    {"it failed twice", {{0, FAILED, 0, 0}, {1800, FAILED, 0, 0}}, 1800 + 3599, "120"},
    {"and an hour has passed", {{0, FAILED, 0, 0}, {1800, FAILED, 0, 0}}, 1800 + 3600, "012"},
    {"it recovers", {{0, FAILED, 0, 0}, {1800, SERVED, 0, DAY}, {1900, FAILED, 0, 0}}, 1900 + 1800, "012"},
    {"two have failed", {{0, FAILED, 0, 0}, {0, FAILED, 1, 0}}, 60, "201"},
    {"all have failed", {{0, FAILED, 0, 0}, {0, FAILED, 1, 0}, {0, FAILED, 2, 0}}, 60, "012"},
    {"the rest is capped",
     {{0, FAILED, 0, 0},
      {0, FAILED, 0, 0},
      {0, FAILED, 0, 0},
      {0, FAILED, 0, 0},
      {0, FAILED, 0, 0},
      {0, FAILED, 0, 0},
      {0, FAILED, 0, 0},
      {0, FAILED, 0, 0}},
     MIRROR_RETRY_CAP_S,
     "012"},
    {"the clock was set back", {{9 * DAY, FAILED, 0, 0}}, 0, "012"},
    {"one was consulted", {{0, CONSULTED, 1, DAY}}, HOUR, "021"},
    {"and six hours have passed", {{0, CONSULTED, 1, DAY}}, 6 * HOUR, "012"},
};

static void replay(struct source_state *state, const struct event *event, struct arena *arena)
{
    for (; event->what != END; event++) {
        int64_t newest_at = event->newest_s != 0 ? NOW - event->newest_s : DATE_NONE, now = NOW + event->at_s;
        if (event->what == FAILED)
            mirror_failed(&source, state, event->url, "HTTP 502", now, arena);
        else if (event->what == SERVED)
            mirror_served(&source, state, event->url, newest_at, arena);
        else
            mirror_consulted(&source, state, event->url, newest_at, now, arena);
    }
}

static void order_follows_health(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lives / sizeof *lives; i++) {
        struct source_state s = {.name = "s"};
        struct arena arena;
        size_t order[3];
        char got[4] = "";
        arena_init(&arena);
        replay(&s, lives[i].events, &arena);
        mirror_order(&source, &s, NOW + lives[i].at_s, order);
        for (size_t k = 0; k < 3; k++)
            got[k] = (char)('0' + order[k]);
        check_string(lives[i].what, got, lives[i].order);
        arena_release(&arena);
    }
}

static const struct {
    const char *what;
    struct event events[4];
    size_t url;
    int64_t newest_s;
    bool behind;
} answers[] = {
    {"the only one known", {{0}}, 0, 30 * DAY, false},
    {"as new as the other", {{0, SERVED, 1, DAY}}, 0, DAY, false},
    {"newer", {{0, SERVED, 1, 3 * DAY}}, 0, DAY, false},
    {"a few hours behind", {{0, SERVED, 1, DAY}}, 0, 2 * DAY - 60, false},
    {"days behind", {{0, SERVED, 1, DAY}}, 0, 5 * DAY, true},
    {"behind the third", {{0, SERVED, 1, 9 * DAY}, {0, SERVED, 2, DAY}}, 0, 5 * DAY, true},
    {"its own earlier answer is no other", {{0, SERVED, 0, DAY}}, 0, 5 * DAY, false},
    {"without dates", {{0, SERVED, 1, DAY}}, 0, 0, false},
    {"the other has no dates", {{0, SERVED, 1, 0}}, 0, 5 * DAY, false},
};

static void stale_is_behind_another(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        struct source_state s = {.name = "s"};
        struct arena arena;
        arena_init(&arena);
        replay(&s, answers[i].events, &arena);
        int64_t newest_at = answers[i].newest_s != 0 ? NOW - answers[i].newest_s : DATE_NONE;
        check_number(answers[i].what, mirror_is_behind(&source, &s, answers[i].url, newest_at),
                     answers[i].behind);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_follows_health),
        cmocka_unit_test(stale_is_behind_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
