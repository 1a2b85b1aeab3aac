#ifndef WEIR_RUN_MONITOR_H
#define WEIR_RUN_MONITOR_H
/*
 * monitor — what the daemon tells machines about itself: /healthz, whether it does its work, and /metrics,
 * how much (Prometheus' text format 0.0.4). Counts are since the start of the process.
 *
 *     monitor_init(&monitor, store, now);
 *     monitor_polled(&monitor, result, now);        …for each source that was polled…
 *     serve_routes(serve, monitor_routes, n_monitor_routes, &monitor);
 */
#include "weir/poll/harvest.h"
#include "weir/publish/publish.h"
#include "weir/serve/serve.h"

struct round;

/* The upper bounds of the buckets in which the durations of polls are counted, in seconds; a last one has no
 * bound. */
#define MONITOR_BOUNDS   0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
#define MONITOR_N_BOUNDS 9

struct monitor {
    struct store *store;
    const struct conf *conf;
    struct round *round;
    int64_t started_at, polled_at, published_at; /* DATE_NONE: never */
    int64_t probed_at;                           /* when the store was last asked to write */
    bool can_write;
    bool store_fails;                                          /* what was polled last could not be stored */
    bool publishing_fails;                                     /* the last publication; set by the daemon */
    size_t n_new, n_nothing_new, n_failures[N_HARVEST_FAULTS]; /* polls, by what they came to */
    size_t n_items, n_new_items, n_changed_items, n_new_stories;
    size_t n_took[MONITOR_N_BOUNDS + 1]; /* polls that took so long */
    double took_s;                       /* all polls together */
    size_t n_publications, n_files_changed, n_bytes_written;
    double published_s;     /* all publications together, work and waiting */
    double publish_began_s; /* by clock.h */
};

#define MONITOR_OVERDUE_S 600 /* a source that is due for longer than this says that polling stands still */
#define MONITOR_PROBE_S   10  /* the store is asked to write this often at most */

/* Nothing has happened yet; `conf` and `round` are set by whoever begins to serve. */
void monitor_init(struct monitor *monitor, struct store *store, int64_t now);

/* Counts a poll, whatever came of it, or the items that a hub has pushed. */
void monitor_polled(struct monitor *monitor, const struct harvest_result *result, int64_t now);
/* A publication begins; monitor_published counts it when it has ended. */
void monitor_publishing(struct monitor *monitor);
/* … and this is what it came to. */
void monitor_published(struct monitor *monitor, struct publish_result result, int64_t now);

/*
 * GET /healthz: 200 while the store takes a write and what is polled, no source has been due for longer than
 * MONITOR_OVERDUE_S and what was published last could be, else 503; a JSON object says which, and the ages of
 * the last poll and publication. GET /metrics: see weir(1) for the names. Their `arg` is the monitor.
 */
extern const struct serve_route monitor_routes[];
extern const size_t n_monitor_routes;

#endif
