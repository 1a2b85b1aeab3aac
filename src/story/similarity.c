#include "weir/story/similarity.h"

#include <stdlib.h>
#include <string.h>

#include "weir/feed/html.h"
#include "weir/text/buf.h"
#include "weir/text/tokens.h"
#include "weir/text/utf8.h"

#define ANCHOR_TOKENS 6

/* What is asked of texts before they are one story. bench/bench_similarity shows what moving the bounds does,
 * on texts on which they were not chosen, too. */
#define SAYS_ONLY_MOST   200 /* tokens: no title is longer */
#define SOME_TEXT        8   /* shingles: fewer say nothing */
#define LONG_TEXT        40  /* fewer are too little to part what has one title */
#define RESEMBLES_TITLED 0.25
#define CONTAINS_TITLED  0.6
#define CONTAINS_RATIO   0.33 /* of the longer text: less is a quotation */
#define LONG_TITLE_UNITS 6    /* enough where there is no text … */
#define RARE_TITLE_UNITS 8    /* … and where there are teasers, which each account writes for itself */
#define TEASER           120  /* what is shorter may be one */

/* Without a common title, by the length of the shorter: short texts may be an account's own frame around a
 * sentence or two. A copy from which much was cut resembles little, but is contained. */
static const struct {
    size_t n_least; /* shingles */
    double resembles, contains;
} bounds[] = {{120, 0.35, 0.8}, {40, 0.5, 0.85}, {20, 0.9, 0.9}};

/* And before they are two for certain. */
#define ARE_TWO 0.1 /* containment */

/* And before they are one post of one source. */
#define SAME_TITLE 0.75
#define SAME_TEXT  0.9
#define SAME_DAY_S ((int64_t)12 * 3600)

/* A hash of `n` tokens in a row, of which every bit of a token moves every bit (murmur3's finaliser). */
static uint64_t hash_row(const uint32_t *tokens, size_t n)
{
    uint64_t hash = 0;

    for (size_t i = 0; i < n; i++)
        hash = hash * UINT64_C(0x9e3779b97f4a7c15) + tokens[i] + 1;
    hash ^= hash >> 33;
    hash *= UINT64_C(0xff51afd7ed558ccd);
    hash ^= hash >> 33;
    hash *= UINT64_C(0xc4ceb9fe1a85ec53);
    return hash ^ (hash >> 33);
}

/* The hashes of a text's tokens. */
static uint32_t *hashes_of(struct arena *arena, const char *text, size_t n_text, size_t *n)
{
    struct tokens tokens;
    uint32_t *hashes;

    tokens_init(&tokens, 2 * SIMILARITY_LIMIT_HTML);
    tokens_read(&tokens, text, n_text, TOKENS_FOLDED);
    *n = tokens.n < SIMILARITY_LIMIT_TOKENS ? tokens.n : SIMILARITY_LIMIT_TOKENS;
    hashes = arena_alloc(arena, (*n + 1) * sizeof *hashes);
    for (size_t i = 0; i < *n; i++)
        hashes[i] = tokens.all[i].hash;
    tokens_release(&tokens);
    return hashes;
}

/* The least hashes of ANCHOR_TOKENS tokens in a row, rising, each once. */
static void make_anchors(struct sketch *sketch)
{
    uint64_t *out = sketch->anchors;
    int n = 0;

    for (size_t i = 0; i + ANCHOR_TOKENS <= sketch->n_tokens; i++) {
        uint64_t hash = hash_row(sketch->tokens + i, ANCHOR_TOKENS);
        int at = n;
        if (n == SIMILARITY_ANCHORS && hash >= out[n - 1])
            continue;
        while (at > 0 && out[at - 1] > hash)
            at--;
        if (at > 0 && out[at - 1] == hash)
            continue;
        n += n < SIMILARITY_ANCHORS;
        memmove(out + at + 1, out + at, (size_t)(n - at - 1) * sizeof *out);
        out[at] = hash;
    }
    sketch->n_anchors = n;
}

static int compare_shingles(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return x < y ? -1 : x > y;
}

/* The set of `SIMILARITY_SHINGLE` tokens in a row. */
void sketch_fill(struct sketch *sketch)
{
    size_t n = 0;

    if (sketch->shingles || sketch->n_tokens < SIMILARITY_SHINGLE)
        return;
    sketch->shingles = arena_alloc(sketch->arena, sketch->n_tokens * sizeof *sketch->shingles);
    for (size_t i = 0; i + SIMILARITY_SHINGLE <= sketch->n_tokens; i++)
        sketch->shingles[n++] = (uint32_t)hash_row(sketch->tokens + i, SIMILARITY_SHINGLE);
    qsort(sketch->shingles, n, sizeof *sketch->shingles, compare_shingles);
    for (size_t i = 0; i < n; i++)
        if (sketch->n_shingles == 0 || sketch->shingles[sketch->n_shingles - 1] != sketch->shingles[i])
            sketch->shingles[sketch->n_shingles++] = sketch->shingles[i];
}

static bool says_only(struct arena *arena, const struct sketch *sketch, const char *title)
{
    size_t n;
    const uint32_t *tokens =
        sketch->n_tokens > SAYS_ONLY_MOST ? NULL : hashes_of(arena, title, strlen(title), &n);

    return tokens && n == sketch->n_tokens && memcmp(tokens, sketch->tokens, n * sizeof *tokens) == 0;
}

void sketch_item(struct arena *arena, const struct item *item, struct sketch *out)
{
    const char *html = item->content_html[0] != '\0' ? item->content_html : item->summary_html;
    struct buf text = BUF_INIT(SIMILARITY_LIMIT_HTML);

    *out = (struct sketch){
        .arena = arena, .title = normal_title_of(arena, item->title), .published_at = item->published_at};
    html_to_text(html, utf8_prefix(html, SIMILARITY_LIMIT_HTML), &text);
    out->tokens = hashes_of(arena, text.data, text.n, &out->n_tokens);
    buf_release(&text);
    if (says_only(arena, out, item->title))
        out->n_tokens = 0;
    make_anchors(out);
}

struct similarity sketch_similarity(struct sketch *a, struct sketch *b)
{
    size_t i = 0, k = 0, n_common = 0, n_least, n_union;

    sketch_fill(a);
    sketch_fill(b);
    while (i < a->n_shingles && k < b->n_shingles) {
        uint32_t x = a->shingles[i], y = b->shingles[k];
        n_common += x == y;
        i += x <= y;
        k += y <= x;
    }
    n_least = a->n_shingles < b->n_shingles ? a->n_shingles : b->n_shingles;
    n_union = a->n_shingles + b->n_shingles - n_common;
    if (n_least == 0)
        return (struct similarity){0};
    return (struct similarity){.resemblance = (double)n_common / (double)n_union,
                               .containment = (double)n_common / (double)n_least,
                               .ratio = (double)n_least / (double)(n_union - n_least + n_common),
                               .n_least = n_least};
}

/* Has each a number that the other lacks? "Part 1" is not "Part 2", however alike the rest. */
static bool numbers_differ(const struct normal_title *a, const struct normal_title *b)
{
    const struct normal_title *sides[] = {a, b, a};
    int n_alone = 0;

    for (int side = 0; side < 2; side++) {
        bool alone = false;
        for (const char *p = sides[side]->numbers; *p != '\0' && !alone;) {
            size_t n = strcspn(p, " ") + 1;
            const char *q = sides[side + 1]->numbers;
            while (*q != '\0' && strncmp(p, q, n) != 0)
                q += strcspn(q, " ") + 1;
            alone = *q == '\0';
            p += n;
        }
        n_alone += alone;
    }
    return n_alone == 2;
}

static bool near_in_time(const struct sketch *a, const struct sketch *b)
{
    bool dated = a->published_at > 0 && b->published_at > 0;

    return !dated || llabs(a->published_at - b->published_at) <= SIMILARITY_WINDOW_S;
}

static double least_of(double a, double b)
{
    return a < b ? a : b;
}

double similarity_strength(const struct similarity *similarity)
{
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        if (similarity->n_least >= bounds[i].n_least) {
            double resembles = similarity->resemblance / bounds[i].resembles;
            double contains =
                least_of(similarity->containment / bounds[i].contains, similarity->ratio / CONTAINS_RATIO);
            return resembles > contains ? resembles : contains;
        }
    return 0;
}

bool sketch_same_story(struct sketch *a, struct sketch *b)
{
    bool titled = a->title.text[0] != '\0' && strcmp(a->title.text, b->title.text) == 0;
    bool telling = titled && a->title.is_telling;
    struct similarity similarity;

    if (!near_in_time(a, b) || (!titled && numbers_differ(&a->title, &b->title)))
        return false;
    similarity = sketch_similarity(a, b);
    if (similarity_strength(&similarity) >= 1)
        return true;
    if (!telling)
        return false;
    if (similarity.n_least >= LONG_TEXT && similarity.resemblance >= RESEMBLES_TITLED)
        return true;
    if (similarity.n_least >= SOME_TEXT && similarity.containment >= CONTAINS_TITLED)
        return true;
    return a->title.n_units >= (similarity.n_least < SOME_TEXT ? LONG_TITLE_UNITS : RARE_TITLE_UNITS) &&
           similarity.n_least < TEASER;
}

bool sketch_are_two(struct sketch *a, struct sketch *b)
{
    struct similarity similarity = sketch_similarity(a, b);

    return similarity.n_least >= TEASER && similarity.containment < ARE_TWO;
}

bool sketch_has_text(struct sketch *sketch)
{
    sketch_fill(sketch);
    return sketch->n_shingles >= SOME_TEXT;
}

bool sketch_same_post(struct sketch *a, struct sketch *b)
{
    double title = normal_title_similarity(&a->title, &b->title);
    struct similarity similarity;

    if (title < SAME_TITLE || (title < 1.0 && numbers_differ(&a->title, &b->title)))
        return false;
    similarity = sketch_similarity(a, b);
    if (a->published_at == b->published_at) /* an edit keeps its date */
        return similarity.n_least < SOME_TEXT || similarity.containment >= CONTAINS_TITLED;
    if (similarity.n_least >= LONG_TEXT && similarity.resemblance >= SAME_TEXT)
        return true;
    return title == 1.0 && a->title.is_telling && llabs(a->published_at - b->published_at) <= SAME_DAY_S &&
           (similarity.n_least < SOME_TEXT || similarity.containment >= CONTAINS_TITLED);
}
