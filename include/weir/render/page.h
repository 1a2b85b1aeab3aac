#ifndef WEIR_RENDER_PAGE_H
#define WEIR_RENDER_PAGE_H
/*
 * page — what is new, for people who look before they subscribe: HTML that needs no script and loads nothing
 * from another host, in light and dark, from phone to wide screen.
 */
#include <stdbool.h>

#include "weir/feed/feed.h"
#include "weir/render/words.h"
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

/* The page of all digests, under the root. */
#define DIGESTS_PAGE "digests.html"

struct page_link {
    const char *path, *title;
};

/* How weir does while there is no story: what the front page says instead. */
struct page_start {
    size_t n_sources, n_answered, n_failed;
    const char *const *failures; /* "TITLE: why", a line each */
    size_t n_failures;
    int64_t next_at; /* the next poll; DATE_NONE for none */
};

struct page {
    enum language language;
    const char *title; /* of the list */
    const char *timezone;
    const struct page_topic *topics; /* for the navigation */
    size_t n_topics;
    const char *topic;       /* the one whose page this is, in the navigation or not; "" for the index */
    bool images;             /* are shown, from other hosts; else they are links */
    bool has_buttons;        /* to keep and dismiss stories (run/feedback.h) */
    bool has_search;         /* the pages are served by weir, which knows /search */
    const char *root;        /* relative path to the published root: "" or "../" */
    const struct feed *feed; /* the stories, newest first; categories: topics' term → label */
    const struct page_link *digests; /* the newest under the root, newest first */
    size_t n_digests;
    const struct page_link *months; /* older stories, the newest month first */
    size_t n_months;
    struct page_start start; /* of the index */
};

/* The index (by day, with the topics as its navigation) or the page of one topic. */
void page_write(const struct page *page, struct buf *out);

/* The page of all digests: titles that lead to each page, and its Markdown beside it. */
struct digests_page {
    enum language language;
    const char *title; /* of the list */
    bool has_search;
    const struct page_link *weeks, *days; /* paths without extension, newest first */
    size_t n_weeks, n_days;
};
void digests_page_write(const struct digests_page *page, struct buf *out);

/* A month of stories in short, PAGE_MONTH_STORIES a page: number `number` of them, from 0. `path` is that of
 * its pages without number and extension, `title` the month's. Returns how many pages the stories take. */
#define PAGE_MONTH_STORIES 200
size_t month_page_write(const struct page *page, const char *path, const char *title, size_t number,
                        struct buf *out);

/* The stylesheet of all pages, published as PAGE_STYLE at the root. */
#define PAGE_STYLE "style.css"
void page_write_style(struct buf *out);

#endif
