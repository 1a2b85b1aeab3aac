/* The rules changed: stored stories are matched again, some at a time. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feedback_rows.h"
#include "record.h"
#include "story.h"
#include "walk_rows.h"
#include "weir/store/note.h"

/* Notes: the rules by which all stories have been matched; the rules by which some have, and the last of
 * these stories. */

/* Hits without their order. */
static const struct hit *find_hit(const struct item *item, const char *topic)
{
    for (size_t i = 0; i < item->n_hits; i++)
        if (strcmp(item->hits[i].topic, topic) == 0)
            return &item->hits[i];
    return NULL;
}

static bool same_term(const struct term_hit *a, const struct term_hit *b)
{
    bool same = strcmp(a->term, b->term) == 0 && strcmp(a->field, b->field) == 0 && a->boost == b->boost &&
                a->n_words == b->n_words;

    for (size_t i = 0; i < a->n_words && same; i++)
        same = strcmp(a->words[i], b->words[i]) == 0;
    return same;
}

static bool same_terms(const struct hit *a, const struct hit *b)
{
    bool same = a->n_terms == b->n_terms && a->score == b->score;

    for (size_t i = 0; i < a->n_terms && same; i++)
        same = same_term(&a->terms[i], &b->terms[i]);
    return same;
}

static bool same_hits(const struct item *a, const struct item *b)
{
    bool same = a->n_hits == b->n_hits;

    for (size_t i = 0; i < a->n_hits && same; i++) {
        const struct hit *other = find_hit(b, a->hits[i].topic);
        same = other && same_terms(&a->hits[i], other);
    }
    return same;
}

static bool story_has(const struct item *items, size_t n, const char *topic)
{
    size_t i = 0;

    while (i < n && !find_hit(&items[i], topic))
        i++;
    return i < n;
}

/* Tells of each topic that some of `items` have and none of `others`; how many. */
static size_t tell_moved(const struct rematch *rematch, const struct item *items, const struct item *others,
                         size_t n, bool gained)
{
    size_t n_moved = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < items[i].n_hits; k++) {
            const char *topic = items[i].hits[k].topic;
            if (story_has(items, i, topic) || story_has(others, n, topic))
                continue;
            n_moved++;
            if (rematch->moved)
                rematch->moved(topic, gained, rematch->arg);
        }
    return n_moved;
}

int rematch_story(struct store *store, const struct rematch *rematch, const struct walk_row *row,
                  struct arena *arena, size_t *n_changed, struct error *err)
{
    struct walked story;
    struct item *before;
    int64_t *ids;
    size_t n_moved;

    if (walk_read(store, row, arena, &story, &ids, err) < 0)
        return -1;
    before = arena_alloc(arena, (story.n_items + 1) * sizeof *before);
    for (size_t i = 0; i < story.n_items; i++) {
        struct record_place place = {.id = ids[i], .story = row->id, .sort_at = row->sort_at};
        before[i] = story.items[i];
        story.items[i].hits = NULL;
        story.items[i].n_hits = 0;
        rematch->match(&story.items[i], arena, rematch->arg);
        if (feedback_apply(store, row->id, ids[i], &story.items[i], arena, err) < 0)
            return -1;
        if (!same_hits(&before[i], &story.items[i]) &&
            record_put_hits(store, &place, &story.items[i], err) < 0)
            return -1;
    }
    n_moved = tell_moved(rematch, story.items, before, story.n_items, true) +
              tell_moved(rematch, before, story.items, story.n_items, false);
    *n_changed += n_moved > 0;
    return n_moved > 0 ? story_refresh(store, row->id, err) : 0;
}

/* How far it came. */
static int read_progress(struct store *store, const char *rules, int64_t *after, struct error *err)
{
    struct arena arena;
    const char *note;
    size_t n = strlen(rules);
    int result;

    arena_init(&arena);
    *after = 0;
    result = store_get_note(store, NOTE_REMATCH, &arena, &note, err);
    if (result == 0 && strncmp(note, rules, n) == 0 && note[n] == ' ')
        *after = strtoll(note + n, NULL, 10);
    arena_release(&arena);
    return result;
}

static int note_progress(struct store *store, const char *rules, int64_t after, bool done, struct error *err)
{
    char progress[64];

    snprintf(progress, sizeof progress, "%s %" PRId64, rules, after);
    if (done && store_put_note(store, NOTE_RULES, rules, err) < 0)
        return -1;
    return store_put_note(store, NOTE_REMATCH, done ? "" : progress, err);
}

/* One slice of at most `n_stories`; `*left` says whether there may be more. */
static int rematch_slice(struct store *store, const struct rematch *rematch, const char *rules,
                         size_t n_stories, size_t *n_changed, bool *left, struct error *err)
{
    struct walk_row rows[WALK_BATCH];
    struct arena keys, arena;
    int64_t after;
    int n = 0, result = read_progress(store, rules, &after, err);

    arena_init(&keys);
    arena_init(&arena);
    *left = true;
    while (result == 0 && *left && n_stories > 0) {
        n = walk_rows(store, after, INT64_MIN, &keys, rows, err);
        *left = n > 0;
        for (int i = 0; i < n && n_stories > 0 && result == 0; i++, n_stories--) {
            result = rematch_story(store, rematch, &rows[i], &arena, n_changed, err);
            after = rows[i].id;
            arena_release(&arena);
        }
        result = n < 0 ? -1 : result;
        arena_release(&keys);
    }
    return result == 0 ? note_progress(store, rules, after, !*left, err) : -1;
}

static void write_rules(uint64_t rules, char out[17])
{
    snprintf(out, 17, "%016" PRIx64, rules);
}

int store_is_matched(struct store *store, uint64_t rules, bool *matched, struct error *err)
{
    char wanted[17];
    const char *stored;
    struct arena arena;
    int result;

    write_rules(rules, wanted);
    arena_init(&arena);
    result = store_get_note(store, NOTE_RULES, &arena, &stored, err);
    *matched = result == 0 && strcmp(stored, wanted) == 0;
    arena_release(&arena);
    return result;
}

int store_rematch(struct store *store, const struct rematch *rematch, size_t n_stories, size_t *n_changed,
                  struct error *err)
{
    char rules[17];
    bool matched, left = false;
    int result = store_is_matched(store, rematch->rules, &matched, err);

    if (result < 0 || matched)
        return result;
    write_rules(rematch->rules, rules);
    if (db_begin(store, err) < 0)
        return -1;
    result = rematch_slice(store, rematch, rules, n_stories, n_changed, &left, err);
    if (db_end(store, result, err) < 0)
        return -1;
    return left ? 1 : 0;
}
