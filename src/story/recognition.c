#include "weir/story/recognition.h"

#include <stdlib.h>
#include <string.h>

#include "weir/story/identity.h"
#include "weir/story/similarity.h"
#include "weir/text/date.h"
#include "weir/text/hash.h"

#define DAY_S         86400
#define RENAMED_LEAST 2                    /* so many new guids at once are no accident */
#define AHEAD_LEAST   3                    /* so many items dated ahead: a calendar … */
#define AHEAD_S       ((int64_t)2 * DAY_S) /* … by more than clocks and time zones explain */
#define EDITED_LEAST  0.75                 /* similarity of two titles of which one is an edit of the other */

static uint64_t fingerprint(char kind, const void *bytes, size_t n)
{
    return hash_more(hash_more(HASH_START, &kind, 1), bytes, n);
}

uint64_t recognition_guid(const char *guid)
{
    return guid[0] != '\0' ? fingerprint('g', guid, strlen(guid)) : 0;
}

uint64_t recognition_link(const char *key)
{
    if (strncmp(key, "https://", 8) == 0) {
        key = strchr(key + 8, '/');
        if (!key || key[1] == '\0')
            return 0;
    }
    return key[0] != '\0' ? fingerprint('l', key, strlen(key)) : 0;
}

uint64_t recognition_title(struct arena *arena, const struct item *item)
{
    struct normal_title title = normal_title_of(arena, item->title);
    const char *text = title.text[0] != '\0' ? title.text : item->content_html;

    if (text[0] == '\0' || (item->published_at == DATE_NONE && !title.is_telling))
        return 0;
    return hash_more(fingerprint('t', text, strlen(text)), &item->published_at, sizeof item->published_at);
}

uint64_t recognition_whole(const struct item *item)
{
    const char *const texts[] = {item->id, item->url, item->title, item->content_html};
    uint64_t hash = fingerprint('w', &item->published_at, sizeof item->published_at);

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        hash = hash_more(hash, texts[i], strlen(texts[i]) + 1);
    return hash;
}

static int compare_hashes(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

static uint64_t *name_at(struct item_names *names, size_t offset)
{
    return (uint64_t *)(void *)((char *)names + offset);
}

size_t recognition_drop_shared(struct arena *arena, struct item_names *names[], size_t n, size_t offset)
{
    uint64_t *all = arena_alloc(arena, (n + 1) * sizeof *all);
    size_t n_dropped = 0;

    for (size_t i = 0; i < n; i++)
        all[i] = *name_at(names[i], offset);
    qsort(all, n, sizeof *all, compare_hashes);
    for (size_t i = 0; i < n; i++) {
        uint64_t *name = name_at(names[i], offset);
        const uint64_t *at = *name == 0 ? NULL : bsearch(name, all, n, sizeof *all, compare_hashes);
        if (at && ((at > all && at[-1] == *at) || (at + 1 < all + n && at[1] == *at))) {
            *name = 0;
            n_dropped++;
        }
    }
    return n_dropped;
}

bool recognition_guid_is_reused(struct arena *arena, const struct item *known, const struct item *item)
{
    return item->url[0] != '\0' && known->url[0] != '\0' && strcmp(known->url, item->url) != 0 &&
           strcmp(known->title, item->title) != 0 && known->published_at != DATE_NONE &&
           item->published_at != DATE_NONE && llabs(known->published_at - item->published_at) > DAY_S &&
           recognition_link(identity_of_url(arena, known->url)) !=
               recognition_link(identity_of_url(arena, item->url));
}

bool recognition_is_same_post(struct arena *arena, const struct item *known, const struct item *item,
                              bool has_guid)
{
    struct normal_title a = normal_title_of(arena, known->title), b = normal_title_of(arena, item->title);

    if (strcmp(a.text, b.text) == 0)
        return true;
    if (known->published_at != DATE_NONE && item->published_at != DATE_NONE)
        return known->published_at == item->published_at;
    return !has_guid ||
           (normal_title_similarity(&a, &b) >= EDITED_LEAST && strcmp(a.numbers, b.numbers) == 0);
}

unsigned quirks_of_guids(unsigned quirks, size_t n_renamed, size_t n_kept)
{
    if (n_renamed < RENAMED_LEAST || n_renamed <= n_kept)
        return quirks;
    return quirks | ((quirks & QUIRK_GUIDS_RENEWED) ? QUIRK_GUIDS_CHANGE : QUIRK_GUIDS_RENEWED);
}

unsigned quirks_of_dates(unsigned quirks, const struct feed *feed, int64_t now)
{
    size_t n_ahead = 0;

    for (size_t i = 0; i < feed->n_items; i++)
        n_ahead += feed->items[i].published_at > now + AHEAD_S;
    return n_ahead >= AHEAD_LEAST && 2 * n_ahead > feed->n_items ? quirks | QUIRK_DATES_AHEAD : quirks;
}

const char *quirks_notice(unsigned quirks)
{
    static const struct {
        unsigned quirk;
        const char *text;
    } notices[] = {
        {QUIRK_GUIDS_CHANGE, "guids change from poll to poll; items are told by their links from now on"},
        {QUIRK_GUIDS_RENEWED,
         "known items came under new guids; told by link and title, none is shown twice"},
        {QUIRK_GUIDS_REPEAT, "several items have one guid; these are told by link, or by title and date"},
        {QUIRK_DATES_AHEAD,
         "most items are dated ahead, a calendar of events; they stand where they were first seen"},
    };

    for (size_t i = 0; i < sizeof notices / sizeof *notices; i++)
        if (quirks & notices[i].quirk)
            return notices[i].text;
    return "";
}

size_t recognition_of_rearranged(const struct feed *feed, const bool known[], int64_t newest_at, bool old[])
{
    size_t n_old = 0;

    for (size_t i = 0; i < feed->n_items; i++) {
        int64_t at = feed->items[i].published_at;
        old[i] = newest_at != DATE_NONE && !known[i] && at != DATE_NONE && at < newest_at;
        n_old += old[i];
    }
    if (n_old >= REARRANGED_LEAST && 2 * n_old > feed->n_items)
        return n_old;
    memset(old, 0, feed->n_items * sizeof *old);
    return 0;
}
