#ifndef WEIR_RENDER_PAGE_H
#define WEIR_RENDER_PAGE_H
/*
 * page — what is new, for people who look before they subscribe: HTML that needs no script and loads nothing
 * from another host, in light and dark, from phone to wide screen.
 */
#include <stdbool.h>

#include "weir/feed/feed.h"
#include "weir/text/buf.h"

/* A page ends behind the story that would pass this; older stories are in the feed. */
#define PAGE_LIMIT_BYTES ((size_t)96 * 1000)

/* The stories of so long are counted beside a topic. */
#define PAGE_RECENT_S (30 * 24 * 3600)

struct page_topic {
    const char *name, *title;
    int depth;
    size_t n_stories; /* of the last PAGE_RECENT_S; told on the index alone, lest every page changes with
                         every story */
};

struct page {
    const char *title; /* of the list */
    const char *timezone;
    const struct page_topic *topics; /* for the navigation */
    size_t n_topics;
    const char *topic;          /* the one whose page this is, in the navigation or not; "" for the index */
    bool images;                /* are shown, from other hosts; else they are links */
    bool has_search;            /* the pages are served by weir, which knows /search */
    const char *root;           /* relative path to the published root: "" or "../" */
    const struct feed *feed;    /* the stories, newest first; categories: topics' term → label */
    const char *const *digests; /* paths of the newest digests under the root, newest first */
    size_t n_digests;
};

/* The index (by day, with the topics as its navigation) or the page of one topic. */
void page_write(const struct page *page, struct buf *out);

/* The stylesheet of all pages, published as PAGE_STYLE at the root. */
#define PAGE_STYLE "style.css"
void page_write_style(struct buf *out);

#endif
