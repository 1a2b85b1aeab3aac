/* bench_publish [STORIES]…: what publishing one new story costs in stores of so many stories (1000 10000
 * 100000 without arguments): CPU time, bytes written, and the longest step, for which the daemon's loop
 * stands still. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "weir/edition/outputs.h"
#include "weir/feed/feed.h"
#include "weir/text/date.h"

#define N_A_DOCUMENT 100
#define N_SOURCES    100
#define N_TOPICS     50
#define ONE_IN       20 /* stories have a topic, */
#define N_NEW        20
#define END          INT64_C(1795147200) /* 2026-11-20; stories come over the year before */
#define YEAR_S       INT64_C(31536000)

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void expect(int result, const struct error *err)
{
    if (result >= 0)
        return;
    fprintf(stderr, "%s\n", err->text);
    exit(1);
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

static void make_item(struct arena *arena, uint32_t number, int64_t at, const struct topic *topics,
                      struct item *out)
{
    struct hit *hit = arena_alloc(arena, sizeof *hit);
    struct person *author = arena_alloc(arena, sizeof *author);
    hit->topic = topics[number / ONE_IN % N_TOPICS].name;
    hit->score = 1;
    *author = (struct person){some_text(arena, number, 2), "", ""};
    *out = item_blank;
    out->id = out->url = arena_printf(arena, "https://example.org/posts/%u", number);
    out->title = some_text(arena, number, 8);
    out->content_html = some_text(arena, number, 120);
    out->language = "en";
    out->published_at = at;
    out->authors = author;
    out->n_authors = 1;
    out->hits = hit;
    out->n_hits = number % ONE_IN == 0;
}

static void put(struct store *store, const struct conf *conf, uint32_t from, uint32_t n, int64_t now)
{
    struct arena arena;
    struct error err;
    struct put_result result;
    struct source_state state = source_blank;
    arena_init(&arena);
    struct feed feed = feed_blank;
    feed.items = arena_alloc(&arena, n * sizeof *feed.items);
    feed.n_items = n;
    state.name = conf->sources[from / N_A_DOCUMENT % N_SOURCES].name;
    for (uint32_t i = 0; i < n; i++)
        make_item(&arena, from + i, now - i, conf->topics, &feed.items[i]);
    expect(store_put(store, &state, &feed, now, NULL, NULL, &result, &err), &err);
    arena_release(&arena);
}

struct cost {
    double cpu_s, longest_cpu_s, longest_s;
    size_t n_steps;
    struct output_result result;
};

static struct cost publish(struct store *store, const struct conf *conf, int64_t now)
{
    struct cost cost = {0};
    struct outputs *outputs;
    struct error err;
    double start = seconds(CLOCK_PROCESS_CPUTIME_ID);
    int rc = outputs_begin(store, conf, now, &outputs, &err);
    cost.longest_cpu_s = seconds(CLOCK_PROCESS_CPUTIME_ID) - start;
    expect(rc, &err);
    do {
        double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID), wall = seconds(CLOCK_MONOTONIC);
        rc = outputs_step(outputs, &err);
        cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
        wall = seconds(CLOCK_MONOTONIC) - wall;
        cost.longest_cpu_s = cpu > cost.longest_cpu_s ? cpu : cost.longest_cpu_s;
        cost.longest_s = wall > cost.longest_s ? wall : cost.longest_s;
        cost.n_steps++;
    } while (rc > 0);
    expect(rc, &err);
    cost.cpu_s = seconds(CLOCK_PROCESS_CPUTIME_ID) - start;
    cost.result = outputs_result(outputs);
    outputs_end(outputs);
    return cost;
}

static void print(uint32_t n_stories, const char *what, const struct cost *cost, double times)
{
    printf(
        "%8u stories, %s: %8.1f ms CPU, %5zu steps, longest %5.1f ms CPU, %5.1f ms by the clock; %4zu files "
        "of %zu changed, %8.1f kB\n",
        n_stories, what, cost->cpu_s * 1e3 / times, cost->n_steps, cost->longest_cpu_s * 1e3,
        cost->longest_s * 1e3, cost->result.n_changed, cost->result.n_files,
        (double)cost->result.n_bytes / 1e3 / times);
    fflush(stdout);
}

static void fill(struct store *store, const struct conf *conf, uint32_t n_stories)
{
    uint32_t n_documents = n_stories / N_A_DOCUMENT;
    for (uint32_t i = 0; i < n_documents; i++)
        put(store, conf, i * N_A_DOCUMENT, N_A_DOCUMENT, END - YEAR_S + YEAR_S * i / n_documents);
}

static void measure(struct conf *conf, uint32_t n_stories)
{
    char folder[] = "/tmp/weir-bench-XXXXXX", path[64], public[64], command[64];
    struct store *store;
    struct error err;
    struct cost sum = {0};
    snprintf(path, sizeof path, "%s/weir.db", mkdtemp(folder));
    snprintf(public, sizeof public, "%s/public", folder);
    conf->state = folder;
    conf->publish = public;
    expect(store_open(path, &store, &err), &err);
    fill(store, conf, n_stories);
    struct cost first = publish(store, conf, END);
    print(n_stories, "all anew     ", &first, 1);
    for (uint32_t i = 0; i < N_NEW; i++) {
        put(store, conf, n_stories + i * ONE_IN, 1, END + 60 * i);
        struct cost one = publish(store, conf, END + 60 * i);
        sum.cpu_s += one.cpu_s;
        sum.n_steps = one.n_steps;
        sum.longest_cpu_s = one.longest_cpu_s > sum.longest_cpu_s ? one.longest_cpu_s : sum.longest_cpu_s;
        sum.longest_s = one.longest_s > sum.longest_s ? one.longest_s : sum.longest_s;
        sum.result.n_files = one.result.n_files;
        sum.result.n_changed = one.result.n_changed;
        sum.result.n_bytes += one.result.n_bytes;
    }
    print(n_stories, "one new story", &sum, N_NEW);
    struct cost none = publish(store, conf, END + 3600);
    print(n_stories, "nothing new  ", &none, 1);
    store_close(store);
    snprintf(command, sizeof command, "rm -r %s", folder);
    expect(system(command) == 0 ? 0 : -1, &err);
}

int main(int argc, char **argv)
{
    static const char *urls[] = {"https://example.org/feed.xml"};
    static const uint32_t usual[] = {1000, 10000, 100000};
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
        topics[i] = (struct topic){.name = name, .title = name, .under = ""};
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
    for (int i = 1; i < argc; i++)
        measure(&conf, (uint32_t)atoi(argv[i]));
    for (size_t i = 0; argc == 1 && i < sizeof usual / sizeof *usual; i++)
        measure(&conf, usual[i]);
    arena_release(&arena);
    return 0;
}
