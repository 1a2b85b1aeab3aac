#include "weir/render/search_page.h"

#include "layout.h"
#include "story.h"
#include "weir/render/page.h"
#include "weir/render/shown.h"
#include "weir/text/arena.h"
#include "weir/text/civil.h"
#include "weir/text/url.h"
#include "weir/text/xml.h"

/* Kept free for what follows the last story. */
#define FOOT_BYTES ((size_t)4000)

static void write_form(const struct search_page *page, struct buf *out)
{
    buf_adds(out,
             "<form role=\"search\" action=\"search\" method=\"get\">\n<label for=\"q\">Words, \"phrases\", "
             "prefixes*, -without, title:, author:, topic:, source:, since:30d</label>\n");
    xml_empty(out, "input", "type", "search", "id", "q", "name", "q", "value", page->query, "autofocus",
              "autofocus", NULL);
    buf_adds(out, "\n<button>Search</button>\n</form>\n");
}

static void write_found(const struct search_page *page, struct arena *arena, struct buf *out)
{
    const struct feed *feed = page->feed;
    struct story_frame frame = {.root = "",
                                .topic = "",
                                .heading = "h2",
                                .topics = feed->categories,
                                .n_topics = feed->n_categories,
                                .sought = page->words,
                                .n_sought = page->n_words};
    buf_adds(out, "<p class=\"funnel\">");
    xml_text(out, arena_printf(arena, "%zu %s. ", feed->n_items, feed->n_items == 1 ? "story" : "stories"));
    layout_link(out, arena_printf(arena, "search.atom?q=%s", url_escape(arena, page->query)),
                "This search as a feed");
    buf_adds(out, "</p>\n");
    for (size_t i = 0; i < feed->n_items && out->n < PAGE_LIMIT_BYTES - FOOT_BYTES; i++) {
        struct span day = civil_day(page->timezone, shown_published_at(&feed->items[i]));
        frame.day = day.name;
        story_write(&frame, &feed->items[i], out);
    }
}

void search_page_write(const struct search_page *page, struct buf *out)
{
    struct arena arena;
    arena_init(&arena);
    const char *title =
        *page->query != '\0' ? arena_printf(&arena, "%s — %s", page->query, page->title) : "Search";
    struct layout layout = {.title = title,
                            .home = page->title,
                            .root = "",
                            .feed = "feed",
                            .has_search = true,
                            .has_json = true};
    layout_open(&layout, out);
    buf_adds(out, "<main id=\"main\" class=\"digest\">\n<h1>Search</h1>\n");
    write_form(page, out);
    if (*page->fault != '\0')
        xml_element(out, "p", page->fault);
    else if (*page->query != '\0')
        write_found(page, &arena, out);
    buf_adds(out, "</main>\n");
    layout_close(out);
    arena_release(&arena);
}
