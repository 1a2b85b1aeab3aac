#include "volume.h"

#include <string.h>

#include "press.h"
#include "weir/publish/atom.h"
#include "weir/publish/jsonfeed.h"
#include "weir/text/date.h"

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

struct volume *volume_begin(struct volume *volume)
{
    volume_end(volume);
    *volume = (struct volume){.updated_at = DATE_NONE, .is_open = true};
    arena_init(&volume->arena);
    return volume;
}

void volume_end(struct volume *volume)
{
    if (volume->is_open)
        arena_release(&volume->arena);
    volume->is_open = false;
}

static int list_stories(struct press *press, struct volume *volume, struct error *err)
{
    struct store_query query = volume->shelf.query;
    volume->feed = feed_blank;
    volume->is_listed = true;
    if (!volume->is_blank && store_list(press->edition.store, &query, &volume->arena, &volume->stories,
                                        &volume->n_stories, err) < 0)
        return -1;
    volume->feed.items = arena_alloc(&volume->arena, (volume->n_stories + 1) * sizeof(struct item));
    volume->feed.updated_at = volume->updated_at;
    if (volume->notice != NULL)
        volume->feed.items[volume->feed.n_items++] = *volume->notice;
    return 0;
}

static int read_slice(struct press *press, struct volume *volume, struct error *err)
{
    struct feed *feed = &volume->feed;
    size_t n = volume->n_stories - volume->n_looked_at, n_read;
    n = n < VOLUME_SLICE ? n : VOLUME_SLICE;
    if (store_read(press->edition.store, volume->stories + volume->n_looked_at, n, &volume->arena,
                   feed->items + feed->n_items, &n_read, err) < 0)
        return -1;
    feed->n_items += n_read;
    volume->n_looked_at += n;
    return 0;
}

/* A feed of the same format; nothing when there is none, or the format cannot say so. */
static void add_neighbour(const struct press *press, struct volume *volume, const struct format *format,
                          const char *rel, const char *path)
{
    struct arena *arena = &volume->arena;
    if (rel == NULL || path == NULL)
        return;
    path = arena_printf(arena, "%s%s", path, format->extension);
    edition_link(&volume->feed, rel, edition_address(&press->edition, path, arena), arena);
}

static int write_format(struct press *press, struct volume *volume, const struct format *format,
                        struct error *err)
{
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    struct feed *feed = &volume->feed;
    const char *file = arena_printf(&volume->arena, "%s%s", volume->shelf.path, format->extension);
    feed->feed_url = edition_address(&press->edition, file, &volume->arena);
    feed->links = NULL;
    feed->n_links = 0;
    if (format->stylesheet != NULL)
        edition_link(feed, format->stylesheet, edition_to_root(file, ATOM_STYLE, &volume->arena),
                     &volume->arena);
    add_neighbour(press, volume, format, format->current, volume->chain.current);
    add_neighbour(press, volume, format, format->previous, volume->chain.previous);
    add_neighbour(press, volume, format, format->next, volume->chain.next);
    if (volume->shelf.part_of == NULL)
        edition_name_hub(&press->edition, &volume->arena, feed);
    format->write(feed, &out);
    int rc = press_put(press, file, &out, err);
    buf_release(&out);
    return rc;
}

/* The index or a topic's page. */
static int write_page(struct press *press, struct volume *volume, struct error *err)
{
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    const struct conf *conf = press->edition.conf;
    struct page page = {.title = conf->title,
                        .timezone = conf->timezone,
                        .topics = press->topics,
                        .n_topics = press->edition.n_topics,
                        .topic = volume->topic,
                        .images = conf->images,
                        .has_search = press->edition.has_search,
                        .root = strchr(volume->shelf.page, '/') != NULL ? "../" : "",
                        .feed = &volume->feed,
                        .digests = press->digests,
                        .n_digests = *volume->topic == '\0' ? press->n_digests : 0};
    page_write(&page, &out);
    int rc = press_put(press, volume->shelf.page, &out, err);
    buf_release(&out);
    return rc;
}

/* The page is the last of the files. */
static int write_file(struct press *press, struct volume *volume, struct error *err)
{
    size_t file = volume->n_files++;
    if (file == 0)
        edition_dress(&press->edition, &volume->shelf, &volume->arena, &volume->feed);
    if (file < volume->n_formats)
        return write_format(press, volume, &formats[file], err);
    return write_page(press, volume, err);
}

int volume_read(struct press *press, struct error *err)
{
    struct volume *volume = &press->volume;
    int rc = 0;
    if (!volume->is_listed)
        rc = list_stories(press, volume, err);
    else if (volume->n_looked_at < volume->n_stories)
        rc = read_slice(press, volume, err);
    else
        return PRESS_THROUGH;
    return rc < 0 ? -1 : PRESS_MORE;
}

int volume_step(struct press *press, struct error *err)
{
    struct volume *volume = &press->volume;
    size_t n_files = volume->n_formats + (volume->topic != NULL);
    int rc = volume_read(press, err);
    if (rc == PRESS_THROUGH)
        rc = write_file(press, volume, err);
    if (rc >= 0 && volume->n_files < n_files)
        return PRESS_MORE;
    volume_end(volume);
    return rc;
}
