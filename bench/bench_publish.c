/* bench_publish [STORIES | month]…: what publishing one new story costs in stores of so many stories (1000
 * 100000 1000000 without arguments): CPU time, bytes written, and the longest turn of a loop that reads and
 * writes the same store meanwhile (by the clock, without the time for which other programs had the
 * processor); and what a digest of a week long ago takes, made again.
 *
 * Every store ends with the same thousand stories, which fill the documents that one more is published in, so
 * that stores differ in nothing but what lies before: a year in which one story in twenty has a topic, or
 * (month) one month of 30,000 stories that all have one. */
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"
#include "weir/feed/feed.h"
#include "weir/publish/compose.h"
#include "weir/publish/publish.h"
#include "weir/render/digest.h"
#include "weir/store/note.h"
#include "weir/text/date.h"

#define N_SOURCES 100
#define N_TOPICS  50
#define N_NEWEST  1000 /* stories, the same in every store, */
#define N_LIVELY  5    /* of so many topics: 200 each, as many as a feed shows */
#define N_NEW     20   /* published one by one */
#define DAY       INT64_C(86400)
#define END       INT64_C(1795147200) /* 2026-11-20 */

/* What lies before the newest stories. */
struct history {
    const char *name;
    uint32_t n_stories;
    uint32_t one_in; /* has a topic */
    int64_t from_at, to_at;
};

/* Spent waiting for a processor, as the kernel counts it; 0 where it does not. */
static double waited_s(void)
{
    unsigned long long ran_ns, waited_ns = 0;
    FILE *file = fopen("/proc/thread-self/schedstat", "r");
    if (file == NULL)
        return 0;
    if (fscanf(file, "%llu %llu", &ran_ns, &waited_ns) != 2)
        waited_ns = 0;
    fclose(file);
    return (double)waited_ns / 1e9;
}

/* By the clock, but for such waiting. */
static double own_s(void)
{
    return bench_clock_s(CLOCK_MONOTONIC) - waited_s();
}

/* Words from a fixed generator, so that each run publishes the same. */
static const char *some_text(struct arena *arena, uint32_t seed, size_t n_words)
{
    char *text = arena_alloc(arena, n_words * 10 + 1), *out = text;
    for (size_t i = 0; i < n_words; i++) {
        seed = seed * 1664525u + 1013904223u;
        out += sprintf(out, "w%x ", (seed >> 8) % 20000);
    }
    return text;
}

static void make_item(struct arena *arena, uint32_t number, int64_t at, const struct topic *topic,
                      struct item *out)
{
    struct hit *hit = arena_alloc(arena, sizeof *hit);
    struct person *author = arena_alloc(arena, sizeof *author);
    *author = (struct person){some_text(arena, number, 2), "", ""};
    *out = item_blank;
    out->id = out->url = arena_printf(arena, "https://example.org/posts/%u", number);
    out->title = some_text(arena, number, 8);
    out->content_html = some_text(arena, number, topic != NULL ? 120 : 30);
    out->language = "en";
    out->published_at = at;
    out->authors = author;
    out->n_authors = 1;
    if (topic == NULL)
        return;
    *hit = (struct hit){.topic = topic->name, .score = 1};
    out->hits = hit;
    out->n_hits = 1;
}

/* One document of the source: `n` stories, of which every `one_in`th has one of the first topics. */
static void put(struct store *store, const struct conf *conf, uint32_t source, uint32_t first, uint32_t n,
                uint32_t one_in, uint32_t n_topics, int64_t now)
{
    struct arena arena;
    struct error err;
    struct put_result result;
    struct source_state state = source_blank;
    arena_init(&arena);
    struct feed feed = feed_blank;
    feed.items = arena_alloc(&arena, n * sizeof *feed.items);
    feed.n_items = n;
    state.name = conf->sources[source % N_SOURCES].name;
    for (uint32_t i = 0; i < n; i++) {
        bool has_topic = (first + i) % one_in == 0;
        const struct topic *topic = has_topic ? &conf->topics[(first + i) / one_in % n_topics] : NULL;
        make_item(&arena, first + i, now - i, topic, &feed.items[i]);
    }
    bench_expect(store_put(store, &state, &feed, now, NULL, NULL, &result, &err), &err);
    arena_release(&arena);
}

struct cost {
    double cpu_s, s;  /* of the publication, by the processor and by the clock */
    double longest_s; /* turn of a loop beside it */
    struct publish_result result;
};

static double thread_cpu_s(void)
{
    return bench_clock_s(CLOCK_THREAD_CPUTIME_ID);
}

static struct store *open_store(const char *path)
{
    struct store *store;
    struct error err;
    bench_expect(store_open(path, &store, &err), &err);
    return store;
}

/* What a daemon does meanwhile: turns its loop, and asks the store something small, once a millisecond. The
 * longest turn is what whoever asks it would have waited at most. */
struct turning {
    atomic_bool is_over;
    const char *path;
    double longest_s;
};

static void *turn(void *arg)
{
    struct turning *turning = arg;
    struct store *store = open_store(turning->path);
    struct arena arena;
    struct error err;
    struct source_state state = source_blank;
    arena_init(&arena);
    state.name = "a source that is polled meanwhile";
    while (!atomic_load(&turning->is_over)) {
        const char *note;
        double begun_s = own_s();
        bench_expect(store_get_note(store, NOTE_DIGEST_DAY, &arena, &note, &err), &err);
        bench_expect(store_put_source(store, &state, &err), &err);
        double s = own_s() - begun_s;
        turning->longest_s = s > turning->longest_s ? s : turning->longest_s;
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    store_close(store);
    arena_release(&arena);
    return NULL;
}

static struct cost publish(const char *path, const struct conf *conf, int64_t now)
{
    struct turning turning = {.path = path};
    struct cost cost = {0};
    struct error err;
    pthread_t thread;
    bench_expect(pthread_create(&thread, NULL, turn, &turning), &err);
    double begun_s = own_s(), begun_cpu_s = thread_cpu_s();
    struct store *store = open_store(path);
    bench_expect(publish_write(store, conf, now, NULL, &cost.result, &err), &err);
    store_close(store);
    cost.cpu_s = thread_cpu_s() - begun_cpu_s;
    cost.s = own_s() - begun_s;
    atomic_store(&turning.is_over, true);
    pthread_join(thread, NULL);
    cost.longest_s = turning.longest_s;
    return cost;
}

static void print(const char *store, const char *what, const struct cost *cost, double times)
{
    printf("%9s stories, %s: %8.1f ms CPU, %8.1f ms by the clock, longest turn beside it %5.1f ms; "
           "%4zu files of %zu changed, %8.1f kB\n",
           store, what, cost->cpu_s * 1e3 / times, cost->s * 1e3 / times, cost->longest_s * 1e3,
           cost->result.n_changed, cost->result.n_files, (double)cost->result.n_bytes / 1e3 / times);
    fflush(stdout);
}

/* Storing a million stories one by one takes minutes: copies of the first part of the history, each moved on
 * in time, stand for the rest. Row ids of the n-th copy are n * ids higher, its moments n * s later. */
static const char begin_copies[] = "PRAGMA synchronous = OFF; PRAGMA cache_size = -500000; BEGIN;"
                                   "CREATE TEMP TABLE part AS SELECT 0 AS n, 0 AS s,"
                                   " 1 + max((SELECT max(id) FROM story), (SELECT max(id) FROM item)) AS ids;"
                                   "CREATE TEMP TABLE first_name AS SELECT * FROM name";
static const char add_copy[] =
    "UPDATE part SET n = n + 1;"
    "INSERT INTO story (id, key, best, first_seen_at, sort_at, backfill, n_items, n_topics)"
    " SELECT id + n * ids, key || '-' || n, best + n * ids, first_seen_at + n * s, sort_at + n * s, backfill,"
    " n_items, n_topics FROM part CROSS JOIN story WHERE id < ids;"
    "INSERT INTO item SELECT id + n * ids, source, story + n * ids, guid || '-' || n, url || '-' || n, title,"
    " published_at + n * s, updated_at, first_seen_at + n * s, seen_at + n * s, fingerprint, grade"
    " FROM part CROSS JOIN item WHERE id < ids;"
    "INSERT INTO body SELECT item + n * ids, summary_html, content_html, language, rights, comments_url,"
    " image, details FROM part CROSS JOIN body WHERE item < ids;"
    "INSERT INTO hit SELECT item + n * ids, topic, score, terms, story + n * ids, sort_at + n * s"
    " FROM part CROSS JOIN hit WHERE item < ids;"
    "INSERT INTO name SELECT source, hash + n, item + n * ids FROM part CROSS JOIN first_name;"
    "INSERT INTO unindexed SELECT item + n * ids FROM part CROSS JOIN unindexed WHERE item < ids";

static void run(sqlite3 *db, const char *sql)
{
    char *message;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK)
        return;
    fprintf(stderr, "%s\n", message);
    exit(1);
}

static void copy_history(const char *path, uint32_t n_parts, int64_t part_s)
{
    char shift[64];
    sqlite3 *db;
    if (sqlite3_open(path, &db) != SQLITE_OK)
        exit(1);
    run(db, begin_copies);
    snprintf(shift, sizeof shift, "UPDATE part SET s = %lld", (long long)part_s);
    run(db, shift);
    for (uint32_t part = 1; part < n_parts; part++)
        run(db, add_copy);
    run(db, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    sqlite3_close(db);
}

/* The filled store. */
static struct store *fill(const char *path, const struct conf *conf, const struct history *history)
{
    enum { LARGE = 100, SMALL = N_NEWEST / N_SOURCES, PART = 20000 };
    uint32_t n_before = history->n_stories - N_NEWEST, n_parts = n_before / PART + 1;
    int64_t part_s = (history->to_at - history->from_at) / n_parts;
    struct store *store = open_store(path);
    for (uint32_t i = 0; i < n_before / n_parts; i += LARGE)
        put(store, conf, i / LARGE, N_NEWEST + N_NEW + i, LARGE, history->one_in, N_TOPICS,
            history->from_at + part_s * i / (n_before / n_parts));
    store_close(store);
    if (n_parts > 1)
        copy_history(path, n_parts, part_s);
    store = open_store(path);
    for (uint32_t i = 0; i < N_NEWEST; i += SMALL)
        put(store, conf, i / SMALL, i, SMALL, 1, N_LIVELY, END - 10 * DAY * (N_NEWEST - i) / N_NEWEST);
    return store;
}

static void add_cost(struct cost *sum, const struct cost *one)
{
    sum->cpu_s += one->cpu_s;
    sum->s += one->s;
    sum->longest_s = one->longest_s > sum->longest_s ? one->longest_s : sum->longest_s;
    sum->result.n_files = one->result.n_files;
    sum->result.n_changed = one->result.n_changed;
    sum->result.n_bytes += one->result.n_bytes;
}

static void make_week(struct store *store, const struct conf *conf, const char *name, int64_t at)
{
    struct arena arena;
    struct digest digest;
    struct error err;
    struct span week = civil_week(conf->timezone, at);
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    arena_init(&arena);
    double start = bench_cpu_s();
    bench_expect(compose_digest(store, conf, &week, END, &arena, &digest, &err), &err);
    digest_write_markdown(&digest, &out);
    printf("%9s stories, %s, again: %8.1f ms CPU, %zu stories\n", name, week.name,
           (bench_cpu_s() - start) * 1e3, digest.n_stories);
    fflush(stdout);
    buf_release(&out);
    arena_release(&arena);
}

static void measure(struct conf *conf, const struct history *history)
{
    char folder[] = "/tmp/weir-bench-XXXXXX", path[64], public[64], command[64];
    struct error err;
    struct cost sum = {0};
    snprintf(path, sizeof path, "%s/weir.db", mkdtemp(folder));
    snprintf(public, sizeof public, "%s/public", folder);
    conf->state = folder;
    conf->publish = public;
    struct store *store = fill(path, conf, history);
    struct cost first = publish(path, conf, END);
    print(history->name, "all anew     ", &first, 1);
    for (uint32_t i = 0; i < N_NEW; i++) {
        put(store, conf, i, N_NEWEST + i, 1, 1, N_LIVELY, END + 60 * i);
        struct cost one = publish(path, conf, END + 60 * i);
        add_cost(&sum, &one);
    }
    print(history->name, "one new story", &sum, N_NEW);
    struct cost none = publish(path, conf, END + 3600);
    print(history->name, "nothing new  ", &none, 1);
    make_week(store, conf, history->name, (history->from_at + history->to_at) / 2);
    store_close(store);
    snprintf(command, sizeof command, "rm -r %s", folder);
    bench_expect(system(command) == 0 ? 0 : -1, &err);
}

static struct history history_of(const char *argument)
{
    struct history history = {.name = argument,
                              .n_stories = (uint32_t)atoi(argument),
                              .one_in = 20,
                              .from_at = END - 375 * DAY,
                              .to_at = END - 10 * DAY};
    if (strcmp(argument, "month") == 0) /* October */
        history = (struct history){"a month's", 30000 + N_NEWEST, 1, END - 50 * DAY, END - 20 * DAY};
    return history;
}

int main(int argc, char **argv)
{
    static const char *urls[] = {"https://example.org/feed.xml"};
    static const char *const usual[] = {"1000", "100000", "1000000"};
    const char *const *wanted = argc > 1 ? (const char *const *)argv + 1 : usual;
    size_t n_wanted = argc > 1 ? (size_t)argc - 1 : sizeof usual / sizeof *usual;
    struct arena arena;
    arena_init(&arena);
    struct source sources[N_SOURCES];
    for (int i = 0; i < N_SOURCES; i++) {
        const char *name = arena_printf(&arena, "source-%d", i);
        sources[i] = (struct source){.name = name, .title = name, .urls = urls, .n_urls = 1};
    }
    struct topic topics[N_TOPICS];
    for (int i = 0; i < N_TOPICS; i++) {
        const char *name = arena_printf(&arena, "topic-%d", i);
        topics[i] = (struct topic){.name = name, .title = name, .under = "", .field = ""};
    }
    struct conf conf = {.file = "feeds.conf",
                        .title = "Bench",
                        .listen = "",
                        .hub = "",
                        .base_url = "https://feeds.example.org",
                        .contact = "",
                        .timezone = "Asia/Shanghai",
                        .daily_min = 7 * 60,
                        .weekly_day = 1,
                        .weekly_min = 7 * 60,
                        .sources = sources,
                        .n_sources = N_SOURCES,
                        .topics = topics,
                        .n_topics = N_TOPICS};
    for (size_t i = 0; i < n_wanted; i++) {
        struct history history = history_of(wanted[i]);
        measure(&conf, &history);
    }
    arena_release(&arena);
    return 0;
}
