/* To which story does a new item belong? To the one of its work or page; else to one that says the same; else
 * to a new one. */
#include <inttypes.h>
#include <string.h>

#include "listed.h"
#include "near.h"
#include "put.h"
#include "weir/story/identity.h"

/* Does the key only name a place or a guid, which several entries may share, and no work? */
static bool is_weak(const char *key)
{
    return strncmp(key, "https://", 8) == 0 || strncmp(key, "guid:", 5) == 0;
}

/* The key of an item whose page is shared with other items: what names it within the source. */
static const char *local_key(struct put *put, size_t i)
{
    const struct names *names = &put->items[i].names;
    uint64_t hash = names->title ? names->title : names->whole ? names->whole : names->link;

    if (names->guid != 0)
        return arena_printf(put->arena, "guid:%s/%s", put->state->name, put->feed->items[i].id);
    return arena_printf(put->arena, "text:%s/%016" PRIx64, put->state->name, hash);
}

/* Have several items of the document what the key is made of? */
static bool is_shared(const struct put_item *item, const char *key)
{
    if (strncmp(key, "https://", 8) == 0)
        return item->page[0] != '\0' && item->names.link == 0;
    if (strncmp(key, "guid:", 5) == 0)
        return item->names.guid == 0;
    return strncmp(key, "text:", 5) == 0 && item->names.title == 0;
}

/* The story's key. A page that several items of the document share, or that is shown under another item of
 * this source, is the identity of none. */
static int find_key(struct put *put, size_t i, const char **key, struct story_row *story, struct error *err)
{
    int found;

    *key = identity_of_item(put->arena, put->state->name, &put->feed->items[i]);
    if (is_shared(&put->items[i], *key))
        *key = local_key(put, i);
    found = story_find(put->store, *key, story, err);
    if (found > 0 && is_weak(*key)) {
        int has = story_has_source(put->store, story->id, put->source, err);
        if (has < 0)
            return -1;
        if (has > 0) {
            *key = local_key(put, i);
            found = story_find(put->store, *key, story, err);
        }
    }
    return found;
}

/* The item's other keys lead to stories too: all of them are one. 1 when there is a story then, 0 or −1. */
static int join_others(struct put *put, size_t i, const char *key, int found, struct story_row *story,
                       struct error *err)
{
    const char *others[IDENTITY_LIMIT_OTHERS];
    int n = identity_others_of_item(put->arena, &put->feed->items[i], key, others);

    for (int k = 0; k < n && found >= 0; k++) {
        struct story_row other;
        int there;
        if (is_shared(&put->items[i], others[k]))
            continue;
        there = story_find(put->store, others[k], &other, err);
        if (there > 0 && (there = story_forbids(put->store, other.id, key, err)) >= 0)
            there = !there;
        if (there > 0 && found > 0 && other.id != story->id)
            there = story_merge(put->store, story, other.id, err) < 0 ? -1 : 1;
        else if (there > 0 && found == 0)
            *story = other;
        if (there > 0 && found == 0)
            there = story_add_alias(put->store, story->id, key, err) < 0 ? -1 : 1;
        found = there < 0 ? -1 : there > 0 ? 1 : found;
    }
    return found;
}

/* Leaves the other keys with the story, for those who know the work by them. */
static int add_others(struct put *put, size_t i, const char *key, int64_t story, struct error *err)
{
    const char *others[IDENTITY_LIMIT_OTHERS];
    int n = identity_others_of_item(put->arena, &put->feed->items[i], key, others);

    for (int k = 0; k < n; k++)
        if (!is_shared(&put->items[i], others[k]) && story_add_alias(put->store, story, others[k], err) < 0)
            return -1;
    return 0;
}

static int make_story(struct put *put, size_t i, const char *key, struct story_row *story, struct error *err)
{
    const struct item *item = &put->feed->items[i];
    bool backfill = put->items[i].old_news || (put->is_backfill && put->is_backfill(item, put->arg));

    return story_new(put->store, key, put->next_item, put->now,
                     story_sort_at(item->published_at, put->now, backfill), backfill, item->n_hits, story,
                     err);
}

int place(struct put *put, size_t i, struct story_row *story, bool *is_new, struct error *err)
{
    const char *key;
    int found = find_key(put, i, &key, story, err);

    *is_new = false;
    if (found >= 0)
        found = join_others(put, i, key, found, story, err);
    if (found == 0 && put->feed->items[i].quiet) {
        int listed = listed_has_key(put->store, key, err);
        if (listed <= 0)
            return listed;
    }
    if (found == 0) {
        found = near_find(put, i, key, story, err);
        if (found > 0 && story_add_alias(put->store, story->id, key, err) < 0)
            return -1;
    }
    if (found == 0) {
        *is_new = true;
        found = make_story(put, i, key, story, err) < 0 ? -1 : 1;
    }
    return found < 0 || add_others(put, i, key, story->id, err) < 0 ? -1 : 1;
}
