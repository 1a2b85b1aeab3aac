#include "weir/run/monitor.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "metrics.h"
#include "weir/poll/round.h"
#include "weir/system/clock.h"
#include "weir/system/log.h"
#include "weir/text/date.h"

enum { HTTP_OK = 200, HTTP_UNAVAILABLE = 503 };

void monitor_init(struct monitor *monitor, struct store *store, int64_t now)
{
    *monitor = (struct monitor){.store = store,
                                .started_at = now,
                                .polled_at = DATE_NONE,
                                .published_at = DATE_NONE,
                                .probed_at = DATE_NONE};
}

void monitor_polled(struct monitor *monitor, const struct harvest_result *result, int64_t now)
{
    static const double bounds[] = {MONITOR_BOUNDS};
    size_t bucket = 0;
    monitor->n_items += result->put.n_items;
    monitor->n_new_items += result->put.n_new;
    monitor->n_changed_items += result->put.n_changed;
    monitor->n_new_stories += result->put.n_stories;
    monitor->store_fails = result->failed && result->fault == FAULT_STORE;
    if (result->pushed)
        return;
    if (result->failed)
        monitor->n_failures[result->fault]++;
    else if (result->put.n_new > 0)
        monitor->n_new++;
    else
        monitor->n_nothing_new++;
    while (bucket < MONITOR_N_BOUNDS && result->took_s > bounds[bucket])
        bucket++;
    monitor->n_took[bucket]++;
    monitor->took_s += result->took_s;
    monitor->polled_at = now;
}

void monitor_publishing(struct monitor *monitor)
{
    monitor->publish_began_s = clock_steady_s();
}

void monitor_published(struct monitor *monitor, struct publish_result result, int64_t now)
{
    monitor->n_publications++;
    monitor->n_files_changed += result.n_changed;
    monitor->n_bytes_written += result.n_bytes;
    monitor->published_s += clock_steady_s() - monitor->publish_began_s;
    monitor->published_at = now;
}

/* A full disk or a database that has become read-only shows by a write alone. */
static void probe(struct monitor *monitor, int64_t now)
{
    struct error err;
    char value[32];
    if (monitor->probed_at != DATE_NONE && now - monitor->probed_at < MONITOR_PROBE_S)
        return;
    snprintf(value, sizeof value, "%" PRId64, now);
    monitor->can_write = store_put_note(monitor->store, "probe", value, &err) == 0;
    monitor->probed_at = now;
    if (!monitor->can_write)
        log_error("%s", err.text);
}

static void add_age(struct buf *out, const char *name, int64_t at, int64_t now)
{
    if (at == DATE_NONE)
        buf_addf(out, ",\"%s\":null", name);
    else
        buf_addf(out, ",\"%s\":%" PRId64, name, now > at ? now - at : 0);
}

static unsigned write_health(const struct serve_request *request, void *arg, struct buf *out)
{
    struct monitor *monitor = arg;
    int64_t now = (int64_t)time(NULL), next_at = round_next_at(monitor->round, now);
    (void)request;
    probe(monitor, now);
    int64_t overdue_s = next_at < now ? now - next_at : 0;
    bool is_late = overdue_s > MONITOR_OVERDUE_S, can_store = monitor->can_write && !monitor->store_fails,
         is_well = can_store && !is_late && !monitor->publishing_fails;
    buf_addf(out, "{\"status\":\"%s\",\"store\":\"%s\",\"polling\":\"%s\"", is_well ? "ok" : "failing",
             can_store            ? "ok"
             : monitor->can_write ? "fails"
                                  : "takes no writes",
             is_late ? "overdue" : "ok");
    buf_addf(out, ",\"overdue_s\":%" PRId64 ",\"publishing\":\"%s\"", overdue_s,
             monitor->publishing_fails ? "fails" : "ok");
    add_age(out, "last_poll_age_s", monitor->polled_at, now);
    add_age(out, "last_publication_age_s", monitor->published_at, now);
    buf_adds(out, "}\n");
    return is_well ? HTTP_OK : HTTP_UNAVAILABLE;
}

static unsigned write_metrics(const struct serve_request *request, void *arg, struct buf *out)
{
    (void)request;
    metrics_write(arg, out);
    return HTTP_OK;
}

const struct serve_route monitor_routes[] = {
    {"GET", "/healthz", "application/json", 0, write_health, NULL},
    {"GET", "/metrics", "text/plain; version=0.0.4; charset=utf-8", 0, write_metrics, NULL},
};
const size_t n_monitor_routes = sizeof monitor_routes / sizeof *monitor_routes;
