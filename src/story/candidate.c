#include "weir/story/candidate.h"

#include <stdlib.h>
#include <string.h>

#include "weir/text/hash.h"

int candidate_anchors(const struct sketch *sketch, int64_t out[CANDIDATE_ANCHORS])
{
    int n = 0;

    if (sketch->title.is_telling)
        out[n++] = (int64_t)hash_bytes(sketch->title.text, strlen(sketch->title.text));
    for (int i = 0; i < sketch->n_anchors; i++)
        out[n++] = (int64_t)sketch->anchors[i];
    return n;
}

int candidate_n_kept(const struct sketch *sketch, int n_anchors)
{
    return sketch->n_anchors > SIMILARITY_KEPT ? n_anchors - sketch->n_anchors + SIMILARITY_KEPT : n_anchors;
}

int candidate_weight(const struct sketch *sketch, int a)
{
    return sketch->title.is_telling && a == 0 ? SIMILARITY_ANCHORS + 1 : 1;
}

static int by_item(const void *a, const void *b)
{
    int64_t x = ((const struct candidate *)a)->item, y = ((const struct candidate *)b)->item;

    return x < y ? -1 : x > y;
}

static int most_shared_first(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;

    return x->n_shared != y->n_shared ? y->n_shared - x->n_shared : by_item(a, b);
}

int candidate_rank(struct candidate *rows, int n)
{
    int n_items = 0;

    if (n > 1)
        qsort(rows, (size_t)n, sizeof *rows, by_item);
    for (int i = 0; i < n; i++)
        if (n_items > 0 && rows[n_items - 1].item == rows[i].item)
            rows[n_items - 1].n_shared += rows[i].n_shared;
        else
            rows[n_items++] = rows[i];
    if (n_items > 1)
        qsort(rows, (size_t)n_items, sizeof *rows, most_shared_first);
    return n_items;
}

static bool has_one_title(const struct sketch *a, const struct sketch *b)
{
    return a->title.is_telling && strcmp(a->title.text, b->title.text) == 0;
}

bool candidate_is_verbatim(struct sketch *a, struct sketch *b)
{
    return has_one_title(a, b) && sketch_similarity(a, b).resemblance >= 0.95;
}

bool candidate_is_hopeless(const struct sketch *a, const struct sketch *b)
{
    return !has_one_title(a, b);
}
