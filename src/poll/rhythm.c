#include "weir/poll/rhythm.h"

#include <string.h>

#include "weir/text/arena.h"
#include "weir/text/civil.h"
#include "weir/text/date.h"
#include "weir/text/hash.h"
#include "weir/text/url.h"

#define WEEK_S (7.0 * 24 * 3600)

enum { MONDAY = 1, THURSDAY = 4, FRIDAY, SATURDAY, SUNDAY };

/* Holidays on which arXiv has put off its announcement, each from `day` to `last`; or the `nth` `weekday` of
 * the month (5: the last one). Other days are put off now and then; an empty feed tells of those. */
static const struct holiday {
    int month, day, last;
    int weekday, nth;
} holidays[] = {
    {1, 1, 1, 0, 0},         /* New Year */
    {1, 0, 0, MONDAY, 3},    /* Martin Luther King */
    {5, 0, 0, MONDAY, 5},    /* Memorial Day */
    {6, 19, 19, 0, 0},       /* Juneteenth */
    {7, 4, 4, 0, 0},         /* Independence Day */
    {9, 0, 0, MONDAY, 1},    /* Labor Day */
    {11, 0, 0, THURSDAY, 4}, /* Thanksgiving */
    {12, 24, 31, 0, 0},      /* Christmas to New Year */
};

static bool is_nth_weekday(const struct civil *day, const struct holiday *h)
{
    if (day->weekday != h->weekday)
        return false;
    return h->nth == 5 ? day->day > 24 : (day->day + 6) / 7 == h->nth;
}

/* A holiday on a Saturday is kept on the Friday before it, one on a Sunday on the Monday after. */
static bool is_kept_on(const struct civil *day, const struct holiday *h)
{
    if (day->day >= h->day && day->day <= h->last)
        return true;
    return (day->weekday == FRIDAY && day->day + 1 == h->day) ||
           (day->weekday == MONDAY && day->day - 1 == h->last);
}

static bool is_holiday(const struct civil *day)
{
    for (size_t i = 0; i < sizeof holidays / sizeof *holidays; i++) {
        const struct holiday *h = &holidays[i];
        if (day->month == h->month && (h->weekday != 0 ? is_nth_weekday(day, h) : is_kept_on(day, h)))
            return true;
    }
    return false;
}

static bool is_announced_on(const struct civil *evening)
{
    return evening->weekday != FRIDAY && evening->weekday != SATURDAY && !is_holiday(evening);
}

int64_t rhythm_arxiv_next(int64_t at)
{
    struct civil today = civil_at(RHYTHM_ARXIV_ZONE, at);
    int64_t midnight = at;
    /* No stretch without an announcement is half as long; the bound is for the reader's peace. */
    for (int days = 1; days <= 30; days++) {
        midnight = civil_moment(RHYTHM_ARXIV_ZONE, today.year, today.month, today.day + days, 0, 0);
        struct civil evening = civil_at(RHYTHM_ARXIV_ZONE, midnight - 1);
        if (is_announced_on(&evening))
            break;
    }
    return midnight;
}

bool rhythm_is_arxiv(const char *url)
{
    static const char domain[] = "arxiv.org";
    struct arena arena;
    arena_init(&arena);
    const char *host = url_host(&arena, url);
    size_t n = strlen(host), domain_n = sizeof domain - 1;
    bool is = n >= domain_n && strcmp(host + n - domain_n, domain) == 0 &&
              (n == domain_n || host[n - domain_n - 1] == '.');
    arena_release(&arena);
    return is;
}

/* /rss/CAT and /atom/CAT hold a day each; answers of the API do not follow the calendar that strictly. */
bool rhythm_has_calendar(const struct source_state *state)
{
    struct url_part path = url_split(state->url).path;
    bool daily = path.p != NULL && (strncmp(path.p, "/rss/", 5) == 0 || strncmp(path.p, "/atom/", 6) == 0);
    return daily && rhythm_is_arxiv(state->url) && state->items_a_week >= RHYTHM_DAILY_ITEMS;
}

/* What a source may take by its history: by days, since an account that writes once a week may push eight
 * articles. */
static int64_t patience_s(const struct source_state *state)
{
    double patience = RHYTHM_CAP_S;
    if (state->days_a_week > 0 && RHYTHM_INTERVALS * WEEK_S / state->days_a_week < patience)
        patience = RHYTHM_INTERVALS * WEEK_S / state->days_a_week;
    return patience > RHYTHM_FLOOR_S ? (int64_t)patience : RHYTHM_FLOOR_S;
}

int64_t rhythm_due_at(const struct source_state *state)
{
    if (state->n_items == 0 || state->new_at == DATE_NONE)
        return INT64_MAX;
    return rhythm_has_calendar(state) ? rhythm_arxiv_next(state->new_at) : state->new_at + patience_s(state);
}

/* Does another of the source's own weeks (or days) begin between the two moments? */
static bool is_turn(const struct source_state *state, int64_t span_s, int64_t from_at, int64_t to_at)
{
    int64_t shift = (int64_t)(hash_bytes(state->name, strlen(state->name)) % (uint64_t)span_s);
    return (from_at + shift) / span_s != (to_at + shift) / span_s;
}

bool rhythm_wants_all(const struct source_state *state, int64_t now)
{
    int64_t silent_at = rhythm_silent_at(state), asked_at = state->ok_at;
    if (asked_at == DATE_NONE)
        return false;
    if (now < silent_at)
        return is_turn(state, (int64_t)WEEK_S, asked_at, now);
    return asked_at < silent_at || is_turn(state, 24 * 3600, asked_at, now);
}

int64_t rhythm_silent_at(const struct source_state *state)
{
    int64_t due_at = rhythm_due_at(state);
    if (due_at == INT64_MAX || !rhythm_has_calendar(state))
        return due_at;
    /* arXiv has such days off one at a time. */
    bool is_day_off = state->empty_at != DATE_NONE && state->empty_at >= due_at;
    return (is_day_off ? rhythm_arxiv_next(due_at) : due_at) + RHYTHM_GRACE_S;
}
