/*
 * story — an <article>.
 */
#include "story.h"

#include <string.h>

#include "layout.h"
#include "mark.h"
#include "weir/render/place.h"
#include "weir/render/shown.h"
#include "weir/text/arena.h"
#include "weir/text/xml.h"

/* Three lines of a page. */
#define ABSTRACT_COLUMNS 240

static const char *or_null(const char *s)
{
    return *s != '\0' ? s : NULL;
}

static void write_title(struct buf *out, struct arena *arena, const struct story_frame *frame,
                        const struct item *item)
{
    const char *href = shown_href(arena, item->url);
    xml_open(out, frame->heading, NULL);
    if (*href != '\0')
        xml_open(out, "a", "href", href, NULL);
    mark_text(out, shown_title(arena, item), item, frame->sought, frame->n_sought);
    if (*href != '\0')
        xml_close(out, "a");
    xml_close(out, frame->heading);
}

/* Facts in a line, each in its <span>; CSS puts the dots between them. */
static void write_facts(struct buf *out, struct arena *arena, const struct story_frame *frame,
                        const struct item *item)
{
    const char *facts[] = {shown_authors(arena, item), shown_source(arena, item), frame->day};
    buf_adds(out, "<p class=\"facts\">");
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        xml_element(out, "span", facts[i]);
    buf_adds(out, "</p>");
}

static void write_topics(struct buf *out, struct arena *arena, const struct story_frame *frame,
                         const struct item *item)
{
    bool is_open = false;
    for (size_t i = 0; i < item->n_hits; i++) {
        const char *name = item->hits[i].topic;
        if (strcmp(name, frame->topic) == 0)
            continue;
        if (!is_open)
            buf_adds(out, *frame->topic != '\0' ? "<ul class=\"topics also\">" : "<ul class=\"topics\">");
        buf_adds(out, "<li>");
        is_open = true;
        layout_link(out, place_address(arena, frame->root, place_topic(arena, name, ".html")),
                    shown_topic(frame->topics, frame->n_topics, name));
        buf_adds(out, "</li>");
    }
    if (is_open)
        buf_adds(out, "</ul>");
}

static void write_abstract(struct buf *out, struct arena *arena, const struct story_frame *frame,
                           const struct item *item)
{
    const char *abstract = shown_abstract(arena, item, ABSTRACT_COLUMNS);
    if (*abstract == '\0')
        return;
    buf_adds(out, "<p class=\"abstract\">");
    mark_text(out, abstract, item, frame->sought, frame->n_sought);
    buf_adds(out, "</p>");
}

/* Beside the text, which says what is to be known. WeChat's hosts send pictures only to those that do not say
 * where they come from. */
static void write_image(struct buf *out, struct arena *arena, const struct story_frame *frame,
                        const struct item *item)
{
    const char *image = frame->images ? shown_image(arena, item) : "";
    if (*image != '\0')
        xml_empty(out, "img", "class", "lead", "src", image, "alt", "", "loading", "lazy", "referrerpolicy",
                  "no-referrer", NULL);
}

static void write_image_link(struct buf *out, struct arena *arena, const struct story_frame *frame,
                             const struct item *item)
{
    const char *image = frame->images ? "" : shown_image(arena, item);
    if (*image == '\0')
        return;
    buf_adds(out, "<li>");
    layout_link(out, image, "Its image");
    buf_adds(out, "</li>");
}

/* "Knowledge Distillation 0.92: knowledge distillation (title), teacher + student (text)" */
static void write_why(struct buf *out, struct arena *arena, const struct story_frame *frame,
                      const struct hit *hit)
{
    buf_adds(out, "<li>");
    xml_element(out, "b", shown_topic(frame->topics, frame->n_topics, hit->topic));
    xml_text(out, arena_printf(arena, " %.2f", hit->score));
    for (size_t i = 0; i < hit->n_terms; i++) {
        buf_adds(out, i == 0 ? ": " : ", ");
        xml_element(out, "q", hit->terms[i].term);
        xml_text(out, arena_printf(arena, " in %s", hit->terms[i].field));
    }
    if (hit->n_terms == 0)
        buf_adds(out, ": every story of this source");
    buf_adds(out, "</li>");
}

static size_t count_also(const struct item *item, const char *rel)
{
    size_t n = 0;
    for (size_t i = 0; i < item->n_also; i++)
        n += strcmp(item->also[i].rel, rel) == 0;
    return n;
}

static void write_details(struct buf *out, struct arena *arena, const struct story_frame *frame,
                          const struct item *item)
{
    size_t n_seen = count_also(item, "via"), n_posts = item->n_also - n_seen;
    buf_adds(out, "<details><summary>");
    xml_text(out, item->n_hits > 0 ? "Why here" : "Seen at");
    if (n_seen > 0)
        xml_text(out, arena_printf(arena, " · %zu sources", n_seen + 1));
    if (n_posts > 0)
        xml_text(out, arena_printf(arena, " · explained by %zu post%s", n_posts, n_posts > 1 ? "s" : ""));
    buf_adds(out, "</summary><ul>");
    for (size_t i = 0; i < item->n_hits; i++)
        write_why(out, arena, frame, &item->hits[i]);
    for (size_t i = 0; i < item->n_also; i++) {
        buf_adds(out, strcmp(item->also[i].rel, "via") == 0 ? "<li>Seen at " : "<li>Explained at ");
        layout_link(out, shown_href(arena, item->also[i].href), shown_line(arena, item->also[i].title));
        buf_adds(out, "</li>");
    }
    write_image_link(out, arena, frame, item);
    buf_adds(out, "</ul></details>");
}

static void write_foot(struct buf *out, struct arena *arena, const struct story_frame *frame,
                       const struct item *item)
{
    if (item->n_hits == 0 && item->n_also == 0)
        return;
    buf_adds(out, "<div class=\"foot\" lang=\"en\">");
    write_topics(out, arena, frame, item);
    write_details(out, arena, frame, item);
    buf_adds(out, "</div>");
}

void story_write(const struct story_frame *frame, const struct item *item, struct buf *out)
{
    struct arena arena;
    arena_init(&arena);
    xml_open(out, "article", "class", frame->is_compact ? "compact" : NULL, "lang", or_null(item->language),
             NULL);
    write_title(out, &arena, frame, item);
    write_facts(out, &arena, frame, item);
    if (!frame->is_compact) {
        write_image(out, &arena, frame, item);
        write_abstract(out, &arena, frame, item);
        write_foot(out, &arena, frame, item);
    }
    buf_adds(out, "</article>\n");
    arena_release(&arena);
}
