#include "name.h"

#include <stdlib.h>
#include <string.h>

#include "hash_set.h"
#include "weir/story/identity.h"
#include "weir/text/buf.h"
#include "weir/text/hash.h"
#include "weir/text/utf8.h"

static uint64_t fingerprint(char kind, const char *s, size_t n)
{
    return hash_more(hash_more(HASH_START, &kind, 1), s, n);
}

/* The part of a key that outlives a change of scheme or host; "" for the front page. */
static const char *link_alias(const char *key)
{
    const char *path;

    if (strncmp(key, "https://", 8) != 0)
        return key;
    path = strchr(key + 8, '/');
    return path && path[1] != '\0' ? path : "";
}

static struct names names_of_item(struct arena *arena, const struct item *item)
{
    struct names names = {0};
    const char *alias = link_alias(identity_of_url(arena, item->url));

    if (item->id[0] != '\0')
        names.guid = fingerprint('g', item->id, strlen(item->id));
    if (alias[0] != '\0')
        names.link = fingerprint('l', alias, strlen(alias));
    /* a title alone names nothing while there is a better name */
    if (item->title[0] != '\0' && (item->published_at != DATE_NONE || (!names.guid && !names.link))) {
        struct buf folded = BUF_INIT((size_t)1 << 20);
        utf8_fold(item->title, strlen(item->title), &folded);
        names.title = hash_more(fingerprint('t', folded.data, folded.n), &item->published_at,
                                sizeof item->published_at);
        buf_release(&folded);
    }
    return names;
}

static int compare_hashes(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

/* Does `hash` stand more than once among the sorted hashes? */
static bool is_repeated(const uint64_t *sorted, size_t n, uint64_t hash)
{
    const uint64_t *at = bsearch(&hash, sorted, n, sizeof *sorted, compare_hashes);

    return at && ((at > sorted && at[-1] == hash) || (at + 1 < sorted + n && at[1] == hash));
}

/* All that an item says which has no name of its own. */
static uint64_t whole_of_item(const struct item *item)
{
    const char *const texts[] = {item->id, item->url, item->title, item->content_html};
    uint64_t hash = fingerprint('w', (const char *)&item->published_at, sizeof item->published_at);

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        hash = hash_more(hash, texts[i], strlen(texts[i]) + 1);
    return hash;
}

/* Marks the items that say the same as one further up. */
static void mark_repeated(struct arena *arena, struct names *names, size_t n)
{
    struct hash_set seen = hash_set_new(arena, n);

    for (size_t i = 0; i < n; i++)
        names[i].repeated = names[i].whole != 0 && !hash_set_add(&seen, names[i].whole);
}

struct names *names_of_feed(struct arena *arena, const struct feed *feed)
{
    size_t n = feed->n_items, n_all = 3 * n;
    struct names *names = arena_alloc(arena, (n + 1) * sizeof *names);
    uint64_t *all = arena_alloc(arena, (n_all + 1) * sizeof *all);

    for (size_t i = 0; i < n; i++) {
        names[i] = names_of_item(arena, &feed->items[i]);
        all[3 * i] = names[i].guid;
        all[3 * i + 1] = names[i].link;
        all[3 * i + 2] = names[i].title;
    }
    qsort(all, n_all, sizeof *all, compare_hashes);
    for (size_t i = 0; i < n; i++) {
        uint64_t *const parts[] = {&names[i].guid, &names[i].link, &names[i].title};
        for (size_t k = 0; k < 3; k++)
            if (*parts[k] != 0 && is_repeated(all, n_all, *parts[k]))
                *parts[k] = 0;
        if (names[i].guid == 0 && names[i].link == 0 && names[i].title == 0)
            names[i].whole = whole_of_item(&feed->items[i]);
    }
    mark_repeated(arena, names, n);
    return names;
}

#define SELECT_BY_NAME                                                                                       \
    "SELECT i.id, i.story, i.fingerprint, i.seen_at, i.title, i.published_at FROM name n JOIN item i"        \
    " ON i.id = n.item WHERE n.source = ? AND n.hash = ? ORDER BY i.id DESC LIMIT 1"

static void read_known(sqlite3_stmt *row, struct known_item *out)
{
    out->id = db_int_at(row, 0);
    out->story = db_int_at(row, 1);
    out->fingerprint = db_int_at(row, 2);
    out->seen_at = db_int_at(row, 3);
}

int name_find_guid(struct store *store, int64_t source, const struct names *names, struct known_item *out,
                   struct error *err)
{
    sqlite3_stmt *row;
    int found;

    if (names->guid == 0)
        return 0;
    found = db_row(store, SELECT_BY_NAME, DB_VALUES(db_int(source), db_int((int64_t)names->guid)), &row, err);
    if (found > 0) {
        read_known(row, out);
        db_done(row);
    }
    return found;
}

/* A link that other posts share (a changelog's page) names no post: title or date must agree; without a guid
 * and dates, the link is all there is. */
static bool is_same_post(sqlite3_stmt *row, const struct item *item)
{
    const char *title = (const char *)sqlite3_column_text(row, 4);
    int64_t published_at = db_moment_at(row, 5);

    if (title && strcmp(title, item->title) == 0)
        return true;
    if (published_at == DATE_NONE || item->published_at == DATE_NONE)
        return item->id[0] == '\0';
    return published_at == item->published_at;
}

int name_find_other(struct store *store, int64_t source, const struct names *names, const struct item *item,
                    struct known_item *out, struct error *err)
{
    const uint64_t hashes[] = {names->link, names->title, names->whole};

    for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++) {
        sqlite3_stmt *row;
        bool same;
        int found = hashes[i] == 0 ? 0
                                   : db_row(store, SELECT_BY_NAME,
                                            DB_VALUES(db_int(source), db_int((int64_t)hashes[i])), &row, err);
        if (found < 0)
            return -1;
        if (!found)
            continue;
        same = i > 0 || is_same_post(row, item);
        if (same)
            read_known(row, out);
        db_done(row);
        if (same)
            return 1;
    }
    return 0;
}

int name_put(struct store *store, int64_t source, const struct names *names, int64_t item, struct error *err)
{
    const uint64_t hashes[] = {names->guid, names->link, names->title, names->whole};

    for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++)
        if (hashes[i] != 0 &&
            db_run(store, "INSERT INTO name (source, hash, item) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                   DB_VALUES(db_int(source), db_int((int64_t)hashes[i]), db_int(item)), err) < 0)
            return -1;
    return 0;
}
