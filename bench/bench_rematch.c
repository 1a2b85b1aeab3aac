/* bench_rematch [STORIES]: what it costs to match a store again when a reading list has changed, and how long
 * the longest slice keeps the daemon from its loop. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"
#include "weir/rules/rules.h"
#include "weir/text/date.h"

#define N_A_DOCUMENT 500
#define N_TOPICS     60
#define N_TERMS      20 /* a topic */
#define N_WORDS      20000
#define START        INT64_C(1700000000)

/* Words from a fixed generator, so that each run stores the same; low ones are common, as in language. */
static uint32_t next_word(uint32_t *seed)
{
    double x;

    *seed = *seed * 1664525u + 1013904223u;
    x = (double)(*seed >> 8) / (1 << 24);
    return (uint32_t)(x * x * x * N_WORDS);
}

static const char *some_text(struct arena *arena, uint32_t seed, size_t n_words)
{
    char *text = arena_alloc(arena, n_words * 10 + 1), *out = text;

    for (size_t i = 0; i < n_words; i++)
        out += sprintf(out, "w%xing ", next_word(&seed));
    return text;
}

static void put_document(struct store *store, uint32_t number, size_t n)
{
    struct arena arena;
    struct error err;
    struct put_result result;
    arena_init(&arena);
    struct source_state state = source_blank;
    state.name = arena_printf(&arena, "source-%u", number % 50);
    struct feed feed = feed_blank;
    feed.items = arena_alloc(&arena, n * sizeof *feed.items);
    feed.n_items = n;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t id = number * N_A_DOCUMENT + i;
        struct item *item = &feed.items[i];
        *item = item_blank;
        item->id = item->url = arena_printf(&arena, "https://example.org/posts/%u", id);
        item->title = some_text(&arena, id, 10);
        item->content_html = some_text(&arena, id, 200);
        item->published_at = START + id * 60;
    }
    bench_expect(
        store_put(store, &state, &feed, START + number * N_A_DOCUMENT * 60, NULL, NULL, &result, &err), &err);
    arena_release(&arena);
}

/* Topics of words that are neither common nor unheard of; `first` makes them others. */
static void make_topics(struct arena *arena, uint32_t first, struct conf *conf)
{
    conf->n_topics = N_TOPICS;
    conf->topics = arena_alloc(arena, N_TOPICS * sizeof *conf->topics);
    for (uint32_t t = 0; t < N_TOPICS; t++) {
        const char *terms = "";
        for (uint32_t i = 0; i < N_TERMS; i++)
            terms = arena_printf(arena, "%s%sw%xing^0.6", terms, i > 0 ? ", " : "", first + t * 150 + i * 7);
        struct topic *topic = &conf->topics[t];
        *topic = (struct topic){.name = arena_printf(arena, "topic-%u", t),
                                .title = "",
                                .under = "",
                                .field = "",
                                .threshold = TOPIC_THRESHOLD};
        term_list_parse(terms, arena, &topic->terms, NULL);
    }
}

static void rematch(struct store *store, const char *what, uint32_t first, size_t n_topics, size_t n_stories)
{
    struct arena arena;
    struct conf conf = {.title = ""};
    struct rules *rules;
    struct error err = {0};
    double longest = 0, start = bench_cpu_s();
    int rc = 1;
    arena_init(&arena);
    make_topics(&arena, first, &conf);
    conf.n_topics = n_topics;
    bench_expect(rules_open(&conf, store, &rules, &err), &err);
    while (rc > 0) {
        double before = bench_cpu_s();
        rc = rules_step(rules, &err);
        longest = bench_cpu_s() - before > longest ? bench_cpu_s() - before : longest;
    }
    printf("%-28s %6.2f s CPU, %5.1f us a story; the longest slice %5.1f ms\n", what, bench_cpu_s() - start,
           (bench_cpu_s() - start) / (double)n_stories * 1e6, longest * 1e3);
    rules_close(rules);
    arena_release(&arena);
}

int main(int argc, char **argv)
{
    size_t n_stories = argc > 1 ? (size_t)atoi(argv[1]) : 100000;
    char path[] = "/tmp/weir-bench-XXXXXX";
    struct store *store;
    struct error err;
    close(mkstemp(path));
    unlink(path);
    if (store_open(path, &store, &err) < 0) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    for (size_t i = 0; i < n_stories / N_A_DOCUMENT; i++)
        put_document(store, (uint32_t)i, N_A_DOCUMENT);
    printf("%zu stories of 210 words, %d topics of %d terms\n", n_stories, N_TOPICS, N_TERMS);
    rematch(store, "the first list", 2000, N_TOPICS, n_stories);
    rematch(store, "another list", 2003, N_TOPICS, n_stories);
    rematch(store, "that list, one topic less", 2003, N_TOPICS - 1, n_stories);
    store_close(store);
    unlink(path);
    return 0;
}
