#ifndef WEIR_PUBLISH_FEEDS_H
#define WEIR_PUBLISH_FEEDS_H
/*
 * feeds — one feed from the store to all its files.
 *
 *     struct feed_files files = feed_files_of(job, topic, arena);
 *     return feed_publish(job, &files, arena, err);
 */
#include "job.h"

/* What is written of a feed; zero is one without page, archives and notice. */
struct feed_files {
    struct site_feed spec;
    bool atom_alone;
    const char *topic;         /* whose page is written: "" the index, NULL no page */
    int64_t updated_at;        /* 0: that of its newest story */
    bool is_blank;             /* hold no stories … */
    const struct item *notice; /* … but this entry; NULL for none */
    /* its neighbours, when it has archives (RFC 5005 §4): paths without extension, NULL for none */
    const char *current, *previous, *next;
};

/* The feed of a topic, or the merged one (NULL). */
struct feed_files feed_files_of(const struct publish_job *job, const struct topic *topic,
                                struct arena *arena);

/* Gathers the stories, then writes each file and puts it in its place. */
int feed_publish(struct publish_job *job, const struct feed_files *files, struct arena *arena,
                 struct error *err);

/* archives.c: the path of the newest month of the feed at `feed_path` that is closed, or NULL. */
int archive_newest(const struct publish_job *job, const char *feed_path, struct arena *arena,
                   const char **path, struct error *err);

#endif
