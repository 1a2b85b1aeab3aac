#include "weir/story/evidence.h"

#include <string.h>

#include "weir/story/identity.h"
#include "weir/story/similarity.h"

/* The key of an item and those by which others may know it. */
struct keys {
    const char *all[1 + IDENTITY_LIMIT_OTHERS];
    int n;
};

static struct keys keys_of(struct arena *arena, const struct item *item)
{
    struct keys keys = {.all = {identity_of_item(arena, item->source, item)}, .n = 1};

    keys.n += identity_others_of_item(arena, item, keys.all[0], keys.all + 1);
    return keys;
}

bool evidence_forbids(const char *key_a, const char *key_b)
{
    return strncmp(key_a, "wechat:", 7) != 0 && identity_are_two(key_a, key_b);
}

static enum evidence_kind evidence_of_keys(const struct keys *a, const struct keys *b)
{
    enum evidence_kind kind = EVIDENCE_NONE;

    if (evidence_forbids(a->all[0], b->all[0]))
        return EVIDENCE_AGAINST;
    for (int i = 0; i < a->n; i++)
        for (int k = 0; k < b->n; k++)
            if (strcmp(a->all[i], b->all[k]) == 0 && kind != EVIDENCE_WORK)
                kind = identity_is_work(a->all[i]) ? EVIDENCE_WORK : EVIDENCE_PAGE;
    return kind;
}

struct evidence evidence_of(struct arena *arena, const struct item *a, const struct item *b)
{
    struct keys keys_a = keys_of(arena, a), keys_b = keys_of(arena, b);
    struct evidence evidence = {.kind = evidence_of_keys(&keys_a, &keys_b)};
    struct sketch x, y;

    if (evidence.kind != EVIDENCE_NONE)
        return evidence;
    sketch_item(arena, a, &x);
    sketch_item(arena, b, &y);
    evidence.similarity = sketch_similarity(&x, &y).resemblance;
    if (sketch_are_two(&x, &y))
        evidence.kind = EVIDENCE_AGAINST;
    else if (sketch_same_story(&x, &y))
        evidence.kind = sketch_has_text(&x) && sketch_has_text(&y) ? EVIDENCE_TEXT : EVIDENCE_TITLE;
    return evidence;
}
