#ifndef WEIR_STORE_PUT_H
#define WEIR_STORE_PUT_H
/*
 * put — one document on its way into the store, and what is found out about each of its items on the way:
 *
 *     recognise.c  which items does the store know already, by whatever name?
 *     assign.c     to which story does a new item belong? does a changed one still belong to its story?
 *     voice.c      for whom may the source speak?
 *     put.c        writes what is new and what has changed
 */
#include "hash_set.h"
#include "name.h"
#include "story.h"
#include "weir/store/db.h"

/* An item of the document, as far as it is known. */
struct put_item {
    struct item_names names;
    const char *page;        /* the key of its link; NULL until someone has to know */
    struct known_item known; /* id 0: new */
    int64_t fingerprint;
    bool renamed;  /* known, but by another name than its guid */
    bool old_news; /* new to us, but only because the site was re-arranged */
};

struct put {
    struct store *store;
    const struct source_state *state;
    const struct feed *feed;
    int64_t source, now;
    unsigned quirks;
    const char *host;     /* that answered; "" when not known */
    bool speaks_as_arxiv; /* voice.h */
    bool is_other_mirror; /* than the one that served the document before: its guids are its own */
    bool (*is_backfill)(const struct item *item, void *arg);
    void *arg;
    struct put_item *items;       /* one for each of the feed's */
    int64_t next_item;            /* the row id that the next new item gets */
    int64_t oldest_at, newest_at; /* the dates of the new items lie between these */
    struct hash_set dirty;        /* stories to be looked over at the end … */
    int64_t *stories;             /* … in order */
    size_t n_stories;
    struct arena *arena;
    struct put_result *result;
};

/* Has the story looked over at the end. */
void put_dirty(struct put *put, int64_t story);

/* Fills put->items. */
int recognise(struct put *put, struct error *err);

/* Makes the names of item `i` other than its guid, whether or not others share them. */
void recognise_name(struct put *put, size_t i);

/* Finds or makes the story of the new item `i`, and says whether it was made: 1; 0 when a quiet item has
 * none; −1. */
int assign_new(struct put *put, size_t i, struct story_row *story, bool *is_new, struct error *err);

/* Item `i`, a known one that has changed, is about to be written: `*story` becomes the story where it belongs
 * now. What was merged wrongly comes apart when the change proves it (another work id, another text), and
 * what now proves to be one comes together: by its identity, or by a text that has only now come (near.h).
 * The stories that changed are noted. */
int assign_changed(struct put *put, size_t i, struct story_row *story, struct error *err);

#endif
