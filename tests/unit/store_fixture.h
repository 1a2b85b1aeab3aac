#ifndef WEIR_TESTS_UNIT_STORE_FIXTURE_H
#define WEIR_TESTS_UNIT_STORE_FIXTURE_H
/*
 * store_fixture — a store in a temporary folder, and documents in one line.
 */
#include "test.h"

#include <unistd.h>

#include "weir/store/expire.h"
#include "weir/store/store.h"
#include "weir/text/date.h"

#define DAY   INT64_C(86400)
#define TODAY INT64_C(1763683200) /* 2025-11-21 00:00 UTC */

struct fixture {
    char folder[64], path[96];
    struct store *store;
    struct arena arena;
};

static inline void check_done(int result, const struct error *err)
{
    if (result != 0) {
        print_error("failed: %s\n", err->text);
        fail();
    }
}

static inline int fixture_set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct error err = {0};

    snprintf(fixture->folder, sizeof fixture->folder, "/tmp/weir-test-XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    snprintf(fixture->path, sizeof fixture->path, "%s/weir.db", fixture->folder);
    check_done(store_open(fixture->path, &fixture->store, &err), &err);
    arena_init(&fixture->arena);
    *state = fixture;
    return 0;
}

static inline int fixture_tear_down(void **state)
{
    static const char *const files[] = {"weir.db", "weir.db-wal", "weir.db-shm"};
    struct fixture *fixture = *state;
    char path[128];

    store_close(fixture->store);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", fixture->folder, files[i]);
        unlink(path);
    }
    rmdir(fixture->folder);
    arena_release(&fixture->arena);
    free(fixture);
    return 0;
}

/* An item as parsing leaves it: absent strings are "". */
static inline struct item item_of(const char *id, const char *url, const char *title, int64_t published_at)
{
    struct item item = item_blank;
    item.id = id;
    item.url = url;
    item.title = title;
    item.published_at = published_at;
    return item;
}

static inline struct source_state state_of(const char *source)
{
    struct source_state state = source_blank;
    state.name = source;
    return state;
}

/* Stores the items as a document of `source`, polled at `now`. */
static inline struct put_result put_items(struct fixture *fixture, const char *source, int64_t now,
                                          struct item *items, size_t n)
{
    struct source_state state = state_of(source);
    struct feed feed = {.title = "", .home_page_url = "", .items = items, .n_items = n};
    struct put_result result;
    struct error err = {0};

    check_done(store_put(fixture->store, &state, &feed, now, NULL, NULL, &result, &err), &err);
    return result;
}

#define PUT(fixture, source, now, ...)                                                                       \
    put_items(fixture, source, now, (struct item[]){__VA_ARGS__},                                            \
              sizeof((struct item[]){__VA_ARGS__}) / sizeof(struct item))

/* What no source has shown since `before_at` expires; how many stories were deleted. */
static inline size_t expire(struct fixture *fixture, int64_t before_at)
{
    struct expiry expiry = {.now = before_at + 400 * DAY, .before_at = before_at};
    struct error err = {0};
    int rc;

    while ((rc = store_expire(fixture->store, &expiry, &err)) > 0)
        continue;
    check_done(rc, &err);
    return expiry.n_deleted;
}

/* The stories that a query finds. */
static inline struct feed select_stories(struct fixture *fixture, struct store_query query)
{
    struct feed feed;
    struct error err = {0};

    check_done(store_select(fixture->store, &query, &fixture->arena, &feed, &err), &err);
    return feed;
}

#endif
