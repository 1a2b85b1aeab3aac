#ifndef WEIR_POLL_BACKFILL_H
#define WEIR_POLL_BACKFILL_H
/*
 * backfill — what a source had before weir knew it: page after page, back to a moment.
 *
 * arXiv's API is paged by its `start`; other feeds lead back by rel=prev-archive or rel=next (RFC 5005 §3,
 * §4). Pages are asked for one after another, at the pace of their host, and each is stored as it comes: the
 * first as a poll would, those behind it as old news that no digest tells. The store notes the page that is
 * next, so that after an interruption the same command goes on there. A backfill changes nothing about when
 * and how the source is polled.
 */
#include <stdint.h>

#include "weir/poll/harvest.h"

/* How far it has come; borrowed during the callback. */
struct backfill_progress {
    const struct source *source;
    size_t n_pages, n_items, n_new, n_stories;
    int64_t oldest_at;   /* DATE_NONE until a dated item came */
    bool is_done;        /* this is the last call */
    bool failed;         /* and it did not come to its end */
    const char *message; /* of the last call: why it ended; one line */
};

typedef void backfill_page(const struct backfill_progress *progress, void *arg);

struct backfill;

/* Begins, or goes on where an earlier one was interrupted. `page` is called after each page, from the loop;
 * after its last call the backfill is gone. */
struct backfill *backfill_start(const struct harvest_tools *tools, const struct source *source,
                                int64_t since_at, backfill_page *page, void *arg);

/* Gives it up when its transfer has been ended by fetch_free. */
void backfill_abandon(struct backfill *backfill);

#define BACKFILL_LIMIT_PAGES 300 /* of a source at once: all 30,000 results that arXiv gives */
#define BACKFILL_TRIES       3   /* for a page that fails, or is empty where more should be */

#endif
