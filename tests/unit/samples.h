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
    return (struct item){.id = "",
                         .url = url,
                         .title = title,
                         .summary_html = "",
                         .content_html = "",
                         .language = "",
                         .rights = "",
                         .comments_url = "",
                         .image = "",
                         .published_at = SAMPLE_AT,
                         .updated_at = DATE_NONE,
                         .origin = {.id = "", .title = "", .url = "", .updated_at = DATE_NONE},
                         .arxiv = {.id = "",
                                   .announce_type = "",
                                   .primary_category = "",
                                   .doi = "",
                                   .journal_ref = "",
                                   .comment = ""},
                         .key = uid,
                         .uid = uid,
                         .source = "colleague",
                         .first_seen_at = SAMPLE_AT + 600};
}

static inline struct feed sample_feed(struct item *items, size_t n_items)
{
    return (struct feed){.format = "",
                         .id = "https://feeds.example.org/feed.atom",
                         .title = "What is new",
                         .subtitle_html = "",
                         .language = "",
                         .rights = "",
                         .generator = "weir",
                         .home_page_url = "https://feeds.example.org/index.html",
                         .feed_url = "https://feeds.example.org/feed.atom",
                         .icon = "",
                         .logo = "",
                         .updated_at = DATE_NONE,
                         .published_at = DATE_NONE,
                         .items = items,
                         .n_items = n_items,
                         .bozo = ""};
}

#endif
