#include "holds.h"

#include <stdio.h>
#include <string.h>

#include "weir/text/buf.h"

/* A line a host: its name, the moment until which it is left alone, its refusals in a row. */
#define NOTE "holds"

int holds_save(struct store *store, const struct fetch *fetch, int64_t now, struct error *err)
{
    struct arena arena;
    struct buf text = BUF_INIT(BUF_LIMIT_OUTPUT);
    arena_init(&arena);
    struct fetch_hold *holds = arena_alloc(&arena, FETCH_LIMIT_HOLDS * sizeof *holds);
    size_t n = fetch_holds(fetch, holds);
    const char *stored = "";
    for (size_t i = 0; i < n; i++)
        buf_addf(&text, "%s %lld %d\n", holds[i].host, (long long)(now + (int64_t)holds[i].seconds),
                 holds[i].n_refusals);
    int rc = store_get_note(store, NOTE, &arena, &stored, err);
    if (rc == 0 && strcmp(stored, text.data) != 0)
        rc = store_put_note(store, NOTE, text.data, err);
    buf_release(&text);
    arena_release(&arena);
    return rc;
}

/* A hold further ahead than any rule allows was noted by a clock set forward. */
static void restore_line(const char *line, struct fetch *fetch, int64_t now)
{
    struct fetch_hold hold = {.n_refusals = 0};
    long long until_at;
    if (sscanf(line, "%255s %lld %d", hold.host, &until_at, &hold.n_refusals) != 3)
        return;
    hold.seconds = (double)(until_at - now);
    if (hold.seconds > 0 && hold.seconds <= 24 * 3600)
        fetch_hold(fetch, &hold);
}

int holds_restore(struct store *store, struct fetch *fetch, int64_t now, struct error *err)
{
    struct arena arena;
    const char *stored = "";
    arena_init(&arena);
    int rc = store_get_note(store, NOTE, &arena, &stored, err);
    for (const char *line = stored; rc == 0 && *line != '\0'; line += strcspn(line, "\n") + 1)
        restore_line(line, fetch, now);
    arena_release(&arena);
    return rc;
}
