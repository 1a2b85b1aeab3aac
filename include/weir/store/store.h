#ifndef WEIR_STORE_STORE_H
#define WEIR_STORE_STORE_H
/*
 * store — what weir remembers, behind a narrow face: sources, items, stories and their hits. The one place
 * for SQLite, whose types stay inside, so that another engine can stand behind this header one day.
 *
 * Nothing is carried in memory from round to round; every write is one transaction, so the process may die at
 * any instruction. A *story* is what readers see once; it has one item or more, from one source or more. Two
 * that prove to be one are merged under the older entry id; one that proves to be two comes apart, and the id
 * stays with the items whose key it was made of.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "weir/feed/feed.h"
#include "weir/text/arena.h"
#include "weir/text/error.h"

struct store;

/* Opens or makes the database, and brings an older schema up to date step by step. STATUS_BUSY, STATUS_IO,
 * STATUS_CANNOT_CREATE; a database of a newer weir is refused, never changed. */
int store_open(const char *path, struct store **out, struct error *err);

/* Opens a database that is there, to read: writes nothing, to it or beside it, and needs no right to, on a
 * full or read-only disk as well. STATUS_NO_INPUT without one; one of an older schema is refused. Every
 * function that writes fails with STATUS_CANNOT_CREATE. */
int store_open_readonly(const char *path, struct store **out, struct error *err);
void store_close(struct store *store);

/* What is known of one address of a source that has mirrors. */
struct mirror_state {
    const char *url;
    int n_failures;      /* in a row; a stale answer is one, too */
    const char *failure; /* one line */
    int64_t retry_at;    /* not asked before that, unless all else fails */
    int64_t newest_at;   /* publication of the newest item that it has shown */
};

/* What is known of a source from one poll to the next. Strings are "" and moments DATE_NONE when not known.
 */
struct source_state {
    const char *name;
    const char *title; /* the feed's own, of its last good document */
    const char *home_page_url;
    /* the answer that the validators belong to */
    const char *url, *etag, *last_modified;
    int parser_version;
    uint64_t body_hash;
    const char *moved_url; /* where 301/308 point, since `moved_at` without a break */
    int64_t moved_at;
    int mirror; /* index into the source's urls of the one that serves it */
    int rank; /* its place in feeds.conf, set by the caller: of equal items the one listed first shows a story
               */
    struct mirror_state *mirrors; /* addresses that were asked, if the source has several */
    size_t n_mirrors;
    /* health */
    int64_t polled_at, ok_at; /* last try, last good answer */
    int64_t new_at;           /* last time there was a new item; set by store_put */
    int64_t empty_at;         /* last time a good document held no item */
    int64_t silent_at;        /* when it was first found silent; it still is */
    int64_t failing_since_at;
    int n_failures;      /* in a row */
    const char *failure; /* one line */
    bool gone;           /* 410 */
    /* hints of the last good answer */
    int64_t fresh_s, retry_after_s; /* −1 when not said */
    struct feed_hints hints;
    const char *hub;       /* that its document names (W3C WebSub) … */
    const char *hub_topic; /* … and the address by which that hub knows the document */
    /* the plan */
    int64_t next_at;
    const char *next_why; /* one sentence */
    /* counted, not stored: filled by the getters */
    size_t n_items;
    int64_t oldest_at;   /* when its oldest item was published, or without a date first seen */
    double items_a_week; /* over the last eight weeks, or since the oldest if that is later */
    double days_a_week;  /* with an item, over the same: one push may bring many */
    /* what was agreed with the hub (subscription.h), not stored here: filled by the getters */
    int64_t hub_verified_at, hub_lease_until_at; /* it delivers since and until */
    int64_t hub_heard_at;                        /* its last delivery */
    const char *hub_failure;                     /* why it does not; one line */
};

/* A source that was never polled; its name is "". */
extern const struct source_state source_blank;

/* The state of a source; a blank one (with its name) when it was never polled. */
int store_get_source(struct store *store, const char *name, int64_t now, struct arena *arena,
                     struct source_state *out, struct error *err);

/* The same without what is counted over its items, so that it costs the same however many there are. */
int store_get_source_uncounted(struct store *store, const char *name, struct arena *arena,
                               struct source_state *out, struct error *err);

/* Did the source's last poll fail, or is it gone (`is_failing`)? Was it found silent? Both false when it was
 * never polled. */
int store_get_trouble(struct store *store, const char *name, bool *is_failing, bool *is_silent,
                      struct error *err);

/* Stores the state alone: after a 304, a failure, or a body that did not change. */
int store_put_source(struct store *store, const struct source_state *state, struct error *err);

#define PUT_NOTICE_SIZE 128

/* Has another source, of an address on that host, had something new since then? */
int store_has_news(struct store *store, const char *host, const char *except, int64_t since_at, bool *has,
                   struct error *err);

/* What a document brought. */
struct put_result {
    size_t n_items;   /* in the document, but for quiet ones that nothing knows */
    size_t n_new;     /* items not seen before from this source */
    size_t n_stories; /* stories not seen before from any */
    size_t n_changed; /* items whose content changed */
    /* one line when something about the source was noticed for the first time (guids that name nothing, a
     * site re-arranged, a calendar of events to come) and has been mended; else "" */
    char notice[PUT_NOTICE_SIZE];
};

/*
 * Stores a document whole, in one transaction: state, items, stories, hits. Items must be matched (hits)
 * before. `backfill` marks new stories that are old news (the first poll of a source): published, never in a
 * digest.
 */
int store_put(struct store *store, const struct source_state *state, const struct feed *feed, int64_t now,
              bool (*is_backfill)(const struct item *item, void *arg), void *arg, struct put_result *out,
              struct error *err);

/* Which stories. Zero or NULL leaves a criterion out. */
struct store_query {
    const char *topic;      /* has it */
    bool any_topic;         /* has at least one */
    int64_t from_at, to_at; /* first seen in [from, to); 0, 0: ever */
    bool without_backfill;
    bool without_listed; /* not what the reader's own lists name (store/listed.h) */
    bool renewed; /* listed papers of which a new version came in [from, to), whenever they were first seen */
    size_t limit; /* newest first; 0: all */
};

/* The stories, newest first (published, bounded by first seen), as items of `out` with hits, uid, key, source
 * and also. In the arena. */
int store_select(struct store *store, const struct store_query *query, struct arena *arena, struct feed *out,
                 struct error *err);

/* The same in short steps: which stories first, found a piece at a time, since a span of a large store may
 * hold more than can be looked through at once.
 *
 *     struct listing listing = {0};
 *     while ((rc = store_list(store, &query, &arena, &listing, err)) > 0)
 *         let others run
 */
#define STORE_LIST_PIECE 1000 /* stories of a span that are looked at in one call */
struct listing {
    int64_t *stories; /* newest first, when all are found */
    size_t n;
    /* how far it has come */
    struct listing_row *rows;
    int64_t last, last_at; /* the story looked at last, and when it was first seen */
};

/* 1 while there is more to look through, 0 when the list is whole, −1. In the arena. */
int store_list(struct store *store, const struct store_query *query, struct arena *arena,
               struct listing *listing, struct error *err);

/* … and then these, a few at a time. Stories that went in between are left out; `*n_read` says how many came.
 */
int store_read(struct store *store, const int64_t *stories, size_t n, struct arena *arena, struct item *out,
               size_t *n_read, struct error *err);

/* When the oldest story was first seen; DATE_NONE when there is none. */
int store_oldest(struct store *store, int64_t *first_seen_at, struct error *err);

/* Counts for a digest's funnel over a span of first-seen moments. */
struct store_counts {
    size_t n_items;   /* new items, from whatever source, old news too: what was fetched */
    size_t n_stories; /* new stories, without old news */
    size_t n_matched; /* of these, with a topic */
};
int store_count(struct store *store, int64_t from_at, int64_t to_at, struct store_counts *out,
                struct error *err);

/* Stories that have the topic, and of these the ones first seen since `since_at`. Reads all of them. */
int store_count_topic(struct store *store, const char *topic, int64_t since_at, size_t *all, size_t *since,
                      struct error *err);

/* Stories of the topic published (or, without a date, first seen) since `since_at`. Reads only those. */
int store_count_recent(struct store *store, const char *topic, int64_t since_at, size_t *n,
                       struct error *err);

/* Has a story of the topic come, gone or changed since the topic was cleaned? So that what is published of a
 * topic is made anew only then. */
int store_is_dirty(struct store *store, const char *topic, bool *dirty, struct error *err);
int store_clean(struct store *store, const char *topic, struct error *err);

/* How many items of the source were published in each of `n` spans: [from_at[i], from_at[i + 1]). A span is
 * counted again only when one of its items came, went or got another date. */
int store_count_spread(struct store *store, const char *source, const int64_t *from_at, size_t n,
                       size_t *counts, struct error *err);

/*
 * Copies the whole database as it is at one moment, while others go on writing to it, to `path`, a file that
 * nobody else uses; what was there is overwritten. `progress` is told how far it is, and may be NULL. Fails
 * with STATUS_CANNOT_CREATE or STATUS_IO; then `path` may hold half a copy, for the caller to remove.
 */
int store_backup(struct store *store, const char *path, void (*progress)(int percent), struct error *err);

#endif
