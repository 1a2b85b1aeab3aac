/* Which items of a document does the store know already? First by guid alone; only when that leaves some
 * unknown, by their other names; what is still unknown then, by similarity to a few items of about the same
 * day. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "put.h"
#include "record.h"
#include "weir/story/identity.h"
#include "weir/story/similarity.h"

#define FUZZY_LIMIT_ITEMS 20                   /* of a document that are looked for by similarity … */
#define FUZZY_LIMIT_KNOWN 50                   /* … among so many … */
#define FUZZY_WINDOW_S    ((int64_t)2 * 86400) /* … of about the same day */

/* Takes the name at that offset from all items that share it; returns how many lost theirs. */
static size_t drop_shared(struct put *put, size_t offset)
{
    struct item_names **names = arena_alloc(put->arena, (put->feed->n_items + 1) * sizeof *names);

    for (size_t i = 0; i < put->feed->n_items; i++)
        names[i] = &put->items[i].names;
    return recognition_drop_shared(put->arena, names, put->feed->n_items, offset);
}

static bool is_known(const struct put_item *item)
{
    return item->known.id != 0;
}

/* An item with the guid of a known one, whose text it has not, may be another one. */
static int drop_reused_guid(struct put *put, size_t i, struct error *err)
{
    struct put_item *found = &put->items[i];
    struct item known;

    if (found->fingerprint == found->known.fingerprint)
        return 0;
    if (record_read_face(put->store, found->known.id, put->arena, &known, err) < 0)
        return -1;
    if (recognition_guid_is_reused(put->arena, &known, &put->feed->items[i])) {
        found->known = (struct known_item){0};
        found->names.guid = 0;
        put->quirks |= QUIRK_GUIDS_REPEAT;
    }
    return 0;
}

static int find_by_guid(struct put *put, struct hash_set *taken, size_t *n_unknown, struct error *err)
{
    bool ask = (put->quirks & QUIRK_GUIDS_CHANGE) == 0;

    for (size_t i = 0; i < put->feed->n_items; i++)
        put->items[i].names.guid = ask ? recognition_guid(put->feed->items[i].id) : 0;
    if (drop_shared(put, offsetof(struct item_names, guid)) > 0)
        put->quirks |= QUIRK_GUIDS_REPEAT;
    for (size_t i = 0; i < put->feed->n_items; i++) {
        struct put_item *item = &put->items[i];
        item->fingerprint = record_fingerprint(put->arena, &put->feed->items[i]);
        if (name_find(put->store, put->source, item->names.guid, &item->known, err) < 0)
            return -1;
        if (is_known(item) && drop_reused_guid(put, i, err) < 0)
            return -1;
        if (is_known(item) && !hash_set_add(taken, (uint64_t)item->known.id))
            item->known = (struct known_item){0};
        *n_unknown += !is_known(item);
    }
    return 0;
}

void recognise_name(struct put *put, size_t i)
{
    const struct item *item = &put->feed->items[i];
    struct put_item *found = &put->items[i];

    found->page = identity_of_url(put->arena, item->url);
    found->names.link = recognition_link(found->page);
    found->names.link_is_work = strncmp(found->page, "https://", 8) != 0;
    found->names.title = recognition_title(put->arena, item);
}

/* The names that cost more to make, each only where one item alone has it. */
static void make_other_names(struct put *put)
{
    struct hash_set seen = hash_set_new(put->arena, put->feed->n_items);

    for (size_t i = 0; i < put->feed->n_items; i++)
        recognise_name(put, i);
    drop_shared(put, offsetof(struct item_names, link));
    drop_shared(put, offsetof(struct item_names, title));
    for (size_t i = 0; i < put->feed->n_items; i++) {
        struct item_names *names = &put->items[i].names;
        if (names->guid != 0 || names->link != 0 || names->title != 0)
            continue;
        names->whole = recognition_whole(&put->feed->items[i]);
        names->repeated = !hash_set_add(&seen, names->whole);
    }
}

/* By link, by title and date, or by all it says: 1, 0 or −1. */
static int find_by_other_names(struct put *put, size_t i, struct known_item *out, struct error *err)
{
    const struct item_names *names = &put->items[i].names;
    const uint64_t others[] = {names->title, names->whole};
    int found = name_find(put->store, put->source, names->link, out, err);

    if (found > 0 && !names->link_is_work) {
        const struct item *item = &put->feed->items[i];
        bool has_guid = item->id[0] != '\0' && (put->quirks & QUIRK_GUIDS_CHANGE) == 0;
        struct item known;
        if (record_read_face(put->store, out->id, put->arena, &known, err) < 0)
            return -1;
        found = recognition_is_same_post(put->arena, &known, item, has_guid);
    }
    for (size_t k = 0; k < sizeof others / sizeof *others && found == 0; k++)
        found = name_find(put->store, put->source, others[k], out, err);
    return found;
}

/* The item takes the place of a known one that no other item of the document has. */
static bool take(struct put *put, size_t i, const struct known_item *known, struct hash_set *taken)
{
    if (!hash_set_add(taken, (uint64_t)known->id))
        return false;
    put->items[i].known = *known;
    put->items[i].renamed = true;
    return true;
}

static int read_candidates(struct put *put, int64_t at, struct known_item *out, struct error *err)
{
    struct db_rows *row;
    int n = 0,
        found = db_query(put->store,
                         "SELECT id, fingerprint, seen_at FROM item WHERE source = ?"
                         " AND published_at BETWEEN ? AND ? ORDER BY published_at DESC, id DESC LIMIT ?",
                         DB_VALUES(db_int(put->source), db_int(at - FUZZY_WINDOW_S),
                                   db_int(at + FUZZY_WINDOW_S), db_int(FUZZY_LIMIT_KNOWN)),
                         &row, err);

    while (found >= 0 && (found = db_step(put->store, row, err)) > 0)
        out[n++] = (struct known_item){
            .id = db_int_at(row, 0), .fingerprint = db_int_at(row, 1), .seen_at = db_int_at(row, 2)};
    return found < 0 ? -1 : n;
}

/* A known item that items of the document are compared with, read and folded once for all of them. */
struct known_text {
    int64_t id;
    struct item item;
    struct normal_title title;
    struct sketch sketch;
    bool has_sketch; /* and all of `item` */
};

struct known_texts {
    struct known_text **all;
    size_t n;
};

static struct known_text *get_text(struct put *put, struct known_texts *texts, int64_t id, struct error *err)
{
    struct known_text *text;

    for (size_t i = 0; i < texts->n; i++)
        if (texts->all[i]->id == id)
            return texts->all[i];
    text = arena_alloc(put->arena, sizeof *text);
    *text = (struct known_text){.id = id};
    if (record_read_face(put->store, id, put->arena, &text->item, err) < 0)
        return NULL;
    text->title = normal_title_of(put->arena, text->item.title);
    texts->all = arena_grow(put->arena, texts->all, texts->n, sizeof *texts->all);
    texts->all[texts->n++] = text;
    return text;
}

static int get_sketch(struct put *put, struct known_text *text, struct error *err)
{
    if (text->has_sketch)
        return 0;
    if (record_read(put->store, text->id, put->arena, &text->item, err) < 0)
        return -1;
    sketch_item(put->arena, &text->item, &text->sketch);
    text->has_sketch = true;
    return 0;
}

/* An item whose every name changed at once: is it the edit of one of about the same day? 1, 0 or −1. */
static int find_by_similarity(struct put *put, size_t i, struct hash_set *taken, struct known_texts *texts,
                              struct error *err)
{
    const struct item *item = &put->feed->items[i];
    struct known_item candidates[FUZZY_LIMIT_KNOWN];
    struct sketch sketch;
    int n = read_candidates(put, item->published_at, candidates, err), found = 0;

    if (n > 0)
        sketch_item(put->arena, item, &sketch);
    for (int k = 0; k < n && !found; k++) {
        struct known_text *text;
        if (hash_set_has(taken, (uint64_t)candidates[k].id))
            continue;
        text = get_text(put, texts, candidates[k].id, err);
        if (!text)
            return -1;
        if (normal_title_similarity(&text->title, &sketch.title) < 0.5 ||
            identity_are_two(identity_of_url(put->arena, text->item.url), put->items[i].page))
            continue;
        if (get_sketch(put, text, err) < 0)
            return -1;
        found = sketch_same_post(&sketch, &text->sketch) && take(put, i, &candidates[k], taken);
    }
    return n < 0 ? -1 : found;
}

static int find_unknown(struct put *put, struct hash_set *taken, size_t *n_renamed, struct error *err)
{
    struct known_texts texts = {0};
    size_t n_tries = 0;

    for (size_t i = 0; i < put->feed->n_items; i++) {
        struct known_item known;
        int found;
        if (is_known(&put->items[i]) || put->items[i].names.repeated)
            continue;
        found = find_by_other_names(put, i, &known, err);
        if (found > 0)
            found = take(put, i, &known, taken);
        if (found < 0)
            return -1;
        *n_renamed += found > 0 && put->items[i].names.guid != 0;
    }
    for (size_t i = 0; i < put->feed->n_items && n_tries < FUZZY_LIMIT_ITEMS; i++) {
        const struct put_item *item = &put->items[i];
        if (is_known(item) || item->names.repeated || put->feed->items[i].published_at == DATE_NONE)
            continue;
        n_tries++;
        if (find_by_similarity(put, i, taken, &texts, err) < 0)
            return -1;
    }
    return 0;
}

/* What a re-arranged site brings back is old news. */
static int find_old_news(struct put *put, struct error *err)
{
    size_t n = put->feed->n_items, n_old;
    bool *known = arena_alloc(put->arena, n + 1), *old = arena_alloc(put->arena, n + 1);
    int64_t newest_at;
    struct db_rows *row;
    int found = db_row(put->store,
                       "SELECT max(published_at), count(*) FROM (SELECT published_at FROM item"
                       " WHERE source = ? ORDER BY published_at DESC LIMIT ?)",
                       DB_VALUES(db_int(put->source), db_int(REARRANGED_LEAST)), &row, err);

    if (found <= 0)
        return found;
    newest_at = db_int_at(row, 1) < REARRANGED_LEAST ? DATE_NONE : db_moment_at(row, 0);
    db_done(row);
    for (size_t i = 0; i < n; i++)
        known[i] = is_known(&put->items[i]);
    n_old = recognition_of_rearranged(put->feed, known, newest_at, old);
    for (size_t i = 0; i < n; i++)
        put->items[i].old_news = old[i];
    if (n_old > 0)
        snprintf(put->result->notice, PUT_NOTICE_SIZE,
                 "the site was re-arranged: %zu old items under new names are taken as old news", n_old);
    return 0;
}

int recognise(struct put *put, struct error *err)
{
    struct hash_set taken = hash_set_new(put->arena, put->feed->n_items);
    unsigned quirks_before = put->quirks;
    size_t n_unknown = 0, n_renamed = 0;
    const char *notice;

    put->items = arena_alloc(put->arena, (put->feed->n_items + 1) * sizeof *put->items);
    if (find_by_guid(put, &taken, &n_unknown, err) < 0)
        return -1;
    if (n_unknown > 0) {
        make_other_names(put);
        if (find_unknown(put, &taken, &n_renamed, err) < 0 || find_old_news(put, err) < 0)
            return -1;
    }
    if (!put->is_other_mirror) /* whose guids are its own */
        put->quirks = quirks_of_guids(put->quirks, n_renamed, put->feed->n_items - n_unknown);
    put->quirks = quirks_of_dates(put->quirks, put->feed, put->now);
    notice = quirks_notice(put->quirks & ~quirks_before);
    if (*notice != '\0')
        snprintf(put->result->notice, PUT_NOTICE_SIZE, "%s", notice);
    return 0;
}
