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

static void write_form(const struct search_page *page, struct arena *arena, struct buf *out)
{
    buf_adds(out, "<form role=\"search\" action=\"search\" method=\"get\">\n<label for=\"q\">");
    xml_text(out, say(arena, page->language, SAY_SEARCH_HELP, NULL));
    buf_adds(out, "</label>\n");
    xml_empty(out, "input", "type", "search", "id", "q", "name", "q", "value", page->query, "autofocus",
              "autofocus", NULL);
    buf_addc(out, '\n');
    xml_element(out, "button", say(arena, page->language, SAY_SEARCH, NULL));
    buf_adds(out, "\n</form>\n");
}

static void write_found(const struct search_page *page, struct arena *arena, struct buf *out)
{
    const struct feed *feed = page->feed;
    struct story_frame frame = {.language = page->language,
                                .root = "",
                                .topic = "",
                                .heading = "h2",
                                .topics = feed->categories,
                                .n_topics = feed->n_categories,
                                .sought = page->words,
                                .n_sought = page->n_words};
    if (feed->n_items == 0) {
        xml_element(out, "p", say(arena, page->language, SAY_FOUND_NONE, page->query, NULL));
        return;
    }
    buf_adds(out, "<p class=\"funnel\">");
    xml_text(out, say_count(arena, page->language, SAY_STORIES, feed->n_items));
    buf_adds(out, " · ");
    layout_link(out, arena_printf(arena, "search.atom?q=%s", url_escape(arena, page->query)),
                say(arena, page->language, SAY_SEARCH_FEED, NULL));
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
    const char *title = *page->query != '\0' ? arena_printf(&arena, "%s — %s", page->query, page->title)
                                             : say(&arena, page->language, SAY_SEARCH, NULL);
    struct layout layout = {.language = page->language,
                            .title = title,
                            .home = page->title,
                            .root = "",
                            .feed = "feed",
                            .has_search = true,
                            .has_json = true};
    layout_open(&layout, out);
    buf_adds(out, "<main id=\"main\" class=\"digest\">\n");
    xml_element(out, "h1", say(&arena, page->language, SAY_SEARCH, NULL));
    write_form(page, &arena, out);
    if (*page->fault != '\0')
        xml_element(out, "p", page->fault);
    else if (*page->query != '\0')
        write_found(page, &arena, out);
    buf_adds(out, "</main>\n");
    layout_close(out);
    arena_release(&arena);
}
