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
#include "weir/text/date.h"
#include "weir/text/xml.h"

/* Kept free for what follows the last story. */
#define FOOT_BYTES ((size_t)2000)

static const struct page_topic *page_topic(const struct page *page)
{
    for (size_t i = 0; i < page->n_topics; i++) {
        if (strcmp(page->topics[i].name, page->topic) == 0)
            return &page->topics[i];
    }
    return NULL;
}

static void write_count(struct buf *out, struct arena *arena, enum language language, size_t n)
{
    xml_open(out, "small", "title", say(arena, language, SAY_LAST_30_DAYS, NULL), NULL);
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
        write_count(out, arena, page->language, topic->n_stories);
    buf_adds(out, "</a></li>\n");
}

static void write_links(struct buf *out, struct arena *arena, const struct page *page, enum wording heading,
                        const struct page_link *links, size_t n)
{
    if (n == 0)
        return;
    xml_element(out, "h2", say(arena, page->language, heading, NULL));
    buf_adds(out, "\n<ul>\n");
    for (size_t i = 0; i < n; i++) {
        buf_adds(out, "<li>");
        layout_link(out, place_address(arena, page->root, links[i].path), links[i].title);
        buf_adds(out, "</li>\n");
    }
    buf_adds(out, "</ul>\n");
}

static void write_navigation(struct buf *out, struct arena *arena, const struct page *page)
{
    xml_open(out, "nav", "class", "side", "aria-label",
             say(arena, page->language, SAY_TOPICS_AND_DIGESTS, NULL), NULL);
    buf_addc(out, '\n');
    xml_element(out, "h2", say(arena, page->language, SAY_TOPICS, NULL));
    buf_adds(out, "\n<ul>\n");
    xml_open(out, "li", NULL);
    xml_open(out, "a", "href", arena_printf(arena, "%sindex.html", page->root), "aria-current",
             *page->topic == '\0' ? "page" : NULL, NULL);
    xml_text(out, say(arena, page->language, SAY_ALL_TOPICS, NULL));
    buf_adds(out, "</a></li>\n");
    for (size_t i = 0; i < page->n_topics; i++)
        write_topic_link(out, arena, page, &page->topics[i]);
    buf_adds(out, "</ul>\n");
    write_links(out, arena, page, SAY_DIGESTS, page->digests, page->n_digests);
    write_links(out, arena, page, SAY_MONTHS, page->months, page->n_months);
    buf_adds(out, "</nav>\n");
}

/* Opens the section of a day: "Friday, 20 November 2026". */
static void open_day(struct buf *out, struct arena *arena, enum language language, const struct civil *day)
{
    buf_adds(out, "<section class=\"day\">\n<h2>");
    xml_open(out, "time", "datetime", arena_printf(arena, "%04d-%02d-%02d", day->year, day->month, day->day),
             NULL);
    xml_text(out, say_day(arena, language, day));
    buf_adds(out, "</time></h2>\n");
}

/* Months lead on; where there are none, the feed does. */
static void write_older(struct buf *out, struct arena *arena, const struct page *page)
{
    buf_adds(out, "<p class=\"more\">");
    if (page->n_months == 0)
        xml_text(out, say(arena, page->language, SAY_OLDER, NULL));
    for (size_t i = 0; i < page->n_months; i++) {
        buf_adds(out, i > 0 ? " · " : "");
        layout_link(out, place_address(arena, page->root, page->months[i].path), page->months[i].title);
    }
    buf_adds(out, "</p>\n");
}

/* Nobody is left before an empty page: what has happened so far, and what one can do. */
static void write_start(struct buf *out, struct arena *arena, const struct page *page)
{
    const struct page_start *start = &page->start;
    buf_adds(out, "<div class=\"start\">\n");
    xml_element(out, "p", say(arena, page->language, SAY_NOTHING_YET, NULL));
    if (*page->topic == '\0') {
        xml_element(out, "p",
                    say(arena, page->language, SAY_ANSWERED, arena_printf(arena, "%zu", start->n_answered),
                        arena_printf(arena, "%zu", start->n_sources),
                        arena_printf(arena, "%zu", start->n_failed), NULL));
        buf_adds(out, start->n_failures > 0 ? "\n<ul>\n" : "");
        for (size_t i = 0; i < start->n_failures; i++)
            xml_element(out, "li", start->failures[i]);
        buf_adds(out, start->n_failures > 0 ? "</ul>\n" : "");
        if (start->next_at != DATE_NONE) {
            struct civil next = civil_at(page->timezone, start->next_at);
            const char *when = arena_printf(arena, "%04d-%02d-%02d %02d:%02d", next.year, next.month,
                                            next.day, next.hour, next.minute);
            xml_element(out, "p", say(arena, page->language, SAY_NEXT_POLL, when, NULL));
        }
        xml_element(out, "p", say(arena, page->language, SAY_WHAT_TO_DO, NULL));
    }
    buf_adds(out, "</div>\n");
}

static void write_days(struct buf *out, struct arena *arena, const struct page *page)
{
    struct story_frame frame = {.language = page->language,
                                .root = page->root,
                                .topic = page->topic,
                                .heading = "h3",
                                .images = page->images,
                                .topics = page->feed->categories,
                                .has_buttons = page->has_buttons,
                                .n_topics = page->feed->n_categories,
                                .day = ""};
    struct civil open = {0};
    for (size_t i = 0; i < page->feed->n_items; i++) {
        size_t before = out->n;
        struct civil day = civil_at(page->timezone, shown_published_at(&page->feed->items[i]));
        if (i == 0 || day.year != open.year || day.month != open.month || day.day != open.day) {
            if (i > 0)
                buf_adds(out, "</section>\n");
            open_day(out, arena, page->language, &day);
            open = day;
        }
        story_write(&frame, &page->feed->items[i], out);
        if (out->n > PAGE_LIMIT_BYTES - FOOT_BYTES) {
            buf_truncate(out, before);
            buf_adds(out, "</section>\n");
            write_older(out, arena, page);
            return;
        }
    }
    if (page->feed->n_items == 0) {
        write_start(out, arena, page);
        return;
    }
    buf_adds(out, "</section>\n");
    write_older(out, arena, page);
}

void page_write(const struct page *page, struct buf *out)
{
    struct arena arena;
    arena_init(&arena);
    const struct page_topic *topic = page_topic(page);
    bool is_index = *page->topic == '\0';
    const char *heading = is_index        ? say(&arena, page->language, SAY_WHAT_IS_NEW, NULL)
                          : topic != NULL ? topic->title
                                          : page->topic;
    struct layout layout = {
        .language = page->language,
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

static void write_issues(struct buf *out, struct arena *arena, const struct page_link *links, size_t n)
{
    if (n == 0)
        return;
    buf_adds(out, "<ul class=\"issues\">\n");
    for (size_t i = 0; i < n; i++) {
        buf_adds(out, "<li>");
        layout_link(out, arena_printf(arena, "%s.html", links[i].path), links[i].title);
        layout_link(out, arena_printf(arena, "%s.md", links[i].path), "Markdown");
        buf_adds(out, "</li>\n");
    }
    buf_adds(out, "</ul>\n");
}

void digests_page_write(const struct digests_page *page, struct buf *out)
{
    struct arena arena;
    arena_init(&arena);
    const char *heading = say(&arena, page->language, SAY_DIGESTS, NULL);
    struct layout layout = {.language = page->language,
                            .title = arena_printf(&arena, "%s — %s", heading, page->title),
                            .home = page->title,
                            .root = "",
                            .feed = "digests",
                            .has_search = page->has_search};
    layout_open(&layout, out);
    buf_adds(out, "<main id=\"main\" class=\"digest\">\n");
    xml_element(out, "h1", heading);
    if (page->n_weeks + page->n_days == 0)
        xml_element(out, "p", say(&arena, page->language, SAY_NOTHING_YET, NULL));
    write_issues(out, &arena, page->weeks, page->n_weeks);
    write_issues(out, &arena, page->days, page->n_days);
    buf_adds(out, "</main>\n");
    layout_close(out);
    arena_release(&arena);
}

static char *month_file(struct arena *arena, const char *path, size_t number)
{
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    return number == 0 ? arena_printf(arena, "%s.html", name)
                       : arena_printf(arena, "%s-%zu.html", name, number + 1);
}

size_t month_page_write(const struct page *page, const char *path, const char *title, size_t number,
                        struct buf *out)
{
    struct arena arena;
    arena_init(&arena);
    const struct feed *feed = page->feed;
    size_t n_pages = feed->n_items > 0 ? (feed->n_items + PAGE_MONTH_STORIES - 1) / PAGE_MONTH_STORIES : 1;
    struct layout layout = {.language = page->language,
                            .title = arena_printf(&arena, "%s — %s", title, page->title),
                            .home = page->title,
                            .root = page->root,
                            .feed = "feed",
                            .has_search = page->has_search,
                            .has_json = true};
    struct story_frame frame = {.language = page->language,
                                .root = page->root,
                                .topic = page->topic,
                                .heading = "h2",
                                .topics = feed->categories,
                                .n_topics = feed->n_categories,
                                .is_compact = true};
    layout_open(&layout, out);
    buf_adds(out, "<main id=\"main\" class=\"digest\">\n");
    xml_element(out, "h1", title);
    buf_addc(out, '\n');
    for (size_t i = number * PAGE_MONTH_STORIES; i < feed->n_items && i < (number + 1) * PAGE_MONTH_STORIES;
         i++) {
        struct span day = civil_day(page->timezone, shown_published_at(&feed->items[i]));
        frame.day = day.name;
        story_write(&frame, &feed->items[i], out);
    }
    buf_adds(out, "<nav class=\"turn\">");
    for (size_t i = 0; i < n_pages && n_pages > 1; i++)
        layout_link(out, i != number ? month_file(&arena, path, i) : "", arena_printf(&arena, "%zu", i + 1));
    for (size_t i = 0; i < page->n_months; i++)
        layout_link(out, place_address(&arena, page->root, page->months[i].path), page->months[i].title);
    buf_adds(out, "</nav>\n</main>\n");
    layout_close(out);
    arena_release(&arena);
    return n_pages;
}
