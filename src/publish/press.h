#ifndef WEIR_PUBLISH_PRESS_H
#define WEIR_PUBLISH_PRESS_H
/*
 * press — what the rows of the table of outputs (outputs.c) share while they publish, a step at a time.
 *
 * A step is short: it reads a few stories or writes a piece of a file, so that the daemon's loop turns
 * between two steps. A row keeps how far it has come in `cursor`, `month` and `piece` and, while it makes a
 * feed, in `volume`.
 */
#include "digests.h"
#include "gone.h"
#include "volume.h"
#include "weir/publish/edition.h"
#include "weir/publish/outputs.h"
#include "weir/render/page.h"
#include "weir/render/status_page.h"
#include "weir/system/replace.h"

/* The store's note of how the topics that are settled were published; "" while they are being published. */
#define PRESS_NOTE "published"

/* What a step returns besides −1: the row wants another one, or is through. */
enum { PRESS_THROUGH = 0, PRESS_MORE = 1 };

struct press {
    struct edition edition;
    struct arena arena; /* of the whole publication */
    const char *folder;
    int64_t now;
    bool is_anew;           /* nothing of what is published may be taken to be up to date */
    bool is_unsettled;      /* the note of what is published is blank until all topics stand */
    struct digest_due *due; /* the digests that are to be made */
    size_t n_due;
    struct status_source *status; /* of the sources, in their order */
    bool has_digest;              /* one was made: digests.atom shows it */
    struct page_topic *topics;    /* the navigation of the pages */
    const char **digests;         /* paths of the newest digests' pages */
    size_t n_digests;
    struct span *months; /* from the oldest story's to the one under way */
    size_t n_months;
    struct gone *gone; /* topics that are published no more */
    size_t n_gone;
    bool has_closed; /* a month is over since the last publication: the feeds lead to it */
    struct output_result result;
    size_t cursor, month, piece; /* how far the row under way has come; 0 at its start */
    struct digest digest;        /* the one that is being made */
    struct volume volume;        /* the feed that is being made */
    struct replacement file;     /* that is being written */
};

/* Replaces the file at PATH under the published folder, and counts it. */
int press_put(struct press *press, const char *path, const struct buf *bytes, struct error *err);

/* The same in steps, since a file may be large: PRESS_MORE, PRESS_THROUGH or −1. */
int press_put_piece(struct press *press, const char *path, const struct buf *bytes, struct error *err);

/* Is there a file at PATH under the published folder? */
bool press_has(const struct press *press, const char *path, struct arena *arena);

/* The rows of feeds (output_feeds.c) and of everything else (output_pages.c); each call is a step. */
int output_merged(struct press *press, struct arena *arena, struct error *err);
int output_all(struct press *press, struct arena *arena, struct error *err);
int output_topics(struct press *press, struct arena *arena, struct error *err);
int output_gone(struct press *press, struct arena *arena, struct error *err);
int output_archives(struct press *press, struct arena *arena, struct error *err);
int output_digests(struct press *press, struct arena *arena, struct error *err);
int output_digest_feed(struct press *press, struct arena *arena, struct error *err);
int output_navigation(struct press *press, struct arena *arena, struct error *err);
int output_opml(struct press *press, struct arena *arena, struct error *err);
int output_status(struct press *press, struct arena *arena, struct error *err);
int output_style(struct press *press, struct arena *arena, struct error *err);

#endif
