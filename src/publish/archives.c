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
#include "weir/store/note.h"
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
    return arena_printf(arena, NOTE_ARCHIVE "%s", feed_path);
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

/* ---- pages: archive/feed/MONTH.html, MONTH-2.html … of the merged feed ---- */

/* The months that have stories, newest first, for the pages. */
static void link_months(struct publish_job *job, const struct months *months)
{
    struct arena *arena = &job->arena;
    job->months = arena_alloc(arena, (months->n + 1) * sizeof *job->months);
    for (size_t i = months->n; i-- > 0;) {
        const struct span *month = &months->spans[i];
        const char *path = arena_printf(arena, "%s.html", path_of("feed", month, arena));
        job->months[job->n_months++] = (struct page_link){
            .path = path, .title = say_span(arena, job->site.language, job->site.conf->timezone, month)};
    }
}

static int publish_month_pages(struct publish_job *job, const struct span *month, struct error *err)
{
    struct arena arena;
    struct feed feed;
    size_t n_pages = 1;
    arena_init(&arena);
    struct feed_files files = feed_files_of(job, NULL, &arena);
    files.spec.query.from_at = month->from_at;
    files.spec.query.to_at = month->to_at;
    files.spec.query.limit = LIMIT_STORIES;
    const char *path = path_of("feed", month, &arena);
    const char *title = say_span(&arena, job->site.language, job->site.conf->timezone, month);
    int rc = store_select(job->site.store, &files.spec.query, &arena, &feed, err);
    if (rc == 0)
        site_finish(&job->site, &files.spec, &arena, &feed);
    struct page page = {.language = job->site.language,
                        .title = job->site.conf->title,
                        .timezone = job->site.conf->timezone,
                        .topic = "",
                        .has_search = job->site.has_search,
                        .root = "../../",
                        .feed = &feed,
                        .months = job->months,
                        .n_months = job->n_months};
    for (size_t i = 0; i < n_pages && rc == 0; i++) {
        struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
        n_pages = month_page_write(&page, path, title, i, &out);
        const char *file =
            i == 0 ? arena_printf(&arena, "%s.html", path) : arena_printf(&arena, "%s-%zu.html", path, i + 1);
        rc = job_put(job, file, &out, err);
    }
    arena_release(&arena);
    return rc;
}

/* A month's pages are made when it is over, and while it is under way once a day: the newest stories are on
 * the index. */
static int publish_pages(struct publish_job *job, const struct months *months, struct arena *arena,
                         struct error *err)
{
    const char *made;
    struct span today = civil_day(job->site.conf->timezone, job->now);
    if (store_get_note(job->site.store, NOTE_ARCHIVE_PAGES, arena, &made, err) < 0)
        return -1;
    bool is_made = strcmp(made, today.name) == 0;
    for (size_t m = 0; m < months->n; m++) {
        const struct span *month = &months->spans[m];
        const char *file = arena_printf(arena, "%s.html", path_of("feed", month, arena));
        /* of a month that ended after the last day that was made, some days are missing */
        bool is_whole = strncmp(made, month->name, strlen(month->name)) > 0;
        if (job_has(job, file, arena) && !job->is_anew && (is_made || is_whole))
            continue;
        if (publish_month_pages(job, month, err) < 0)
            return -1;
    }
    return is_made ? 0 : store_put_note(job->site.store, NOTE_ARCHIVE_PAGES, today.name, err);
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
    link_months(job, &months);
    int rc = months.n > 0 ? publish_months(job, NULL, &months, arena, err) : 0;
    if (rc == 0)
        rc = publish_pages(job, &months, arena, err);
    for (size_t i = 0; i < job->site.n_topics && months.n > 0 && rc == 0; i++)
        rc = publish_months(job, job->site.topics[i].topic, &months, arena, err);
    return rc;
}
