#include "weir/flow/outputs.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "digests.h"
#include "trouble.h"
#include "weir/flow/config.h"
#include "weir/flow/edition.h"
#include "weir/flow/subscriptions.h"
#include "weir/publish/atom.h"
#include "weir/publish/jsonfeed.h"
#include "weir/publish/page.h"
#include "weir/publish/place.h"
#include "weir/publish/status_page.h"
#include "weir/system/file.h"
#include "weir/system/log.h"
#include "weir/text/date.h"
#include "weir/text/hash.h"

/* The store's note of how the topics that are settled were published. */
#define PUBLISHED_NOTE "published"

/* What the rows share. */
struct press {
    struct edition edition;
    struct arena *arena; /* of the whole run */
    const char *folder;
    int64_t now;
    struct page_topic *topics; /* the navigation of the pages */
    const char **digests;      /* paths of the newest digests' pages */
    size_t n_digests;
    bool is_anew; /* nothing of what is published may be taken to be up to date */
    struct output_result *result;
};

/* The formats in which a feed is published. */
static const struct format {
    const char *extension;
    void (*write)(const struct feed *feed, struct buf *out);
} formats[] = {{".atom", atom_write}, {".json", jsonfeed_write}};

enum { ATOM = 1, ATOM_AND_JSON = 2 }; /* how many of them */

static int put(struct press *press, const char *path, const struct buf *bytes, struct error *err)
{
    bool is_changed = false;
    const char *file = arena_printf(press->arena, "%s/%s", press->folder, path);
    if (bytes->full)
        return error_set(err, STATUS_LIMIT, "%s: would be larger than %zu bytes", file, bytes->limit);
    if (file_replace(file, bytes->data, bytes->n, &is_changed, err) < 0)
        return -1;
    press->result->n_files++;
    press->result->n_changed += is_changed;
    return 0;
}

/* Writes a feed in its formats under PATH.EXTENSION. */
static int put_feed(struct press *press, const char *path, struct feed *feed, size_t n_formats,
                    struct arena *arena, struct error *err)
{
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    int rc = 0;
    for (size_t i = 0; i < n_formats && rc == 0; i++) {
        const char *file = arena_printf(arena, "%s%s", path, formats[i].extension);
        feed->feed_url = edition_address(&press->edition, file, arena);
        buf_clear(&out);
        formats[i].write(feed, &out);
        rc = put(press, file, &out, err);
    }
    buf_release(&out);
    return rc;
}

/* Writes the page of a feed: the index (`topic` "") or a topic's. */
static int put_page(struct press *press, const char *path, const char *topic, const struct feed *feed,
                    struct error *err)
{
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    struct page page = {.title = press->edition.conf->title,
                        .timezone = press->edition.conf->timezone,
                        .topics = press->topics,
                        .n_topics = press->edition.n_topics,
                        .topic = topic,
                        .has_search = *press->edition.conf->listen != '\0',
                        .root = strchr(path, '/') != NULL ? "../" : "",
                        .feed = feed,
                        .digests = press->digests,
                        .n_digests = *topic == '\0' ? press->n_digests : 0};
    page_write(&page, &out);
    int rc = put(press, path, &out, err);
    buf_release(&out);
    return rc;
}

/* feed.atom, feed.json, index.html */
static int write_merged(struct press *press, struct arena *arena, struct error *err)
{
    struct feed feed;
    struct edition_shelf shelf = {.path = "feed",
                                  .page = "index.html",
                                  .title = press->edition.conf->title,
                                  .query = {.any_topic = true, .limit = EDITION_FEED_STORIES}};
    if (edition_feed(&press->edition, &shelf, arena, &feed, err) < 0 ||
        put_feed(press, shelf.path, &feed, ATOM_AND_JSON, arena, err) < 0)
        return -1;
    return put_page(press, "index.html", "", &feed, err);
}

/* all.atom */
static int write_all(struct press *press, struct arena *arena, struct error *err)
{
    struct feed feed;
    struct edition_shelf shelf = {.path = "all",
                                  .page = "index.html",
                                  .title = arena_printf(arena, "%s — everything", press->edition.conf->title),
                                  .query = {.limit = EDITION_FEED_STORIES}};
    if (edition_feed(&press->edition, &shelf, arena, &feed, err) < 0)
        return -1;
    return put_feed(press, shelf.path, &feed, ATOM, arena, err);
}

/* Does what is published of a topic stand as its stories are? */
static int is_settled(struct press *press, const char *topic, struct arena *arena, bool *settled,
                      struct error *err)
{
    bool touched;
    if (store_is_touched(press->edition.store, topic, &touched, err) < 0)
        return -1;
    *settled = !touched && !press->is_anew;
    static const char *const extensions[] = {".atom", ".json", ".html"};
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
        const char *path = place_topic(arena, topic, extensions[i]);
        *settled = *settled && access(arena_printf(arena, "%s/%s", press->folder, path), F_OK) == 0;
    }
    if (*settled)
        press->result->n_files += sizeof extensions / sizeof *extensions;
    return 0;
}

static int write_topic(struct press *press, const struct topic *topic, struct arena *arena, struct error *err)
{
    struct feed feed;
    bool settled;
    if (is_settled(press, topic->name, arena, &settled, err) < 0)
        return -1;
    if (settled)
        return 0;
    struct edition_shelf shelf = {
        .path = place_topic(arena, topic->name, ""),
        .page = place_topic(arena, topic->name, ".html"),
        .title = arena_printf(arena, "%s — %s", topic->title, press->edition.conf->title),
        .query = {.topic = topic->name, .limit = EDITION_FEED_STORIES}};
    if (edition_feed(&press->edition, &shelf, arena, &feed, err) < 0 ||
        put_feed(press, shelf.path, &feed, ATOM_AND_JSON, arena, err) < 0)
        return -1;
    if (put_page(press, shelf.page, topic->name, &feed, err) < 0)
        return -1;
    return store_settle(press->edition.store, topic->name, err);
}

/* topics/NAME.atom, .json, .html */
static int write_topics(struct press *press, struct arena *arena, struct error *err)
{
    (void)arena;
    int rc = 0;
    for (size_t i = 0; i < press->edition.n_topics && rc == 0; i++) {
        struct arena one;
        arena_init(&one);
        rc = write_topic(press, press->edition.topics[i].topic, &one, err);
        arena_release(&one);
    }
    return rc;
}

static int publish_digest(const struct digest *digest, void *arg, struct error *err)
{
    struct press *press = arg;
    struct buf markdown = BUF_INIT(BUF_LIMIT_OUTPUT), html = BUF_INIT(BUF_LIMIT_OUTPUT);
    const char *path = digests_path(&digest->span, press->arena);
    digest_write_markdown(digest, &markdown);
    digest_write_html(digest, "../../", &html);
    int rc = put(press, arena_printf(press->arena, "%s.md", path), &markdown, err);
    if (rc == 0)
        rc = put(press, arena_printf(press->arena, "%s.html", path), &html, err);
    buf_release(&markdown);
    buf_release(&html);
    return rc;
}

/* digest/daily/DATE.md, .html and digest/weekly/WEEK.md, .html, where they are due */
static int write_digests(struct press *press, struct arena *arena, struct error *err)
{
    (void)arena;
    return digests_make(press->edition.store, press->edition.conf, press->now, publish_digest, press, err);
}

/* digests.atom: the weekly digest arrives in the feed reader */
static int write_digest_feed(struct press *press, struct arena *arena, struct error *err)
{
    struct feed feed;
    if (digests_feed(&press->edition, press->folder, OUTPUTS_DAILY_DIGESTS, OUTPUTS_WEEKLY_DIGESTS, arena,
                     &feed, err) < 0)
        return -1;
    return put_feed(press, "digests", &feed, ATOM, arena, err);
}

/* sources.opml */
static int write_opml(struct press *press, struct arena *arena, struct error *err)
{
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    subscriptions_export(&press->edition, arena, &out);
    int rc = put(press, "sources.opml", &out, err);
    buf_release(&out);
    return rc;
}

/* The weeks of the page of the sources, oldest first; the last one under way. */
static void find_weeks(const struct press *press, int64_t from_at[STATUS_WEEKS + 1])
{
    struct span week = civil_week(press->edition.conf->timezone, press->now);
    from_at[STATUS_WEEKS] = week.to_at;
    for (size_t i = STATUS_WEEKS; i-- > 0;) {
        from_at[i] = week.from_at;
        week = civil_week(press->edition.conf->timezone, week.from_at - 1);
    }
}

/* status.html */
static int write_status(struct press *press, struct arena *arena, struct error *err)
{
    const struct conf *conf = press->edition.conf;
    int64_t from_at[STATUS_WEEKS + 1];
    struct status_source *sources = arena_alloc(arena, (conf->n_sources + 1) * sizeof *sources);
    find_weeks(press, from_at);
    for (size_t i = 0; i < conf->n_sources; i++) {
        const struct source_state *state = &press->edition.sources[i];
        struct digest_trouble trouble = trouble_of(&press->edition, i, press->now, arena);
        sources[i] = (struct status_source){.title = trouble.source,
                                            .feed_url = conf->sources[i].urls[0],
                                            .home_page_url = state->home_page_url,
                                            .trouble = trouble.kind,
                                            .text = trouble.text,
                                            .new_at = state->new_at};
        if (store_count_spread(press->edition.store, state->name, from_at, STATUS_WEEKS, sources[i].counts,
                               err) < 0)
            return -1;
    }
    struct status_page page = {.title = conf->title,
                               .timezone = conf->timezone,
                               .has_search = *conf->listen != '\0',
                               .sources = sources,
                               .n_sources = conf->n_sources};
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    status_page_write(&page, &out);
    int rc = put(press, "status.html", &out, err);
    buf_release(&out);
    return rc;
}

static int write_style(struct press *press, struct arena *arena, struct error *err)
{
    (void)arena;
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    page_write_style(&out);
    int rc = put(press, PAGE_STYLE, &out, err);
    buf_release(&out);
    return rc;
}

/* What the pages need of the digests and topics. */
static int gather_navigation(struct press *press, struct arena *arena, struct error *err)
{
    const struct edition *edition = &press->edition;
    press->topics = arena_alloc(press->arena, (edition->n_topics + 1) * sizeof *press->topics);
    for (size_t i = 0; i < edition->n_topics; i++) {
        const struct edition_topic *entry = &edition->topics[i];
        size_t n_all = 0, n_since = 0;
        if (store_count_topic(edition->store, entry->topic->name, press->now, &n_all, &n_since, err) < 0)
            return -1;
        press->topics[i] = (struct page_topic){.name = entry->topic->name,
                                               .title = entry->topic->title,
                                               .depth = entry->depth,
                                               .n_stories = n_all};
    }
    for (int weeks = 1; weeks >= 0; weeks--) {
        struct span *spans;
        size_t n = digests_list(press->folder, edition->conf->timezone, weeks,
                                weeks ? OUTPUTS_WEEKLY_DIGESTS : OUTPUTS_DAILY_DIGESTS, arena, &spans);
        for (size_t i = 0; i < n; i++) {
            press->digests =
                arena_grow(press->arena, press->digests, press->n_digests, sizeof *press->digests);
            press->digests[press->n_digests++] =
                arena_printf(press->arena, "%s.html", digests_path(&spans[i], arena));
        }
    }
    return 0;
}

/* In this order, since later rows show what earlier ones made. `arena` is given back behind each. */
static const struct output {
    const char *name;
    int (*write)(struct press *press, struct arena *arena, struct error *err);
} outputs[] = {
    {"digests", write_digests},        {"digests.atom", write_digest_feed},
    {"navigation", gather_navigation}, {"feed and index", write_merged},
    {"topics", write_topics},          {"all.atom", write_all},
    {"sources.opml", write_opml},      {"status.html", write_status},
    {PAGE_STYLE, write_style},
};

/* A fingerprint of all but the stories that decides what is published of a topic. */
static char *fingerprint(const struct edition *edition, struct arena *arena)
{
    const struct conf *conf = edition->conf;
    const char *const texts[] = {WEIR_VERSION, conf->title, edition->base, conf->timezone, conf->listen};
    uint64_t hash = HASH_START;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        hash = hash_more(hash, texts[i], strlen(texts[i]) + 1);
    for (size_t i = 0; i < edition->n_topics; i++) {
        const struct topic *topic = edition->topics[i].topic;
        hash = hash_more(hash, topic->name, strlen(topic->name) + 1);
        hash = hash_more(hash, topic->title, strlen(topic->title) + 1);
        hash = hash_more(hash, &edition->topics[i].depth, sizeof edition->topics[i].depth);
    }
    for (size_t i = 0; i < conf->n_sources; i++) {
        const char *title = edition_source_title(edition, conf->sources[i].name);
        hash = hash_more(hash, title, strlen(title) + 1);
        hash = hash_more(hash, conf->sources[i].urls[0], strlen(conf->sources[i].urls[0]) + 1);
    }
    return arena_printf(arena, "%016" PRIx64, hash);
}

/* Runs the table. */
static int write_all_rows(struct press *press, struct error *err)
{
    struct arena arena;
    struct error failure;
    int rc = 0;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++) {
        if (outputs[i].write(press, &arena, &failure) < 0) {
            if (rc == 0)
                error_set(err, failure.status, "%s: %s", outputs[i].name, failure.text);
            else
                log_error("publishing %s: %s", outputs[i].name, failure.text);
            rc = -1;
        }
        arena_release(&arena);
    }
    return rc;
}

int outputs_write(struct store *store, const struct conf *conf, int64_t now, struct output_result *out,
                  struct error *err)
{
    struct arena arena;
    const char *published, *wanted;
    *out = (struct output_result){0};
    arena_init(&arena);
    struct press press = {
        .arena = &arena, .folder = config_publish_folder(conf, &arena), .now = now, .result = out};
    int rc = edition_open(store, conf, now, &arena, &press.edition, err);
    if (rc == 0)
        rc = store_get_note(store, PUBLISHED_NOTE, &arena, &published, err);
    if (rc == 0) {
        wanted = fingerprint(&press.edition, &arena);
        press.is_anew = strcmp(published, wanted) != 0;
        rc = write_all_rows(&press, err);
    }
    if (rc == 0 && press.is_anew)
        rc = store_put_note(store, PUBLISHED_NOTE, wanted, err);
    arena_release(&arena);
    return rc;
}
