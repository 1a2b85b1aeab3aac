#include "test.h"

#include "weir/poll/schedule.h"
#include "weir/text/civil.h"
#include "weir/text/date.h"

#define MINUTE 60
#define HOUR   3600
#define DAY    (24 * HOUR)
#define LONG   ((int64_t)10 * 365 * DAY)

#define PUBLIC "https://example.org/feed"
#define OWN    "http://127.0.0.1:4000/feed"
#define ARXIV  "https://rss.arxiv.org/atom/cs.CL"

/* Bits of the hours from `from` to before `to`. */
#define HOURS(from, to) (((UINT32_C(1) << (to)) - 1) & ~((UINT32_C(1) << (from)) - 1))
#define SATURDAY        (1u << 5)
#define SUNDAY          (1u << 6)

/* The wait before jitter, from the answer on; fields that are left out say nothing. */
static const struct plan {
    const char *what;
    const char *url;
    int64_t every_s;
    int64_t fresh_s, ttl_s, sy_s, retry_s; /* 0: not said; −1 for "said, and zero" */
    int n_failures;
    size_t n_items;
    double items_a_week;
    int64_t wait_s;
    const char *why;
} plans[] = {
    {"every", PUBLIC, HOUR, .wait_s = HOUR, .why = "1 h after the last poll: its `every`"},
    {"a long every", PUBLIC, 3 * DAY, .wait_s = 3 * DAY, .why = "3 d after the last poll: its `every`"},
    {"every below the floor", PUBLIC, MINUTE, .wait_s = 15 * MINUTE,
     .why = "15 min after the last poll: the least"},
    {"every at the floor", PUBLIC, 15 * MINUTE, .wait_s = 15 * MINUTE, .why = "its `every`"},
    {"no floor for one's own", OWN, MINUTE, .wait_s = MINUTE,
     .why = "1 min after the last poll: its `every`"},
    {"an every of nothing", OWN, 0, .wait_s = 1, .why = "its `every`"},
    {"max-age longer than every", PUBLIC, HOUR, .fresh_s = 4 * HOUR, .wait_s = 4 * HOUR,
     .why = "Cache-Control"},
    {"max-age shorter than every", PUBLIC, HOUR, .fresh_s = MINUTE, .wait_s = HOUR, .why = "its `every`"},
    {"max-age of zero", PUBLIC, HOUR, .fresh_s = -1, .wait_s = HOUR, .why = "its `every`"},
    {"max-age of a day", PUBLIC, HOUR, .fresh_s = DAY, .wait_s = DAY, .why = "Cache-Control"},
    {"max-age of a year", PUBLIC, HOUR, .fresh_s = 365 * DAY, .wait_s = DAY,
     .why = "1 d after the last poll"},
    {"max-age of a year, every of a week", PUBLIC, 7 * DAY, .fresh_s = 365 * DAY, .wait_s = 7 * DAY,
     .why = "every"},
    {"max-age on one's own", OWN, MINUTE, .fresh_s = HOUR, .wait_s = HOUR, .why = "Cache-Control"},
    {"ttl longer than every", PUBLIC, HOUR, .ttl_s = 3 * HOUR, .wait_s = 3 * HOUR, .why = "<ttl>"},
    {"ttl shorter than every", PUBLIC, 6 * HOUR, .ttl_s = HOUR, .wait_s = 6 * HOUR, .why = "every"},
    {"ttl of a minute", PUBLIC, MINUTE, .ttl_s = MINUTE, .wait_s = 15 * MINUTE,
     .why = "the least on public hosts"},
    {"ttl of ten years", PUBLIC, HOUR, .ttl_s = LONG, .wait_s = DAY, .why = "<ttl>"},
    {"ttl below zero", PUBLIC, HOUR, .ttl_s = -5, .wait_s = HOUR, .why = "every"},
    {"sy hourly, as WordPress always says", PUBLIC, HOUR, .sy_s = HOUR, .wait_s = HOUR, .why = "every"},
    {"sy daily", PUBLIC, HOUR, .sy_s = DAY, .wait_s = DAY, .why = "sy:updatePeriod"},
    {"sy weekly", PUBLIC, HOUR, .sy_s = 7 * DAY, .wait_s = DAY, .why = "sy:updatePeriod"},
    {"sy yearly", PUBLIC, HOUR, .sy_s = 365 * DAY, .wait_s = DAY, .why = "sy:updatePeriod"},
    {"sy twice an hour", PUBLIC, 15 * MINUTE, .sy_s = 30 * MINUTE, .wait_s = 30 * MINUTE,
     .why = "sy:updatePeriod"},
    {"the longest of all", PUBLIC, HOUR, 2 * HOUR, 4 * HOUR, 3 * HOUR, .wait_s = 4 * HOUR, .why = "<ttl>"},
    {"Retry-After on a good answer", PUBLIC, HOUR, .retry_s = 2 * HOUR, .wait_s = 2 * HOUR,
     .why = "Retry-After"},
    {"Retry-After of a month", PUBLIC, HOUR, .retry_s = 30 * DAY, .wait_s = DAY, .why = "Retry-After"},
    {"a daily source", PUBLIC, HOUR, .n_items = 50, .items_a_week = 7, .wait_s = 90 * MINUTE,
     .why = "seldom"},
    {"a busy source", PUBLIC, HOUR, .n_items = 900, .items_a_week = 400, .wait_s = HOUR, .why = "every"},
    {"a weekly source", PUBLIC, HOUR, .n_items = 50, .items_a_week = 1, .wait_s = 6 * HOUR, .why = "seldom"},
    {"a source asleep", PUBLIC, HOUR, .n_items = 50, .items_a_week = 0, .wait_s = 6 * HOUR, .why = "seldom"},
    {"a new source", PUBLIC, HOUR, .n_items = 0, .wait_s = HOUR, .why = "every"},
    {"every above the rhythm", PUBLIC, DAY, .n_items = 50, .items_a_week = 1, .wait_s = DAY, .why = "every"},
    {"one's own source asleep", OWN, HOUR, .n_items = 50, .items_a_week = 0, .wait_s = HOUR, .why = "every"},
    {"failure 1", PUBLIC, HOUR, .n_failures = 1, .wait_s = 5 * MINUTE,
     .why = "5 min after failure 1 in a row: backing off"},
    {"failure 2", PUBLIC, HOUR, .n_failures = 2, .wait_s = 10 * MINUTE,
     .why = "10 min after failure 2 in a row"},
    {"failure 3", PUBLIC, HOUR, .n_failures = 3, .wait_s = 20 * MINUTE, .why = "failure 3"},
    {"failure 6", PUBLIC, HOUR, .n_failures = 6, .wait_s = 160 * MINUTE, .why = "failure 6"},
    {"failure 8", PUBLIC, HOUR, .n_failures = 8, .wait_s = 640 * MINUTE, .why = "failure 8"},
    {"failure 9 meets the cap", PUBLIC, HOUR, .n_failures = 9, .wait_s = 12 * HOUR,
     .why = "12 h after failure 9"},
    {"failure 1000", PUBLIC, HOUR, .n_failures = 1000, .wait_s = 12 * HOUR, .why = "failure 1000"},
    {"failure INT_MAX", PUBLIC, HOUR, .n_failures = INT32_MAX, .wait_s = 12 * HOUR, .why = "backing off"},
    {"a failure forgets max-age", PUBLIC, HOUR, .fresh_s = DAY, .n_failures = 1, .wait_s = 5 * MINUTE,
     .why = "backing off"},
    {"429 with Retry-After", PUBLIC, HOUR, .retry_s = HOUR, .n_failures = 1, .wait_s = HOUR,
     .why = "1 h after failure 1 in a row: the server's Retry-After"},
    {"Retry-After shorter than the back-off", PUBLIC, HOUR, .retry_s = MINUTE, .n_failures = 3,
     .wait_s = 20 * MINUTE, .why = "backing off"},
    {"Retry-After of zero", PUBLIC, HOUR, .retry_s = -1, .n_failures = 1, .wait_s = 5 * MINUTE,
     .why = "backing off"},
    {"Retry-After beyond its cap", PUBLIC, HOUR, .retry_s = LONG, .n_failures = 1, .wait_s = DAY,
     .why = "Retry-After"},
    {"Retry-After on one's own", OWN, MINUTE, .retry_s = HOUR, .n_failures = 1, .wait_s = HOUR,
     .why = "Retry-After"},
};

static int64_t said(int64_t seconds)
{
    return seconds == 0 ? -1 : seconds < 0 ? 0 : seconds;
}

static void plans_follow_history_and_headers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        const struct plan *p = &plans[i];
        const char *urls[] = {p->url};
        struct source source = {.name = "s", .urls = urls, .n_urls = 1, .every_s = p->every_s};
        struct source_state s = {.url = "", .fresh_s = said(p->fresh_s), .retry_after_s = said(p->retry_s)};
        struct arena arena;
        arena_init(&arena);
        s.hints = (struct feed_hints){.ttl_s = p->ttl_s, .sy_period_s = p->sy_s};
        s.n_failures = p->n_failures, s.n_items = p->n_items, s.items_a_week = p->items_a_week;
        int64_t now = civil_moment("UTC", 2026, 11, 17, 12, 34);
        schedule_next(&source, &s, now, &arena);
        int64_t jitter = s.next_at - now - p->wait_s;
        if (jitter < 0 || jitter > p->wait_s / 20)
            check_number(p->what, s.next_at - now, p->wait_s);
        if (strstr(s.next_why, p->why) == NULL)
            check_string(p->what, s.next_why, p->why);
        arena_release(&arena);
    }
}

/* Skips: an hour after `hour` of a day in November 2026 (the 16th is a Monday) the feed would be due. */
static const struct skip {
    const char *what;
    const char *url;
    int day, hour;
    uint32_t skip_hours;
    uint8_t skip_days;
    int next_day, next_hour; /* the hour from which it may be polled */
} skips[] = {
    {"no skips", PUBLIC, 16, 10, 0, 0, 16, 11},
    {"skipped hours to come", PUBLIC, 16, 10, HOURS(12, 15), 0, 16, 11},
    {"in skipped hours", PUBLIC, 16, 12, HOURS(12, 15), 0, 16, 15},
    {"hours over midnight", PUBLIC, 16, 22, HOURS(22, 24) | HOURS(0, 6), 0, 17, 6},
    {"all hours skipped", PUBLIC, 16, 10, HOURS(0, 24), 0, 16, 11},
    {"all hours but one", PUBLIC, 16, 10, HOURS(0, 24) & ~HOURS(9, 10), 0, 17, 9},
    {"a skipped day to come", PUBLIC, 16, 10, 0, SATURDAY, 16, 11},
    {"on a skipped day", PUBLIC, 21, 10, 0, SATURDAY, 22, 0},
    {"before a skipped day", PUBLIC, 20, 23, 0, SATURDAY, 22, 0},
    {"on a skipped weekend", PUBLIC, 21, 10, 0, SATURDAY | SUNDAY, 23, 0},
    {"days and hours", PUBLIC, 21, 10, HOURS(0, 6), SATURDAY | SUNDAY, 23, 6},
    {"all days skipped", PUBLIC, 16, 10, 0, 0x7f, 16, 11},
    {"all days but one, capped", PUBLIC, 17, 0, 0, 0x7f & ~1, 20, 2},
    {"arXiv: Saturday of UTC is Friday there", ARXIV, 21, 2, 0, SATURDAY | SUNDAY, 21, 3},
    {"arXiv: Saturday there", ARXIV, 21, 6, 0, SATURDAY | SUNDAY, 23, 5},
    {"arXiv: Sunday there, Monday of UTC", ARXIV, 23, 2, 0, SATURDAY | SUNDAY, 23, 5},
    {"arXiv: Monday there", ARXIV, 23, 5, 0, SATURDAY | SUNDAY, 23, 6},
};

static void skipped_hours_and_days_are_waited_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof skips / sizeof *skips; i++) {
        const struct skip *k = &skips[i];
        const char *urls[] = {k->url};
        struct source source = {.name = "s", .urls = urls, .n_urls = 1, .every_s = HOUR};
        struct source_state s = {.url = "", .fresh_s = -1, .retry_after_s = -1};
        struct arena arena;
        arena_init(&arena);
        s.hints = (struct feed_hints){.skip_hours = k->skip_hours, .skip_days = k->skip_days};
        schedule_next(&source, &s, civil_moment("UTC", 2026, 11, k->day, k->hour, 5), &arena);
        struct civil next = civil_at("UTC", s.next_at);
        check_number(k->what, next.day, k->next_day);
        check_number(k->what, next.hour, k->next_hour);
        arena_release(&arena);
    }
}

/* A source polled every hour, whose hub has agreed to tell of its news. Moments are hours before now. */
static const struct told {
    const char *what;
    int verified_h, lease_h, heard_h, new_h; /* 0: never */
    int64_t wait_s;
    const char *why;
} tolds[] = {
    {"no hub", 0, 0, 0, 30, HOUR, "`every`"},
    {"just agreed", 1, -240, 0, 30, 6 * HOUR, "its hub tells of news meanwhile"},
    {"nothing has come yet, ever", 1, -240, 0, 0, 6 * HOUR, "hub"},
    {"the hub brought the last news", 200, -40, 20, 20, 6 * HOUR, "hub"},
    {"it told what a poll had found before", 200, -40, 19, 20, 6 * HOUR, "hub"},
    {"a poll found what it did not tell", 200, -40, 0, 20, HOUR, "`every`"},
    {"it has gone quiet", 200, -40, 50, 20, HOUR, "`every`"},
    {"its lease is over", 200, 1, 20, 20, HOUR, "`every`"},
};

static void hubs_slow_polling_while_they_tell(void **state)
{
    int64_t now = civil_moment("UTC", 2026, 11, 17, 12, 34);
    const char *urls[] = {OWN};
    (void)state;
    for (size_t i = 0; i < sizeof tolds / sizeof *tolds; i++) {
        const struct told *t = &tolds[i];
        struct source source = {.name = "s", .urls = urls, .n_urls = 1, .every_s = HOUR};
        struct source_state s = {.url = "", .fresh_s = -1, .retry_after_s = -1};
        const struct {
            int64_t *at;
            int hours;
        } moments[] = {{&s.hub_verified_at, t->verified_h},
                       {&s.hub_lease_until_at, t->lease_h},
                       {&s.hub_heard_at, t->heard_h},
                       {&s.new_at, t->new_h}};
        struct arena arena;
        arena_init(&arena);
        for (size_t k = 0; k < sizeof moments / sizeof *moments; k++)
            *moments[k].at = moments[k].hours != 0 ? now - (int64_t)moments[k].hours * HOUR : DATE_NONE;
        schedule_next(&source, &s, now, &arena);
        assert_in_range(s.next_at - now, t->wait_s, t->wait_s + t->wait_s / 20);
        if (strstr(s.next_why, t->why) == NULL)
            check_string(t->what, s.next_why, t->why);
        arena_release(&arena);
    }
}

static void gone_is_never(void **state)
{
    const char *urls[] = {PUBLIC}, *others[] = {"https://example.org/new"};
    struct source source = {.name = "s", .urls = urls, .n_urls = 1, .every_s = HOUR};
    struct source_state s = {
        .url = PUBLIC, .gone = true, .polled_at = 1000, .fresh_s = -1, .retry_after_s = -1};
    struct arena arena;
    (void)state;
    arena_init(&arena);
    schedule_next(&source, &s, 1000, &arena);
    assert_true(s.next_at == INT64_MAX);
    assert_non_null(strstr(s.next_why, "410"));
    assert_false(schedule_is_due(&source, &s, 1000 + LONG));
    source.urls = others;
    assert_true(schedule_is_due(&source, &s, 1000));
    arena_release(&arena);
}

#define NOW ((int64_t)1795000000)

static const struct {
    const char *what;
    int64_t every_s, polled_at, next_at;
    bool due;
} dues[] = {
    {"never polled", HOUR, DATE_NONE, DATE_NONE, true},
    {"no plan", HOUR, NOW - DAY, DATE_NONE, true},
    {"in a second", HOUR, NOW - HOUR, NOW + 1, false},
    {"now", HOUR, NOW - HOUR, NOW, true},
    {"long ago", HOUR, NOW - DAY, NOW - 9 * DAY, true},
    {"a long but possible plan", HOUR, NOW, NOW + 4 * DAY, false},
    {"a plan made when the clock was a year ahead", HOUR, NOW + 365 * DAY, NOW + 366 * DAY, true},
    {"a source read once a month", 30 * DAY, NOW, NOW + 31 * DAY, false},
    {"a clock that stepped back by a day", HOUR, NOW + DAY, NOW + DAY + HOUR, true},
    {"by ten minutes", HOUR, NOW + 600, NOW + 600 + HOUR, true},
    {"a clock that is adjusted by seconds", HOUR, NOW + 20, NOW + 20 + HOUR, false},
};

static void due_is_bounded(void **state)
{
    const char *urls[] = {PUBLIC};
    (void)state;
    for (size_t i = 0; i < sizeof dues / sizeof *dues; i++) {
        struct source source = {.name = "s", .urls = urls, .n_urls = 1, .every_s = dues[i].every_s};
        struct source_state s = {.polled_at = dues[i].polled_at, .next_at = dues[i].next_at};
        check_number(dues[i].what, schedule_is_due(&source, &s, NOW), dues[i].due);
    }
}

/* 600 sources with one interval, polled in one moment: they part, each the same way every time. */
static void herds_part(void **state)
{
    enum { N = 600, SLOTS = 6 };
    int later[SLOTS] = {0}, at_start[SLOTS] = {0};
    const char *urls[] = {PUBLIC};
    struct arena arena;
    (void)state;
    arena_init(&arena);
    for (int i = 0; i < N; i++) {
        struct source source = {
            .name = arena_printf(&arena, "source-%d", i), .urls = urls, .n_urls = 1, .every_s = HOUR};
        struct source_state s = {.url = "", .fresh_s = -1, .retry_after_s = -1}, again = s;
        schedule_next(&source, &s, NOW, &arena);
        schedule_next(&source, &again, NOW, &arena);
        check_number(source.name, again.next_at, s.next_at);
        later[(s.next_at - NOW - HOUR) * SLOTS / (HOUR / 20)]++;
        at_start[(schedule_spread(&source, NOW) - NOW) * SLOTS / SCHEDULE_SPREAD_S]++;
    }
    for (int i = 0; i < SLOTS; i++) {
        assert_in_range(later[i], N / SLOTS / 2, N / SLOTS * 2);
        assert_in_range(at_start[i], N / SLOTS / 2, N / SLOTS * 2);
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans_follow_history_and_headers),
        cmocka_unit_test(skipped_hours_and_days_are_waited_for),
        cmocka_unit_test(hubs_slow_polling_while_they_tell),
        cmocka_unit_test(gone_is_never),
        cmocka_unit_test(due_is_bounded),
        cmocka_unit_test(herds_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
