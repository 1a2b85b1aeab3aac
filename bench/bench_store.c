/* bench_store [ITEMS]: what storing costs a fresh store, an unchanged document and a large store. Prints CPU
 * time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "weir/store/store.h"
#include "weir/text/date.h"

#define N_A_DOCUMENT 30
#define RHYTHM_S                                                                                             \
    (5 * 86400) /* between two posts of a source, so that a first document reaches back months               \
                 */
#define START INT64_C(1700000000)

static double cpu_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Words from a fixed generator, so that each run stores the same. */
static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static const char *some_text(struct arena *arena, uint32_t seed, size_t n_words)
{
    char *text = arena_alloc(arena, n_words * 10 + 1), *out = text;

    for (size_t i = 0; i < n_words; i++) {
        uint32_t word = next_random(&seed) % 20000;
        out += sprintf(out, "w%x%s ", word, word % 3 ? "ing" : "");
    }
    return text;
}

static void make_item(struct arena *arena, uint32_t number, int64_t published_at, struct item *out)
{
    struct person *author = arena_alloc(arena, sizeof *author);

    *author = (struct person){some_text(arena, number, 2), "", ""};
    *out = item_blank;
    out->language = "en";
    out->id = arena_printf(arena, "https://example.org/posts/%u", number);
    out->url = arena_printf(arena, "https://www.example.org/posts/%u/a-title?utm_source=rss", number);
    out->title = some_text(arena, number, 8);
    out->content_html = some_text(arena, number, 150);
    out->published_at = published_at;
    out->updated_at = DATE_NONE;
    out->authors = author;
    out->n_authors = 1;
}

/* The `document`-th of documents that come a minute apart from ever new sources. */
static void put(struct store *store, uint32_t document, struct put_result *result)
{
    struct arena arena;
    struct item items[N_A_DOCUMENT];
    struct feed feed = {.items = items, .n_items = N_A_DOCUMENT};
    struct source_state state = {.next_at = DATE_NONE};
    char name[32];
    struct error err;

    arena_init(&arena);
    int64_t now = START + (int64_t)document * 60;
    snprintf(name, sizeof name, "source-%u", document);
    state.name = name;
    for (uint32_t i = 0; i < N_A_DOCUMENT; i++)
        make_item(&arena, document * N_A_DOCUMENT + i, now - i * RHYTHM_S, &items[i]);
    if (store_put(store, &state, &feed, now + 3600, NULL, NULL, result, &err) < 0) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    arena_release(&arena);
}

/* CPU seconds to make the documents alone, which is no work of the store's. */
static double cost_of_making(uint32_t n_documents)
{
    double start = cpu_s();

    for (uint32_t document = 0; document < n_documents; document++) {
        struct arena arena;
        struct item item;
        arena_init(&arena);
        for (uint32_t i = 0; i < N_A_DOCUMENT; i++)
            make_item(&arena, document * N_A_DOCUMENT + i, START, &item);
        arena_release(&arena);
    }
    return cpu_s() - start;
}

int main(int argc, char **argv)
{
    uint32_t n_items = argc > 1 ? (uint32_t)atoi(argv[1]) : 60000, n_documents = n_items / N_A_DOCUMENT;
    double making = cost_of_making(1000) / 1000, start, last;
    char folder[] = "/tmp/weir-bench-XXXXXX", path[64], command[80];
    struct store *store;
    struct put_result result;
    struct error err;

    setvbuf(stdout, NULL, _IOLBF, 0);
    snprintf(path, sizeof path, "%s/weir.db", mkdtemp(folder));
    if (store_open(path, &store, &err) < 0)
        return fprintf(stderr, "%s\n", err.text), 1;
    start = last = cpu_s();
    for (uint32_t document = 0, n_last = 0, mark = 10000; document < n_documents; document++) {
        put(store, document, &result);
        uint32_t n = (document + 1) * N_A_DOCUMENT;
        if (n < mark && document + 1 < n_documents)
            continue;
        double now = cpu_s();
        printf("%8u items stored: %6.2f s in all, %5.1f us an item of late\n", n,
               now - start - making * (document + 1),
               ((now - last) / (n - n_last) - making / N_A_DOCUMENT) * 1e6);
        mark *= 2;
        last = now;
        n_last = n;
    }
    start = cpu_s();
    for (uint32_t document = n_documents - n_documents / 10; document < n_documents; document++)
        put(store, document, &result);
    printf("unchanged again: %.1f us an item\n",
           ((cpu_s() - start) / (n_documents / 10) - making) / N_A_DOCUMENT * 1e6);
    store_close(store);
    snprintf(command, sizeof command, "ls -s %s; rm -r %s", folder, folder);
    return system(command);
}
