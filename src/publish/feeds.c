/*
 * feeds — the merged feed, everything, and the topics, with their pages.
 */
#include "feeds.h"

#include <string.h>

#include "gone.h"
#include "trouble.h"
#include "weir/poll/health.h"
#include "weir/render/atom.h"
#include "weir/render/jsonfeed.h"
#include "weir/render/place.h"
#include "weir/store/note.h"
#include "weir/text/date.h"

#define LIMIT_FAILURES 20 /* that the front page names */

/* The formats in which a feed is published, and what they call its neighbours. */
static const struct format {
    const char *extension;
    void (*write)(const struct feed *feed, struct buf *out);
    /* link relations; NULL where the format has none */
    const char *stylesheet, *current, *previous, *next;
} formats[] = {
    {".atom", atom_write, "stylesheet", "current", "prev-archive", "next-archive"},
    {".json", jsonfeed_write, NULL, NULL, "next", NULL},
};

struct feed_files feed_files_of(const struct publish_job *job, const struct topic *topic, struct arena *arena)
{
    struct feed_files files = {.topic = topic != NULL ? topic->name : ""};
    const char *title = job->site.conf->title;
    if (topic == NULL)
        files.spec = (struct site_feed){.path = "feed",
                                        .page = "index.html",
                                        .title = title,
                                        .query = {.any_topic = true, .limit = SITE_FEED_STORIES}};
    else
        files.spec = (struct site_feed){.path = place_topic(arena, topic->name, ""),
                                        .page = place_topic(arena, topic->name, ".html"),
                                        .title = arena_printf(arena, "%s — %s", topic->title, title),
                                        .query = {.topic = topic->name, .limit = SITE_FEED_STORIES}};
    return files;
}

/* A feed of the same format; nothing when there is none, or the format cannot say so. */
static void add_neighbour(const struct site *site, struct feed *feed, const struct format *format,
                          const char *rel, const char *path, struct arena *arena)
{
    if (rel == NULL || path == NULL)
        return;
    path = arena_printf(arena, "%s%s", path, format->extension);
    site_link(feed, rel, site_address(site, path, arena), arena);
}

/* What tells the documents of one feed apart: their own address, and those beside it. */
static void name_document(const struct site *site, const struct feed_files *files,
                          const struct format *format, const char *path, struct feed *feed,
                          struct arena *arena)
{
    feed->feed_url = site_address(site, path, arena);
    feed->links = NULL;
    feed->n_links = 0;
    if (format->stylesheet != NULL)
        site_link(feed, format->stylesheet, site_to_root(path, ATOM_STYLE, arena), arena);
    add_neighbour(site, feed, format, format->current, files->current, arena);
    add_neighbour(site, feed, format, format->previous, files->previous, arena);
    add_neighbour(site, feed, format, format->next, files->next, arena);
    if (files->spec.part_of == NULL)
        site_link_hub(site, arena, feed);
}

static int gather(const struct site *site, const struct feed_files *files, struct arena *arena,
                  struct feed *feed, struct error *err)
{
    *feed = feed_blank;
    if (!files->is_blank && store_select(site->store, &files->spec.query, arena, feed, err) < 0)
        return -1;
    if (files->notice != NULL) {
        feed->items = arena_alloc(arena, sizeof *feed->items);
        feed->items[feed->n_items++] = *files->notice;
    }
    if (files->updated_at != 0)
        feed->updated_at = files->updated_at;
    site_finish(site, &files->spec, arena, feed);
    return 0;
}

/* How the sources have answered so far, for a front page without stories. */
static struct page_start find_start(const struct publish_job *job, struct arena *arena)
{
    const struct site *site = &job->site;
    struct page_start start = {.n_sources = site->conf->n_sources, .next_at = DATE_NONE};
    const char **failures = arena_alloc(arena, (start.n_sources + 1) * sizeof *failures);
    for (size_t i = 0; i < start.n_sources; i++) {
        const struct source_state *state = &site->sources[i];
        struct digest_trouble trouble = trouble_of(site, i, job->now, arena);
        start.n_answered += state->ok_at != DATE_NONE;
        start.n_failed += health_is_failing(state);
        if (state->next_at != DATE_NONE && (start.next_at == DATE_NONE || state->next_at < start.next_at))
            start.next_at = state->next_at;
        if (health_is_failing(state) && start.n_failures < LIMIT_FAILURES)
            failures[start.n_failures++] = arena_printf(arena, "%s: %s", trouble.source, trouble.text);
    }
    start.failures = failures;
    return start;
}

/* The index or a topic's page. */
static int put_page(struct publish_job *job, const struct feed_files *files, const struct feed *feed,
                    struct arena *arena, struct error *err)
{
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    const struct conf *conf = job->site.conf;
    bool is_index = *files->topic == '\0';
    struct page page = {.language = job->site.language,
                        .title = conf->title,
                        .timezone = conf->timezone,
                        .topics = job->topics,
                        .n_topics = job->site.n_topics,
                        .topic = files->topic,
                        .images = conf->images,
                        .has_buttons = job->site.has_buttons,
                        .has_search = job->site.has_search,
                        .root = strchr(files->spec.page, '/') != NULL ? "../" : "",
                        .feed = feed,
                        .digests = job->digests,
                        .n_digests = is_index ? job->n_digests : 0,
                        .months = job->months,
                        .n_months = is_index ? job->n_months : 0};
    if (is_index && feed->n_items == 0)
        page.start = find_start(job, arena);
    page_write(&page, &out);
    return job_put(job, files->spec.page, &out, err);
}

int feed_publish(struct publish_job *job, const struct feed_files *files, struct arena *arena,
                 struct error *err)
{
    struct feed feed;
    if (gather(&job->site, files, arena, &feed, err) < 0)
        return -1;
    for (size_t i = 0; i < (files->atom_alone ? 1 : sizeof formats / sizeof *formats); i++) {
        struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
        const char *path = arena_printf(arena, "%s%s", files->spec.path, formats[i].extension);
        name_document(&job->site, files, &formats[i], path, &feed, arena);
        formats[i].write(&feed, &out);
        if (job_put(job, path, &out, err) < 0)
            return -1;
    }
    return files->topic != NULL ? put_page(job, files, &feed, arena, err) : 0;
}

static int publish_with_archives(struct publish_job *job, const struct topic *topic, struct error *err)
{
    struct arena arena;
    arena_init(&arena);
    struct feed_files files = feed_files_of(job, topic, &arena);
    int rc = archive_newest(job, files.spec.path, &arena, &files.previous, err);
    if (rc == 0)
        rc = feed_publish(job, &files, &arena, err);
    arena_release(&arena);
    return rc;
}

/* feed.atom, feed.json, index.html */
int publish_feed(struct publish_job *job, struct arena *arena, struct error *err)
{
    (void)arena;
    return publish_with_archives(job, NULL, err);
}

/* all.atom */
int publish_all_atom(struct publish_job *job, struct arena *arena, struct error *err)
{
    struct feed_files files = {
        .spec = {.path = "all",
                 .page = "index.html",
                 .title = say(arena, job->site.language, SAY_EVERYTHING, job->site.conf->title, NULL),
                 .query = {.limit = SITE_FEED_STORIES}},
        .atom_alone = true};
    return feed_publish(job, &files, arena, err);
}

/* Does what is published of a topic stand as its stories are? */
static int is_settled(struct publish_job *job, const char *topic, struct arena *arena, bool *settled,
                      struct error *err)
{
    static const char *const extensions[] = {".atom", ".json", ".html"};
    bool touched;
    if (store_is_dirty(job->site.store, topic, &touched, err) < 0)
        return -1;
    *settled = !touched && !job->is_anew && !job->has_closed;
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        *settled = *settled && job_has(job, place_topic(arena, topic, extensions[i]), arena);
    if (*settled)
        job->result.n_files += sizeof extensions / sizeof *extensions;
    return 0;
}

/* Stories may come while the topic is being published, so it is settled before; what a crash interrupts is
 * made anew because the note of what is published is blank until all topics stand. */
static int settle(struct publish_job *job, const char *topic, struct error *err)
{
    if (!job->is_unsettled && store_put_note(job->site.store, NOTE_PUBLISHED, "", err) < 0)
        return -1;
    job->is_unsettled = true;
    return store_clean(job->site.store, topic, err);
}

/* topics/NAME.atom, .json, .html of the topics that changed */
int publish_topics(struct publish_job *job, struct arena *arena, struct error *err)
{
    for (size_t i = 0; i < job->site.n_topics; i++) {
        const struct topic *topic = job->site.topics[i].topic;
        bool settled;
        if (is_settled(job, topic->name, arena, &settled, err) < 0)
            return -1;
        if (!settled && (settle(job, topic->name, err) < 0 || publish_with_archives(job, topic, err) < 0))
            return -1;
    }
    return 0;
}

/* topics/NAME.atom, .json, .html of the topics that the configuration has no longer. Only what is published
 * can be missed: a folder that is new holds nothing of the kind. */
int publish_gone_topics(struct publish_job *job, struct arena *arena, struct error *err)
{
    struct gone *gone = NULL;
    size_t n = 0;
    if (job->is_anew && gone_find(&job->site, job->now, arena, &gone, &n, err) < 0)
        return -1;
    for (size_t i = 0; i < n; i++) {
        struct feed_files files = feed_files_of(job, &gone[i].topic, arena);
        struct item notice = gone_entry(&job->site, &files.spec, &gone[i], arena);
        files.notice = &notice;
        files.is_blank = true;
        files.updated_at = gone[i].gone_at;
        if (job_has(job, place_topic(arena, gone[i].topic.name, ".atom"), arena) &&
            feed_publish(job, &files, arena, err) < 0)
            return -1;
    }
    return 0;
}
