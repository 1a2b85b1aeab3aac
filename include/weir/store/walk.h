#ifndef WEIR_STORE_WALK_H
#define WEIR_STORE_WALK_H
/*
 * walk — stored stories gone through, oldest first: to see what other rules would make of them, or to match
 * them again. Rules are a view over the store, so stories without a topic are walked through, too.
 *
 *     static void visit(struct walked *story, struct arena *arena, void *arg) { … }
 *     store_walk(store, now - 90 * DAY, visit, &count, err);
 */
#include "weir/store/store.h"

/* A story on the walk; borrowed during the visit. */
struct walked {
    const char *key;
    int64_t sort_at;    /* published, bounded by first seen */
    struct item *items; /* each with its source and the hits that are stored */
    size_t n_items;
    const struct item *shown; /* the one that shows it */
};

/* `arena` is the visit's own. */
typedef void store_visit(struct walked *story, struct arena *arena, void *arg);

/* Visits every story whose `sort_at` is `since_at` or later. Reads alone. */
int store_walk(struct store *store, int64_t since_at, store_visit *visit, void *arg, struct error *err);

/* How stories are matched again. */
struct rematch {
    uint64_t rules; /* their fingerprint */
    /* Fills the item's hits, which come empty. */
    void (*match)(struct item *item, struct arena *arena, void *arg);
    /* Told of each story that gained or lost a topic; may be NULL. */
    void (*moved)(const char *topic, bool gained, void *arg);
    void *arg;
};

/*
 * Matches up to `n_stories` again that have not been by these rules, in one transaction, and adds the stories
 * whose topics changed to `*n_changed`. 1 when more are left, 0 when all is done, −1 when it failed. How far
 * it came is stored: a process that dies goes on where it was, and other rules begin anew.
 */
int store_rematch(struct store *store, const struct rematch *rematch, size_t n_stories, size_t *n_changed,
                  struct error *err);

/* Have all stories been matched by these rules? */
int store_is_matched(struct store *store, uint64_t rules, bool *matched, struct error *err);

#endif
