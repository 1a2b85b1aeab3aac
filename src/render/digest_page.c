/*
 * digest_page — the HTML of a day or a week: the same facts as the Markdown, in the frame of the pages.
 */
#include <string.h>

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

/* A page ends before the section that would pass PAGE_LIMIT_BYTES less so much, for headings and troubles. */
#define MARGIN_BYTES (PAGE_LIMIT_BYTES / 8)

/* "h2" for a top topic. */
static const char *heading_name(struct arena *arena, int depth)
{
    int level = depth + 2 < DEEPEST_HEADING ? depth + 2 : DEEPEST_HEADING;
    return arena_printf(arena, "h%d", level);
}

static char *anchor(struct arena *arena, size_t number)
{
    return arena_printf(arena, "s%zu", number + 1);
}

/* "12 more in Knowledge Distillation", leading to the topic's page. */
static void write_remainder(struct buf *out, struct arena *arena, const struct digest *digest,
                            const struct digest_section *section, size_t n, const char *root)
{
    const char *count = arena_printf(arena, "%zu", n);
    if (n == 0)
        return;
    buf_adds(out, "<p class=\"more\">");
    layout_link(out, place_address(arena, root, place_topic(arena, section->topic, ".html")),
                say(arena, digest->language, SAY_MORE_IN, count, shown_line(arena, section->title), NULL));
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

static void write_section(struct buf *out, struct arena *arena, const struct digest *digest, size_t number,
                          const char *root)
{
    const struct digest_section *section = &digest->sections[number];
    const char *heading = heading_name(arena, section->depth);
    xml_open(out, "section", "class", "topic", "id", anchor(arena, number), NULL);
    buf_addc(out, '\n');
    xml_element(out, heading, shown_line(arena, section->title));
    buf_addc(out, '\n');
    struct story_frame frame = {.language = digest->language,
                                .root = root,
                                .topic = section->topic,
                                .heading = heading_name(arena, section->depth + 1),
                                .images = digest->images,
                                .has_buttons = digest->has_buttons,
                                .topics = digest->topics,
                                .n_topics = digest->n_topics};
    size_t i;
    for (i = 0; i < section->n_shown && out->n < PAGE_LIMIT_BYTES - MARGIN_BYTES; i++) {
        frame.day = digest_day(arena, digest, shown_published_at(section->items[i]));
        frame.is_compact = i >= section->n_full;
        story_write(&frame, section->items[i], out);
        write_posts(out, &frame, digest, section->items[i]);
    }
    write_remainder(out, arena, digest, section, section->n_items - i, root);
    buf_adds(out, "</section>\n");
}

static void write_renewed(struct buf *out, struct arena *arena, const struct digest *digest, const char *root)
{
    struct story_frame frame = {.language = digest->language,
                                .root = root,
                                .topic = "",
                                .heading = "h3",
                                .topics = digest->topics,
                                .n_topics = digest->n_topics,
                                .is_compact = true};
    if (digest->n_renewed == 0)
        return;
    buf_adds(out, "<section class=\"topic\">\n");
    xml_element(out, "h2", say(arena, digest->language, SAY_ALREADY_LISTED, NULL));
    buf_addc(out, '\n');
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
    buf_adds(out, "<section class=\"rising\">\n");
    xml_element(out, "h2", say(arena, digest->language, SAY_RISING, NULL));
    buf_adds(out, "\n<ul>\n");
    for (size_t i = 0; i < digest->n_trends; i++) {
        buf_adds(out, "<li>");
        bars_write(digest->trends[i].counts, DIGEST_TREND_WEEKS, out);
        xml_element(out, "b", shown_line(arena, digest->trends[i].label));
        xml_element(out, "span", digest_trend_words(arena, digest, &digest->trends[i]));
        buf_adds(out, "</li>\n");
    }
    buf_adds(out, "</ul>\n</section>\n");
}

static void write_troubles(struct buf *out, struct arena *arena, const struct digest *digest)
{
    if (digest->n_troubles == 0)
        return;
    buf_adds(out, "<section class=\"troubles\">\n");
    xml_element(out, "h2", say(arena, digest->language, SAY_SOURCES, NULL));
    buf_adds(out, "\n<ul>\n");
    for (size_t i = 0; i < digest->n_troubles; i++) {
        const struct digest_trouble *trouble = &digest->troubles[i];
        buf_adds(out, "<li>");
        xml_element(out, "b", shown_line(arena, trouble->source));
        xml_text(out, arena_printf(arena, " — %s%s%s", digest_trouble_kind(arena, digest, trouble->kind),
                                   digest->language == LANGUAGE_ZH ? "：" : ": ",
                                   shown_line(arena, trouble->text)));
        buf_adds(out, "</li>\n");
    }
    buf_adds(out, "</ul>\n</section>\n");
}

/* Where the link to the next digest comes, once there is one. */
#define NEXT "<!--next-->"

/* Back, on, and the Markdown: pages of one kind stand in one folder. */
static void write_turn(struct buf *out, struct arena *arena, const struct digest *digest)
{
    buf_adds(out, "<nav class=\"turn\">");
    if (digest->previous != NULL)
        layout_link(out, arena_printf(arena, "%s.html", digest->previous),
                    arena_printf(arena, "← %s", say(arena, digest->language, SAY_EARLIER, NULL)));
    buf_adds(out, NEXT);
    layout_link(out, arena_printf(arena, "%s.md", digest->span.name), "Markdown");
    buf_adds(out, "</nav>\n");
}

bool digest_link_next(const char *html, size_t n, enum language language, const char *next, struct buf *out)
{
    const char *at = memmem(html, n, NEXT, strlen(NEXT));
    if (at == NULL)
        return false;
    struct arena arena;
    arena_init(&arena);
    buf_add(out, html, (size_t)(at - html));
    layout_link(out, arena_printf(&arena, "%s.html", next),
                arena_printf(&arena, "%s →", say(&arena, language, SAY_LATER, NULL)));
    at += strlen(NEXT);
    buf_add(out, at, n - (size_t)(at - html));
    arena_release(&arena);
    return true;
}

/* Headings with their counts, where there is more than one. */
static void write_contents(struct buf *out, struct arena *arena, const struct digest *digest)
{
    if (digest->n_sections < 2)
        return;
    buf_adds(out, "<ul class=\"contents\">\n");
    for (size_t i = 0; i < digest->n_sections; i++) {
        const struct digest_section *section = &digest->sections[i];
        buf_adds(out, "<li>");
        layout_link(out, arena_printf(arena, "#%s", anchor(arena, i)), shown_line(arena, section->title));
        if (section->n_items > 0)
            xml_element(out, "small", arena_printf(arena, " %zu", section->n_items));
        buf_adds(out, "</li>\n");
    }
    buf_adds(out, "</ul>\n");
}

void digest_write_html(const struct digest *digest, const char *root, bool has_search, struct buf *out)
{
    struct arena arena;
    arena_init(&arena);
    const char *title =
        arena_printf(&arena, "%s — %s", shown_line(&arena, digest->title), digest_date(&arena, digest));
    struct layout layout = {.language = digest->language,
                            .title = title,
                            .home = digest->title,
                            .root = root,
                            .feed = "digests",
                            .has_search = has_search};
    layout_open(&layout, out);
    buf_adds(out, "<main id=\"main\" class=\"digest\">\n");
    xml_element(out, "h1", digest_date(&arena, digest));
    buf_adds(out, "\n<p class=\"funnel\">");
    xml_text(out, digest_funnel(&arena, digest));
    buf_adds(out, "</p>\n");
    write_turn(out, &arena, digest);
    write_contents(out, &arena, digest);
    write_trends(out, &arena, digest);
    for (size_t i = 0; i < digest->n_sections; i++)
        write_section(out, &arena, digest, i, root);
    if (digest->n_sections == 0)
        xml_element(out, "p", say(&arena, digest->language, SAY_NOTHING_IN_TOPICS, NULL));
    write_renewed(out, &arena, digest, root);
    write_troubles(out, &arena, digest);
    buf_adds(out, "</main>\n");
    layout_close(out);
    arena_release(&arena);
}
