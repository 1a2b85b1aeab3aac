#ifndef WEIR_TESTS_FUZZ_FEED_ROUND_H
#define WEIR_TESTS_FUZZ_FEED_ROUND_H
/* feed_round — what must hold of every document that is a feed: parsing what was written of it gives the
 * same. */
#include <string.h>

#include "../unit/safe_html.h"
#include "fuzz.h"
#include "weir/feed/parse.h"
#include "weir/render/jsonfeed.h"
#include "weir/text/utf8.h"

#define FEED_ROUND_BYTES ((size_t)64 << 20)

/* What a document may cost: an empty item of seven bytes takes half a kilobyte, in a list that doubles. */
#define FEED_ROUND_COST(n) (((size_t)64 << 10) + 1024 * (n))

static inline void feed_round_check_items(const struct feed *feed)
{
    for (size_t i = 0; i < feed->n_items; i++) {
        const struct item *item = &feed->items[i];
        FUZZ_HOLDS(safe_html_fault(item->content_html, strlen(item->content_html)) == NULL);
        FUZZ_HOLDS(safe_html_fault(item->summary_html, strlen(item->summary_html)) == NULL);
        FUZZ_HOLDS(utf8_valid(item->title, strlen(item->title)));
    }
}

/* parse → write → parse → write: both writings are the same. What is no feed is refused with one line. */
static inline void feed_round(const char *bytes, size_t n, const char *url, const char *content_type)
{
    struct arena arena;
    struct feed *feed;
    struct error err = {0};
    struct document doc = {.bytes = bytes, .n = n, .url = url, .content_type = content_type};
    arena_init(&arena);
    int rc = feed_parse(&doc, &arena, &feed, &err);
    FUZZ_HOLDS(arena.n_bytes <= FEED_ROUND_COST(n));
    if (rc == 0) {
        struct buf once = BUF_INIT(FEED_ROUND_BYTES), twice = BUF_INIT(FEED_ROUND_BYTES);
        feed_round_check_items(feed);
        jsonfeed_write(feed, &once);
        FUZZ_HOLDS(utf8_valid(once.data, once.n));
        struct document again = {.bytes = once.data, .n = once.n, .url = "", .content_type = ""};
        FUZZ_HOLDS(feed_parse(&again, &arena, &feed, &err) == 0);
        jsonfeed_write(feed, &twice);
        FUZZ_HOLDS(once.n == twice.n && memcmp(once.data, twice.data, once.n) == 0);
        buf_release(&once);
        buf_release(&twice);
    } else {
        FUZZ_HOLDS(err.text[0] != '\0' && strchr(err.text, '\n') == NULL);
    }
    arena_release(&arena);
}

#endif
