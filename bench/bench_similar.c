/*
 * bench_similar [ITEMS]: what storing costs where texts repeat. As many items (5,000) are stored three times,
 * by fifty sources in turn: texts of their own, texts of one template that differ in one word, and such texts
 * under one title, as a nightly build's. Prints CPU time an item, and the stories that came of it, which no
 * change may move.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench.h"
#include "weir/store/store.h"
#include "weir/text/buf.h"
#include "weir/text/date.h"

#define N_SOURCES    50
#define N_A_DOCUMENT 20
#define N_WORDS      150
#define START        INT64_C(1700000000)

enum kind { OWN_TEXT, ONE_TEMPLATE, ONE_TITLE, N_KINDS };
static const char *const kinds[] = {"texts of their own", "one template", "one template and title"};

static const char *make_text(struct arena *arena, enum kind kind, size_t i)
{
    struct buf text = BUF_INIT(BUF_LIMIT_OUTPUT);
    for (uint32_t w = 0; w < N_WORDS; w++) {
        uint32_t seed = kind == OWN_TEXT ? (uint32_t)i * 7919 + w : w == N_WORDS / 2 ? (uint32_t)i + 1000 : w;
        buf_addf(&text, "w%x ", seed * 2654435761u >> 12);
    }
    const char *copy = arena_copy(arena, text.data, text.n);
    buf_release(&text);
    return copy;
}

static void put(struct store *store, struct arena *arena, enum kind kind, size_t first)
{
    struct item items[N_A_DOCUMENT];
    struct source_state state = source_blank;
    struct feed feed = {.title = "", .home_page_url = "", .items = items, .n_items = N_A_DOCUMENT};
    struct put_result result;
    struct error err;
    size_t source = first / N_A_DOCUMENT % N_SOURCES;
    state.name = arena_printf(arena, "source%zu", source);
    for (size_t k = 0; k < N_A_DOCUMENT; k++) {
        size_t i = first + k;
        items[k] = item_blank;
        items[k].id = items[k].url = arena_printf(arena, "https://site%zu.example.org/%zu", source, i);
        items[k].title = kind == ONE_TITLE
                             ? "The nightly build of the whole archive is ready"
                             : arena_printf(arena, "Build number %zu of the archive is ready", i);
        items[k].published_at = START + (int64_t)i;
        items[k].content_html = make_text(arena, kind, i);
    }
    bench_expect(store_put(store, &state, &feed, START + (int64_t)first, NULL, NULL, &result, &err), &err);
}

static void measure(enum kind kind, size_t n)
{
    static const char *const files[] = {"weir.db", "weir.db-wal", "weir.db-shm"};
    char folder[] = "/tmp/weir-bench-XXXXXX", path[64];
    struct store *store;
    struct arena arena;
    struct store_counts counts;
    struct error err;
    if (!mkdtemp(folder))
        abort();
    snprintf(path, sizeof path, "%s/weir.db", folder);
    bench_expect(store_open(path, &store, &err), &err);
    arena_init(&arena);
    double began = bench_cpu_s();
    for (size_t i = 0; i < n; i += N_A_DOCUMENT) {
        put(store, &arena, kind, i);
        arena_release(&arena);
    }
    double took = bench_cpu_s() - began;
    bench_expect(store_count(store, 0, INT64_MAX, &counts, &err), &err);
    printf("%-24s %7.1f us an item, %zu stories of %zu items\n", kinds[kind], took * 1e6 / (double)n,
           counts.n_stories, counts.n_items);
    store_close(store);
    arena_release(&arena);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        unlink(path);
    }
    rmdir(folder);
}

int main(int argc, char **argv)
{
    size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 5000;
    for (enum kind kind = OWN_TEXT; kind < N_KINDS; kind++)
        measure(kind, n);
    return 0;
}
