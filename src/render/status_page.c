#include "weir/render/status_page.h"

#include <string.h>

#include "bars.h"
#include "layout.h"
#include "weir/render/shown.h"
#include "weir/text/arena.h"
#include "weir/text/civil.h"
#include "weir/text/date.h"
#include "weir/text/xml.h"

/* In the order in which they are told. */
static const struct group {
    const char *trouble, *heading;
} groups[] = {
    {"failing", "Failing"}, {"silent", "Silent"}, {"mirror", "Served by a mirror"}, {"", "In order"}};

/* "4 published this week, 37 in 12 weeks; the last came on 2026-11-20" */
static char *rhythm_words(struct arena *arena, const struct status_page *page,
                          const struct status_source *source)
{
    size_t n_all = 0;
    for (size_t i = 0; i < STATUS_WEEKS; i++)
        n_all += source->counts[i];
    char *words = arena_printf(arena, "%zu published this week, %zu in %d weeks",
                               source->counts[STATUS_WEEKS - 1], n_all, STATUS_WEEKS);
    if (source->new_at == DATE_NONE)
        return arena_strdup(arena, "nothing yet");
    return arena_printf(arena, "%s; the last came on %s", words,
                        civil_day(page->timezone, source->new_at).name);
}

static void write_source(struct buf *out, const struct status_page *page, const struct status_source *source)
{
    struct arena arena;
    arena_init(&arena);
    const char *home = shown_href(&arena, source->home_page_url);
    buf_adds(out, "<li>");
    bars_write(source->counts, STATUS_WEEKS, out);
    buf_adds(out, "<div><b>");
    layout_link(out, *home != '\0' ? home : shown_href(&arena, source->feed_url),
                shown_line(&arena, source->title));
    buf_adds(out, "</b> ");
    if (*source->text != '\0')
        xml_element(out, "p", shown_line(&arena, source->text));
    xml_element(out, "small", rhythm_words(&arena, page, source));
    buf_adds(out, "</div></li>\n");
    arena_release(&arena);
}

static void write_group(struct buf *out, const struct status_page *page, const struct group *group)
{
    bool is_open = false;
    for (size_t i = 0; i < page->n_sources; i++) {
        if (strcmp(page->sources[i].trouble, group->trouble) != 0)
            continue;
        if (!is_open) {
            xml_open(out, "section", "class", "sources", NULL);
            xml_element(out, "h2", group->heading);
            buf_adds(out, "\n<ul>\n");
            is_open = true;
        }
        write_source(out, page, &page->sources[i]);
    }
    if (is_open)
        buf_adds(out, "</ul>\n</section>\n");
}

void status_page_write(const struct status_page *page, struct buf *out)
{
    struct arena arena;
    arena_init(&arena);
    struct layout layout = {.title = arena_printf(&arena, "Sources — %s", page->title),
                            .home = page->title,
                            .root = "",
                            .feed = "feed",
                            .has_search = page->has_search,
                            .has_json = true};
    layout_open(&layout, out);
    buf_adds(out, "<main id=\"main\" class=\"digest\">\n<h1>Sources</h1>\n");
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        write_group(out, page, &groups[i]);
    if (page->n_sources == 0)
        buf_adds(out, "<p class=\"more\">None.</p>\n");
    buf_adds(out, "</main>\n");
    layout_close(out);
    arena_release(&arena);
}
