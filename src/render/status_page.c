#include "weir/render/status_page.h"

#include <string.h>

#include "bars.h"
#include "layout.h"
#include "weir/render/shown.h"
#include "weir/text/arena.h"
#include "weir/text/civil.h"
#include "weir/text/date.h"
#include "weir/text/xml.h"

/* A page of so many bytes goes on with names alone, and one of so many with a number. */
#define FULL_BYTES  ((size_t)60 * 1000)
#define NAMES_BYTES ((size_t)90 * 1000)

/* In the order in which they are told. */
static const struct group {
    const char *trouble;
    enum wording heading;
} groups[] = {{"failing", SAY_FAILING}, {"silent", SAY_SILENT}, {"mirror", SAY_MIRROR}, {"", SAY_IN_ORDER}};

/* "4 published this week, 37 in 12 weeks; the last came on 2026-11-20" */
static char *rhythm_words(struct arena *arena, const struct status_page *page,
                          const struct status_source *source)
{
    size_t n_all = 0;
    for (size_t i = 0; i < STATUS_WEEKS; i++)
        n_all += source->counts[i];
    if (source->new_at == DATE_NONE)
        return say(arena, page->language, SAY_NOTHING_PUBLISHED, NULL);
    return say(arena, page->language, SAY_PUBLISHED_WEEKS,
               arena_printf(arena, "%zu", source->counts[STATUS_WEEKS - 1]),
               arena_printf(arena, "%zu", n_all), arena_printf(arena, "%d", STATUS_WEEKS),
               civil_day(page->timezone, source->new_at).name, NULL);
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

/* Names in a line, for as long as the page may be. */
static void write_names(struct buf *out, const struct status_page *page, const char *trouble, size_t from)
{
    struct arena arena;
    size_t n_shown = 0, n_left = 0;
    arena_init(&arena);
    buf_adds(out, "<p class=\"more\">");
    for (size_t i = from; i < page->n_sources; i++) {
        if (strcmp(page->sources[i].trouble, trouble) != 0)
            continue;
        if (out->n > NAMES_BYTES) {
            n_left++;
            continue;
        }
        buf_adds(out, n_shown++ > 0 ? ", " : "");
        xml_text(out, shown_line(&arena, page->sources[i].title));
    }
    buf_addc(out, ' ');
    if (n_left > 0)
        xml_text(out, say_count(&arena, page->language, SAY_MORE_SOURCES, n_left));
    buf_adds(out, "</p>\n");
    arena_release(&arena);
}

static void write_group(struct buf *out, struct arena *arena, const struct status_page *page,
                        const struct group *group)
{
    bool is_open = false;
    size_t i;
    for (i = 0; i < page->n_sources && out->n < FULL_BYTES; i++) {
        if (strcmp(page->sources[i].trouble, group->trouble) != 0)
            continue;
        if (!is_open) {
            xml_open(out, "section", "class", "sources", NULL);
            xml_element(out, "h2", say(arena, page->language, group->heading, NULL));
            buf_adds(out, "\n<ul>\n");
            is_open = true;
        }
        write_source(out, page, &page->sources[i]);
    }
    if (is_open)
        buf_adds(out, "</ul>\n</section>\n");
    while (i < page->n_sources && strcmp(page->sources[i].trouble, group->trouble) != 0)
        i++;
    if (i < page->n_sources)
        write_names(out, page, group->trouble, i);
}

void status_page_write(const struct status_page *page, struct buf *out)
{
    struct arena arena;
    arena_init(&arena);
    const char *heading = say(&arena, page->language, SAY_SOURCES, NULL);
    struct layout layout = {.language = page->language,
                            .title = arena_printf(&arena, "%s — %s", heading, page->title),
                            .home = page->title,
                            .root = "",
                            .feed = "feed",
                            .has_search = page->has_search,
                            .has_json = true};
    layout_open(&layout, out);
    buf_adds(out, "<main id=\"main\" class=\"digest\">\n");
    xml_element(out, "h1", heading);
    buf_addc(out, '\n');
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        write_group(out, &arena, page, &groups[i]);
    if (page->n_sources == 0)
        xml_element(out, "p", say(&arena, page->language, SAY_NO_SOURCES, NULL));
    buf_adds(out, "</main>\n");
    layout_close(out);
    arena_release(&arena);
}
