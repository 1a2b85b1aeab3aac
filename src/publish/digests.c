#include "digests.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "trouble.h"
#include "weir/publish/calendar.h"
#include "weir/store/note.h"

/* Days and weeks differ in nothing but this. */
static const struct kind {
    const char *note; /* the store's, with the name of the last one made */
    const char *folder;
    struct span (*last)(const struct conf *conf, int64_t now);
    struct span (*of)(const char *timezone, int64_t at);
    bool (*parse)(const char *timezone, const char *name, struct span *out);
    size_t limit;
} kinds[] = {
    {NOTE_DIGEST_DAY, "digest/daily", calendar_last_day, civil_day, civil_parse_day, DIGESTS_LIMIT_DAYS},
    {NOTE_DIGEST_WEEK, "digest/weekly", calendar_last_week, civil_week, civil_parse_week,
     DIGESTS_LIMIT_WEEKS},
};

char *digests_path(const struct span *span, struct arena *arena)
{
    return arena_printf(arena, "%s/%s", kinds[span->is_week].folder, span->name);
}

/* The spans behind `made` up to `last`, oldest first; without `made`, the last alone. */
static size_t find_missing(const struct kind *kind, const char *timezone, const char *made, struct span last,
                           struct span *out)
{
    struct span since;
    size_t n = 0;
    bool has_made = kind->parse(timezone, made, &since);
    for (struct span span = last; n < kind->limit; span = kind->of(timezone, span.from_at - 1)) {
        if (has_made && span.from_at <= since.from_at)
            break;
        out[n++] = span;
        if (!has_made)
            break;
    }
    for (size_t i = 0; i < n / 2; i++) {
        struct span swapped = out[i];
        out[i] = out[n - 1 - i];
        out[n - 1 - i] = swapped;
    }
    return n;
}

static int add_kind(struct store *store, const struct conf *conf, const struct kind *kind, int64_t now,
                    struct arena *arena, struct digest_due **due, size_t *n, struct error *err)
{
    struct span missing[DIGESTS_LIMIT_DAYS];
    const char *made;
    if (store_get_note(store, kind->note, arena, &made, err) < 0)
        return -1;
    size_t n_missing = find_missing(kind, conf->timezone, made, kind->last(conf, now), missing);
    for (size_t i = 0; i < n_missing; i++) {
        *due = arena_grow(arena, *due, *n, sizeof **due);
        (*due)[(*n)++] =
            (struct digest_due){.span = missing[i], .is_wanted_empty = *made != '\0' && i + 1 == n_missing};
    }
    return 0;
}

int digests_due(struct store *store, const struct conf *conf, int64_t now, struct arena *arena,
                struct digest_due **due, size_t *n, struct error *err)
{
    *due = NULL;
    *n = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (add_kind(store, conf, &kinds[i], now, arena, due, n, err) < 0)
            return -1;
    }
    return 0;
}

int digests_made(struct store *store, const struct digest *digest, struct error *err)
{
    if (trouble_save(store, digest, err) < 0)
        return -1;
    return store_put_note(store, kinds[digest->span.is_week].note, digest->span.name, err);
}

/* "2026-11-20" and "2026-W47" sort as their moments do. */
static int newest_first(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*y, *x);
}

/* The names of the pages in the folder, without extension. */
static size_t find_pages(const char *folder, struct arena *arena, const char ***names)
{
    size_t n = 0;
    *names = NULL;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
        const char *dot = strchr(entry->d_name, '.');
        if (dot == NULL || strcmp(dot, ".html") != 0)
            continue;
        *names = arena_grow(arena, *names, n, sizeof **names);
        (*names)[n++] = arena_copy(arena, entry->d_name, (size_t)(dot - entry->d_name));
    }
    if (dir != NULL)
        closedir(dir);
    return n;
}

size_t digests_list(const char *folder, const char *timezone, bool weeks, size_t limit, struct arena *arena,
                    struct span **out)
{
    const char **names;
    size_t n = 0;
    size_t n_names = find_pages(arena_printf(arena, "%s/%s", folder, kinds[weeks].folder), arena, &names);
    if (n_names > 1)
        qsort(names, n_names, sizeof *names, newest_first);
    *out = arena_alloc(arena, ((n_names < limit ? n_names : limit) + 1) * sizeof **out);
    for (size_t i = 0; i < n_names && n < limit; i++)
        n += kinds[weeks].parse(timezone, names[i], &(*out)[n]);
    return n;
}
