/*
 * archives — the months of a feed, each a document of its own (RFC 5005 §4), so that whoever subscribes late
 * can read back to the beginning: archive/feed/MONTH.atom, .json and the same of each topic.
 *
 * A story stands in the month in which weir first saw it: that never changes, so a month that is over can be
 * written once and left alone, whatever comes late or changes afterwards. The month under way has a document
 * without stories, lest the `next-archive` of the one before leads nowhere; its stories are in the feed.
 */
#include <string.h>

#include "feeds.h"
#include "weir/text/civil.h"
#include "weir/text/date.h"

/* Stories of one month's document, the newest of more. */
#define LIMIT_STORIES 5000

/* The months from the oldest story's to the one under way, oldest first; none of an empty store. */
struct months {
    struct span *spans;
    size_t n;
};

/* "archive/feed/2026-10" of the feed at "feed", to be followed by an extension. */
static char *path_of(const char *feed_path, const struct span *month, struct arena *arena)
{
    return arena_printf(arena, "archive/%s/%s", feed_path, month->name);
}

static int find_months(const struct publish_job *job, struct arena *arena, struct months *out,
                       struct error *err)
{
    const char *zone = job->site.conf->timezone;
    int64_t oldest_at;
    *out = (struct months){0};
    if (store_oldest(job->site.store, &oldest_at, err) < 0)
        return -1;
    if (oldest_at == DATE_NONE)
        return 0;
    for (struct span month = civil_month(zone, oldest_at); month.from_at <= job->now;
         month = civil_month(zone, month.to_at)) {
        out->spans = arena_grow(arena, out->spans, out->n, sizeof *out->spans);
        out->spans[out->n++] = month;
    }
    return 0;
}

/* The store's note with the name of the last month of the feed that was closed, NO_MONTH when none of its
 * months is over, "" when it has no archives yet. */
#define NO_MONTH "-"

static char *note_name(const char *feed_path, struct arena *arena)
{
    return arena_printf(arena, "archive %s", feed_path);
}

int archive_newest(const struct publish_job *job, const char *feed_path, struct arena *arena,
                   const char **path, struct error *err)
{
    const char *closed;
    struct span month;
    if (store_get_note(job->site.store, note_name(feed_path, arena), arena, &closed, err) < 0)
        return -1;
    *path = civil_parse_month(job->site.conf->timezone, closed, &month) ? path_of(feed_path, &month, arena)
                                                                        : NULL;
    return 0;
}

static int publish_month(struct publish_job *job, const struct topic *topic, const struct months *months,
                         size_t m, struct error *err)
{
    struct arena arena;
    arena_init(&arena);
    const struct span *month = &months->spans[m];
    bool is_over = m + 1 < months->n;
    struct feed_files files = feed_files_of(job, topic, &arena);
    files.topic = NULL;
    files.spec.part_of = files.current = files.spec.path;
    files.spec.path = path_of(files.current, month, &arena);
    files.spec.title = arena_printf(&arena, "%s — %s", files.spec.title, month->name);
    files.spec.query.from_at = month->from_at;
    files.spec.query.to_at = month->to_at;
    files.spec.query.limit = LIMIT_STORIES;
    files.previous = m > 0 ? path_of(files.current, month - 1, &arena) : NULL;
    files.next = is_over ? path_of(files.current, month + 1, &arena) : NULL;
    files.updated_at = is_over ? month->to_at : month->from_at;
    files.is_blank = !is_over;
    int rc = feed_publish(job, &files, &arena, err);
    arena_release(&arena);
    return rc;
}

/* Both documents of a month that was closed. */
static bool stands(const struct publish_job *job, const char *path, struct arena *arena)
{
    return job_has(job, arena_printf(arena, "%s.atom", path), arena) &&
           job_has(job, arena_printf(arena, "%s.json", path), arena);
}

/* The months of one feed that are not closed yet, or are missed in a folder that is made anew. */
static int publish_months(struct publish_job *job, const struct topic *topic, const struct months *months,
                          struct arena *arena, struct error *err)
{
    const char *feed_path = feed_files_of(job, topic, arena).spec.path, *closed;
    const char *last = months->n > 1 ? months->spans[months->n - 2].name : NO_MONTH;
    if (store_get_note(job->site.store, note_name(feed_path, arena), arena, &closed, err) < 0)
        return -1;
    bool is_news = strcmp(closed, last) < 0;
    for (size_t m = 0; m < months->n && (is_news || job->is_anew); m++) {
        bool is_closed = strcmp(months->spans[m].name, closed) <= 0;
        if (is_closed && stands(job, path_of(feed_path, &months->spans[m], arena), arena))
            continue;
        if (publish_month(job, topic, months, m, err) < 0)
            return -1;
    }
    job->has_closed = job->has_closed || is_news;
    return is_news ? store_put_note(job->site.store, note_name(feed_path, arena), last, err) : 0;
}

int publish_archives(struct publish_job *job, struct arena *arena, struct error *err)
{
    struct months months;
    if (find_months(job, arena, &months, err) < 0)
        return -1;
    int rc = months.n > 0 ? publish_months(job, NULL, &months, arena, err) : 0;
    for (size_t i = 0; i < job->site.n_topics && months.n > 0 && rc == 0; i++)
        rc = publish_months(job, job->site.topics[i].topic, &months, arena, err);
    return rc;
}
