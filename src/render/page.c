/*
 * page — the index and the topics' pages.
 */
#include "weir/render/page.h"

#include <string.h>

#include "layout.h"
#include "story.h"
#include "weir/render/place.h"
#include "weir/render/shown.h"
#include "weir/text/arena.h"
#include "weir/text/civil.h"
#include "weir/text/xml.h"

/* Kept free for what follows the last story. */
#define FOOT_BYTES ((size_t)2000)

static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

static const struct page_topic *page_topic(const struct page *page)
{
    for (size_t i = 0; i < page->n_topics; i++) {
        if (strcmp(page->topics[i].name, page->topic) == 0)
            return &page->topics[i];
    }
    return NULL;
}

static void write_count(struct buf *out, struct arena *arena, size_t n)
{
    xml_open(out, "small", "title", "in the last 30 days", NULL);
    xml_text(out, arena_printf(arena, "%zu", n));
    xml_close(out, "small");
}

static void write_topic_link(struct buf *out, struct arena *arena, const struct page *page,
                             const struct page_topic *topic)
{
    const char *depth =
        topic->depth > 0 ? arena_printf(arena, "under%d", topic->depth < 3 ? topic->depth : 3) : NULL;
    xml_open(out, "li", "class", depth, NULL);
    xml_open(out, "a", "href", place_address(arena, page->root, place_topic(arena, topic->name, ".html")),
             "aria-current", strcmp(topic->name, page->topic) == 0 ? "page" : NULL, NULL);
    xml_text(out, topic->title);
    if (*page->topic == '\0' && topic->n_stories > 0)
        write_count(out, arena, topic->n_stories);
    buf_adds(out, "</a></li>\n");
}

/* "digest/daily/2026-11-20.html" → "2026-11-20" */
static char *digest_name(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    return arena_copy(arena, name, strcspn(name, "."));
}

static void write_navigation(struct buf *out, struct arena *arena, const struct page *page)
{
    buf_adds(out, "<nav class=\"side\" aria-label=\"Topics and digests\">\n<h2>Topics</h2>\n<ul>\n");
    xml_open(out, "li", NULL);
    xml_open(out, "a", "href", arena_printf(arena, "%sindex.html", page->root), "aria-current",
             *page->topic == '\0' ? "page" : NULL, NULL);
    buf_adds(out, "All topics</a></li>\n");
    for (size_t i = 0; i < page->n_topics; i++)
        write_topic_link(out, arena, page, &page->topics[i]);
    buf_adds(out, "</ul>\n");
    if (page->n_digests > 0) {
        buf_adds(out, "<h2>Digests</h2>\n<ul>\n");
        for (size_t i = 0; i < page->n_digests; i++) {
            buf_adds(out, "<li>");
            layout_link(out, place_address(arena, page->root, page->digests[i]),
                        digest_name(arena, page->digests[i]));
            buf_adds(out, "</li>\n");
        }
        buf_adds(out, "</ul>\n");
    }
    buf_adds(out, "</nav>\n");
}

/* Opens the section of a day: "Friday, 20 November 2026". */
static void open_day(struct buf *out, struct arena *arena, const struct civil *day)
{
    buf_adds(out, "<section class=\"day\">\n<h2>");
    xml_open(out, "time", "datetime", arena_printf(arena, "%04d-%02d-%02d", day->year, day->month, day->day),
             NULL);
    xml_text(out, arena_printf(arena, "%s, %d %s %d", weekdays[day->weekday - 1], day->day,
                               months[day->month - 1], day->year));
    buf_adds(out, "</time></h2>\n");
}

static void write_days(struct buf *out, struct arena *arena, const struct page *page)
{
    struct story_frame frame = {.root = page->root,
                                .topic = page->topic,
                                .heading = "h3",
                                .images = page->images,
                                .topics = page->feed->categories,
                                .n_topics = page->feed->n_categories,
                                .day = ""};
    struct civil open = {0};
    for (size_t i = 0; i < page->feed->n_items; i++) {
        size_t before = out->n;
        struct civil day = civil_at(page->timezone, shown_published_at(&page->feed->items[i]));
        if (i == 0 || day.year != open.year || day.month != open.month || day.day != open.day) {
            if (i > 0)
                buf_adds(out, "</section>\n");
            open_day(out, arena, &day);
            open = day;
        }
        story_write(&frame, &page->feed->items[i], out);
        if (out->n > PAGE_LIMIT_BYTES - FOOT_BYTES) {
            buf_truncate(out, before);
            buf_adds(out, "</section>\n<p class=\"more\">Older stories are in the feed.</p>\n");
            return;
        }
    }
    buf_adds(out, page->feed->n_items > 0 ? "</section>\n" : "<p class=\"more\">Nothing yet.</p>\n");
}

void page_write(const struct page *page, struct buf *out)
{
    struct arena arena;
    arena_init(&arena);
    const struct page_topic *topic = page_topic(page);
    bool is_index = *page->topic == '\0';
    const char *heading = is_index ? "What is new" : topic != NULL ? topic->title : page->topic;
    struct layout layout = {
        .title = is_index ? page->title : arena_printf(&arena, "%s — %s", heading, page->title),
        .home = page->title,
        .root = page->root,
        .feed = is_index ? "feed" : place_address(&arena, "", place_topic(&arena, page->topic, "")),
        .has_search = page->has_search,
        .has_json = true};
    layout_open(&layout, out);
    buf_adds(out, "<div class=\"columns\">\n");
    write_navigation(out, &arena, page);
    buf_adds(out, "<main id=\"main\">\n");
    xml_element(out, "h1", heading);
    buf_addc(out, '\n');
    write_days(out, &arena, page);
    buf_adds(out, "</main>\n</div>\n");
    layout_close(out);
    arena_release(&arena);
}
