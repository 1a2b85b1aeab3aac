/*
 * bench_store [ITEMS]: what storing an item costs as the store grows, and what an unchanged document costs.
 * Prints CPU time. 2,000 sources take turns, each with 30 new items; 5,000 items come a day, a fourth with a
 * topic: a million are 200 days of a large installation. What each line costs stands beside the second line,
 * a store of ten thousand items.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"
#include "weir/store/store.h"
#include "weir/text/date.h"

#define N_A_DOCUMENT 30
#define N_SOURCES    2000
#define N_TOPICS     40
#define A_DAY        5000
#define DOCUMENT_S   (86400 * N_A_DOCUMENT / A_DAY) /* between two documents */
#define START        INT64_C(1700000000)

static const char *some_text(struct arena *arena, uint32_t seed, size_t n_words)
{
    char *text = arena_alloc(arena, n_words * 10 + 1), *out = text;

    for (size_t i = 0; i < n_words; i++) {
        uint32_t word = bench_random(&seed) % 20000;
        out += sprintf(out, "w%x%s ", word, word % 3 ? "ing" : "");
    }
    return text;
}

static struct hit *make_hit(struct arena *arena, uint32_t number)
{
    struct hit *hit = arena_alloc(arena, sizeof *hit);

    *hit = (struct hit){.topic = arena_printf(arena, "topic-%u", number % N_TOPICS), .score = 1};
    return hit;
}

static void make_item(struct arena *arena, uint32_t number, int64_t published_at, struct item *out)
{
    struct person *author = arena_alloc(arena, sizeof *author);
    unsigned source = number / N_A_DOCUMENT % N_SOURCES;

    *author = (struct person){some_text(arena, number, 2), "", ""};
    *out = item_blank;
    out->language = "en";
    out->id = arena_printf(arena, "https://blog%u.example/?p=%u", source, number);
    out->url = arena_printf(arena, "https://blog%u.example/posts/%u/a-title?utm_source=rss", source, number);
    out->title = some_text(arena, number, 8);
    out->content_html = some_text(arena, number, 150);
    out->published_at = published_at;
    out->updated_at = DATE_NONE;
    out->authors = author;
    out->n_authors = 1;
    if (number % 4 == 0) {
        out->hits = make_hit(arena, number / 4);
        out->n_hits = 1;
    }
}

/* The `document`-th. */
static void put(struct store *store, uint32_t document, struct put_result *result)
{
    struct arena arena;
    struct item items[N_A_DOCUMENT];
    struct feed feed = {.items = items, .n_items = N_A_DOCUMENT};
    struct source_state state = {.next_at = DATE_NONE};
    char name[32];
    struct error err;

    arena_init(&arena);
    int64_t now = START + (int64_t)document * DOCUMENT_S;
    snprintf(name, sizeof name, "source-%u", document % N_SOURCES);
    state.name = name;
    for (uint32_t i = 0; i < N_A_DOCUMENT; i++)
        make_item(&arena, document * N_A_DOCUMENT + i, now - i * 600, &items[i]);
    bench_expect(store_put(store, &state, &feed, now, NULL, NULL, result, &err), &err);
    arena_release(&arena);
}

/* CPU seconds to make the documents alone, which is no work of the store's. */
static double cost_of_making(uint32_t n_documents)
{
    double start = bench_cpu_s();

    for (uint32_t document = 0; document < n_documents; document++) {
        struct arena arena;
        struct item item;
        arena_init(&arena);
        for (uint32_t i = 0; i < N_A_DOCUMENT; i++)
            make_item(&arena, document * N_A_DOCUMENT + i, START, &item);
        arena_release(&arena);
    }
    return bench_cpu_s() - start;
}

int main(int argc, char **argv)
{
    uint32_t n_items = argc > 1 ? (uint32_t)atoi(argv[1]) : 60000, n_documents = n_items / N_A_DOCUMENT;
    double making = cost_of_making(1000) / 1000, start, last, first = 0;
    char folder[] = "/tmp/weir-bench-XXXXXX", path[64], command[80];
    struct store *store;
    struct put_result result;
    struct error err;

    setvbuf(stdout, NULL, _IOLBF, 0);
    snprintf(path, sizeof path, "%s/weir.db", mkdtemp(folder));
    bench_expect(store_open(path, &store, &err), &err);
    start = last = bench_cpu_s();
    for (uint32_t document = 0, n_last = 0, mark = 10000; document < n_documents; document++) {
        put(store, document, &result);
        uint32_t n = (document + 1) * N_A_DOCUMENT;
        if (n < mark && document + 1 < n_documents)
            continue;
        double now = bench_cpu_s(), cost = (now - last) / (n - n_last) - making / N_A_DOCUMENT;
        first = n_last > 0 && first == 0 ? cost : first;
        printf("%8u to %8u items stored: %6.1f us an item", n_last, n, cost * 1e6);
        if (first > 0)
            printf(", %.2f of the second line's", cost / first);
        putchar('\n');
        mark *= 2;
        last = now;
        n_last = n;
    }
    start = bench_cpu_s();
    for (uint32_t document = n_documents - n_documents / 10; document < n_documents; document++)
        put(store, document, &result);
    printf("unchanged again: %.1f us an item\n",
           ((bench_cpu_s() - start) / (n_documents / 10) - making) / N_A_DOCUMENT * 1e6);
    store_close(store);
    snprintf(command, sizeof command, "ls -s %s; rm -r %s", folder, folder);
    return system(command);
}
