/* bench_search [ITEMS [SLICE]]: what storing and indexing cost, and how long searches of several kinds take
 * over a store of English and Chinese items (half and half) whose words are as unequally common as in real
 * text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "weir/store/search.h"
#include "weir/store/store.h"
#include "weir/text/date.h"
#include "weir/text/utf8.h"

#define N_A_DOCUMENT 30
#define STEP_S       1200 /* between two documents */
#define START        INT64_C(1700000000)
#define N_WORDS      60000 /* different English words */
#define N_CHARACTERS 3500  /* different Chinese ones */
#define N_QUERIES    60    /* of each kind */

static double clock_s(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* From a fixed generator, so that each run stores the same. */
static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Zipf's law, near enough: rank r comes up about 1/r as often as rank 1. */
static uint32_t next_rank(uint32_t *seed, uint32_t n)
{
    double u = (double)(next_random(seed) & 0xffff) / 65536.0, x = 1;
    for (double bits = u * 16; bits > 0; bits -= 1)
        x *= bits >= 1 ? 2 : 1 + bits;
    uint32_t spread = (uint32_t)(x * (1 + (double)(next_random(seed) & 0xff) / 256.0));
    return spread < n ? spread : next_random(seed) % n;
}

static void add_english(struct buf *out, uint32_t rank)
{
    static const char *const parts[] = {"ba", "con", "di", "est", "for", "gra", "hel", "in",  "ju",  "ker",
                                        "lo", "men", "na", "or",  "pre", "qui", "ra",  "sti", "ter", "un"};
    for (uint32_t left = rank + 20; left > 0; left /= 20)
        buf_adds(out, parts[left % 20]);
}

static void add_chinese(struct buf *out, uint32_t rank)
{
    utf8_add(out, 0x4e00 + rank * 5 % 20000);
}

static const char *some_text(struct arena *arena, uint32_t seed, size_t n_words, bool is_chinese)
{
    struct buf out = BUF_INIT(1 << 20);
    for (size_t i = 0; i < n_words; i++) {
        if (is_chinese)
            add_chinese(&out, next_rank(&seed, N_CHARACTERS));
        else
            add_english(&out, next_rank(&seed, N_WORDS));
        if (!is_chinese || i % 12 == 11)
            buf_adds(&out, is_chinese ? "，" : " ");
    }
    const char *text = arena_copy(arena, out.data, out.n);
    buf_release(&out);
    return text;
}

static void make_item(struct arena *arena, uint32_t number, int64_t published_at, struct item *out)
{
    struct person *author = arena_alloc(arena, sizeof *author);
    bool is_chinese = number % 2 == 1;
    *author = (struct person){some_text(arena, number + 7, 2, false), "", ""};
    *out = item_blank;
    out->language = is_chinese ? "zh" : "en";
    out->id = arena_printf(arena, "https://example.org/posts/%u", number);
    out->url = out->id;
    out->title = some_text(arena, number * 31, is_chinese ? 18 : 9, is_chinese);
    out->content_html = some_text(arena, number * 17 + 3, is_chinese ? 300 : 150, is_chinese);
    out->published_at = published_at;
    out->updated_at = DATE_NONE;
    out->authors = author;
    out->n_authors = 1;
}

static void give_up(const struct error *err)
{
    fprintf(stderr, "%s\n", err->text);
    exit(1);
}

/* Stores the documents; CPU seconds that storing took. */
static double fill(struct store *store, uint32_t n_documents)
{
    double cost = 0;
    for (uint32_t document = 0; document < n_documents; document++) {
        struct arena arena;
        struct item items[N_A_DOCUMENT];
        struct feed feed = {.items = items, .n_items = N_A_DOCUMENT};
        struct source_state state = source_blank;
        struct put_result result;
        struct error err;
        arena_init(&arena);
        int64_t now = START + (int64_t)document * STEP_S;
        state.name = arena_printf(&arena, "source-%u", document % 400);
        for (uint32_t i = 0; i < N_A_DOCUMENT; i++)
            make_item(&arena, document * N_A_DOCUMENT + i, now - i * 3600, &items[i]);
        double start = clock_s(CLOCK_PROCESS_CPUTIME_ID);
        if (store_put(store, &state, &feed, now, NULL, NULL, &result, &err) < 0)
            give_up(&err);
        cost += clock_s(CLOCK_PROCESS_CPUTIME_ID) - start;
        arena_release(&arena);
    }
    return cost;
}

static void index_all(struct store *store, size_t slice, double storing, size_t n_items)
{
    struct error err;
    size_t n;
    double start = clock_s(CLOCK_PROCESS_CPUTIME_ID), longest = 0;
    do {
        double began = clock_s(CLOCK_MONOTONIC);
        if (store_index(store, slice, &n, &err) < 0)
            give_up(&err);
        double took = clock_s(CLOCK_MONOTONIC) - began;
        longest = took > longest ? took : longest;
    } while (n == slice);
    double cost = clock_s(CLOCK_PROCESS_CPUTIME_ID) - start;
    printf("indexing %5.1f us an item, %.2f of storing; the longest slice of %zu took %.0f ms\n",
           cost / (double)n_items * 1e6, cost / storing, slice, longest * 1e3);
}

/* The i-th query of a kind. */
enum kind { COMMON, MIDDLING, RARE, TWO_WORDS, PHRASE, PREFIX, ONE_HAN, TWO_HAN, FOUR_HAN, RECENT, N_KINDS };
static const char *const kinds[] = {"common word",     "middling word",   "rare word",     "two common words",
                                    "phrase",          "prefix",          "one character", "two characters",
                                    "four characters", "common, since:7d"};

static void write_query(enum kind kind, uint32_t i, struct buf *out)
{
    uint32_t seed = i * 977 + 5;
    switch (kind) {
    case COMMON:
    case RECENT:
        add_english(out, 1 + i % 20);
        buf_adds(out, kind == RECENT ? " since:7d" : "");
        break;
    case MIDDLING:
        add_english(out, 200 + i * 20);
        break;
    case RARE:
        add_english(out, 40000 + i * 300);
        break;
    case TWO_WORDS:
        add_english(out, 1 + i % 20);
        buf_addc(out, ' ');
        add_english(out, 20 + i);
        break;
    case PHRASE:
        buf_addc(out, '"');
        add_english(out, 1 + i % 20);
        buf_addc(out, ' ');
        add_english(out, 20 + i);
        buf_addc(out, '"');
        break;
    case PREFIX:
        add_english(out, 2000 + i * 20);
        buf_truncate(out, 5);
        buf_addc(out, '*');
        break;
    case ONE_HAN:
        add_chinese(out, 1 + i * 3);
        break;
    case TWO_HAN:
    case FOUR_HAN:
        for (int n = kind == TWO_HAN ? 2 : 4; n > 0; n--)
            add_chinese(out, next_rank(&seed, N_CHARACTERS) % 300);
        break;
    default:
        break;
    }
}

static int compare(const void *a, const void *b)
{
    return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

static double ask(struct store *store, enum kind kind, uint32_t i, int64_t now, size_t *n_found)
{
    struct buf query = BUF_INIT(1000);
    struct arena arena;
    struct search search;
    struct feed feed;
    struct error err;
    arena_init(&arena);
    write_query(kind, i, &query);
    double start = clock_s(CLOCK_MONOTONIC);
    if (search_parse(query.data, now, &arena, &search, &err) < 0 ||
        store_search(store, &search, SEARCH_BEST_FIRST, SEARCH_LIMIT_RESULTS, &arena, &feed, &err) < 0)
        give_up(&err);
    double took = clock_s(CLOCK_MONOTONIC) - start;
    *n_found += feed.n_items;
    arena_release(&arena);
    buf_release(&query);
    return took;
}

static void ask_all(struct store *store, int64_t now)
{
    static double all[N_KINDS * N_QUERIES];
    for (enum kind kind = COMMON; kind < N_KINDS; kind++) {
        double *times = all + kind * N_QUERIES;
        size_t n_found = 0;
        for (uint32_t i = 0; i < N_QUERIES; i++)
            times[i] = ask(store, kind, i, now, &n_found);
        qsort(times, N_QUERIES, sizeof *times, compare);
        printf("%-18s p50 %6.1f ms  p99 %6.1f ms  %5.1f stories\n", kinds[kind], times[N_QUERIES / 2] * 1e3,
               times[N_QUERIES - 1] * 1e3, (double)n_found / N_QUERIES);
    }
    qsort(all, N_KINDS * N_QUERIES, sizeof *all, compare);
    printf("%-18s p50 %6.1f ms  p99 %6.1f ms\n", "all", all[N_KINDS * N_QUERIES / 2] * 1e3,
           all[N_KINDS * N_QUERIES * 99 / 100] * 1e3);
}

int main(int argc, char **argv)
{
    uint32_t n_documents = (argc > 1 ? (uint32_t)atoi(argv[1]) : 100000) / N_A_DOCUMENT;
    size_t slice = argc > 2 ? (size_t)atoi(argv[2]) : 100, n_items = (size_t)n_documents * N_A_DOCUMENT;
    char folder[] = "/tmp/weir-bench-XXXXXX", path[64], command[80];
    struct store *store;
    struct error err;
    snprintf(path, sizeof path, "%s/weir.db", mkdtemp(folder));
    if (store_open(path, &store, &err) < 0)
        give_up(&err);
    double storing = fill(store, n_documents);
    printf("%zu items; storing %.1f us an item\n", n_items, storing / (double)n_items * 1e6);
    index_all(store, slice, storing, n_items);
    ask_all(store, START + (int64_t)n_documents * STEP_S);
    store_close(store);
    fflush(stdout);
    snprintf(command, sizeof command, "ls -s %s; rm -r %s", folder, folder);
    return system(command);
}
