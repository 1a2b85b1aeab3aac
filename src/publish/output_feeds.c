/*
 * output_feeds — the rows that publish feeds, with their pages and archives.
 */
#include <string.h>

#include "archives.h"
#include "press.h"
#include "weir/render/place.h"
#include "weir/text/date.h"

/* What the archives' note says of a feed none of whose months is over. */
#define NO_MONTH "-"

/* The feed of a topic, or the merged one (NULL), in `arena`. */
static struct edition_shelf shelf_of(const struct press *press, const struct topic *topic,
                                     struct arena *arena)
{
    const char *title = press->edition.conf->title;
    if (topic == NULL)
        return (struct edition_shelf){.path = "feed",
                                      .page = "index.html",
                                      .title = title,
                                      .query = {.any_topic = true, .limit = EDITION_FEED_STORIES}};
    return (struct edition_shelf){.path = place_topic(arena, topic->name, ""),
                                  .page = place_topic(arena, topic->name, ".html"),
                                  .title = arena_printf(arena, "%s — %s", topic->title, title),
                                  .query = {.topic = topic->name, .limit = EDITION_FEED_STORIES}};
}

/* Begins a feed that has archives. */
static int begin_feed(struct press *press, const struct topic *topic, struct error *err)
{
    struct volume *volume = volume_begin(&press->volume);
    const char *closed;
    volume->shelf = shelf_of(press, topic, &volume->arena);
    volume->n_formats = VOLUME_ATOM_AND_JSON;
    volume->topic = topic != NULL ? topic->name : "";
    if (archives_closed(&press->edition, volume->shelf.path, &volume->arena, &closed, err) < 0)
        return -1;
    struct span month;
    if (civil_parse_month(press->edition.conf->timezone, closed, &month))
        volume->chain.previous = archives_path(volume->shelf.path, &month, &volume->arena);
    return PRESS_MORE;
}

/* feed.atom, feed.json, index.html */
int output_merged(struct press *press, struct arena *arena, struct error *err)
{
    (void)arena;
    return press->cursor++ == 0 ? begin_feed(press, NULL, err) : volume_step(press, err);
}

/* all.atom */
int output_all(struct press *press, struct arena *arena, struct error *err)
{
    (void)arena;
    if (press->cursor++ > 0)
        return volume_step(press, err);
    struct volume *volume = volume_begin(&press->volume);
    volume->shelf = (struct edition_shelf){
        .path = "all",
        .page = "index.html",
        .title = arena_printf(&volume->arena, "%s — everything", press->edition.conf->title),
        .query = {.limit = EDITION_FEED_STORIES}};
    volume->n_formats = VOLUME_ATOM;
    return PRESS_MORE;
}

/* Does what is published of a topic stand as its stories are? */
static int is_settled(struct press *press, const char *topic, struct arena *arena, bool *settled,
                      struct error *err)
{
    static const char *const extensions[] = {".atom", ".json", ".html"};
    bool touched;
    if (store_is_dirty(press->edition.store, topic, &touched, err) < 0)
        return -1;
    *settled = !touched && !press->is_anew && !press->has_closed;
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        *settled = *settled && press_has(press, place_topic(arena, topic, extensions[i]), arena);
    if (*settled)
        press->result.n_files += sizeof extensions / sizeof *extensions;
    return 0;
}

/* Stories may come while the topic is being published, so it is settled before; what a crash interrupts is
 * made anew because the note of what is published is blank until all topics stand. */
static int begin_topic(struct press *press, const struct topic *topic, struct error *err)
{
    if (!press->is_unsettled && store_put_note(press->edition.store, PRESS_NOTE, "", err) < 0)
        return -1;
    press->is_unsettled = true;
    if (store_clean(press->edition.store, topic->name, err) < 0)
        return -1;
    return begin_feed(press, topic, err);
}

/* topics/NAME.atom, .json, .html of the topics that changed */
int output_topics(struct press *press, struct arena *arena, struct error *err)
{
    if (press->volume.is_open)
        return volume_step(press, err) < 0 ? -1 : PRESS_MORE;
    while (press->cursor < press->edition.n_topics) {
        const struct topic *topic = press->edition.topics[press->cursor++].topic;
        bool settled;
        if (is_settled(press, topic->name, arena, &settled, err) < 0)
            return -1;
        if (!settled)
            return begin_topic(press, topic, err);
    }
    return PRESS_THROUGH;
}

/* Only what is published can be missed: a folder that is new holds nothing of the kind. */
static bool is_missed(const struct press *press, const struct topic *topic, struct arena *arena)
{
    return press_has(press, place_topic(arena, topic->name, ".atom"), arena);
}

/* topics/NAME.atom, .json, .html of the topics that the configuration has no longer */
int output_gone(struct press *press, struct arena *arena, struct error *err)
{
    if (press->volume.is_open)
        return volume_step(press, err) < 0 ? -1 : PRESS_MORE;
    if (!press->is_anew)
        return PRESS_THROUGH;
    if (press->cursor == 0 &&
        gone_find(&press->edition, press->now, &press->arena, &press->gone, &press->n_gone, err) < 0)
        return -1;
    while (press->cursor < press->n_gone) {
        const struct gone *gone = &press->gone[press->cursor++];
        if (!is_missed(press, &gone->topic, arena))
            continue;
        struct volume *volume = volume_begin(&press->volume);
        struct item *notice = arena_alloc(&volume->arena, sizeof *notice);
        volume->shelf = shelf_of(press, &gone->topic, &volume->arena);
        *notice = gone_entry(&press->edition, &volume->shelf, gone, &volume->arena);
        volume->notice = notice;
        volume->is_blank = true;
        volume->updated_at = gone->gone_at;
        volume->n_formats = VOLUME_ATOM_AND_JSON;
        volume->topic = gone->topic.name;
        return PRESS_MORE;
    }
    return PRESS_THROUGH;
}

static void begin_month(struct press *press, const struct topic *topic, size_t m)
{
    struct volume *volume = volume_begin(&press->volume);
    struct arena *arena = &volume->arena;
    const struct span *month = &press->months[m];
    struct edition_shelf feed = shelf_of(press, topic, arena);
    bool is_over = m + 1 < press->n_months;
    volume->shelf = feed;
    volume->shelf.path = archives_path(feed.path, month, arena);
    volume->shelf.part_of = feed.path;
    volume->shelf.title = arena_printf(arena, "%s — %s", feed.title, month->name);
    volume->shelf.query.from_at = month->from_at;
    volume->shelf.query.to_at = month->to_at;
    volume->shelf.query.limit = ARCHIVES_LIMIT_STORIES;
    volume->chain.current = feed.path;
    if (m > 0)
        volume->chain.previous = archives_path(feed.path, month - 1, arena);
    if (is_over)
        volume->chain.next = archives_path(feed.path, month + 1, arena);
    volume->updated_at = is_over ? month->to_at : month->from_at;
    volume->is_blank = !is_over;
    volume->n_formats = VOLUME_ATOM_AND_JSON;
}

/* Looks for the next month of the feed that has to be written, from the `m`-th on; n_months when there is
 * none. */
static size_t find_month(const struct press *press, const char *feed_path, const char *closed, size_t m,
                         struct arena *arena)
{
    for (; m < press->n_months; m++) {
        const char *path = archives_path(feed_path, &press->months[m], arena);
        bool is_closed = strcmp(press->months[m].name, closed) <= 0;
        if (!is_closed || !press_has(press, arena_printf(arena, "%s.atom", path), arena) ||
            !press_has(press, arena_printf(arena, "%s.json", path), arena))
            break;
    }
    return m;
}

/* The months of one feed: 1 when one was begun, 0 when all stand. */
static int archive_feed(struct press *press, const struct topic *topic, struct arena *arena,
                        struct error *err)
{
    const char *feed_path = shelf_of(press, topic, arena).path, *closed;
    const char *last = press->n_months > 1 ? press->months[press->n_months - 2].name : NO_MONTH;
    if (archives_closed(&press->edition, feed_path, arena, &closed, err) < 0)
        return -1;
    bool is_news = strcmp(closed, last) < 0;
    if (!is_news && !press->is_anew)
        return 0;
    press->month = find_month(press, feed_path, closed, press->month, arena);
    if (press->month < press->n_months) {
        begin_month(press, topic, press->month++);
        return 1;
    }
    if (!is_news)
        return 0;
    press->has_closed = true;
    return archives_close(&press->edition, feed_path, last, arena, err);
}

/* archive/feed/MONTH.atom, .json and the same of each topic */
int output_archives(struct press *press, struct arena *arena, struct error *err)
{
    if (press->volume.is_open)
        return volume_step(press, err) < 0 ? -1 : PRESS_MORE;
    if (press->cursor == 0 && press->month == 0 &&
        archives_months(&press->edition, press->now, &press->arena, &press->months, &press->n_months, err) <
            0)
        return -1;
    while (press->n_months > 0 && press->cursor <= press->edition.n_topics) {
        const struct topic *topic = press->cursor > 0 ? press->edition.topics[press->cursor - 1].topic : NULL;
        int rc = archive_feed(press, topic, arena, err);
        if (rc != 0)
            return rc < 0 ? -1 : PRESS_MORE;
        press->cursor++;
        press->month = 0;
    }
    return PRESS_THROUGH;
}
