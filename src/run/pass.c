#include "weir/run/pass.h"

#include <ev.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "hubs.h"
#include "weir/deliver/deliver.h"
#include "weir/poll/backfill.h"
#include "weir/poll/round.h"
#include "weir/publish/publish.h"
#include "weir/rules/rules.h"
#include "weir/run/indexing.h"
#include "weir/system/log.h"
#include "weir/text/date.h"
#include "weir/text/suggest.h"

/* A source that is filled back. */
struct back {
    struct pass *pass;
    struct backfill *backfill; /* NULL when it is not under way */
};

struct pass {
    struct ev_loop *loop;
    struct rules *rules; /* the topics in force */
    struct round *round;
    struct back *backs; /* one a named source, when they are filled back */
    size_t n_started, n_back_under_way;
    struct deliver *deliver;
    bool is_stopped; /* by a signal */
    struct pass_result *result;
};

static void on_harvest(const struct harvest_result *harvest, void *arg)
{
    struct pass *pass = arg;
    struct pass_result *result = pass->result;
    result->n_polled++;
    result->n_failed += harvest->failed;
    result->n_not_modified += harvest->not_modified;
    result->n_items += harvest->put.n_items;
    result->n_new += harvest->put.n_new;
    result->n_stories += harvest->put.n_stories;
    if (harvest->failed)
        log_warn("%s failed: %s", harvest->source->name, harvest->message);
    else if (!harvest->not_modified)
        log_debug("%s: %zu items, %zu new%s%s", harvest->source->name, harvest->put.n_items,
                  harvest->put.n_new, harvest->message[0] != '\0' ? "; mended: " : "", harvest->message);
    log_progress("%zu of %zu sources · %zu new stories · %zu failed", result->n_polled, pass->n_started,
                 result->n_stories, result->n_failed);
    if (round_n_under_way(pass->round) == 0)
        ev_break(pass->loop, EVBREAK_ALL);
}

static void on_signal(struct ev_loop *loop, ev_signal *watcher, int events)
{
    struct pass *pass = watcher->data;
    (void)events;
    pass->is_stopped = true;
    ev_break(loop, EVBREAK_ALL);
}

static int unknown_source(const struct conf *conf, const char *name, struct error *err)
{
    struct arena arena;
    arena_init(&arena);
    const char **names = arena_alloc(&arena, conf->n_sources * sizeof *names);
    for (size_t i = 0; i < conf->n_sources; i++)
        names[i] = conf->sources[i].name;
    const char *near = suggest(name, names, conf->n_sources);
    if (near != NULL)
        error_set(err, STATUS_NO_INPUT, "no [source %s] in %s; did you mean \"%s\"?", name, conf->file, near);
    else
        error_set(err, STATUS_NO_INPUT, "no [source %s] in %s", name, conf->file);
    arena_release(&arena);
    return -1;
}

static void log_backfill(const struct backfill_progress *progress)
{
    char oldest[DATE_SIZE];
    if (progress->failed)
        log_warn("%s, after %zu pages: %s", progress->source->name, progress->n_pages, progress->message);
    else
        log_info("%s: %zu pages, %zu items back to %.10s, %zu of them new; %s", progress->source->name,
                 progress->n_pages, progress->n_items, date_rfc3339(progress->oldest_at, oldest),
                 progress->n_new, progress->message);
}

static void on_page(const struct backfill_progress *progress, void *arg)
{
    struct back *back = arg;
    struct pass *pass = back->pass;
    char oldest[DATE_SIZE];
    log_progress("%s · page %zu · %zu items, %zu new, back to %.10s", progress->source->name,
                 progress->n_pages, progress->n_items, progress->n_new,
                 date_rfc3339(progress->oldest_at, oldest));
    if (!progress->is_done)
        return;
    log_backfill(progress);
    pass->result->n_polled++;
    pass->result->n_failed += progress->failed;
    pass->result->n_items += progress->n_items;
    pass->result->n_new += progress->n_new;
    pass->result->n_stories += progress->n_stories;
    back->pass = NULL;
    if (--pass->n_back_under_way == 0)
        ev_break(pass->loop, EVBREAK_ALL);
}

static void start_backfills(struct pass *pass, const struct conf *conf, const struct pass_wish *wish)
{
    pass->n_started = pass->n_back_under_way = wish->n_names;
    pass->backs = calloc(wish->n_names, sizeof *pass->backs);
    if (pass->backs == NULL)
        abort();
    for (size_t i = 0; i < wish->n_names; i++) {
        struct back *back = &pass->backs[i];
        back->pass = pass;
        back->backfill = backfill_start(round_tools(pass->round), conf_source(conf, wish->names[i]),
                                        wish->since_at, on_page, back);
    }
}

/* Those that a signal has interrupted; the store knows where they go on. */
static void drop_backfills(struct pass *pass)
{
    for (size_t i = 0; pass->backs != NULL && i < pass->n_started; i++)
        if (pass->backs[i].pass != NULL)
            backfill_abandon(pass->backs[i].backfill);
    free(pass->backs);
}

static void start(struct pass *pass, const struct conf *conf, const struct pass_wish *wish)
{
    const char *const *names = wish->names;
    size_t n_names = wish->n_names;
    if (wish->since_at != DATE_NONE) {
        start_backfills(pass, conf, wish);
        return;
    }
    if (n_names == 0 && !wish->all) {
        pass->n_started = round_start_due(pass->round, (int64_t)time(NULL));
        return;
    }
    pass->n_started = n_names > 0 ? n_names : conf->n_sources;
    for (size_t i = 0; i < pass->n_started; i++)
        round_start(pass->round, n_names > 0 ? conf_source(conf, names[i]) : &conf->sources[i]);
}

static int publish(struct store *store, const struct conf *conf, struct pass_result *result,
                   struct error *err)
{
    struct publish_result written;
    int rc = publish_write(store, conf, (int64_t)time(NULL), NULL, &written, err);
    result->n_files = written.n_files;
    result->n_files_changed = written.n_changed;
    return rc;
}

/* What is stored is matched by the rules of today before anything comes to it. */
static int open_round(struct pass *pass, struct store *store, const struct conf *conf, struct error *err)
{
    int rc = rules_open(conf, store, &pass->rules, err);
    if (rc < 0)
        return rc;
    struct harvest_tools tools = {.conf = conf, .store = store, .matcher = rules_matcher(pass->rules)};
    rc = round_open(pass->loop, &tools, on_harvest, pass, &pass->round, err);
    if (rc < 0)
        return rc;
    while ((rc = rules_step(pass->rules, err)) > 0)
        continue;
    return rc;
}

/* Waits for the hub's answer: without one it would be told again by the next pass. */
static int tell_hub(struct pass *pass, struct store *store, const struct conf *conf, struct error *err)
{
    struct ping ping = {.store = store, .conf = conf, .fetch = round_tools(pass->round)->fetch};
    int rc = ping_hub(&ping, err);
    while (ping.under_way && !pass->is_stopped)
        ev_run(pass->loop, EVRUN_ONCE);
    return rc;
}

static int64_t now_s(void)
{
    return (int64_t)time(NULL);
}

/* What is due for delivery, until it has arrived or failed. */
static int deliver(struct pass *pass, struct store *store, const struct conf *conf, struct error *err)
{
    struct deliver_tools tools = {store, conf, round_tools(pass->round)->fetch, now_s};
    if (deliver_open(&tools, &pass->deliver, err) < 0)
        return -1;
    deliver_due(pass->deliver);
    while (deliver_n_under_way(pass->deliver) > 0 && !pass->is_stopped)
        ev_run(pass->loop, EVRUN_ONCE);
    return 0;
}

int pass_run(struct store *store, const struct conf *conf, const struct pass_wish *wish,
             struct pass_result *out, struct error *err)
{
    *out = (struct pass_result){0};
    for (size_t i = 0; i < wish->n_names; i++)
        if (conf_source(conf, wish->names[i]) == NULL)
            return unknown_source(conf, wish->names[i], err);

    struct pass pass = {.loop = ev_loop_new(EVFLAG_AUTO), .result = out};
    if (pass.loop == NULL)
        return error_set(err, STATUS_SOFTWARE, "no event loop: the system gives none");
    ev_signal on_int, on_term;
    ev_signal_init(&on_int, on_signal, SIGINT);
    ev_signal_init(&on_term, on_signal, SIGTERM);
    on_int.data = on_term.data = &pass;
    ev_signal_start(pass.loop, &on_int);
    ev_signal_start(pass.loop, &on_term);
    int rc = open_round(&pass, store, conf, err);
    if (rc == 0) {
        start(&pass, conf, wish);
        if (round_n_under_way(pass.round) + pass.n_back_under_way > 0)
            ev_run(pass.loop, 0);
        log_progress_end();
        rc = publish(store, conf, out, err);
        if (rc == 0)
            rc = tell_hub(&pass, store, conf, err);
        if (rc == 0)
            rc = deliver(&pass, store, conf, err);
    }
    if (rc == 0)
        rc = indexing_finish(store, conf->keep_s, (int64_t)time(NULL), err);
    round_close(pass.round);
    rules_close(pass.rules);
    deliver_close(pass.deliver);
    drop_backfills(&pass);
    ev_signal_stop(pass.loop, &on_int);
    ev_signal_stop(pass.loop, &on_term);
    ev_loop_destroy(pass.loop);
    if (rc == 0 && out->n_polled > 0 && out->n_failed == out->n_polled)
        return error_set(err, STATUS_NO_SOURCE,
                         "every source failed (%zu); what was published stays as it was", out->n_failed);
    return rc;
}
