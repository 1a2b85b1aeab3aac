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

/* The feed's word, else what the title's script says; NULL for nothing. */
static const char *tag_of(const struct item *item)
{
    const char *tag = *item->language != '\0' ? item->language : shown_language(item->title);
    return *tag != '\0' ? tag : NULL;
}

static void write_title(struct buf *out, struct arena *arena, const struct story_frame *frame,
                        const struct item *item)
{
    const char *href = shown_href(arena, item->url);
    xml_open(out, frame->heading, NULL);
    if (*href != '\0')
        xml_open(out, "a", "href", href, NULL);
    mark_text(out, shown_short_title(arena, item), item, frame->sought, frame->n_sought);
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
            xml_open(out, "ul", "class", *frame->topic != '\0' ? "topics also" : "topics", "data-also",
                     *frame->topic != '\0' ? say(arena, frame->language, SAY_ALSO, NULL) : NULL, NULL);
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
    layout_link(out, image, say(arena, frame->language, SAY_IMAGE, NULL));
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
        xml_text(out, say(arena, frame->language, SAY_IN, hit->terms[i].field, NULL));
    }
    if (hit->n_terms == 0)
        xml_text(out, say(arena, frame->language, SAY_EVERY_STORY, NULL));
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
    enum language language = frame->language;
    xml_text(out, say(arena, language, item->n_hits > 0 ? SAY_WHY_HERE : SAY_SEEN_AT, NULL));
    if (n_seen > 0)
        xml_text(out, say_count(arena, language, SAY_SOURCES_COUNTED, n_seen + 1));
    if (n_posts > 0)
        xml_text(out, arena_printf(arena, " · %s", say_count(arena, language, SAY_POSTS, n_posts)));
    buf_adds(out, "</summary><ul>");
    for (size_t i = 0; i < item->n_hits; i++)
        write_why(out, arena, frame, &item->hits[i]);
    for (size_t i = 0; i < item->n_also; i++) {
        bool is_seen = strcmp(item->also[i].rel, "via") == 0;
        buf_adds(out, "<li>");
        xml_text(out, say(arena, language, is_seen ? SAY_SEEN_AT : SAY_EXPLAINED_AT, NULL));
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
    xml_open(out, "div", "class", "foot", "lang", language_tag(frame->language), NULL);
    write_topics(out, arena, frame, item);
    write_details(out, arena, frame, item);
    buf_adds(out, "</div>");
}

/* A plain form, no script. The topic that is kept or dismissed is the one under which the story stands. */
static void write_buttons(struct buf *out, struct arena *arena, const struct story_frame *frame,
                          const struct item *item)
{
    const char *topic = *frame->topic != '\0' ? frame->topic : item->n_hits > 0 ? item->hits[0].topic : "";
    if (!frame->has_buttons || *topic == '\0')
        return;
    xml_open(out, "form", "class", "word", "method", "post", "action",
             arena_printf(arena, "%skeep", frame->root), "lang", language_tag(frame->language), NULL);
    xml_empty(out, "input", "type", "hidden", "name", "item", "value", item->uid, NULL);
    xml_empty(out, "input", "type", "hidden", "name", "topic", "value", topic, NULL);
    xml_element(out, "button", say(arena, frame->language, SAY_KEEP, NULL));
    xml_open(out, "button", "formaction", arena_printf(arena, "%sdismiss", frame->root), NULL);
    xml_text(out, say(arena, frame->language, SAY_DISMISS, NULL));
    xml_close(out, "button");
    xml_close(out, "form");
}

void story_write(const struct story_frame *frame, const struct item *item, struct buf *out)
{
    struct arena arena;
    arena_init(&arena);
    xml_open(out, "article", "class", frame->is_compact ? "compact" : NULL, "lang", tag_of(item), NULL);
    write_title(out, &arena, frame, item);
    write_facts(out, &arena, frame, item);
    if (!frame->is_compact) {
        write_image(out, &arena, frame, item);
        write_abstract(out, &arena, frame, item);
        write_foot(out, &arena, frame, item);
    }
    write_buttons(out, &arena, frame, item);
    buf_adds(out, "</article>\n");
    arena_release(&arena);
}
