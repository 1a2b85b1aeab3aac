#include "weir/story/assignment.h"

#include <inttypes.h>
#include <string.h>

#include "weir/story/evidence.h"
#include "weir/story/identity.h"
#include "weir/story/similarity.h"

bool assignment_key_is_weak(const char *key)
{
    return strncmp(key, "https://", 8) == 0 || strncmp(key, "guid:", 5) == 0;
}

bool assignment_key_is_shared(const struct item_names *names, const char *page, const char *key)
{
    if (strncmp(key, "https://", 8) == 0)
        return page[0] != '\0' && names->link == 0;
    if (strncmp(key, "guid:", 5) == 0)
        return names->guid == 0;
    return strncmp(key, "text:", 5) == 0 && names->title == 0;
}

const char *assignment_local_key(struct arena *arena, const char *source, const struct item *item,
                                 const struct item_names *names)
{
    uint64_t hash = names->title ? names->title : names->whole ? names->whole : names->link;

    if (names->guid != 0)
        return arena_printf(arena, "guid:%s/%s", source, item->id);
    return arena_printf(arena, "text:%s/%016" PRIx64, source, hash);
}

static const char *key_of(struct arena *arena, const struct item *item)
{
    return identity_of_item(arena, item->source, item);
}

/*
 * Does the item, as it is now, not belong with the others any more? Evidence for any of them holds it, unless
 * two keys are two works. Without evidence either way, a changed identity under another title is proof
 * enough; a changed page alone is not, since sites move.
 */
static bool must_part(struct arena *arena, const struct assignment_rows *rows, bool same_key)
{
    const char *key = key_of(arena, &rows->now), *title = normal_title_of(arena, rows->now.title).text;
    bool bound = false, contradicted = false, same_title = false;

    for (size_t k = 0; k < rows->n_others; k++) {
        const struct item *other = &rows->others[k];
        enum evidence_kind kind = evidence_of(arena, &rows->now, other).kind;
        if (kind == EVIDENCE_AGAINST && evidence_forbids(key, key_of(arena, other)))
            return true;
        bound = bound || kind >= EVIDENCE_TITLE;
        contradicted = contradicted || kind == EVIDENCE_AGAINST;
        same_title = same_title || strcmp(title, normal_title_of(arena, other->title).text) == 0;
    }
    return !bound && (contradicted || (!same_key && !same_title));
}

/* Has the item alone the key that the entry id was made of? Then it keeps it. */
static bool is_owner(struct arena *arena, const struct assignment_rows *rows)
{
    if (strcmp(key_of(arena, &rows->old), rows->story_key) != 0)
        return false;
    for (size_t k = 0; k < rows->n_others; k++)
        if (strcmp(key_of(arena, &rows->others[k]), rows->story_key) == 0)
            return false;
    return true;
}

enum assignment assignment_of_changed(struct arena *arena, const struct assignment_rows *rows)
{
    bool same_key = strcmp(key_of(arena, &rows->old), key_of(arena, &rows->now)) == 0;

    if (rows->n_others > 0 && rows->n_others < ASSIGNMENT_LIMIT_ITEMS && must_part(arena, rows, same_key))
        return is_owner(arena, rows) ? ASSIGNMENT_OTHERS_LEAVE : ASSIGNMENT_LEAVE;
    if (!same_key || strcmp(rows->old.arxiv.doi, rows->now.arxiv.doi) != 0)
        return ASSIGNMENT_JOIN;
    return ASSIGNMENT_STAY;
}

int64_t assignment_sort_at(int64_t published_at, int64_t first_seen_at, bool backfill)
{
    if (published_at < ASSIGNMENT_EARLIEST_AT || published_at > first_seen_at) /* DATE_NONE is the least */
        return first_seen_at;
    if (!backfill && published_at < first_seen_at - ASSIGNMENT_LATE_S)
        return first_seen_at - ASSIGNMENT_LATE_S;
    return published_at;
}
