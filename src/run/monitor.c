#include "weir/run/monitor.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "weir/poll/round.h"
#include "weir/store/note.h"
#include "weir/store/search.h"
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
    monitor->can_write = store_put_note(monitor->store, NOTE_PROBE, value, &err) == 0;
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

/* What a scrape shows besides the counts. */
struct measured {
    size_t n_failing, n_silent, n_under_way, n_unindexed;
    double store_bytes, memory_bytes, cpu_s;
};

static double resident_bytes(void)
{
    long all, resident = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (file == NULL)
        return 0;
    if (fscanf(file, "%ld %ld", &all, &resident) != 2)
        resident = 0;
    fclose(file);
    return (double)resident * (double)sysconf(_SC_PAGESIZE);
}

static double file_bytes(const char *folder, const char *name)
{
    struct arena arena;
    struct stat stat_;
    arena_init(&arena);
    double bytes = stat(arena_printf(&arena, "%s/%s", folder, name), &stat_) == 0 ? (double)stat_.st_size : 0;
    arena_release(&arena);
    return bytes;
}

/* What cannot be read counts as 0: /healthz is for telling that the store fails. */
static struct measured measure(const struct monitor *monitor)
{
    struct measured now = {.n_under_way = round_n_under_way(monitor->round),
                           .memory_bytes = resident_bytes()};
    struct rusage usage;
    struct error err;
    for (size_t i = 0; i < monitor->conf->n_sources; i++) {
        bool is_failing = false, is_silent = false;
        if (store_get_trouble(monitor->store, monitor->conf->sources[i].name, &is_failing, &is_silent,
                              &err) == 0) {
            now.n_failing += is_failing;
            now.n_silent += is_silent;
        }
    }
    if (store_count_unindexed(monitor->store, &now.n_unindexed, &err) < 0)
        now.n_unindexed = 0;
    now.store_bytes =
        file_bytes(monitor->conf->state, "weir.db") + file_bytes(monitor->conf->state, "weir.db-wal");
    getrusage(RUSAGE_SELF, &usage);
    now.cpu_s = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    return now;
}

static void head(struct buf *out, const char *name, const char *type, const char *help)
{
    buf_addf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void one(struct buf *out, const char *name, const char *type, const char *help, double value)
{
    head(out, name, type, help);
    buf_addf(out, "%s %.17g\n", name, value);
}

static void write_polls(const struct monitor *monitor, struct buf *out)
{
    static const char *const faults[] = {HARVEST_FAULT_NAMES};
    size_t n_failed = 0;
    for (size_t i = 0; i < N_HARVEST_FAULTS; i++)
        n_failed += monitor->n_failures[i];
    head(out, "weir_polls_total", "counter", "Sources that were polled, by what came of it.");
    buf_addf(out, "weir_polls_total{outcome=\"new\"} %zu\n", monitor->n_new);
    buf_addf(out, "weir_polls_total{outcome=\"nothing_new\"} %zu\n", monitor->n_nothing_new);
    buf_addf(out, "weir_polls_total{outcome=\"failed\"} %zu\n", n_failed);
    head(out, "weir_poll_failures_total", "counter",
         "Polls that failed at every address, by the first one's fault.");
    for (size_t i = 0; i < N_HARVEST_FAULTS; i++)
        buf_addf(out, "weir_poll_failures_total{kind=\"%s\"} %zu\n", faults[i], monitor->n_failures[i]);
}

static void write_durations(const struct monitor *monitor, struct buf *out)
{
    static const double bounds[] = {MONITOR_BOUNDS};
    static const char name[] = "weir_poll_duration_seconds";
    size_t n = 0;
    head(out, name, "histogram", "From the first request to a source until its items are stored.");
    for (size_t i = 0; i < MONITOR_N_BOUNDS; i++) {
        n += monitor->n_took[i];
        buf_addf(out, "%s_bucket{le=\"%g\"} %zu\n", name, bounds[i], n);
    }
    n += monitor->n_took[MONITOR_N_BOUNDS];
    buf_addf(out, "%s_bucket{le=\"+Inf\"} %zu\n%s_sum %.17g\n%s_count %zu\n", name, n, name, monitor->took_s,
             name, n);
    head(out, "weir_publish_duration_seconds", "summary",
         "Publications, with the turns of the loop between their steps.");
    buf_addf(out, "weir_publish_duration_seconds_sum %.17g\nweir_publish_duration_seconds_count %zu\n",
             monitor->published_s, monitor->n_publications);
}

/* Counts in Prometheus' text format 0.0.4, and what is measured now: queues, memory, processor time, the size
 * of the store. */
static void metrics_write(const struct monitor *monitor, struct buf *out)
{
    struct measured now = measure(monitor);
    const struct {
        const char *name, *type, *help;
        double value;
    } rows[] = {
        {"weir_items_read_total", "counter", "Items in the documents that were read.",
         (double)monitor->n_items},
        {"weir_items_new_total", "counter", "Items that their source had not shown before.",
         (double)monitor->n_new_items},
        {"weir_items_changed_total", "counter", "Known items whose content changed.",
         (double)monitor->n_changed_items},
        {"weir_stories_new_total", "counter", "Stories that no source had shown before.",
         (double)monitor->n_new_stories},
        {"weir_published_files_changed_total", "counter", "Published files that were replaced.",
         (double)monitor->n_files_changed},
        {"weir_published_bytes_total", "counter", "Bytes of published files that were replaced.",
         (double)monitor->n_bytes_written},
        {"weir_sources", "gauge", "Sources in the configuration.", (double)monitor->conf->n_sources},
        {"weir_sources_failing", "gauge", "Of these, those whose last poll failed.", (double)now.n_failing},
        {"weir_sources_silent", "gauge", "Of these, those that answer but have had nothing new for too long.",
         (double)now.n_silent},
        {"weir_polls_under_way", "gauge", "Sources being polled.", (double)now.n_under_way},
        {"weir_index_queue_items", "gauge", "Stored items that searches do not find yet.",
         (double)now.n_unindexed},
        {"weir_last_poll_timestamp_seconds", "gauge", "When a poll last ended; 0 when none has.",
         monitor->polled_at != DATE_NONE ? (double)monitor->polled_at : 0},
        {"weir_store_size_bytes", "gauge", "The database and its log.", now.store_bytes},
        {"process_resident_memory_bytes", "gauge", "Resident memory.", now.memory_bytes},
        {"process_cpu_seconds_total", "counter", "Processor time, user and system.", now.cpu_s},
        {"process_start_time_seconds", "gauge", "When the process started.", (double)monitor->started_at},
    };
    head(out, "weir_build_info", "gauge", "Always 1; the label says which weir this is.");
    buf_adds(out, "weir_build_info{version=\"" WEIR_VERSION "\"} 1\n");
    write_polls(monitor, out);
    write_durations(monitor, out);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        one(out, rows[i].name, rows[i].type, rows[i].help, rows[i].value);
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
