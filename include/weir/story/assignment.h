#ifndef WEIR_STORY_ASSIGNMENT_H
#define WEIR_STORY_ASSIGNMENT_H
/*
 * assignment — to which story does an item belong? By which keys a new one may be looked for, and whether a
 * changed one still belongs where it stands. Pure: who keeps stories hands in rows and does what is said.
 *
 *     struct assignment_rows rows = {.old = …, .now = …, .others = …, .n_others = n, .story_key = key};
 *     switch (assignment_of_changed(&arena, &rows)) …
 *
 * An entry id stays with the items that bear the key that it was made of; the others leave, into the story of
 * their own key. What was one story by its text alone stays one as long as nothing speaks against it: an edit
 * is no proof.
 */
#include "weir/feed/feed.h"
#include "weir/story/recognition.h"

/* Does the key only name a place or a guid, which several entries may share, and no work? */
bool assignment_key_is_weak(const char *key);

/* Have several items of the document what this key of one of them is made of? `page`: the key of its link. */
bool assignment_key_is_shared(const struct item_names *names, const char *page, const char *key);

/* The key of an item that shares its page with others: what names it within the source. */
const char *assignment_local_key(struct arena *arena, const char *source, const struct item *item,
                                 const struct item_names *names);

#define ASSIGNMENT_LIMIT_ITEMS 50 /* of a story that are weighed; of one that has more, none leaves */

/* A story in which an item has changed. */
struct assignment_rows {
    struct item old, now; /* the item, with its source */
    struct item *others;  /* of the story, the oldest first */
    size_t n_others;      /* ASSIGNMENT_LIMIT_ITEMS at most */
    const char *story_key;
};

enum assignment {
    ASSIGNMENT_STAY,
    ASSIGNMENT_JOIN,         /* it stays, and its new identity may lead to further stories: all are one */
    ASSIGNMENT_LEAVE,        /* it leaves, for the story of its own key */
    ASSIGNMENT_OTHERS_LEAVE, /* it alone bears the story's key: the others leave */
};

/* What is to be done about the changed item and its story. */
enum assignment assignment_of_changed(struct arena *arena, const struct assignment_rows *rows);

/* A story's place among the others: when it was published, bounded by when we first saw it. What is dated in
 * the future, before there was a web, or not at all, stands where we saw it; and what is new to us but dated
 * long ago stands no further down than ASSIGNMENT_LATE_S, unless it is old news (`backfill`). */
int64_t assignment_sort_at(int64_t published_at, int64_t first_seen_at, bool backfill);

#define ASSIGNMENT_EARLIEST_AT INT64_C(662688000) /* 1991-01-01 */
#define ASSIGNMENT_LATE_S      ((int64_t)14 * 86400)

#endif
