/*
 * bench_likeness FEED…: how well reposts are told from other texts. Every item of the feeds is an original;
 * copies of it are made by taking sentences away, exchanging them, putting advertisements and emoji in. Each
 * copy is looked for among the originals as the store does. Prints recall and precision for each kind and
 * strength.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "weir/feed/html.h"
#include "weir/feed/parse.h"
#include "weir/story/identity.h"
#include "weir/story/likeness.h"
#include "weir/text/buf.h"

#define FILE_LIMIT      ((size_t)64 << 20)
#define LEAST_TOKENS    60 /* shorter texts are not looked for by what they say */
#define MOST_SENTENCES  2000
#define MOST_CANDIDATES 8

struct original {
    struct item item;
    struct sketch sketch;
    const char *text, *key;
};

struct anchor {
    uint64_t hash;
    size_t original;
};

static struct original *originals;
static size_t n_originals;
static struct anchor *anchors;
static size_t n_anchors;
static struct arena memory;

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void add_original(const struct item *item)
{
    struct original original = {.item = *item};
    struct buf text = BUF_INIT(FILE_LIMIT);

    sketch_item(&memory, item, &original.sketch);
    original.key = identity_of_url(&memory, item->url);
    for (size_t i = 0; i < n_originals; i++)
        if (originals[i].sketch.n_tokens == original.sketch.n_tokens &&
            memcmp(originals[i].sketch.tokens, original.sketch.tokens, original.sketch.n_tokens * 4) == 0)
            return; /* the feeds themselves hold it twice */
    if (original.sketch.n_tokens < LEAST_TOKENS)
        return;
    html_to_text(item->content_html, strlen(item->content_html), &text);
    original.text = arena_copy(&memory, text.data, text.n);
    buf_release(&text);
    originals = arena_grow(&memory, originals, n_originals, sizeof *originals);
    originals[n_originals++] = original;
}

static void read_feed(const char *path)
{
    struct buf bytes = BUF_INIT(FILE_LIMIT);
    FILE *file = fopen(path, "rb");
    char block[1 << 16];
    struct feed *feed;
    struct error err;

    for (size_t n; file && (n = fread(block, 1, sizeof block, file)) > 0;)
        buf_add(&bytes, block, n);
    if (file)
        fclose(file);
    struct document document = {.bytes = bytes.data, .n = bytes.n, .url = "", .content_type = ""};
    if (feed_parse(&document, &memory, &feed, &err) == 0)
        for (size_t i = 0; i < feed->n_items; i++)
            add_original(&feed->items[i]);
    buf_release(&bytes);
}

static int compare_anchors(const void *a, const void *b)
{
    const struct anchor *x = a, *y = b;

    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static void index_originals(void)
{
    anchors = arena_alloc(&memory, (n_originals * LIKENESS_ANCHORS + 1) * sizeof *anchors);
    for (size_t i = 0; i < n_originals; i++)
        for (int k = 0; k < originals[i].sketch.n_anchors; k++)
            anchors[n_anchors++] = (struct anchor){originals[i].sketch.anchors[k], i};
    qsort(anchors, n_anchors, sizeof *anchors, compare_anchors);
}

/* The original that the sketch repeats; n_originals when none is found. `self` is left out. */
static size_t find_original(struct sketch *sketch, size_t self)
{
    unsigned char *shared = calloc(n_originals + 1, 1);
    size_t found = n_originals;
    double likeness, most = -1;

    for (int k = 0; k < sketch->n_anchors; k++) {
        size_t low = 0, high = n_anchors;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (anchors[middle].hash < sketch->anchors[k])
                low = middle + 1;
            else
                high = middle;
        }
        for (; low < n_anchors && anchors[low].hash == sketch->anchors[k]; low++)
            shared[anchors[low].original]++;
    }
    for (int tries = 0; tries < MOST_CANDIDATES; tries++) {
        size_t best = n_originals;
        for (size_t i = 0; i < n_originals; i++)
            if (i != self && shared[i] > 0 && (best == n_originals || shared[i] > shared[best]))
                best = i;
        if (best == n_originals)
            break;
        shared[best] = 0;
        likeness = sketch_likeness(sketch, &originals[best].sketch).resemblance;
        if (likeness > most && sketch_same_story(sketch, &originals[best].sketch)) {
            found = best;
            most = likeness;
        }
    }
    free(shared);
    return found;
}

/* Ends of sentences in any script. */
static size_t sentence_length(const char *s)
{
    static const char *const ends[] = {"。", "！", "？", "；", ". ", "! ", "? ", "\n"};
    size_t n = strlen(s);

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *end = strstr(s, ends[i]);
        if (end && (size_t)(end - s) + strlen(ends[i]) < n)
            n = (size_t)(end - s) + strlen(ends[i]);
    }
    return n;
}

enum kind { DELETE, REORDER, ADS, EMOJI, ALL, CUT, N_KINDS };
static const char *const kinds[] = {"sentences deleted", "sentences exchanged",    "advertisements added",
                                    "emoji put in",      "all of these by thirds", "end cut off"};

static void add_advertisement(struct buf *out, uint32_t *seed)
{
    for (int i = 0; i < 10; i++) {
        uint32_t word = next_random(seed);
        buf_addf(out, "%c%c%cw%x ", 0xe4 + (int)(word % 4), 0x80 + (int)(word / 4 % 64),
                 0x80 + (int)(word / 256 % 64), word % 5000);
    }
}

static const char *make_copy(struct arena *arena, const char *text, enum kind kind, int percent,
                             uint32_t seed)
{
    const char *sentences[MOST_SENTENCES];
    size_t lengths[MOST_SENTENCES], n = 0;
    struct buf out = BUF_INIT(FILE_LIMIT);
    bool all = kind == ALL;
    uint32_t strength = (uint32_t)(all ? percent / 3 : percent);
    const char *copy;

    for (; *text != '\0' && n < MOST_SENTENCES; text += lengths[n++]) {
        sentences[n] = text;
        lengths[n] = sentence_length(text);
    }
    for (size_t i = 0; i < n && (kind == REORDER || all); i++)
        if (next_random(&seed) % 100 < strength) {
            size_t other = next_random(&seed) % n, length = lengths[i];
            const char *sentence = sentences[i];
            sentences[i] = sentences[other];
            lengths[i] = lengths[other];
            sentences[other] = sentence;
            lengths[other] = length;
        }
    for (size_t i = 0; i < n; i++) {
        if ((kind == DELETE || all) && next_random(&seed) % 100 < strength)
            continue;
        if (kind == CUT && i * 100 > n * (100 - strength))
            break;
        buf_add(&out, sentences[i], lengths[i]);
        if ((kind == EMOJI || all) && next_random(&seed) % 100 < strength)
            buf_adds(&out, "🔥👇");
        if ((kind == ADS || all) && next_random(&seed) % 100 < strength)
            add_advertisement(&out, &seed);
    }
    copy = arena_copy(arena, out.data, out.n);
    buf_release(&out);
    return copy;
}

static void measure(enum kind kind, int percent, bool keep_title)
{
    size_t right = 0, wrong = 0;

    for (size_t i = 0; i < n_originals; i++) {
        struct arena arena;
        struct item copy = originals[i].item;
        struct sketch sketch;
        size_t found;
        arena_init(&arena);
        copy.content_html =
            make_copy(&arena, originals[i].text, kind, percent, (uint32_t)i * 77 + (uint32_t)percent);
        if (!keep_title)
            copy.title = "转载";
        sketch_item(&arena, &copy, &sketch);
        found = find_original(&sketch, n_originals);
        right += found == i;
        wrong += found != i && found < n_originals;
        arena_release(&arena);
    }
    printf("%-24s %3d %%  %-10s recall %.3f  precision %.4f\n", kinds[kind], percent,
           keep_title ? "" : "(new title)", (double)right / (double)n_originals,
           right + wrong ? (double)right / (double)(right + wrong) : 1.0);
}

int main(int argc, char **argv)
{
    static const int strengths[] = {5, 10, 20, 30, 40, 50};
    size_t n_merged = 0;

    arena_init(&memory);
    for (int i = 1; i < argc; i++)
        read_feed(argv[i]);
    index_originals();
    printf("%zu originals\n", n_originals);
    for (size_t i = 0; i < n_originals; i++) {
        size_t found = find_original(&originals[i].sketch, i);
        if (found < i) {
            n_merged++;
            printf("  alike: %s | %s\n     and %s | %s\n", originals[i].item.title, originals[i].key,
                   originals[found].item.title, originals[found].key);
        }
    }
    printf("%zu originals are taken for reposts of another\n", n_merged);
    for (int kind = 0; kind < N_KINDS; kind++)
        for (size_t s = 0; s < sizeof strengths / sizeof *strengths; s++) {
            measure((enum kind)kind, strengths[s], true);
            measure((enum kind)kind, strengths[s], false);
        }
    arena_release(&memory);
    return 0;
}
