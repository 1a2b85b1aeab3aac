/*
 * bench_match — what finding terms costs, with 200, 2,000 and 20,000 of them: the trie over the tokens of
 * a text, the whole matcher over items, `grep -F -f` over its keys, and Hyperscan where it was there at
 * configure time.
 *
 *     build/bench_match FILE…
 *
 * The files are any text. Terms are phrases of one to three words of it, which are found, or two such phrases
 * that never stand together in it, which begin to match wherever the first of them stands. Each find costs,
 * too, however it was come by; so a first table holds the finds the same and tells the cost of the number of
 * terms alone, and a second lets half of the terms be found, the more the more. MB a second of CPU time, the
 * best of a few rounds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#ifdef WEIR_HAVE_HYPERSCAN
#include <hs.h>
#endif

#include "bench.h"
#include "weir/system/file.h"
#include "weir/text/tokens.h"
#include "weir/topic/matcher.h"
#include "weir/topic/trie.h"

#define ROUNDS     5
#define FILE_LIMIT ((size_t)256 << 20)
#define MOST       20000
#define FOUND      100            /* of the terms occur, where occurrences are held the same */
#define SHORTEST   4              /* letters of a term's first word: none begins with "of the" */
#define PIECE      ((size_t)4000) /* bytes of an item */

/* A phrase of the text, as it stands in its keys. */
struct pattern {
    const char *bytes;
    size_t n;
};

static int compare(const void *a, const void *b)
{
    const struct pattern *x = a, *y = b;
    int order = memcmp(x->bytes, y->bytes, x->n < y->n ? x->n : y->n);
    return order != 0 ? order : (x->n > y->n) - (x->n < y->n);
}

/* Some " two words " of the keys, ends included; false when there is no good phrase at that place. */
static bool take_phrase(const struct buf *text, uint32_t *seed, struct pattern *out)
{
    size_t from = ((size_t)bench_random(seed) * 4099) % text->n;
    size_t n_words = 1 + bench_random(seed) % 3, to = from;
    while (from < text->n && text->data[from] != ' ')
        from++;
    to = from;
    for (size_t i = 0; i < n_words && to < text->n; i++)
        to += 1 + strcspn(text->data + to + 1, " \n");
    if (to + 1 >= text->n || to - from > 60 || memchr(text->data + from, '\n', to - from + 1))
        return false;
    if (strcspn(text->data + from + 1, " ") < SHORTEST)
        return false;
    *out = (struct pattern){text->data + from, to - from + 1};
    return true;
}

/* A phrase of the text, or two that do not stand one behind the other in it: real words that are never found.
 */
static bool make_pattern(const struct buf *text, bool is_found, uint32_t *seed, struct arena *arena,
                         struct pattern *out)
{
    struct pattern head, tail;
    if (!take_phrase(text, seed, &head) || !take_phrase(text, seed, &tail))
        return false;
    size_t n_tail = is_found ? 0 : tail.n - 1; /* they share a space */
    char *bytes = arena_alloc(arena, head.n + n_tail + 1);
    memcpy(bytes, head.bytes, head.n);
    memcpy(bytes + head.n, tail.bytes + 1, n_tail);
    *out = (struct pattern){bytes, head.n + n_tail};
    return is_found || !memmem(text->data, text->n, out->bytes, out->n);
}

/* Sorted and each once; `n_found` of them occur. The first of a longer set are those of a shorter one. */
static uint32_t make_patterns(const struct buf *text, uint32_t wanted, uint32_t n_found, struct arena *arena,
                              struct pattern *out)
{
    uint32_t seed = 7, n = 0;
    for (uint32_t i = 0; i < wanted;)
        i += make_pattern(text, i < n_found, &seed, arena, &out[i]);
    qsort(out, wanted, sizeof *out, compare);
    for (uint32_t i = 0; i < wanted; i++)
        if (n == 0 || compare(&out[n - 1], &out[i]) != 0)
            out[n++] = out[i];
    return n;
}

static void count(uint32_t phrase, size_t first, size_t end, void *arg)
{
    (void)phrase, (void)first, (void)end;
    ++*(size_t *)arg;
}

static double trie_rate(const struct pattern *patterns, uint32_t n, const struct tokens *text, size_t *found)
{
    struct trie *trie = trie_new();
    struct tokens phrase;
    double best = 1e9;
    tokens_init(&phrase, 1 << 16);
    for (uint32_t i = 0; i < n; i++) {
        tokens_read(&phrase, patterns[i].bytes, patterns[i].n, TOKENS_OPEN_END);
        trie_add(trie, &phrase, false);
    }
    for (int i = 0; i < ROUNDS; i++) {
        *found = 0;
        double start = bench_cpu_s();
        trie_scan(trie, text, count, found);
        double took = bench_cpu_s() - start;
        best = took < best ? took : best;
    }
    trie_free(trie);
    tokens_release(&phrase);
    return (double)text->text.n / best / 1e6;
}

/* Cutting alone. */
static double tokens_rate(const struct buf *raw, struct tokens *tokens)
{
    double best = 1e9;
    for (int i = 0; i < ROUNDS; i++) {
        double start = bench_cpu_s();
        tokens_read(tokens, raw->data, raw->n, TOKENS_FOLDED);
        double took = bench_cpu_s() - start;
        best = took < best ? took : best;
    }
    return (double)raw->n / best / 1e6;
}

#ifdef WEIR_HAVE_HYPERSCAN
static int on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *arg)
{
    count(id, 0, (size_t)to, arg);
    (void)from, (void)flags;
    return 0;
}

static double hyperscan_rate(const struct pattern *patterns, uint32_t n, const struct buf *text,
                             size_t *found)
{
    const char **bytes = calloc(n, sizeof *bytes);
    size_t *lengths = calloc(n, sizeof *lengths);
    unsigned *flags = calloc(n, sizeof *flags), *ids = calloc(n, sizeof *ids);
    hs_database_t *database;
    hs_compile_error_t *error;
    hs_scratch_t *scratch = NULL;
    if (!bytes || !lengths || !flags || !ids)
        abort();
    for (uint32_t i = 0; i < n; i++) {
        bytes[i] = patterns[i].bytes;
        lengths[i] = patterns[i].n;
        ids[i] = i;
    }
    if (hs_compile_lit_multi(bytes, flags, ids, lengths, n, HS_MODE_BLOCK, NULL, &database, &error) !=
            HS_SUCCESS ||
        hs_alloc_scratch(database, &scratch) != HS_SUCCESS)
        abort();
    double best = 1e9;
    for (int i = 0; i < ROUNDS; i++) {
        *found = 0;
        double start = bench_cpu_s();
        hs_scan(database, text->data, (unsigned)text->n, 0, scratch, on_match, found);
        double took = bench_cpu_s() - start;
        best = took < best ? took : best;
    }
    hs_free_scratch(scratch);
    hs_free_database(database);
    free(bytes), free(lengths), free(flags), free(ids);
    return (double)text->n / best / 1e6;
}
#endif

/* The patterns as the terms of topics, twenty each. */
static double matcher_rate(const struct pattern *patterns, uint32_t n, const struct buf *raw,
                           struct arena *arena)
{
    size_t n_topics = (n + 19) / 20;
    struct topic *topics = arena_alloc(arena, (n_topics + 1) * sizeof *topics);
    struct error err = {0};
    struct matcher *matcher;
    for (size_t t = 0; t < n_topics; t++) {
        struct buf terms = BUF_INIT(1 << 20);
        for (size_t i = 20 * t; i < n && i < 20 * (t + 1); i++)
            buf_addf(&terms, "%s%.*s^0.3", terms.n > 0 ? ", " : "", (int)patterns[i].n, patterns[i].bytes);
        topics[t] =
            (struct topic){.name = "t", .title = "t", .under = "", .field = "", .threshold = TOPIC_THRESHOLD};
        if (term_list_parse(terms.data, arena, &topics[t].terms, &err) < 0) {
            fprintf(stderr, "%s\n", err.text);
            exit(EXIT_FAILURE);
        }
        buf_release(&terms);
    }
    if (matcher_new(topics, n_topics, &matcher, &err) < 0)
        abort();
    double start = bench_cpu_s();
    for (size_t at = 0; at + PIECE < raw->n; at += PIECE) {
        struct arena scratch;
        arena_init(&scratch);
        struct item item = {.id = "",
                            .url = "",
                            .title = "",
                            .summary_html = "",
                            .content_html = arena_copy(&scratch, raw->data + at, PIECE)};
        matcher_match(matcher, &item, "", "", NULL, 0, &scratch);
        arena_release(&scratch);
    }
    double took = bench_cpu_s() - start;
    matcher_free(matcher);
    return (double)raw->n / took / 1e6;
}

static double children_s(void)
{
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    return (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec / 1e6;
}

static double grep_rate(const struct pattern *patterns, uint32_t n, const struct buf *text)
{
    char folder[] = "/tmp/bench_match.XXXXXX";
    struct buf terms = BUF_INIT(FILE_LIMIT), command = BUF_INIT(4096), path = BUF_INIT(4096);
    struct error err;
    bool changed;
    if (!mkdtemp(folder))
        return 0;
    for (uint32_t i = 0; i < n; i++)
        buf_addf(&terms, "%.*s\n", (int)patterns[i].n, patterns[i].bytes);
    buf_addf(&path, "%s/terms", folder);
    int rc = file_replace(path.data, terms.data, terms.n, &changed, &err);
    buf_clear(&path);
    buf_addf(&path, "%s/text", folder);
    rc |= file_replace(path.data, text->data, text->n, &changed, &err);
    buf_addf(&command, "LC_ALL=C grep -a -c -F -f %s/terms %s/text >/dev/null", folder, folder);
    double start = children_s();
    rc |= system(command.data);
    double took = children_s() - start;
    buf_clear(&command);
    buf_addf(&command, "rm -r %s", folder);
    rc |= system(command.data);
    buf_release(&terms);
    buf_release(&command);
    buf_release(&path);
    return rc == 0 && took > 0 ? (double)text->n / took / 1e6 : 0;
}

/* `n_found` of the terms occur, and one in `share` when that is not 0. */
static void measure(const char *what, const struct buf *raw, const struct tokens *tokens, uint32_t n_found,
                    uint32_t share)
{
    static struct pattern patterns[MOST];
    const struct buf *text = &tokens->text;
    struct arena arena;
    printf("%s:\n%8s %10s %10s %10s %10s %10s\n", what, "terms", "trie", "matcher", "grep", "Hyperscan",
           "found/kB");
    for (uint32_t wanted = 200; wanted <= MOST; wanted *= 10) {
        arena_init(&arena);
        uint32_t n = make_patterns(text, wanted, share ? wanted / share : n_found, &arena, patterns);
        size_t found, also = 0; /* by the trie, and by Hyperscan */
        double ours = trie_rate(patterns, n, tokens, &found), theirs = 0;
#ifdef WEIR_HAVE_HYPERSCAN
        theirs = hyperscan_rate(patterns, n, text, &also);
#endif
        if (theirs > 0 && also != found)
            fprintf(stderr, "Hyperscan finds %zu, not %zu\n", also, found);
        printf("%8u %10.0f %10.0f %10.0f %10.0f %10.1f\n", n, ours, matcher_rate(patterns, n, raw, &arena),
               grep_rate(patterns, n, text), theirs, (double)found / (double)text->n * 1000);
        arena_release(&arena);
    }
}

int main(int argc, char **argv)
{
    struct buf raw = BUF_INIT(FILE_LIMIT);
    struct tokens tokens;
    struct error err = {0};
    tokens_init(&tokens, 2 * FILE_LIMIT);
    for (int i = 1; i < argc; i++)
        if (file_read(argv[i], &raw, &err) < 0) {
            fprintf(stderr, "%s\n", err.text);
            return EXIT_FAILURE;
        }
    double rate = tokens_rate(&raw, &tokens);
    printf("%.1f MB of text, cut into %zu tokens: %.0f MB a second\n", (double)raw.n / 1e6, tokens.n, rate);
    measure("the same occurrences, whatever the number of terms", &raw, &tokens, FOUND, 0);
    measure("half of the terms occur", &raw, &tokens, 0, 2);
    tokens_release(&tokens);
    buf_release(&raw);
    return 0;
}
