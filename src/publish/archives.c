#include "archives.h"

#include "weir/text/date.h"

char *archives_path(const char *feed_path, const struct span *month, struct arena *arena)
{
    return arena_printf(arena, "archive/%s/%s", feed_path, month->name);
}

int archives_months(const struct edition *edition, int64_t now, struct arena *arena, struct span **months,
                    size_t *n, struct error *err)
{
    const char *zone = edition->conf->timezone;
    int64_t oldest_at;
    *months = NULL;
    *n = 0;
    if (store_oldest(edition->store, &oldest_at, err) < 0)
        return -1;
    if (oldest_at == DATE_NONE)
        return 0;
    for (struct span month = civil_month(zone, oldest_at); month.from_at <= now;
         month = civil_month(zone, month.to_at)) {
        *months = arena_grow(arena, *months, *n, sizeof **months);
        (*months)[(*n)++] = month;
    }
    return 0;
}

static const char *note_name(const char *feed_path, struct arena *arena)
{
    return arena_printf(arena, "archive %s", feed_path);
}

int archives_closed(const struct edition *edition, const char *feed_path, struct arena *arena,
                    const char **month, struct error *err)
{
    return store_get_note(edition->store, note_name(feed_path, arena), arena, month, err);
}

int archives_close(const struct edition *edition, const char *feed_path, const char *month,
                   struct arena *arena, struct error *err)
{
    return store_put_note(edition->store, note_name(feed_path, arena), month, err);
}
