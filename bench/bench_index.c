/*
 * bench_index FEED…: what storing and indexing the items of captured feeds cost, each feed as the first poll
 * of it brings it, in CPU time. Starts from an empty store in every round; what waits is indexed by turns
 * with the storing, in slices as large as the daemon's become. Of 122 captured documents indexing costs .27
 * of storing, of the 11 with most Chinese .38.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench.h"
#include "weir/feed/parse.h"
#include "weir/store/search.h"
#include "weir/store/store.h"
#include "weir/text/buf.h"
#include "weir/text/date.h"

#define FILE_LIMIT ((size_t)64 << 20)
#define SLICE      ((size_t)300)
#define N_ROUNDS   5
#define START      INT64_C(1763683200)

struct cost {
    double storing, indexing; /* seconds */
    size_t n_items, n_waiting;
};

static void read_file(const char *path, struct buf *out)
{
    char block[1 << 16];
    FILE *file = fopen(path, "rb");
    for (size_t n; file != NULL && (n = fread(block, 1, sizeof block, file)) > 0;)
        buf_add(out, block, n);
    if (file != NULL)
        fclose(file);
}

static void index_some(struct store *store, size_t least, struct cost *cost)
{
    struct error err;
    double start = bench_cpu_s();
    for (size_t n; cost->n_waiting >= least; cost->n_waiting -= n)
        bench_expect(store_index(store, SLICE, &n, &err), &err);
    cost->indexing += bench_cpu_s() - start;
}

/* Files that are no feeds are passed over. */
static void poll_feed(struct store *store, const char *path, struct cost *cost)
{
    struct buf bytes = BUF_INIT(FILE_LIMIT);
    struct source_state state = source_blank;
    struct put_result result;
    struct arena arena;
    struct feed *feed;
    struct error err;
    arena_init(&arena);
    read_file(path, &bytes);
    struct document document = {.bytes = bytes.data, .n = bytes.n, .url = "", .content_type = ""};
    state.name = path;
    if (feed_parse(&document, &arena, &feed, &err) == 0) {
        double start = bench_cpu_s();
        bench_expect(store_put(store, &state, feed, START, NULL, NULL, &result, &err), &err);
        cost->storing += bench_cpu_s() - start;
        cost->n_items += result.n_new;
        cost->n_waiting += result.n_new;
        index_some(store, SLICE, cost);
    }
    buf_release(&bytes);
    arena_release(&arena);
}

int main(int argc, char **argv)
{
    struct cost cost = {0};
    for (int round = 0; round < N_ROUNDS; round++) {
        char folder[] = "/tmp/weir-bench-XXXXXX", path[64], command[80];
        struct store *store;
        struct error err;
        snprintf(path, sizeof path, "%s/weir.db", mkdtemp(folder));
        bench_expect(store_open(path, &store, &err), &err);
        for (int i = 1; i < argc; i++)
            poll_feed(store, argv[i], &cost);
        index_some(store, 1, &cost);
        store_close(store);
        snprintf(command, sizeof command, "rm -r %s", folder);
        if (system(command) != 0)
            return 1;
    }
    printf("%zu items; storing %.1f us an item, indexing %.1f: %.2f of it\n", cost.n_items / N_ROUNDS,
           cost.storing / (double)cost.n_items * 1e6, cost.indexing / (double)cost.n_items * 1e6,
           cost.indexing / cost.storing);
    return 0;
}
