/*
 * layout — the frame of a page.
 */
#include "layout.h"

#include "weir/render/page.h"
#include "weir/text/arena.h"
#include "weir/text/xml.h"

static void write_feed_link(struct buf *out, const struct layout *layout, const char *extension,
                            const char *type)
{
    struct arena arena;
    arena_init(&arena);
    xml_empty(out, "link", "rel", "alternate", "type", type, "title", layout->title, "href",
              arena_printf(&arena, "%s%s%s", layout->root, layout->feed, extension), NULL);
    buf_addc(out, '\n');
    arena_release(&arena);
}

void layout_open(const struct layout *layout, struct buf *out)
{
    struct arena arena;
    arena_init(&arena);
    enum language language = layout->language;
    buf_adds(out, "<!doctype html>\n");
    xml_open(out, "html", "lang", language_tag(language), NULL);
    buf_adds(out, "\n<head>\n<meta charset=\"utf-8\"/>\n"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                  "<meta name=\"color-scheme\" content=\"light dark\"/>\n");
    xml_element(out, "title", layout->title);
    buf_addc(out, '\n');
    xml_empty(out, "link", "rel", "stylesheet", "href", arena_printf(&arena, "%s" PAGE_STYLE, layout->root),
              NULL);
    /* An empty icon, lest the browser asks for /favicon.ico. */
    buf_adds(out, "\n<link rel=\"icon\" href=\"data:,\"/>\n");
    write_feed_link(out, layout, ".atom", "application/atom+xml");
    if (layout->has_json)
        write_feed_link(out, layout, ".json", "application/feed+json");
    buf_adds(out, "</head>\n<body>\n<a class=\"skip\" href=\"#main\">");
    xml_text(out, say(&arena, language, SAY_SKIP, NULL));
    buf_adds(out, "</a>\n<header class=\"top\">\n");
    xml_open(out, "a", "class", "home", "href", arena_printf(&arena, "%sindex.html", layout->root), NULL);
    xml_text(out, layout->home);
    buf_adds(out, "</a>\n");
    xml_open(out, "nav", "aria-label", say(&arena, language, SAY_FEEDS, NULL), NULL);
    layout_link(out, arena_printf(&arena, "%s" DIGESTS_PAGE, layout->root),
                say(&arena, language, SAY_DIGESTS, NULL));
    layout_link(out, arena_printf(&arena, "%s%s.atom", layout->root, layout->feed), "Atom");
    if (layout->has_json)
        layout_link(out, arena_printf(&arena, "%s%s.json", layout->root, layout->feed), "JSON");
    layout_link(out, arena_printf(&arena, "%sstatus.html", layout->root),
                say(&arena, language, SAY_SOURCES, NULL));
    if (layout->has_search)
        layout_link(out, arena_printf(&arena, "%ssearch", layout->root),
                    say(&arena, language, SAY_SEARCH, NULL));
    buf_adds(out, "</nav>\n</header>\n");
    arena_release(&arena);
}

void layout_close(struct buf *out)
{
    buf_adds(out, "</body>\n</html>\n");
}

void layout_link(struct buf *out, const char *href, const char *text)
{
    if (*href != '\0')
        xml_open(out, "a", "href", href, NULL);
    xml_text(out, text);
    if (*href != '\0')
        xml_close(out, "a");
}
