#include "volume.h"

#include <string.h>

#include "press.h"
#include "weir/render/atom.h"
#include "weir/render/jsonfeed.h"
#include "weir/text/date.h"

/* The formats in which a feed is published, and what they call its neighbours. */
static const struct format {
    const char *extension;
    void (*write_piece)(const struct feed *feed, size_t from, size_t to, struct buf *out);
    /* link relations; NULL where the format has none */
    const char *stylesheet, *current, *previous, *next;
} formats[] = {
    {".atom", atom_write_piece, "stylesheet", "current", "prev-archive", "next-archive"},
    {".json", jsonfeed_write_piece, NULL, NULL, "next", NULL},
};

struct volume *volume_begin(struct volume *volume)
{
    volume_end(volume);
    *volume = (struct volume){.updated_at = DATE_NONE, .is_open = true, .out = BUF_INIT(BUF_LIMIT_OUTPUT)};
    arena_init(&volume->arena);
    return volume;
}

void volume_end(struct volume *volume)
{
    if (!volume->is_open)
        return;
    arena_release(&volume->arena);
    buf_release(&volume->out);
    volume->is_open = false;
}

static int list_stories(struct press *press, struct volume *volume, struct error *err)
{
    int rc = 0;
    if (!volume->is_blank)
        rc = store_list(press->edition.store, &volume->shelf.query, &volume->arena, &volume->listing, err);
    if (rc != 0)
        return rc;
    volume->is_listed = true;
    volume->feed = feed_blank;
    volume->feed.items = arena_alloc(&volume->arena, (volume->listing.n + 1) * sizeof(struct item));
    volume->feed.updated_at = volume->updated_at;
    if (volume->notice != NULL)
        volume->feed.items[volume->feed.n_items++] = *volume->notice;
    return 0;
}

static int read_slice(struct press *press, struct volume *volume, struct error *err)
{
    struct feed *feed = &volume->feed;
    size_t n = volume->listing.n - volume->n_looked_at, n_read;
    n = n < VOLUME_SLICE ? n : VOLUME_SLICE;
    if (store_read(press->edition.store, volume->listing.stories + volume->n_looked_at, n, &volume->arena,
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

/* What tells the documents of one feed apart. */
static void name_document(struct press *press, struct volume *volume, const struct format *format,
                          const char *file)
{
    struct feed *feed = &volume->feed;
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
}

static void write_piece(struct volume *volume, const struct format *format)
{
    const struct feed *feed = &volume->feed;
    size_t enough = volume->out.n + VOLUME_PIECE_BYTES;
    do {
        size_t from = volume->n_written;
        volume->n_written += from < feed->n_items;
        format->write_piece(feed, from, volume->n_written, &volume->out);
    } while (volume->n_written < feed->n_items && volume->out.n < enough);
}

/* A piece of the document, or of its file: PRESS_MORE, or PRESS_THROUGH when it is in its place. */
static int write_format(struct press *press, struct volume *volume, const struct format *format,
                        struct error *err)
{
    const struct feed *feed = &volume->feed;
    struct buf *out = &volume->out;
    const char *file = arena_printf(&volume->arena, "%s%s", volume->shelf.path, format->extension);
    if (out->n == 0)
        name_document(press, volume, format, file);
    if (out->n == 0 || volume->n_written < feed->n_items)
        write_piece(volume, format);
    if (volume->n_written < feed->n_items)
        return PRESS_MORE;
    int rc = press_put_piece(press, file, out, err);
    if (rc == PRESS_MORE)
        return rc;
    buf_release(out);
    volume->n_written = 0;
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
    if (volume->n_files == 0 && volume->n_written == 0)
        edition_dress(&press->edition, &volume->shelf, &volume->arena, &volume->feed);
    bool is_page = volume->n_files == volume->n_formats;
    int rc = is_page ? write_page(press, volume, err)
                     : write_format(press, volume, &formats[volume->n_files], err);
    volume->n_files += rc != PRESS_MORE;
    return rc;
}

int volume_read(struct press *press, struct error *err)
{
    struct volume *volume = &press->volume;
    int rc = 0;
    if (!volume->is_listed)
        rc = list_stories(press, volume, err);
    else if (volume->n_looked_at < volume->listing.n)
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
