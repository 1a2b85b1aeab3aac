/*
 * digest_page — the HTML of a day or a week: the same facts as the Markdown, in the frame of the pages.
 */
#include "bars.h"
#include "digest_facts.h"
#include "layout.h"
#include "story.h"
#include "weir/render/digest.h"
#include "weir/render/page.h"
#include "weir/render/place.h"
#include "weir/render/shown.h"
#include "weir/text/xml.h"

#define DEEPEST_HEADING 6

/* So much of a page may go to stories in full; what comes behind stands in one line each. */
#define FULL_BYTES (PAGE_LIMIT_BYTES / 2)
/* Kept free for headings and troubles. */
#define MARGIN_BYTES (PAGE_LIMIT_BYTES / 8)

/* "h2" for a top topic. */
static const char *heading_name(struct arena *arena, int depth)
{
    int level = depth + 2 < DEEPEST_HEADING ? depth + 2 : DEEPEST_HEADING;
    return arena_printf(arena, "h%d", level);
}

/* "12 more in Knowledge Distillation", leading to the topic's page. */
static void write_remainder(struct buf *out, struct arena *arena, const struct digest_section *section,
                            size_t n, const char *root)
{
    buf_adds(out, "<p class=\"more\">");
    layout_link(out, place_address(arena, root, place_topic(arena, section->topic, ".html")),
                arena_printf(arena, "%zu more in %s", n, shown_line(arena, section->title)));
    buf_adds(out, "</p>\n");
}

/* What explains a paper stands under it, in a line each. */
static void write_posts(struct buf *out, const struct story_frame *frame, const struct digest *digest,
                        const struct item *paper)
{
    struct story_frame one = *frame;
    bool is_open = false;
    one.is_compact = true;
    one.day = "";
    for (size_t i = 0; i < paper->n_also; i++) {
        const struct item *post = digest_post(digest, &paper->also[i]);
        if (post == NULL)
            continue;
        buf_adds(out, is_open ? "" : "<div class=\"posts\">\n");
        is_open = true;
        story_write(&one, post, out);
    }
    buf_adds(out, is_open ? "</div>\n" : "");
}

static void write_section(struct buf *out, struct arena *arena, const struct digest *digest,
                          const struct digest_section *section, const char *root)
{
    const char *heading = heading_name(arena, section->depth);
    buf_adds(out, "<section class=\"topic\">\n");
    xml_element(out, heading, shown_line(arena, section->title));
    buf_addc(out, '\n');
    struct story_frame frame = {.root = root,
                                .topic = section->topic,
                                .heading = heading_name(arena, section->depth + 1),
                                .images = digest->images,
                                .topics = digest->topics,
                                .n_topics = digest->n_topics};
    for (size_t i = 0; i < section->n_items; i++) {
        frame.day = digest_day(arena, digest, shown_published_at(section->items[i]));
        frame.is_compact = digest_is_compact(digest, i) || out->n > FULL_BYTES;
        if (out->n > PAGE_LIMIT_BYTES - MARGIN_BYTES) {
            write_remainder(out, arena, section, section->n_items - i, root);
            break;
        }
        story_write(&frame, section->items[i], out);
        write_posts(out, &frame, digest, section->items[i]);
    }
    buf_adds(out, "</section>\n");
}

static void write_renewed(struct buf *out, struct arena *arena, const struct digest *digest, const char *root)
{
    struct story_frame frame = {.root = root,
                                .topic = "",
                                .heading = "h3",
                                .topics = digest->topics,
                                .n_topics = digest->n_topics,
                                .is_compact = true};
    if (digest->n_renewed == 0)
        return;
    buf_adds(out, "<section class=\"topic\">\n<h2>" DIGEST_RENEWED_TITLE "</h2>\n");
    for (size_t i = 0; i < digest->n_renewed && out->n < PAGE_LIMIT_BYTES - MARGIN_BYTES; i++) {
        frame.day = digest_version(arena, digest, digest->renewed[i]);
        story_write(&frame, digest->renewed[i], out);
    }
    buf_adds(out, "</section>\n");
}

static void write_trends(struct buf *out, struct arena *arena, const struct digest *digest)
{
    if (digest->n_trends == 0)
        return;
    buf_adds(out, "<section class=\"rising\">\n<h2>Rising</h2>\n<ul>\n");
    for (size_t i = 0; i < digest->n_trends; i++) {
        buf_adds(out, "<li>");
        bars_write(digest->trends[i].counts, DIGEST_TREND_WEEKS, out);
        xml_element(out, "b", shown_line(arena, digest->trends[i].label));
        xml_element(out, "span", digest_trend_words(arena, &digest->trends[i]));
        buf_adds(out, "</li>\n");
    }
    buf_adds(out, "</ul>\n</section>\n");
}

static void write_troubles(struct buf *out, struct arena *arena, const struct digest *digest)
{
    if (digest->n_troubles == 0)
        return;
    buf_adds(out, "<section class=\"troubles\">\n<h2>Sources</h2>\n<ul>\n");
    for (size_t i = 0; i < digest->n_troubles; i++) {
        const struct digest_trouble *trouble = &digest->troubles[i];
        buf_adds(out, "<li>");
        xml_element(out, "b", shown_line(arena, trouble->source));
        xml_text(out, arena_printf(arena, " — %s: %s", trouble->kind, shown_line(arena, trouble->text)));
        buf_adds(out, "</li>\n");
    }
    buf_adds(out, "</ul>\n</section>\n");
}

void digest_write_html(const struct digest *digest, const char *root, bool has_search, struct buf *out)
{
    struct arena arena;
    arena_init(&arena);
    const char *title =
        arena_printf(&arena, "%s — %s", shown_line(&arena, digest->title), digest_date(&arena, digest));
    struct layout layout = {
        .title = title, .home = digest->title, .root = root, .feed = "digests", .has_search = has_search};
    layout_open(&layout, out);
    buf_adds(out, "<main id=\"main\" class=\"digest\">\n");
    xml_element(out, "h1", digest_date(&arena, digest));
    buf_adds(out, "\n<p class=\"funnel\">");
    xml_text(out, digest_funnel(&arena, digest));
    buf_adds(out, "</p>\n");
    write_trends(out, &arena, digest);
    for (size_t i = 0; i < digest->n_sections; i++)
        write_section(out, &arena, digest, &digest->sections[i], root);
    if (digest->n_sections == 0)
        buf_adds(out, "<p class=\"more\">Nothing new in your topics.</p>\n");
    write_renewed(out, &arena, digest, root);
    write_troubles(out, &arena, digest);
    buf_adds(out, "</main>\n");
    layout_close(out);
    arena_release(&arena);
}
