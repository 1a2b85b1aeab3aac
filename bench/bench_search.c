/*
 * bench_search [ITEMS [SLICE]]: what storing and indexing cost, and how long searches of several kinds take
 * over a store of English and Chinese items (half and half), a fourth with a topic.
 *
 * Half of a text's words are those of its subject, the others as unequally common as in any text. So 15,000
 * words have 4,000 different ones, 15,000 pairs of Chinese characters 7,500, where captured texts have 3,800
 * and 6,300: what an index costs hangs on that.
 *
 * Tried here (30,000 items, slices of 300), indexing as a share of storing: pairs of characters and each
 * character .93; each character only once a text .80; FTS5 merging 16 pieces at a time rather than 8, .72;
 * that without places (detail=column or none) .66, without single characters .63; characters alone .36, .39
 * when 8 pieces are merged and .45 when 4 are. What keeps phrases from going across marks costs .01.
 *
 * At 1,000,000 items indexing is .37 of storing, half of all searches take 7 ms, and of each kind 3 to 27 ms,
 * with topic: or source: 55.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"
#include "weir/store/search.h"
#include "weir/store/store.h"
#include "weir/text/date.h"
#include "weir/text/utf8.h"

#define N_A_DOCUMENT 30
#define STEP_S       1200 /* between two documents */
#define START        INT64_C(1700000000)
#define N_WORDS      60000 /* different words of a language */
#define N_SHORT      60    /* the most common words of Chinese have one character, the others two */
#define N_CHARACTERS 3500  /* different Chinese ones */
#define N_SUBJECTS   30
#define N_OF_SUBJECT 30   /* words of a subject */
#define SUBJECTS     2000 /* the first of these words */
#define N_SOURCES    400
#define N_TOPICS     40
#define N_QUERIES    60 /* of each kind */

/* Zipf's law: rank r comes up about 1/(r + 1) as often as rank 0. */
static uint32_t next_rank(uint32_t *seed, uint32_t n)
{
    return (uint32_t)pow(n, bench_random(seed) / 16777216.0) - 1;
}

static uint32_t next_word(uint32_t *seed, uint32_t subject)
{
    if (bench_random(seed) >> 23)
        return SUBJECTS + subject * N_OF_SUBJECT + next_rank(seed, N_OF_SUBJECT);
    return next_rank(seed, N_WORDS);
}

static void add_english(struct buf *out, uint32_t word)
{
    static const char *const parts[] = {"ba", "con", "di", "est", "for", "gra", "hel", "in",  "ju",  "ker",
                                        "lo", "men", "na", "or",  "pre", "qui", "ra",  "sti", "ter", "un"};
    do
        buf_adds(out, parts[word % 20]);
    while ((word /= 20) > 0);
}

static void add_character(struct buf *out, uint32_t rank)
{
    utf8_add(out, 0x4e00 + rank * 5 % 20000);
}

static void add_chinese(struct buf *out, uint32_t word)
{
    uint32_t seed = word * 2654435761u;
    if (word < N_SHORT) {
        add_character(out, word);
        return;
    }
    for (int i = 0; i < 2; i++)
        add_character(out, next_rank(&seed, N_CHARACTERS));
}

static const char *some_text(struct arena *arena, uint32_t seed, uint32_t subject, size_t n_words,
                             bool is_chinese)
{
    struct buf out = BUF_INIT(1 << 20);
    for (size_t i = 0; i < n_words; i++) {
        uint32_t word = next_word(&seed, subject);
        (is_chinese ? add_chinese : add_english)(&out, word);
        if (!is_chinese || i % 5 == 4)
            buf_adds(&out, is_chinese ? "，" : " ");
    }
    const char *text = arena_copy(arena, out.data, out.n);
    buf_release(&out);
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
    uint32_t seed = number * 2654435761u, subject = bench_random(&seed) % N_SUBJECTS;
    bool is_chinese = number % 2 == 1;
    *author = (struct person){some_text(arena, seed + 1, subject, 2, false), "", ""};
    *out = item_blank;
    out->language = is_chinese ? "zh" : "en";
    out->id = arena_printf(arena, "https://example.org/posts/%u", number);
    out->url = out->id;
    out->title = some_text(arena, seed + 2, subject, 9, is_chinese);
    out->content_html = some_text(arena, seed + 3, subject, 150, is_chinese);
    out->published_at = published_at;
    out->updated_at = DATE_NONE;
    out->authors = author;
    out->n_authors = 1;
    if (bench_random(&seed) % 4 == 0) {
        out->hits = make_hit(arena, subject);
        out->n_hits = 1;
    }
}

struct cost {
    double storing, indexing; /* CPU seconds */
    double longest;           /* slice, by the clock */
};

static void put(struct store *store, uint32_t document, struct cost *cost)
{
    struct arena arena;
    struct item items[N_A_DOCUMENT];
    struct feed feed = {.items = items, .n_items = N_A_DOCUMENT};
    struct source_state state = source_blank;
    struct put_result result;
    struct error err;
    arena_init(&arena);
    int64_t now = START + (int64_t)document * STEP_S;
    state.name = arena_printf(&arena, "source-%u", document % N_SOURCES);
    for (uint32_t i = 0; i < N_A_DOCUMENT; i++)
        make_item(&arena, document * N_A_DOCUMENT + i, now - i * 3600, &items[i]);
    double start = bench_cpu_s();
    bench_expect(store_put(store, &state, &feed, now, NULL, NULL, &result, &err), &err);
    cost->storing += bench_cpu_s() - start;
    arena_release(&arena);
}

/* A slice of what waits. */
static void index_some(struct store *store, size_t slice, struct cost *cost)
{
    struct error err;
    size_t n;
    double start = bench_cpu_s(), began = bench_clock_s(CLOCK_MONOTONIC);
    bench_expect(store_index(store, slice, &n, &err), &err);
    double took = bench_clock_s(CLOCK_MONOTONIC) - began;
    cost->indexing += bench_cpu_s() - start;
    cost->longest = took > cost->longest ? took : cost->longest;
}

/* By turns, so that whatever else the machine does weighs on both. */
static void fill(struct store *store, uint32_t n_documents, size_t slice)
{
    struct cost cost = {0};
    size_t n_waiting = 0, n_items = (size_t)n_documents * N_A_DOCUMENT;
    for (uint32_t document = 0; document < n_documents; document++) {
        put(store, document, &cost);
        n_waiting += N_A_DOCUMENT;
        for (; n_waiting >= slice || (n_waiting > 0 && document + 1 == n_documents);
             n_waiting -= n_waiting < slice ? n_waiting : slice)
            index_some(store, slice, &cost);
    }
    printf(
        "%zu items; storing %.1f us an item, indexing %.1f: %.2f of it; the longest slice of %zu took %.0f "
        "ms\n",
        n_items, cost.storing / (double)n_items * 1e6, cost.indexing / (double)n_items * 1e6,
        cost.indexing / cost.storing, slice, cost.longest * 1e3);
}

/* Kinds of queries: words (of the language, the i-th from a rank on), and what narrows them down. */
static const struct kind {
    const char *name;
    enum { ENGLISH, PREFIX, PHRASE, CHARACTER, CHINESE } words;
    int n_words;
    uint32_t from, step; /* ranks */
    const char *before, *behind;
} kinds[] = {
    {"common word", ENGLISH, 1, 1, 1, "", ""},
    {"word of a subject", ENGLISH, 1, SUBJECTS, N_OF_SUBJECT / 2, "", ""},
    {"middling word", ENGLISH, 1, 200, 20, "", ""},
    {"rare word", ENGLISH, 1, 40000, 300, "", ""},
    {"two common words", ENGLISH, 2, 1, 1, "", ""},
    {"phrase", PHRASE, 2, 1, 1, "", ""},
    {"phrase of a subject", PHRASE, 2, SUBJECTS, N_OF_SUBJECT / 2, "", ""},
    {"prefix", PREFIX, 1, 2000, 20, "", ""},
    {"one character", CHARACTER, 1, 1, 3, "", ""},
    {"two seldom together", CHARACTER, 2, 1, 3, "", ""},
    {"two characters", CHINESE, 1, 100, 20, "", ""},
    {"four characters", CHINESE, 2, SUBJECTS, N_OF_SUBJECT / 2, "", ""},
    {"common in title", ENGLISH, 1, 1, 1, "title:", ""},
    {"common, topic:", ENGLISH, 1, 1, 1, "", " topic:topic-7"},
    {"common, source:", ENGLISH, 1, 1, 1, "", " source:source-7"},
    {"common, since:7d", ENGLISH, 1, 1, 1, "", " since:7d"},
};
#define N_KINDS (sizeof kinds / sizeof *kinds)

/* The i-th of a kind. */
static void write_query(const struct kind *kind, uint32_t i, struct buf *out)
{
    buf_adds(out, kind->before);
    if (kind->words == PHRASE)
        buf_addc(out, '"');
    for (int n = 0; n < kind->n_words; n++) {
        uint32_t word = kind->from + i * kind->step + (uint32_t)n;
        if (kind->words == CHARACTER)
            add_character(out, word);
        else if (kind->words == CHINESE)
            add_chinese(out, word);
        else
            add_english(out, word);
        if (kind->words == ENGLISH && n + 1 < kind->n_words)
            buf_addc(out, ' ');
        if (kind->words == PHRASE)
            buf_adds(out, n + 1 < kind->n_words ? " " : "\"");
    }
    if (kind->words == PREFIX) {
        buf_truncate(out, 5);
        buf_addc(out, '*');
    }
    buf_adds(out, kind->behind);
}

static int compare(const void *a, const void *b)
{
    return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

static double ask(struct store *store, const struct kind *kind, uint32_t i, int64_t now, size_t *n_found)
{
    struct buf query = BUF_INIT(1000);
    struct arena arena;
    struct search search;
    struct feed feed;
    struct error err;
    arena_init(&arena);
    write_query(kind, i, &query);
    double start = bench_clock_s(CLOCK_MONOTONIC);
    bench_expect(search_parse(query.data, now, &arena, &search, &err), &err);
    bench_expect(store_search(store, &search, SEARCH_BEST_FIRST, SEARCH_LIMIT_RESULTS, &arena, &feed, &err),
                 &err);
    double took = bench_clock_s(CLOCK_MONOTONIC) - start;
    *n_found += feed.n_items;
    arena_release(&arena);
    buf_release(&query);
    return took;
}

static void ask_all(struct store *store, int64_t now)
{
    static double all[N_KINDS * N_QUERIES];
    for (size_t k = 0; k < N_KINDS; k++) {
        double *times = all + k * N_QUERIES;
        size_t n_found = 0;
        for (uint32_t i = 0; i < N_QUERIES; i++)
            times[i] = ask(store, &kinds[k], i, now, &n_found);
        qsort(times, N_QUERIES, sizeof *times, compare);
        printf("%-20s p50 %6.1f ms  p99 %6.1f ms  %5.1f stories\n", kinds[k].name, times[N_QUERIES / 2] * 1e3,
               times[N_QUERIES - 1] * 1e3, (double)n_found / N_QUERIES);
    }
    qsort(all, N_KINDS * N_QUERIES, sizeof *all, compare);
    printf("%-20s p50 %6.1f ms  p99 %6.1f ms\n", "all", all[N_KINDS * N_QUERIES / 2] * 1e3,
           all[N_KINDS * N_QUERIES * 99 / 100] * 1e3);
}

int main(int argc, char **argv)
{
    uint32_t n_documents = (argc > 1 ? (uint32_t)atoi(argv[1]) : 100000) / N_A_DOCUMENT;
    size_t slice = argc > 2 ? (size_t)atoi(argv[2]) : 300;
    char folder[] = "/tmp/weir-bench-XXXXXX", path[64], command[80];
    struct store *store;
    struct error err;
    snprintf(path, sizeof path, "%s/weir.db", mkdtemp(folder));
    bench_expect(store_open(path, &store, &err), &err);
    fill(store, n_documents, slice);
    ask_all(store, START + (int64_t)n_documents * STEP_S);
    store_close(store);
    fflush(stdout);
    snprintf(command, sizeof command, "ls -s %s; rm -r %s", folder, folder);
    return system(command);
}
