#include "backoff.h"

#include <stdio.h>
#include <string.h>

#include "weir/store/note.h"
#include "weir/text/buf.h"

int backoff_save(struct store *store, const struct fetch *fetch, int64_t now, struct error *err)
{
    struct arena arena;
    struct buf text = BUF_INIT(BUF_LIMIT_OUTPUT);
    arena_init(&arena);
    struct fetch_backoff *backoffs = arena_alloc(&arena, FETCH_LIMIT_BACKOFFS * sizeof *backoffs);
    size_t n = fetch_backoffs(fetch, backoffs);
    const char *stored = "";
    for (size_t i = 0; i < n; i++)
        buf_addf(&text, "%s %lld %d\n", backoffs[i].host, (long long)(now + (int64_t)backoffs[i].seconds),
                 backoffs[i].n_refusals);
    int rc = store_get_note(store, NOTE_HOLDS, &arena, &stored, err);
    if (rc == 0 && strcmp(stored, text.data) != 0)
        rc = store_put_note(store, NOTE_HOLDS, text.data, err);
    buf_release(&text);
    arena_release(&arena);
    return rc;
}

/* One further ahead than any rule allows was noted by a clock set forward. */
static void restore_line(const char *line, struct fetch *fetch, int64_t now)
{
    struct fetch_backoff backoff = {.n_refusals = 0};
    long long until_at;
    if (sscanf(line, "%255s %lld %d", backoff.host, &until_at, &backoff.n_refusals) != 3)
        return;
    backoff.seconds = (double)(until_at - now);
    if (backoff.seconds > 0 && backoff.seconds <= 24 * 3600)
        fetch_back_off(fetch, &backoff);
}

int backoff_restore(struct store *store, struct fetch *fetch, int64_t now, struct error *err)
{
    struct arena arena;
    const char *stored = "";
    arena_init(&arena);
    int rc = store_get_note(store, NOTE_HOLDS, &arena, &stored, err);
    for (const char *line = stored; rc == 0 && *line != '\0'; line += strcspn(line, "\n") + 1)
        restore_line(line, fetch, now);
    arena_release(&arena);
    return rc;
}
