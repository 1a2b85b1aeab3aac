#ifndef WEIR_PUBLISH_JOB_H
#define WEIR_PUBLISH_JOB_H
/*
 * job — one publication: what its outputs (publish.c) share. Each output gathers from the store, writes to
 * memory and puts the file in its place, from top to bottom; nothing here knows that a daemon waits.
 */
#include <stdatomic.h>

#include "weir/publish/publish.h"
#include "weir/publish/site.h"
#include "weir/render/page.h"

struct publish_job {
    struct site site;
    struct arena arena; /* of the whole publication */
    const char *folder;
    int64_t now;
    const atomic_bool *stop;   /* set by another thread: no further file is written; NULL: never */
    bool is_anew;              /* nothing of what is published may be taken to be up to date */
    bool is_unsettled;         /* the note of what is published is blank until all topics stand */
    bool has_digest;           /* one was made: digests.atom shows it */
    bool has_closed;           /* a month is over since the last publication: the feeds lead to it */
    struct page_topic *topics; /* the navigation of the pages */
    struct page_link *digests; /* the newest */
    size_t n_digests;
    struct page_link *months; /* of the pages of older stories, newest first */
    size_t n_months;
    struct publish_result result;
};

/* Replaces the file at PATH under the published folder, and counts it; the bytes are given back. */
int job_put(struct publish_job *job, const char *path, struct buf *bytes, struct error *err);

/* Is there a file at PATH under the published folder? */
bool job_has(const struct publish_job *job, const char *path, struct arena *arena);

/* The outputs: feeds.c, archives.c and pages.c. `arena` is the output's own. */
int publish_feed(struct publish_job *job, struct arena *arena, struct error *err);
int publish_all_atom(struct publish_job *job, struct arena *arena, struct error *err);
int publish_topics(struct publish_job *job, struct arena *arena, struct error *err);
int publish_gone_topics(struct publish_job *job, struct arena *arena, struct error *err);
int publish_kept(struct publish_job *job, struct arena *arena, struct error *err);
int publish_archives(struct publish_job *job, struct arena *arena, struct error *err);
int publish_digests(struct publish_job *job, struct arena *arena, struct error *err);
int publish_digest_feed(struct publish_job *job, struct arena *arena, struct error *err);
int publish_navigation(struct publish_job *job, struct arena *arena, struct error *err);
int publish_opml(struct publish_job *job, struct arena *arena, struct error *err);
int publish_status(struct publish_job *job, struct arena *arena, struct error *err);
int publish_styles(struct publish_job *job, struct arena *arena, struct error *err);

#endif
