/*
 * bench_parse — what reading feeds costs: bytes to sanitised items, beside libxml2's plain tree of the same
 * bytes.
 *
 *     build/bench_parse [-n ROUNDS] FILE…
 *     build/bench_parse -m FILE…
 *
 * Prints one line a kind of document: those whose bodies are HTML, and those whose bodies are text. CPU
 * seconds of this process; each document is read ROUNDS times by each reader, in turn: same bytes, both warm,
 * neither's start-up counted. With -m it prints instead what reading one document after the other, bytes
 * included, has held at most, as a multiple of the largest document.
 *
 * Where the time goes (instructions by callgrind, captured feeds; bodies of text / of HTML): libxml2, which
 * cuts tags and texts, CDATA and non-ASCII text the most of it, 43 % / 41 %; safe HTML 3 % / 21 %; encodings
 * and what must be mended 11 % / 19 %; the tree 9 % / 8 %; dates 7 % / 2 %; addresses 4 % / 3 %; the rest are
 * precedence, lines and copies. What was done about the first three, when text cost 1.95 of a plain tree and
 * HTML 2.38:
 *   - libxml2's own tree, an allocation a node, gave way to nodes in an arena that serves one item after the
 *     other (treebuild.h): a fifth of all the time.
 *   - An element's vocabulary and its rows in the tables of fields are found once a document and name, no
 *     longer by each element among ninety rows (names.h, gather.c): a tenth.
 *   - Memory is zeroed when it is given out, not by the block; addresses that need nothing are known by a
 * look at both ends, months and zones by their first letter: a tenth of what has text for bodies. Now 1.3
 * and 2.1.
 */
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "weir/feed/parse.h"
#include "weir/system/file.h"

struct cost {
    const char *kind;
    size_t n_documents, n_items, n_bytes;
    double tree_s, weir_s;
};

static double time_tree(const struct buf *bytes, int rounds)
{
    double start = bench_cpu_s();
    for (int i = 0; i < rounds; i++)
        xmlFreeDoc(
            xmlReadMemory(bytes->data, (int)bytes->n, "", NULL,
                          XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_RECOVER));
    return bench_cpu_s() - start;
}

static bool has_markup(const struct feed *feed)
{
    for (size_t i = 0; i < feed->n_items; i++)
        if (strstr(feed->items[i].content_html, "</") != NULL)
            return true;
    return false;
}

static void measure(const char *path, int rounds, struct cost costs[2])
{
    struct buf bytes = BUF_INIT(FEED_LIMIT_BYTES);
    struct error err;
    struct arena arena;
    struct feed *feed;
    if (file_read(path, &bytes, &err) < 0) {
        fprintf(stderr, "%s\n", err.text);
        exit(EXIT_FAILURE);
    }
    const struct document doc = {.bytes = bytes.data, .n = bytes.n, .url = "", .content_type = ""};
    arena_init(&arena);
    if (bytes.n > 0 && feed_parse(&doc, &arena, &feed, &err) == 0 && strncmp(feed->format, "JSON", 4) != 0) {
        struct cost *cost = &costs[has_markup(feed) ? 0 : 1];
        cost->n_documents++;
        cost->n_items += feed->n_items;
        cost->n_bytes += bytes.n;
        cost->tree_s += time_tree(&bytes, rounds) / rounds;
        double start = bench_cpu_s();
        for (int i = 0; i < rounds; i++) {
            arena_release(&arena);
            feed_parse(&doc, &arena, &feed, &err);
        }
        cost->weir_s += (bench_cpu_s() - start) / rounds;
    }
    arena_release(&arena);
    buf_release(&bytes);
}

/* Not getrusage: that remembers the program which started this one. */
static long peak_kib(void)
{
    char line[128];
    long kib = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status != NULL && fgets(line, sizeof line, status) != NULL)
        if (strncmp(line, "VmHWM:", 6) == 0)
            kib = strtol(line + 6, NULL, 10);
    if (status != NULL)
        fclose(status);
    return kib;
}

static int measure_memory(int n, char **paths)
{
    const long before = peak_kib();
    size_t largest = 0;
    for (int i = 0; i < n; i++) {
        struct buf bytes = BUF_INIT(FEED_LIMIT_BYTES);
        struct error err;
        struct arena arena;
        struct feed *feed;
        if (file_read(paths[i], &bytes, &err) < 0) {
            fprintf(stderr, "%s\n", err.text);
            return EXIT_FAILURE;
        }
        const struct document doc = {.bytes = bytes.data, .n = bytes.n, .url = "", .content_type = ""};
        arena_init(&arena);
        feed_parse(&doc, &arena, &feed, &err);
        arena_release(&arena);
        largest = bytes.n > largest ? bytes.n : largest;
        buf_release(&bytes);
    }
    long grown = peak_kib() - before;
    printf("largest document %zu KiB, peak memory above the start %ld KiB: %.1f times\n", largest >> 10,
           grown, (double)grown * 1024 / (double)largest);
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    if (argc > 2 && strcmp(argv[1], "-m") == 0)
        return measure_memory(argc - 2, argv + 2);
    int rounds = 10, first = 1;
    if (argc > 2 && strcmp(argv[1], "-n") == 0) {
        rounds = atoi(argv[2]);
        first = 3;
    }
    struct cost costs[2] = {{.kind = "HTML"}, {.kind = "text"}};
    for (int i = first; i < argc; i++)
        measure(argv[i], rounds, costs);
    printf("%-8s %6s %7s %8s %10s %10s %7s\n", "bodies", "feeds", "items", "MB", "tree ms", "weir ms",
           "ratio");
    for (size_t i = 0; i < 2; i++) {
        const struct cost *c = &costs[i];
        printf("%-8s %6zu %7zu %8.2f %10.2f %10.2f %7.2f\n", c->kind, c->n_documents, c->n_items,
               (double)c->n_bytes / 1e6, c->tree_s * 1e3, c->weir_s * 1e3, c->weir_s / c->tree_s);
    }
    return EXIT_SUCCESS;
}
