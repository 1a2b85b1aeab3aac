#ifndef WEIR_TESTS_UNIT_SAMPLES_H
#define WEIR_TESTS_UNIT_SAMPLES_H
/*
 * samples — stories and feeds as the parser and the store leave them: every string there, every moment set.
 */
#include "weir/feed/feed.h"
#include "weir/text/date.h"

/* Friday, 2026-11-20 07:00:00 UTC */
#define SAMPLE_AT 1795158000

static inline struct item sample_item(const char *uid, const char *title, const char *url)
{
    struct item item = item_blank;
    item.url = url;
    item.title = title;
    item.published_at = SAMPLE_AT;
    item.key = uid;
    item.uid = uid;
    item.source = "colleague";
    item.first_seen_at = SAMPLE_AT + 600;
    return item;
}

static inline struct feed sample_feed(struct item *items, size_t n_items)
{
    struct feed feed = feed_blank;
    feed.id = "https://feeds.example.org/feed.atom";
    feed.title = "What is new";
    feed.generator = "weir";
    feed.home_page_url = "https://feeds.example.org/index.html";
    feed.feed_url = "https://feeds.example.org/feed.atom";
    feed.items = items;
    feed.n_items = n_items;
    return feed;
}

#endif
