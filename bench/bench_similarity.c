/*
 * bench_similarity FEED…: how well reposts are told from other texts, for Chinese and for others apart.
 *
 * Every item of the feeds is an original. The feeds fall into two halves by their names: bounds are chosen on
 * the first, and what is printed is measured on the second. Copies are made by every kind of damage, under
 * the original's title and under another, and looked for among the originals of both halves as the store
 * does, once with the original there and once without: whatever is found then is wrong. Then the curve, as
 * the bounds of story/similarity.c are all made stricter or laxer, for both halves.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "damage.h"
#include "weir/feed/html.h"
#include "weir/feed/parse.h"
#include "weir/story/similarity.h"
#include "weir/system/file.h"
#include "weir/text/hash.h"

#define FILE_LIMIT      ((size_t)64 << 20)
#define LEAST_TOKENS    60 /* shorter texts are not looked for by what they say */
#define MOST_CANDIDATES 8
#define NOBODY          SIZE_MAX
#define NEW_TITLE       "转载"
#define CURVE_PERCENT   20

enum { CHOSEN_ON, HELD_OUT, N_HALVES };
enum { CHINESE, OTHER, N_SCRIPTS };
static const char *const halves[] = {"chosen on", "held out"};
static const char *const scripts[] = {"Chinese", "other"};

struct original {
    struct item item;
    struct sketch sketch;
    const char *text;
    int half, script;
};

struct anchor {
    uint64_t hash;
    size_t original;
};

/* What became of copies: found with their own original, or with another. */
struct tally {
    size_t n, right, wrong;
};

static struct original *originals;
static size_t n_originals;
static struct anchor *anchors;
static size_t n_anchors;
static struct arena memory;

static int script_of(const char *text)
{
    size_t n = strlen(text), n_cjk = 0, n_all = 0, taken;

    for (size_t at = 0; at < n; at += taken) {
        uint32_t c;
        taken = utf8_next(text + at, n - at, &c);
        if (taken == 0)
            break;
        n_cjk += utf8_is_cjk(c);
        n_all++;
    }
    return 4 * n_cjk > n_all ? CHINESE : OTHER;
}

static bool same_text(const struct sketch *a, const struct sketch *b)
{
    return (a->n_tokens == b->n_tokens &&
            memcmp(a->tokens, b->tokens, a->n_tokens * sizeof *a->tokens) == 0) ||
           (a->title.is_telling && strcmp(a->title.text, b->title.text) == 0);
}

static void add_original(const struct item *item, int half)
{
    struct original original = {.item = *item, .half = half};
    struct buf text = BUF_INIT(FILE_LIMIT);

    sketch_item(&memory, item, &original.sketch);
    if (original.sketch.n_tokens < LEAST_TOKENS)
        return;
    for (size_t i = 0; i < n_originals; i++)
        if (same_text(&originals[i].sketch, &original.sketch))
            return; /* the feeds themselves hold it twice */
    html_to_text(item->content_html, strlen(item->content_html), &text);
    original.text = arena_copy(&memory, text.data, text.n);
    original.script = script_of(original.text);
    buf_release(&text);
    originals = arena_grow(&memory, originals, n_originals, sizeof *originals);
    originals[n_originals++] = original;
}

/* Versions of one feed (NAME@…) are of one half. */
static int half_of(const char *path)
{
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;

    return hash_bytes(name, strcspn(name, "@.")) % 2 == 0 ? CHOSEN_ON : HELD_OUT;
}

static void read_feed(const char *path)
{
    struct buf bytes = BUF_INIT(FILE_LIMIT);
    struct feed *feed;
    struct error err;

    file_read(path, &bytes, NULL); /* what cannot be read is empty, and no feed */
    struct document document = {.bytes = bytes.data, .n = bytes.n, .url = "", .content_type = ""};
    if (feed_parse(&document, &memory, &feed, &err) == 0)
        for (size_t i = 0; i < feed->n_items; i++)
            add_original(&feed->items[i], half_of(path));
    buf_release(&bytes);
}

static int compare_anchors(const void *a, const void *b)
{
    const struct anchor *x = a, *y = b;

    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static void index_originals(void)
{
    anchors = arena_alloc(&memory, (n_originals * SIMILARITY_KEPT + 1) * sizeof *anchors);
    for (size_t i = 0; i < n_originals; i++)
        for (int k = 0; k < originals[i].sketch.n_anchors && k < SIMILARITY_KEPT; k++)
            anchors[n_anchors++] = (struct anchor){originals[i].sketch.anchors[k], i};
    qsort(anchors, n_anchors, sizeof *anchors, compare_anchors);
}

/* Counts for each original how many anchors it shares with the sketch; a telling title counts most. */
static unsigned char *count_shared(const struct sketch *sketch)
{
    unsigned char *shared = calloc(n_originals + 1, 1);

    for (size_t i = 0; i < n_originals && sketch->title.is_telling; i++)
        if (strcmp(originals[i].sketch.title.text, sketch->title.text) == 0)
            shared[i] += SIMILARITY_ANCHORS + 1;
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
    return shared;
}

static bool in_window(const struct sketch *a, const struct sketch *b)
{
    bool dated = a->published_at > 0 && b->published_at > 0;

    return !dated || llabs(a->published_at - b->published_at) <= SIMILARITY_WINDOW_S;
}

/* The original that the sketch repeats, at bounds times `strength`; 0 asks the rule as it is. `self` is left
 * out. */
static size_t find_original(struct sketch *sketch, size_t self, double strength)
{
    unsigned char *shared = count_shared(sketch);
    size_t found = NOBODY;
    double most = -1;

    for (int tries = 0; tries < MOST_CANDIDATES; tries++) {
        size_t best = NOBODY;
        for (size_t i = 0; i < n_originals; i++)
            if (i != self && shared[i] > 0 && (best == NOBODY || shared[i] > shared[best]))
                best = i;
        if (best == NOBODY)
            break;
        shared[best] = 0;
        struct similarity similarity = sketch_similarity(sketch, &originals[best].sketch);
        bool same = strength > 0 ? in_window(sketch, &originals[best].sketch) &&
                                       similarity_strength(&similarity) >= strength
                                 : sketch_same_story(sketch, &originals[best].sketch);
        if (same && similarity.resemblance > most) {
            found = best;
            most = similarity.resemblance;
        }
    }
    free(shared);
    return found;
}

static void try_copy(size_t i, const struct damage *damage, uint32_t percent, bool keep_title,
                     double strength, struct tally *tally)
{
    struct arena arena;
    struct item copy = originals[i].item;
    struct sketch sketch;
    size_t found;

    arena_init(&arena);
    copy.content_html = damage_text(&arena, damage, originals[i].text, percent, (uint32_t)i * 77 + percent);
    if (!keep_title)
        copy.title = NEW_TITLE;
    sketch_item(&arena, &copy, &sketch);
    found = find_original(&sketch, NOBODY, strength);
    tally->n++;
    tally->right += found == i;
    tally->wrong += found != i && found != NOBODY;
    tally->wrong += find_original(&sketch, i, strength) != NOBODY;
    arena_release(&arena);
}

static void print_tally(const struct tally *tally)
{
    size_t n_found = tally->right + tally->wrong;

    printf("  %.3f %.4f", tally->n ? (double)tally->right / (double)tally->n : 1.0,
           n_found ? (double)tally->right / (double)n_found : 1.0);
}

/* A line of the table: both scripts, under the original's title and under another. */
static void measure(const struct damage *damage, uint32_t percent)
{
    struct tally tallies[N_SCRIPTS][2] = {{{0}}};

    for (size_t i = 0; i < n_originals; i++)
        for (int new_title = 0;
             new_title < (damage->title_kept_only ? 1 : 2) && originals[i].half == HELD_OUT; new_title++)
            try_copy(i, damage, percent, !new_title, 0, &tallies[originals[i].script][new_title]);
    printf("%-25s %2u %%", damage->name, percent);
    for (int script = 0; script < N_SCRIPTS; script++)
        for (int new_title = 0; new_title < (damage->title_kept_only ? 1 : 2); new_title++)
            print_tally(&tallies[script][new_title]);
    printf("\n");
    fflush(stdout);
}

/* A line of the curve: every kind of damage, under another title. */
static void measure_curve(double strength)
{
    struct tally tallies[N_HALVES][N_SCRIPTS] = {{{0}}};

    for (size_t k = 0; k < N_DAMAGES; k++)
        for (size_t i = 0; i < n_originals && !damages[k].title_kept_only; i++)
            if (damages[k].chosen_on || originals[i].half == HELD_OUT)
                try_copy(i, &damages[k], CURVE_PERCENT, false, strength,
                         &tallies[originals[i].half][originals[i].script]);
    printf("bounds × %.2f   ", strength);
    for (int half = 0; half < N_HALVES; half++)
        for (int script = 0; script < N_SCRIPTS; script++)
            print_tally(&tallies[half][script]);
    printf("\n");
    fflush(stdout);
}

static void print_originals(void)
{
    size_t counts[N_HALVES][N_SCRIPTS] = {{0}};

    for (size_t i = 0; i < n_originals; i++)
        counts[originals[i].half][originals[i].script]++;
    for (int half = 0; half < N_HALVES; half++)
        for (int script = 0; script < N_SCRIPTS; script++)
            printf("%zu originals %s, %s\n", counts[half][script], halves[half], scripts[script]);
    for (size_t i = 0; i < n_originals; i++) {
        size_t found = find_original(&originals[i].sketch, i, 0);
        if (found < i)
            printf("taken for one: %s | %s\n", originals[i].item.title, originals[found].item.title);
    }
}

int main(int argc, char **argv)
{
    static const uint32_t strengths[] = {5, 10, 20, 30, 40, 50};
    static const double curve[] = {0.2, 0.4, 0.6, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0};

    arena_init(&memory);
    for (int i = 1; i < argc; i++)
        read_feed(argv[i]);
    index_originals();
    print_originals();
    printf("\nheld out: recall and precision, Chinese: title kept, another title; other: the same\n");
    for (size_t k = 0; k < N_DAMAGES; k++)
        for (size_t s = 0; s < sizeof strengths / sizeof *strengths; s++)
            measure(&damages[k], strengths[s]);
    printf("\nthe curve at %d %%, another title: chosen on: Chinese, other; held out: Chinese, other\n",
           CURVE_PERCENT);
    for (size_t i = 0; i < sizeof curve / sizeof *curve; i++)
        measure_curve(curve[i]);
    arena_release(&memory);
    return 0;
}
