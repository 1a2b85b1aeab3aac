/*
 * opml — OPML 2.0, "subscription lists": one flat list; a date would change the bytes of an unchanged list.
 */
#include "weir/render/opml.h"

#include "weir/text/xml.h"

void opml_write(const char *title, const struct opml_source *sources, size_t n, struct buf *out)
{
    buf_adds(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\">\n<head>");
    xml_element(out, "title", title);
    buf_adds(out, "</head>\n<body>\n");
    for (size_t i = 0; i < n; i++) {
        const struct opml_source *source = &sources[i];
        xml_empty(out, "outline", "type", "rss", "text", source->title, "title", source->title, "xmlUrl",
                  source->feed_url, "htmlUrl", *source->home_page_url != '\0' ? source->home_page_url : NULL,
                  NULL);
        buf_addc(out, '\n');
    }
    buf_adds(out, "</body>\n</opml>\n");
}
