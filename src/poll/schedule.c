#include "weir/poll/schedule.h"

#include <stdbool.h>
#include <string.h>

#include "weir/fetch/address.h"
#include "weir/poll/rhythm.h"
#include "weir/text/civil.h"
#include "weir/text/date.h"
#include "weir/text/hash.h"

#define HOUR_S ((int64_t)3600)
#define DAY_S  (24 * HOUR_S)
#define WEEK_S (7 * DAY_S)

#define ALL_HOURS UINT32_C(0xffffff)
#define ALL_DAYS  UINT8_C(0x7f)

/* A lower bound of the interval, and how the sentence names it. */
struct bound {
    int64_t seconds; /* 0 or less: none */
    const char *why;
};

static int64_t min64(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t max64(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static bool is_private(const struct source *source)
{
    return source->allow_private || address_names_private(source->urls[0]);
}

/* A number that is the source's own: sources with one interval do not march in step, and one source keeps its
 * place from run to run. */
static int64_t spread(const char *name, int64_t span_s)
{
    return span_s <= 0 ? 0 : (int64_t)(hash_bytes(name, strlen(name)) % (uint64_t)span_s);
}

/* A source that writes seldom is asked seldom: a sixteenth of the time that usually lies between two items.
 */
static int64_t rhythm_s(const struct source_state *state)
{
    if (state->n_items == 0)
        return 0;
    if (state->items_a_week <= 0)
        return SCHEDULE_RHYTHM_CAP_S;
    double gap_s = (double)WEEK_S / state->items_a_week;
    return gap_s / 16 < (double)SCHEDULE_RHYTHM_CAP_S ? (int64_t)(gap_s / 16) : SCHEDULE_RHYTHM_CAP_S;
}

static bool is_told_by_hub(const struct source_state *state, int64_t now)
{
    int64_t told_at = max64(state->hub_verified_at, state->hub_heard_at);
    return state->hub_lease_until_at != DATE_NONE && state->hub_lease_until_at > now &&
           told_at <= now + SCHEDULE_CLOCK_S && (state->new_at == DATE_NONE || state->new_at <= told_at);
}

static struct bound largest(const struct bound *bounds, size_t n)
{
    struct bound best = bounds[0];
    for (size_t i = 1; i < n; i++)
        if (bounds[i].seconds > best.seconds)
            best = bounds[i];
    return best;
}

static struct bound interval(const struct source *source, const struct source_state *state, int64_t now)
{
    bool own = is_private(source);
    const struct bound bounds[] = {
        {max64(source->every_s, 1), "its `every`"},
        {own ? 0 : SCHEDULE_FLOOR_S, "the least on public hosts"},
        {own ? 0 : rhythm_s(state), "it seldom has something new"},
        {is_told_by_hub(state, now) ? SCHEDULE_BACKUP_S : 0, "its hub tells of news meanwhile"},
        {min64(state->fresh_s, SCHEDULE_HINT_CAP_S), "the server's Cache-Control or Expires"},
        {min64(state->hints.ttl_s, SCHEDULE_HINT_CAP_S), "the feed's <ttl>"},
        {min64(state->hints.sy_period_s, SCHEDULE_HINT_CAP_S), "the feed's sy:updatePeriod"},
        {min64(state->retry_after_s, SCHEDULE_RETRY_CAP_S), "the server's Retry-After or refusal"},
    };
    return largest(bounds, sizeof bounds / sizeof *bounds);
}

static struct bound back_off(const struct source_state *state)
{
    int64_t wait = SCHEDULE_BACKOFF_S;
    for (int i = 1; i < state->n_failures && wait < SCHEDULE_BACKOFF_CAP_S; i++)
        wait *= 2;
    const struct bound bounds[] = {
        {min64(wait, SCHEDULE_BACKOFF_CAP_S), "backing off"},
        {min64(state->retry_after_s, SCHEDULE_RETRY_CAP_S), "the server's Retry-After or refusal"},
    };
    return largest(bounds, sizeof bounds / sizeof *bounds);
}

/* Does the feed ask not to be read in the hour of `at`? Hours are GMT (RSS 2.0 <skipHours>). */
static bool is_skipped(const struct feed_hints *hints, const char *zone, int64_t at)
{
    if (hints->skip_hours & UINT32_C(1) << civil_at("UTC", at).hour)
        return true;
    return (hints->skip_days & 1u << (civil_at(zone, at).weekday - 1)) != 0;
}

/* The first moment from `at` on that the feed does not skip; a feed that skips everything, or more than the
 * cap, is not taken at its word. */
static int64_t after_skips(const struct feed_hints *hints, const char *zone, int64_t at)
{
    if ((hints->skip_hours & ALL_HOURS) == ALL_HOURS || (hints->skip_days & ALL_DAYS) == ALL_DAYS)
        return at;
    int64_t open_at = at;
    while (open_at - at < SCHEDULE_SKIP_CAP_S && is_skipped(hints, zone, open_at))
        open_at += HOUR_S - open_at % HOUR_S;
    return open_at;
}

/* arXiv's feeds hold one day: when a day's papers are late, nothing but asking again finds them, whatever
 * max-age says of the stale answer. */
static bool is_late(const struct source_state *state, int64_t now)
{
    int64_t due_at = rhythm_due_at(state);
    return rhythm_has_calendar(state) && now >= due_at && now < due_at + SCHEDULE_LATE_FOR_S;
}

static void plan_late(const struct source *source, struct source_state *state, int64_t now,
                      struct arena *arena)
{
    char due[DATE_SIZE];
    int64_t wait = max64(SCHEDULE_LATE_S, min64(state->retry_after_s, SCHEDULE_RETRY_CAP_S));
    state->next_at = now + wait + spread(source->name, (int64_t)((double)wait * SCHEDULE_JITTER));
    state->next_why = arena_printf(arena, "hourly: what was due at %s is not there yet",
                                   date_rfc3339(rhythm_due_at(state), due));
}

static void plan_success(const struct source *source, struct source_state *state, int64_t now,
                         struct arena *arena)
{
    char span[DATE_SIZE], until[DATE_SIZE];
    struct bound bound = interval(source, state, now);
    const char *zone = rhythm_is_arxiv(source->urls[0]) ? RHYTHM_ARXIV_ZONE : "UTC";
    /* A jitter would make a daily poll slip later and later, until it misses a whole day of a feed that holds
     * one. */
    int64_t span_s = rhythm_has_calendar(state) ? 0 : (int64_t)((double)bound.seconds * SCHEDULE_JITTER);
    int64_t at = now + bound.seconds + spread(source->name, span_s);
    int64_t open_at = after_skips(&state->hints, zone, at);
    date_span(bound.seconds, span);
    if (open_at == at) {
        state->next_at = at;
        state->next_why = arena_printf(arena, "%s after the last poll: %s", span, bound.why);
        return;
    }
    /* The whole world's readers wake up at the end of a skipped day. */
    state->next_at = open_at + spread(source->name, SCHEDULE_FLOOR_S);
    state->next_why =
        arena_printf(arena, "%s after the last poll (%s) the feed's skipHours or skipDays rest until %s",
                     span, bound.why, date_rfc3339(open_at, until));
}

static void plan_failure(const struct source *source, struct source_state *state, int64_t now,
                         struct arena *arena)
{
    char span[DATE_SIZE];
    struct bound bound = back_off(state);
    state->next_at =
        now + bound.seconds + spread(source->name, (int64_t)((double)bound.seconds * SCHEDULE_JITTER));
    state->next_why = arena_printf(arena, "%s after failure %d in a row: %s", date_span(bound.seconds, span),
                                   state->n_failures, bound.why);
}

void schedule_next(const struct source *source, struct source_state *state, int64_t now, struct arena *arena)
{
    if (state->gone) {
        state->next_at = INT64_MAX;
        state->next_why = "never: the server says that it is gone for good (410); take it out of feeds.conf";
    } else if (state->n_failures > 0) {
        plan_failure(source, state, now, arena);
    } else if (is_late(state, now)) {
        plan_late(source, state, now, arena);
    } else {
        plan_success(source, state, now, arena);
    }
}

/* No plan made at `now` could lie further ahead. */
static int64_t furthest(const struct source *source)
{
    int64_t longest_wait = max64(source->every_s, max64(SCHEDULE_HINT_CAP_S, SCHEDULE_RETRY_CAP_S));
    int64_t jitter = (int64_t)((double)longest_wait * SCHEDULE_JITTER);
    return longest_wait + jitter + SCHEDULE_SKIP_CAP_S + HOUR_S + SCHEDULE_FLOOR_S;
}

static bool knows_url(const struct source *source, const char *url)
{
    for (size_t i = 0; i < source->n_urls; i++)
        if (strcmp(source->urls[i], url) == 0)
            return true;
    return false;
}

bool schedule_is_due(const struct source *source, const struct source_state *state, int64_t now)
{
    if (state->polled_at == DATE_NONE || state->next_at == DATE_NONE)
        return true;
    if (state->gone)
        return state->url[0] != '\0' && !knows_url(source, state->url);
    /* A poll that is still to come was one by another clock. */
    bool is_of_past = state->polled_at <= now + SCHEDULE_CLOCK_S;
    return state->next_at <= now || !is_of_past || state->next_at - now > furthest(source);
}

int64_t schedule_spread(const struct source *source, int64_t started_at)
{
    return started_at + spread(source->name, SCHEDULE_SPREAD_S);
}
