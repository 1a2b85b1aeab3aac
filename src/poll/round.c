#include "weir/poll/round.h"

#include <stdlib.h>
#include <time.h>

#include "backoff.h"
#include "weir/installation/installation.h"
#include "weir/poll/schedule.h"
#include "weir/store/note.h"
#include "weir/system/clock.h"
#include "weir/system/log.h"
#include "weir/text/date.h"

/* A source's poll: what a harvest's answer finds its way back by. */
struct job {
    struct round *round;
    struct harvest *harvest; /* NULL when it is not under way */
    bool under_way;
    bool again;     /* as soon as it is not */
    double began_s; /* by clock.h */
};

struct round {
    struct harvest_tools tools;
    harvest_done *on_harvest;
    void *arg;
    struct job *jobs; /* one a source, in the configuration's order */
    size_t n_jobs, n_under_way;
    struct fetch_pause *pauses; /* of hosts, as fetch wants them */
    int64_t store_retry_at;     /* the store took no write, and is tried again then; DATE_NONE: it does */
    int64_t spread_from_at;     /* what was overdue then is not polled all at once; DATE_NONE: it is */
};

static int64_t clock_now(void)
{
    return (int64_t)time(NULL);
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

/* A failure may have been a host's wish to be left alone. */
static void keep_backoffs(struct round *round)
{
    struct error err;
    if (backoff_save(round->tools.store, round->tools.fetch, clock_now(), &err) < 0)
        log_error("%s", err.text);
}

int round_open(struct ev_loop *loop, const struct harvest_tools *tools, harvest_done *on_harvest, void *arg,
               struct round **out, struct error *err)
{
    const struct conf *conf = tools->conf;
    struct arena arena;
    struct round *round = calloc(1, sizeof *round);
    if (round == NULL)
        abort();
    *round = (struct round){.tools = *tools,
                            .on_harvest = on_harvest,
                            .arg = arg,
                            .jobs = calloc(conf->n_sources + 1, sizeof *round->jobs),
                            .n_jobs = conf->n_sources,
                            .store_retry_at = DATE_NONE,
                            .spread_from_at = DATE_NONE};
    if (round->jobs == NULL)
        abort();
    round->tools.now = clock_now;
    for (size_t i = 0; i < conf->n_sources; i++)
        round->jobs[i].round = round;
    struct fetch_limits limits = limits_of(round, conf);
    arena_init(&arena);
    int rc = fetch_new(loop, &limits, installation_user_agent(conf, &arena), &round->tools.fetch, err);
    if (rc == 0)
        rc = backoff_restore(round->tools.store, round->tools.fetch, clock_now(), err);
    arena_release(&arena);
    if (rc < 0)
        round_close(round);
    *out = rc == 0 ? round : NULL;
    return rc;
}

void round_close(struct round *round)
{
    if (round == NULL)
        return;
    if (round->tools.fetch != NULL)
        fetch_free(round->tools.fetch);
    for (size_t i = 0; i < round->n_jobs; i++)
        if (round->jobs[i].harvest != NULL)
            harvest_abandon(round->jobs[i].harvest);
    free(round->pauses);
    free(round->jobs);
    free(round);
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
    struct job *job = arg;
    if (result->failed && result->fault == FAULT_STORE)
        job->round->store_retry_at = clock_now() + ROUND_STORE_RETRY_S;
    else if (result->failed)
        keep_backoffs(job->round);
    job->under_way = false;
    job->harvest = NULL;
    job->round->n_under_way--;
    log_once(result);
    struct harvest_result timed = *result;
    timed.took_s = clock_steady_s() - job->began_s;
    if (job->again) {
        job->again = false;
        round_start(job->round, result->source);
    }
    job->round->on_harvest(&timed, job->round->arg);
}

void round_start(struct round *round, const struct source *source)
{
    struct job *job = &round->jobs[source - round->tools.conf->sources];
    if (job->under_way)
        return;
    job->under_way = true;
    job->began_s = clock_steady_s();
    round->n_under_way++;
    struct harvest *harvest = harvest_start(&round->tools, source, on_done, job);
    if (job->under_way) /* it may have ended at once */
        job->harvest = harvest;
}

int round_push(struct round *round, const struct source *source, const struct document *document,
               struct error *err)
{
    struct job *job = &round->jobs[source - round->tools.conf->sources];
    struct harvest_result result;
    struct arena arena;
    if (job->under_way) {
        job->again = true;
        return 0;
    }
    arena_init(&arena);
    int rc = harvest_delivery(&round->tools, source, document, &arena, &result, err);
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
        if (round->jobs[i].under_way)
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

/* Does the store take writes? It is tried when its time has come, or the clock was set. */
static bool store_is_ready(struct round *round, int64_t now)
{
    struct error err;
    if (round->store_retry_at == DATE_NONE)
        return true;
    if (now < round->store_retry_at && now >= round->store_retry_at - ROUND_STORE_RETRY_S)
        return false;
    bool is_ready = store_put_note(round->tools.store, NOTE_PROBE, "poll", &err) == 0;
    round->store_retry_at = is_ready ? DATE_NONE : now + ROUND_STORE_RETRY_S;
    return is_ready;
}

size_t round_start_due(struct round *round, int64_t now)
{
    size_t n = 0;
    if (!store_is_ready(round, now))
        return 0;
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
    return earliest > round->store_retry_at ? earliest : round->store_retry_at; /* DATE_NONE is the least */
}

size_t round_n_under_way(const struct round *round)
{
    return round->n_under_way;
}
