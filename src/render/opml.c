/*
 * opml — OPML 2.0, "subscription lists": a date would change the bytes of an unchanged list.
 */
#include "weir/render/opml.h"

#include <stdbool.h>
#include <string.h>

#include "weir/text/arena.h"
#include "weir/text/xml.h"

static void write_source(const struct opml_source *source, struct buf *out)
{
    const char *home = *source->home_page_url != '\0' ? source->home_page_url : NULL;
    xml_empty(out, "outline", "type", "rss", "text", source->title, "title", source->title, "xmlUrl",
              source->feed_url, "htmlUrl", home, NULL);
    buf_addc(out, '\n');
}

/* Opens an outline for each folder of "News / Tech", and closes as many behind the sources. */
static void write_group(const char *group, const struct opml_source *sources, size_t n, struct buf *out)
{
    struct arena arena;
    size_t depth = 0;
    arena_init(&arena);
    for (const char *at = group, *end; at != NULL; at = end != NULL ? end + 3 : NULL, depth++) {
        end = strstr(at, " / ");
        const char *name = arena_copy(&arena, at, end != NULL ? (size_t)(end - at) : strlen(at));
        xml_open(out, "outline", "text", name, "title", name, NULL);
        buf_addc(out, '\n');
    }
    for (size_t i = 0; i < n; i++)
        if (strcmp(sources[i].group, group) == 0)
            write_source(&sources[i], out);
    for (; depth > 0; depth--) {
        xml_close(out, "outline");
        buf_addc(out, '\n');
    }
    arena_release(&arena);
}

static bool is_first(const struct opml_source *sources, size_t i)
{
    size_t k = 0;
    while (strcmp(sources[k].group, sources[i].group) != 0)
        k++;
    return k == i;
}

void opml_write(const char *title, const struct opml_source *sources, size_t n, struct buf *out)
{
    buf_adds(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\">\n<head>");
    xml_element(out, "title", title);
    buf_adds(out, "</head>\n<body>\n");
    for (size_t i = 0; i < n; i++) {
        if (*sources[i].group == '\0')
            write_source(&sources[i], out);
        else if (is_first(sources, i))
            write_group(sources[i].group, sources, n, out);
    }
    buf_adds(out, "</body>\n</opml>\n");
}
