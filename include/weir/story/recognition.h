#ifndef WEIR_STORY_RECOGNITION_H
#define WEIR_STORY_RECOGNITION_H
/*
 * recognition — which item of a source's document is one that was seen before, and what do these answers give
 * away about the source? Pure: who keeps items finds rows by the names that are made here and hands them in.
 *
 *     names[i].guid = recognition_guid(item->id);
 *     names[i].link = recognition_link(identity_of_url(&arena, item->url));
 *     n_lost = recognition_drop_shared(&arena, names, n, offsetof(struct item_names, guid));
 *     …the row `known` of the source that has one of these names
 *     if (recognition_guid_is_reused(&arena, &known, item)) …
 *
 * A name is a 64-bit fingerprint: two of one source that collide by chance are less likely than a fault of
 * the disk; a source that forges a collision harms its own items alone.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "weir/feed/feed.h"
#include "weir/text/arena.h"

/* By what a source calls an item: guid, link without scheme and host (sites move), title with date. 0 where
 * it has none, or shares it with another item of the document. An item without any of its own is known by all
 * that it says (`whole`). */
struct item_names {
    uint64_t guid, link, title, whole;
    bool link_is_work; /* the link names a work (a paper, a video), not just a page */
    bool repeated;     /* the same item stands further up in the document */
};

/* Of a guid as it stands; 0 for "". */
uint64_t recognition_guid(const char *guid);

/* Of the key of a link (story/identity.h); 0 for the front page of a site. */
uint64_t recognition_link(const char *key);

/* Of title and date, or text and date where there is no title; without a date, a title must be telling to be
 * a name. */
uint64_t recognition_title(struct arena *arena, const struct item *item);

/* Of all by which an item can be told. */
uint64_t recognition_whole(const struct item *item);

/* Takes one name, by its offset in struct item_names, from all of a document's items that share it; returns
 * how many lost theirs. */
size_t recognition_drop_shared(struct arena *arena, struct item_names *names[], size_t n, size_t offset);

/* The item has the guid of a known one, which says something else. Is it another item: on another page, under
 * another title, more than a day apart? */
bool recognition_guid_is_reused(struct arena *arena, const struct item *known, const struct item *item);

/* The item has the page of a known one. A page that several posts share (a changelog's) names no post: title
 * or date must agree, or at least not be contradicted where no guid can be asked (`has_guid` false). */
bool recognition_is_same_post(struct arena *arena, const struct item *known, const struct item *item,
                              bool has_guid);

/* What has been noticed about a source, once and for all; bits. */
enum quirk {
    QUIRK_GUIDS_REPEAT = 1,  /* several items of a document have one guid */
    QUIRK_GUIDS_RENEWED = 2, /* most known items once came under new guids */
    QUIRK_GUIDS_CHANGE = 4,  /* … and again: guids are not asked any more */
    QUIRK_DATES_AHEAD = 8,   /* most items were dated ahead: a calendar of events */
};

/* The source's quirks after a document in which so many known items came under new guids, so many under
 * their old ones. */
unsigned quirks_of_guids(unsigned quirks, size_t n_renamed, size_t n_kept);

/* … after a document with these dates, read at `now`. */
unsigned quirks_of_dates(unsigned quirks, const struct feed *feed, int64_t now);

/* One line about the most serious of these quirks; "" for none. */
const char *quirks_notice(unsigned quirks);

/* A site that was re-arranged brings old items back under new names: most of the document is unknown and
 * dated before `newest_at`, the newest item that it has shown. Marks these in `old`, and returns how many
 * they are; else 0, none marked. DATE_NONE for `newest_at`: too little is known. */
#define REARRANGED_LEAST 5
size_t recognition_of_rearranged(const struct feed *feed, const bool known[], int64_t newest_at, bool old[]);

#endif
