/* A story's parts, and what makes them one. */
#include "weir/store/explain.h"

#include <string.h>

#include "name.h"
#include "record.h"
#include "select.h"
#include "story.h"
#include "weir/store/db.h"
#include "weir/story/identity.h"

#define EXPLAIN_LIMIT_WEIGHED 50 /* parts that are compared with one another */

/* By a name that some source uses: its guid, or the page of one of its items. 1, 0 or −1. */
static int find_by_name(struct store *store, uint64_t name, int64_t *story, struct error *err)
{
    struct db_rows *row;
    int found = db_row(store,
                       "SELECT i.story FROM source s CROSS JOIN name n ON n.source = s.id AND n.hash = ?"
                       " JOIN item i ON i.id = n.item ORDER BY i.id DESC LIMIT 1",
                       DB_VALUES(db_int((int64_t)name)), &row, err);

    if (found > 0) {
        *story = db_int_at(row, 0);
        db_done(row);
    }
    return found;
}

/* By one of its keys. 1, 0 or −1. */
static int find_by_key(struct store *store, const char *name, struct arena *arena, int64_t *story,
                       struct error *err)
{
    const char *keys[IDENTITY_LIMIT_KEYS_OF_UID + 3];
    struct story_row row;
    int found = 0, n = identity_keys_of_uid(arena, name, keys);

    keys[n++] = name;
    keys[n++] = identity_of_url(arena, name);
    const char *paper = identity_of_paper_name(arena, name);
    keys[n++] = paper != NULL ? paper : "";
    for (int i = 0; i < n && found == 0; i++)
        found = keys[i][0] != '\0' ? story_find(store, keys[i], &row, err) : 0;
    if (found > 0)
        *story = row.id;
    return found;
}

int story_named(struct store *store, const char *name, struct arena *arena, int64_t *story, struct error *err)
{
    uint64_t page = recognition_link(identity_of_url(arena, name));
    int found = find_by_key(store, name, arena, story, err);

    if (found == 0 && name[0] != '\0')
        found = find_by_name(store, recognition_guid(name), story, err);
    if (found == 0 && page != 0)
        found = find_by_name(store, page, story, err);
    return found;
}

static int read_parts(struct store *store, int64_t story, struct arena *arena, struct story_explained *out,
                      struct error *err)
{
    struct db_rows *row;
    int64_t *ids = NULL;
    int found =
        db_query(store,
                 "SELECT i.id FROM item i JOIN story s ON s.id = i.story JOIN source o ON o.id = i.source"
                 " WHERE s.id = ? ORDER BY i.id <> s.best, " STORY_BEST_FIRST,
                 DB_VALUES(db_int(story)), &row, err);

    while (found >= 0 && (found = db_step(store, row, err)) > 0) {
        ids = arena_grow(arena, ids, out->n_parts, sizeof *ids);
        ids[out->n_parts++] = db_int_at(row, 0);
    }
    out->parts = arena_alloc(arena, (out->n_parts + 1) * sizeof *out->parts);
    for (size_t i = 0; i < out->n_parts && found >= 0; i++)
        found = record_read(store, ids[i], arena, &out->parts[i].item, err);
    return found;
}

/* The best evidence that each part has in any other. */
static void weigh_parts(struct arena *arena, struct story_explained *story)
{
    for (size_t i = 0; i < story->n_parts; i++)
        story->parts[i].evidence.kind = EVIDENCE_NONE;
    for (size_t i = 0; i < story->n_parts && i < EXPLAIN_LIMIT_WEIGHED; i++)
        for (size_t k = i + 1; k < story->n_parts && k < EXPLAIN_LIMIT_WEIGHED; k++) {
            struct evidence evidence = evidence_of(arena, &story->parts[i].item, &story->parts[k].item);
            if (evidence.kind > story->parts[i].evidence.kind)
                story->parts[i].evidence = evidence;
            if (evidence.kind > story->parts[k].evidence.kind)
                story->parts[k].evidence = evidence;
        }
}

static int read_keys(struct store *store, int64_t story, struct arena *arena, struct story_explained *out,
                     struct error *err)
{
    struct db_rows *row;
    int found = db_query(store, "SELECT key FROM alias WHERE story = ? ORDER BY key",
                         DB_VALUES(db_int(story)), &row, err);

    while (found >= 0 && (found = db_step(store, row, err)) > 0) {
        out->keys = arena_grow(arena, out->keys, out->n_keys, sizeof *out->keys);
        out->keys[out->n_keys++] = db_text_at(row, 0, arena);
    }
    return found;
}

int store_explain(struct store *store, const char *name, struct arena *arena, struct story_explained *out,
                  struct error *err)
{
    struct feed feed;
    int64_t story;
    int found = story_named(store, name, arena, &story, err);

    *out = (struct story_explained){0};
    if (found <= 0)
        return found < 0 ? -1
                         : error_set(err, STATUS_NO_INPUT, "%s: no stored item has this id or address", name);
    if (select_stories(store, &story, 1, arena, &feed, err) < 0 ||
        read_parts(store, story, arena, out, err) < 0 || read_keys(store, story, arena, out, err) < 0)
        return -1;
    out->item = feed.items[0];
    weigh_parts(arena, out);
    return 0;
}

const char *store_same_by(enum evidence_kind kind)
{
    static const char *const words[] = {[EVIDENCE_TITLE] = "title",
                                        [EVIDENCE_TEXT] = "text",
                                        [EVIDENCE_PAGE] = "page",
                                        [EVIDENCE_WORK] = "work"};

    return words[kind] ? words[kind] : "";
}
