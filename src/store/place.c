/* To which story does a new item belong? To the one of its work or page; else to one that says the same; else
 * to a new one. */
#include <inttypes.h>
#include <string.h>

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

int place(struct put *put, size_t i, struct story_row *story, bool *is_new, struct error *err)
{
    const struct item *item = &put->feed->items[i];
    const char *key;
    int found = find_key(put, i, &key, story, err);
    bool backfill;

    *is_new = false;
    if (found != 0)
        return found < 0 ? -1 : 0;
    backfill = put->items[i].old_news || (put->is_backfill && put->is_backfill(item, put->arg));
    found = near_find(put, i, key, story, err);
    if (found != 0)
        return found < 0 ? -1 : story_add_alias(put->store, story->id, key, err);
    *is_new = true;
    return story_new(put->store, key, put->next_item, put->now,
                     story_sort_at(item->published_at, put->now, backfill), backfill, item->n_hits, story,
                     err);
}
