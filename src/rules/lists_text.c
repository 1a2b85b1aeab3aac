#include "lists_text.h"

#include <string.h>
#include <time.h>

#include "weir/installation/installation.h"
#include "weir/list/reading.h"
#include "weir/system/file.h"
#include "weir/text/date.h"

static int read_file(const char *file, const char *place, struct arena *arena, struct list_text *out,
                     struct error *err)
{
    struct buf bytes = BUF_INIT(READING_LIMIT_BYTES);
    int rc = file_read(file, &bytes, err);
    *out = (struct list_text){.place = place, .text = arena_copy(arena, bytes.data, bytes.n), .n = bytes.n};
    buf_release(&bytes);
    return rc;
}

static size_t count_entries(const struct list_text *list)
{
    struct arena arena;
    struct reading reading = {0};
    arena_init(&arena);
    reading_add(&reading, list->place, list->text, list->n, &arena);
    size_t n = reading.n_entries;
    arena_release(&arena);
    return n;
}

/* Why the list is not to be believed, given its last good copy (NULL: there is none); "" when it is. */
static const char *find_fault(const char *file, const struct list_text *list, const struct list_text *good,
                              struct arena *arena)
{
    if (good != NULL && list->n == good->n && memcmp(list->text, good->text, good->n) == 0)
        return "";
    size_t n = count_entries(list), n_good = good != NULL ? count_entries(good) : 0;
    if (n == 0)
        return arena_printf(arena, "%s: no entries in it", list->place);
    bool is_settled = (int64_t)time(NULL) - file_changed_at(file) >= LISTS_BELIEVE_S;
    if (n * LISTS_SHRUNKEN < n_good && !is_settled)
        return arena_printf(arena, "%s: only %zu entries, where it had %zu (believed after a day)",
                            list->place, n, n_good);
    return "";
}

bool lists_read_text(const struct conf *conf, const char *place, struct arena *arena, struct list_text *out,
                     const char **why)
{
    struct list_text good;
    struct error err;
    const char *file = installation_list(conf, place, arena);
    bool has_good = read_file(installation_list_copy(conf, place, arena), place, arena, &good, &err) == 0;
    bool is_there = read_file(file, place, arena, out, &err) == 0;
    if (is_there)
        *why = find_fault(file, out, has_good ? &good : NULL, arena);
    else if (conf_is_address(place))
        *why = arena_printf(arena, "%s: not fetched yet; `weir poll` and `weir run` do", place);
    else
        *why = arena_strdup(arena, err.text);
    if (**why == '\0')
        return true;
    if (has_good) {
        *out = good;
        out->is_copy = true;
    }
    return has_good;
}
