#include "weir/poll/round.h"

#include <stdlib.h>
#include <time.h>

#include "holds.h"
#include "weir/installation/installation.h"
#include "weir/poll/push.h"
#include "weir/poll/schedule.h"
#include "weir/rules/rules.h"
#include "weir/system/clock.h"
#include "weir/system/log.h"
#include "weir/text/date.h"

/* A source and whether it is under way: what a harvest's answer finds its way back by. */
struct seat {
    struct round *round;
    struct harvest *harvest; /* NULL when it is not under way */
    bool under_way;
    bool again;     /* as soon as it is not */
    double began_s; /* by clock.h */
};

struct round {
    struct harvest_tools tools;
    struct rules *rules; /* by which stored stories are matched again */
    harvest_done *on_harvest;
    void *arg;
    struct seat *seats; /* one a source, in the configuration's order */
    size_t n_seats, n_under_way;
    struct fetch_pause *pauses; /* of hosts, as fetch wants them */
    int64_t spread_from_at;     /* what was overdue then is not polled all at once; DATE_NONE: it is */
};

static int64_t clock_now(void)
{
    return (int64_t)time(NULL);
}

int round_rematch(struct round *round, struct error *err)
{
    return rules_step(round->rules, err);
}

static struct fetch_limits limits_of(struct round *round, const struct conf *conf)
{
    struct fetch_limits limits = fetch_limits_default;
    round->pauses = calloc(conf->n_pauses + 1, sizeof *round->pauses);
    if (round->pauses == NULL)
        abort();
    for (size_t i = 0; i < conf->n_pauses; i++)
        round->pauses[i] =
            (struct fetch_pause){.host = conf->pauses[i].host, .gap_s = (double)conf->pauses[i].pause_s};
    limits.pauses = round->pauses;
    limits.n_pauses = conf->n_pauses;
    return limits;
}

int round_open(struct ev_loop *loop, struct store *store, const struct conf *conf, harvest_done *on_harvest,
               void *arg, struct round **out, struct error *err)
{
    struct arena arena;
    struct round *round = calloc(1, sizeof *round);
    if (round == NULL)
        abort();
    arena_init(&arena);
    round->tools = (struct harvest_tools){.conf = conf, .store = store, .now = clock_now};
    round->on_harvest = on_harvest;
    round->arg = arg;
    round->spread_from_at = DATE_NONE;
    round->seats = calloc(conf->n_sources + 1, sizeof *round->seats);
    if (round->seats == NULL)
        abort();
    round->n_seats = conf->n_sources;
    for (size_t i = 0; i < conf->n_sources; i++)
        round->seats[i].round = round;
    const char *user_agent = installation_user_agent(conf, &arena);
    struct fetch_limits limits = limits_of(round, conf);
    if (matcher_new(conf->topics, conf->n_topics, &round->tools.matcher, err) < 0 ||
        fetch_new(loop, &limits, user_agent, &round->tools.fetch, err) < 0 ||
        holds_restore(store, round->tools.fetch, clock_now(), err) < 0 ||
        rules_open(conf, round->tools.matcher, store, &round->rules, err) < 0) {
        round_close(round);
        round = NULL;
    }
    arena_release(&arena);
    *out = round;
    return round != NULL ? 0 : -1;
}

void round_close(struct round *round)
{
    if (round == NULL)
        return;
    if (round->tools.fetch != NULL)
        fetch_free(round->tools.fetch);
    for (size_t i = 0; i < round->n_seats; i++)
        if (round->seats[i].harvest != NULL)
            harvest_abandon(round->seats[i].harvest);
    rules_close(round->rules);
    if (round->tools.matcher != NULL)
        matcher_free(round->tools.matcher);
    free(round->pauses);
    free(round->seats);
    free(round);
}

/* A failure may have been a host's wish to be left alone. */
static void keep_holds(struct round *round)
{
    struct error err;
    if (holds_save(round->tools.store, round->tools.fetch, clock_now(), &err) < 0)
        log_error("%s", err.text);
}

/* What is told once, whoever polls. */
static void log_once(const struct harvest_result *result)
{
    if (result->fell_silent)
        log_warn("%s answers, but has had nothing new for longer than its rhythm explains",
                 result->source->name);
    if (result->put.notice[0] != '\0')
        log_warn("%s: %s", result->source->name, result->put.notice);
}

static void on_done(const struct harvest_result *result, void *arg)
{
    struct seat *seat = arg;
    if (result->failed)
        keep_holds(seat->round);
    seat->under_way = false;
    seat->harvest = NULL;
    seat->round->n_under_way--;
    log_once(result);
    struct harvest_result timed = *result;
    timed.took_s = clock_steady_s() - seat->began_s;
    if (seat->again) {
        seat->again = false;
        round_start(seat->round, result->source);
    }
    seat->round->on_harvest(&timed, seat->round->arg);
}

void round_start(struct round *round, const struct source *source)
{
    struct seat *seat = &round->seats[source - round->tools.conf->sources];
    if (seat->under_way)
        return;
    seat->under_way = true;
    seat->began_s = clock_steady_s();
    round->n_under_way++;
    struct harvest *harvest = harvest_start(&round->tools, source, on_done, seat);
    if (seat->under_way) /* it may have ended at once */
        seat->harvest = harvest;
}

int round_push(struct round *round, const struct source *source, const struct document *document,
               struct error *err)
{
    struct seat *seat = &round->seats[source - round->tools.conf->sources];
    struct harvest_result result;
    struct arena arena;
    if (seat->under_way) {
        seat->again = true;
        return 0;
    }
    arena_init(&arena);
    int rc = push_take(&round->tools, source, document, &arena, &result, err);
    if (rc == 0) {
        log_once(&result);
        round->on_harvest(&result, round->arg);
    }
    arena_release(&arena);
    return rc;
}

const struct harvest_tools *round_tools(const struct round *round)
{
    return &round->tools;
}

/* Calls `visit` with the state of each source that is not under way. */
static void each_idle(struct round *round, int64_t now,
                      void visit(struct round *, const struct source *, const struct source_state *, int64_t,
                                 void *),
                      void *arg)
{
    const struct conf *conf = round->tools.conf;
    struct arena arena;
    struct error err;
    arena_init(&arena);
    for (size_t i = 0; i < conf->n_sources; i++) {
        struct source_state state;
        if (round->seats[i].under_way)
            continue;
        if (store_get_source(round->tools.store, conf->sources[i].name, now, &arena, &state, &err) < 0)
            log_error("%s", err.text);
        else
            visit(round, &conf->sources[i], &state, now, arg);
        arena_release(&arena);
    }
}

/* When the source is polled next; in the past, since when its time has come and nobody polls it. */
static int64_t due_at(const struct round *round, const struct source *source,
                      const struct source_state *state, int64_t now)
{
    if (!schedule_is_due(source, state, now))
        return state->next_at;
    int64_t from_at = round->spread_from_at;
    bool was_planned = state->polled_at != DATE_NONE && state->next_at != DATE_NONE && state->next_at <= now;
    if (was_planned && from_at != DATE_NONE && state->next_at < from_at)
        return schedule_spread(source, from_at);
    if (was_planned)
        return state->next_at;
    return from_at != DATE_NONE && from_at < now ? from_at : now;
}

static void start_if_due(struct round *round, const struct source *source, const struct source_state *state,
                         int64_t now, void *arg)
{
    size_t *n = arg;
    if (due_at(round, source, state, now) > now)
        return;
    ++*n;
    round_start(round, source);
}

void round_spread(struct round *round, int64_t now)
{
    round->spread_from_at = now;
}

size_t round_start_due(struct round *round, int64_t now)
{
    size_t n = 0;
    each_idle(round, now, start_if_due, &n);
    return n;
}

static void note_earliest(struct round *round, const struct source *source, const struct source_state *state,
                          int64_t now, void *arg)
{
    int64_t *earliest = arg;
    int64_t at = due_at(round, source, state, now);
    if (at < *earliest)
        *earliest = at;
}

int64_t round_next_at(struct round *round, int64_t now)
{
    int64_t earliest = INT64_MAX;
    each_idle(round, now, note_earliest, &earliest);
    return earliest;
}

size_t round_n_under_way(const struct round *round)
{
    return round->n_under_way;
}
