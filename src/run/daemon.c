#include "weir/run/daemon.h"

#include <ev.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include "publisher.h"
#include "serving.h"
#include "weir/deliver/deliver.h"
#include "weir/installation/installation.h"
#include "weir/poll/round.h"
#include "weir/publish/calendar.h"
#include "weir/publish/publish.h"
#include "weir/publish/site.h"
#include "weir/rules/rules.h"
#include "weir/run/control.h"
#include "weir/run/indexing.h"
#include "weir/run/watch.h"
#include "weir/system/log.h"
#include "weir/system/notify.h"
#include "weir/system/sandbox.h"
#include "weir/text/date.h"

/* The clock is looked at this often at least: it may have been set, and digests have their hour. */
#define TICK_MAX_S 60.0
/* Until a server that could not start is tried again. */
#define SERVE_RETRY_S 10.0
/* What came is published when a round has settled, or this long after it came while others dawdle. */
#define PUBLISH_AFTER_S 30.0

struct daemon {
    struct ev_loop *loop;
    struct store *store;
    struct config *config;
    struct config *next_config; /* read on SIGHUP, taken over when nothing is under way */
    daemon_reload *reload;
    void *reload_arg;
    struct rules *rules; /* the topics in force */
    struct round *round;
    struct watch *watch; /* over the reading lists */
    struct serving serving;
    struct indexing indexing;
    struct hubs hubs;
    struct deliver *deliver;
    struct feedback_desk desk; /* of the buttons on pages */
    struct monitor monitor;
    struct publisher publisher;
    struct control *control; /* commands beside it speak to it there */
    ev_timer tick, publish, work, watchdog;
    ev_signal on_int, on_term, on_hup;
    int64_t next_digest_at;
    size_t n_polled, n_failed, n_stories; /* since the last publication */
    bool changed;                         /* something since then is to be published */
    bool matching; /* stored stories by changed rules; nothing is published meanwhile */
};

static int64_t now_s(void)
{
    return (int64_t)time(NULL);
}

static void arm(struct daemon *d, ev_timer *timer, double after_s)
{
    ev_timer_stop(d->loop, timer);
    ev_timer_set(timer, after_s, 0.0);
    ev_timer_start(d->loop, timer);
}

/* Sleeps until the next source is due, but looks at the clock now and then. */
static void arm_tick(struct daemon *d)
{
    int64_t now = now_s(), next_at = round_next_at(d->round, now);
    double wait = next_at == INT64_MAX ? TICK_MAX_S : (double)(next_at - now);
    if (wait > TICK_MAX_S)
        wait = TICK_MAX_S;
    if (d->serving.failure != NULL && wait > SERVE_RETRY_S)
        wait = SERVE_RETRY_S;
    arm(d, &d->tick, wait < 0 ? 0 : wait);
    char span[DATE_SIZE];
    if (d->serving.serve == NULL && d->config->conf.listen[0] != '\0')
        notify_status("CANNOT SERVE: %s", d->serving.failure);
    else if (round_n_under_way(d->round) > 0)
        notify_status("polling %zu of %zu sources", round_n_under_way(d->round), d->config->conf.n_sources);
    else if (next_at != INT64_MAX)
        notify_status("%zu sources; the next poll in %s", d->config->conf.n_sources,
                      date_span(next_at > now ? next_at - now : 0, span));
}

/* It is made up for: by the next tick, a minute from now at most. */
static void publishing_failed(struct daemon *d, const struct error *err)
{
    log_error("publishing: %s", err->text);
    d->monitor.publishing_fails = true;
    d->changed = true;
}

static void on_published(struct publisher *publisher)
{
    struct daemon *d = publisher->arg;
    struct publish_result result = publisher->result;
    if (publisher->rc < 0)
        publishing_failed(d, &publisher->err);
    monitor_published(&d->monitor, result, now_s());
    if (d->n_polled == 0)
        log_info("%zu of %zu published files changed", result.n_changed, result.n_files);
    else
        log_info("polled %zu sources: %zu new stories, %zu failed; %zu of %zu published files changed",
                 d->n_polled, d->n_stories, d->n_failed, result.n_changed, result.n_files);
    d->n_polled = d->n_failed = d->n_stories = 0;
    control_published(d->control, &result);
    hubs_tell(&d->hubs);
    deliver_due(d->deliver);
}

/* Matches some stored stories again, if the rules changed; are more left? */
static bool match_some(struct daemon *d)
{
    struct error err;
    int rc = rules_step(d->rules, &err);
    if (rc < 0)
        log_error("matching again: %s", err.text);
    d->matching = rc > 0;
    return d->matching;
}

/* Begins to publish; a publication under way is brought to its end first, by a further call. */
static void publish(struct daemon *d)
{
    struct error err;
    int64_t now = now_s();
    ev_timer_stop(d->loop, &d->publish);
    if (d->matching)
        return;
    if (d->publisher.is_under_way) {
        arm(d, &d->publish, 1.0);
        return;
    }
    monitor_publishing(&d->monitor);
    d->changed = false;
    d->monitor.publishing_fails = false;
    d->next_digest_at = calendar_next_at(&d->config->conf, now);
    if (publisher_start(&d->publisher, &d->config->conf, now, &err) < 0)
        publishing_failed(d, &err);
}

/* A piece of the matching, then the publication that shows it; the loop turns between two of them. */
static void on_work(struct ev_loop *loop, ev_timer *timer, int events)
{
    (void)loop;
    (void)events;
    struct daemon *d = timer->data;
    if (match_some(d))
        arm(d, &d->work, 0.0);
    else
        publish(d);
}

static void publish_at_once(struct daemon *d)
{
    struct publish_result result;
    struct error err;
    int64_t now = now_s();
    if (publish_write(d->store, &d->config->conf, now, NULL, &result, &err) < 0)
        publishing_failed(d, &err);
    d->next_digest_at = calendar_next_at(&d->config->conf, now);
    log_info("%zu of %zu published files changed", result.n_changed, result.n_files);
}

/* Feeds and pages exist from the first moment. Where they do already they are served at once, and brought up
 * to date beside that. */
static void publish_first(struct daemon *d)
{
    if (publish_is_there(&d->config->conf))
        d->changed = true;
    else
        publish_at_once(d);
}

/* Gives up what is under way, before the configuration goes that it reads from. */
static void stop_publishing(struct daemon *d)
{
    ev_timer_stop(d->loop, &d->work);
    publisher_stop(&d->publisher);
}

static void log_failure(const struct harvest_result *result)
{
    char span[DATE_SIZE];
    int64_t now = now_s();
    if (result->next_at > now)
        log_warn("%s failed: %s; asked again in %s", result->source->name, result->message,
                 date_span(result->next_at - now, span));
    else
        log_warn("%s failed: %s", result->source->name, result->message);
}

static void on_harvest(const struct harvest_result *result, void *arg)
{
    struct daemon *d = arg;
    monitor_polled(&d->monitor, result, now_s());
    control_polled(d->control, result);
    d->n_polled += !result->pushed;
    d->n_failed += result->failed;
    d->n_stories += result->put.n_stories;
    d->changed |= result->put.n_new + result->put.n_changed > 0 || result->turned || result->fell_silent;
    if (result->put.n_new + result->put.n_changed > 0)
        indexing_wake(&d->indexing);
    if (result->failed)
        log_failure(result);
    else if (result->put.n_new > 0)
        log_info("%s: %zu new of %zu items%s", result->source->name, result->put.n_new, result->put.n_items,
                 result->pushed ? ", brought by its hub" : "");
    if (round_n_under_way(d->round) == 0)
        arm(d, &d->tick, 0.0); /* settle there, not inside the harvest's own callback */
    else if (d->changed && !ev_is_active(&d->publish))
        arm(d, &d->publish, PUBLISH_AFTER_S);
}

/* The reader kept or dismissed something: it shows within seconds. */
static void on_feedback(void *arg)
{
    struct daemon *d = arg;
    d->changed = true;
    arm(d, &d->tick, 1.0);
}

static void start_serving(struct daemon *d)
{
    d->desk = (struct feedback_desk){d->store, &d->config->conf, rules_matcher(d->rules), on_feedback, d};
    d->monitor.conf = &d->config->conf;
    d->monitor.round = d->round;
    serving_start(&d->serving, d->loop, d->store, &d->config->conf, &d->hubs, &d->desk, &d->monitor);
}

/* Reads the configuration anew; it is taken over as soon as nothing is under way. */
static void read_anew(void *arg)
{
    struct daemon *d = arg;
    notify_reloading();
    struct config *config = d->reload(d->reload_arg);
    if (config == NULL) {
        log_warn("the configuration stays as it was");
        control_reloaded(d->control, false);
        notify_ready();
        return;
    }
    config_free(d->next_config);
    d->next_config = config;
    if (round_n_under_way(d->round) == 0)
        arm(d, &d->tick, 0.0);
}

/* Whether it does all that it was told to. */
static bool write_status(struct buf *out, void *arg)
{
    const struct daemon *d = arg;
    char span[DATE_SIZE];
    buf_addf(out, "the daemon has been running for %s", date_span(now_s() - d->monitor.started_at, span));
    if (d->serving.serve != NULL)
        buf_addf(out, ", serving %s", d->config->conf.listen);
    else if (d->config->conf.listen[0] != '\0')
        buf_addf(out, ", and CANNOT SERVE: %s", d->serving.failure);
    if (round_n_under_way(d->round) > 0)
        buf_addf(out, ", polling %zu sources", round_n_under_way(d->round));
    return d->serving.serve != NULL || d->config->conf.listen[0] == '\0';
}

static int open_control(struct daemon *d, struct error *err)
{
    struct arena arena;
    const struct control_hooks hooks = {.reload = read_anew, .status = write_status, .arg = d};
    arena_init(&arena);
    int rc = control_open(d->loop, installation_control_socket(&d->config->conf, &arena), &hooks, &d->control,
                          err);
    arena_release(&arena);
    return rc;
}

static int open_round(struct daemon *d, struct error *err)
{
    const struct conf *conf = &d->config->conf;
    if (rules_open(conf, d->store, &d->rules, err) < 0)
        return -1;
    struct harvest_tools tools = {.conf = conf, .store = d->store, .matcher = rules_matcher(d->rules)};
    if (round_open(d->loop, &tools, on_harvest, d, &d->round, err) < 0)
        return -1;
    if (hubs_open(&d->hubs, d->store, conf, d->round, now_s, err) < 0)
        return -1;
    struct deliver_tools delivering = {d->store, conf, round_tools(d->round)->fetch, now_s};
    if (deliver_open(&delivering, &d->deliver, err) < 0)
        return -1;
    control_use(d->control, d->round, conf);
    return watch_open(d->loop, d->store, conf, read_anew, d, &d->watch, err);
}

static void close_round(struct daemon *d)
{
    watch_close(d->watch);
    round_close(d->round);
    hubs_close(&d->hubs);
    rules_close(d->rules);
    deliver_close(d->deliver);
    d->deliver = NULL;
    d->watch = NULL;
    d->round = NULL;
    d->rules = NULL;
}

/* Exchanges the configuration; only when nothing under way still points into the old one. */
static void take_over(struct daemon *d)
{
    struct error err;
    struct config *old = d->config;
    d->config = d->next_config;
    d->next_config = NULL;
    stop_publishing(d);
    close_round(d);
    if (strcmp(old->conf.state, d->config->conf.state) != 0)
        log_warn("%s: a changed `state` needs a restart; it stays %s until then", d->config->conf.file,
                 old->conf.state);
    d->config->conf.state = arena_strdup(&d->config->arena, old->conf.state);
    if (open_round(d, &err) < 0) {
        log_error("the old configuration stays: %s", err.text);
        close_round(d);
        config_free(d->config);
        d->config = old;
        if (open_round(d, &err) < 0) {
            log_error("%s", err.text);
            close_round(d);
            ev_break(d->loop, EVBREAK_ALL);
        }
        control_reloaded(d->control, false);
        return;
    }
    if (config_settle(d->config, d->store, &err) < 0)
        log_error("%s", err.text);
    start_serving(d);
    config_free(old);
    log_info("configuration read anew: %zu sources, %zu topics", d->config->conf.n_sources,
             d->config->conf.n_topics);
    d->indexing.keep_s = d->config->conf.keep_s;
    d->matching = true;
    arm(d, &d->work, 0.0);
    control_reloaded(d->control, true);
    notify_ready();
}

static void on_tick(struct ev_loop *loop, ev_timer *timer, int events)
{
    (void)loop;
    (void)events;
    struct daemon *d = timer->data;
    bool settled = round_n_under_way(d->round) == 0;
    if (!d->changed && !d->publisher.is_under_way && !publish_is_there(&d->config->conf))
        d->changed = true; /* somebody has removed them */
    if (settled && d->next_config != NULL)
        take_over(d);
    else if (settled && (d->changed || now_s() >= d->next_digest_at))
        publish(d);
    else if (settled && !d->publisher.is_under_way && !d->matching)
        control_published(d->control, NULL);
    if (d->round == NULL)
        return;
    if (d->serving.serve == NULL)
        start_serving(d);
    hubs_keep(&d->hubs);
    indexing_wake_daily(&d->indexing, now_s());
    deliver_due(d->deliver);
    size_t n = d->next_config == NULL ? round_start_due(d->round, now_s()) : 0;
    if (n > 0)
        log_debug("polling %zu sources", n);
    watch_poll(d->watch, false, now_s());
    arm_tick(d);
}

static void on_publish(struct ev_loop *loop, ev_timer *timer, int events)
{
    (void)loop;
    (void)events;
    publish(timer->data);
}

static void on_watchdog(struct ev_loop *loop, ev_timer *timer, int events)
{
    (void)loop;
    (void)timer;
    (void)events;
    notify_alive();
}

static void on_stop(struct ev_loop *loop, ev_signal *watcher, int events)
{
    (void)events;
    log_info("stopping on %s", watcher->signum == SIGINT ? "SIGINT" : "SIGTERM");
    notify_stopping();
    ev_break(loop, EVBREAK_ALL);
}

static void on_hangup(struct ev_loop *loop, ev_signal *watcher, int events)
{
    (void)loop;
    (void)events;
    read_anew(watcher->data);
}

static void start_watchers(struct daemon *d)
{
    ev_init(&d->tick, on_tick);
    ev_init(&d->publish, on_publish);
    ev_init(&d->work, on_work);
    d->tick.data = d->publish.data = d->work.data = d->on_hup.data = d;
    ev_signal_init(&d->on_int, on_stop, SIGINT);
    ev_signal_init(&d->on_term, on_stop, SIGTERM);
    ev_signal_init(&d->on_hup, on_hangup, SIGHUP);
    ev_signal_start(d->loop, &d->on_int);
    ev_signal_start(d->loop, &d->on_term);
    ev_signal_start(d->loop, &d->on_hup);
    double alive_s = notify_watchdog_s();
    ev_timer_init(&d->watchdog, on_watchdog, alive_s, alive_s);
    if (alive_s > 0)
        ev_timer_start(d->loop, &d->watchdog);
    arm(d, &d->tick, 0.0);
    indexing_wake(&d->indexing);
    if (d->matching)
        arm(d, &d->work, 0.0);
}

int daemon_run(struct store *store, struct config *config, daemon_reload *reload, void *arg,
               struct error *err)
{
    struct daemon d = {.store = store, .config = config, .reload = reload, .reload_arg = arg};
    d.loop = ev_loop_new(EVFLAG_AUTO);
    int rc = d.loop == NULL ? error_set(err, STATUS_SOFTWARE, "no event loop: the system gives none") : 0;
    if (rc == 0)
        rc = site_note_socket(store, notify_listening() >= 0, err);
    if (rc == 0)
        rc = open_control(&d, err);
    if (rc == 0)
        rc = open_round(&d, err);
    if (rc == 0) {
        log_info("%s: %zu sources, %zu topics; state in %s", config->conf.file, config->conf.n_sources,
                 config->conf.n_topics, config->conf.state);
        monitor_init(&d.monitor, store, now_s());
        publisher_init(&d.publisher, d.loop, on_published, &d);
        if (!match_some(&d))
            publish_first(&d);
        start_serving(&d);
        indexing_init(&d.indexing, d.loop, store, config->conf.keep_s);
        round_spread(d.round, now_s());
        start_watchers(&d);
        struct error why;
        if (sandbox_enter(&why) < 0)
            log_warn("%s", why.text);
        notify_ready();
        ev_run(d.loop, 0);
    }
    control_close(d.control);
    serving_stop(&d.serving);
    publisher_stop(&d.publisher);
    close_round(&d);
    config_free(d.next_config);
    config_free(d.config);
    if (d.loop != NULL)
        ev_loop_destroy(d.loop);
    return rc;
}
