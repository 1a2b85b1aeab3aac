#ifndef WEIR_PUBLISH_VOLUME_H
#define WEIR_PUBLISH_VOLUME_H
/*
 * volume — one feed from the store to all its files, a few stories or a file at a time.
 *
 *     struct volume *volume = volume_begin(&press->volume);
 *     volume->shelf = (struct edition_shelf){.path = arena_printf(&volume->arena, …), …};
 *     volume->n_formats = VOLUME_ATOM_AND_JSON;
 *     while ((rc = volume_step(press, err)) == PRESS_MORE) …
 */
#include "weir/publish/edition.h"

struct press;

/* Stories that are read in one step, and bytes of a feed that are written in one (and the story that passes
 * them). */
#define VOLUME_SLICE       20
#define VOLUME_PIECE_BYTES ((size_t)1 << 19)

enum { VOLUME_NO_FEED = 0, VOLUME_ATOM = 1, VOLUME_ATOM_AND_JSON = 2 };

/* The neighbours of a feed that has archives (RFC 5005 §4): paths without extension, NULL for none. */
struct volume_chain {
    const char *current, *previous, *next;
};

struct volume {
    struct arena arena; /* of this feed; what the caller puts here lives as long */
    struct edition_shelf shelf;
    struct volume_chain chain;
    size_t n_formats;
    const char *topic;         /* whose page is written: "" the index, NULL no page */
    int64_t updated_at;        /* DATE_NONE: that of its newest story */
    bool is_blank;             /* hold no stories */
    const struct item *notice; /* … but this entry; NULL for none */
    /* how far it has come */
    bool is_open, is_listed;
    struct feed feed;
    struct listing listing;
    size_t n_looked_at, n_files;
    struct buf out;   /* the file under way … */
    size_t n_written; /* … and how many of the stories it has */
};

/* An empty volume to be filled in; what was left of the one before is given back. */
struct volume *volume_begin(struct volume *volume);

/* Only the reading, for those who do something else with the stories: PRESS_THROUGH when all are in
 * `volume->feed`, which is not given back then. */
int volume_read(struct press *press, struct error *err);

/* The next piece of work: PRESS_MORE, PRESS_THROUGH, or −1. Behind the last two the volume is given back. */
int volume_step(struct press *press, struct error *err);

/* Gives the memory back; fine for one that never began. */
void volume_end(struct volume *volume);

#endif
