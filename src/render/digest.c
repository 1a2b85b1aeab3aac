/*
 * digest — the Markdown of a day or a week.
 */
#include "weir/render/digest.h"

#include <string.h>

#include "digest_facts.h"
#include "markdown.h"
#include "weir/render/place.h"
#include "weir/render/shown.h"

/* CommonMark knows six levels of headings; the first is the digest's own. */
#define DEEPEST_HEADING 6

/* One fact of a story's line: " — first", then " · next". Nothing for "". */
static void write_fact(struct buf *out, size_t *n_facts, const char *label, const char *text)
{
    if (*text == '\0')
        return;
    buf_adds(out, (*n_facts)++ == 0 ? " — " : " · ");
    buf_adds(out, label);
    markdown_text(out, text);
}

/* The places of one relation (feed.h), but for posts that stand under the paper. */
static void write_also(struct buf *out, size_t *n_facts, struct arena *arena, const struct digest *digest,
                       const struct item *item, const char *rel, const char *label)
{
    size_t n = 0;
    for (size_t i = 0; i < item->n_also; i++) {
        const char *title = shown_line(arena, item->also[i].title);
        if (*title == '\0' || strcmp(item->also[i].rel, rel) != 0 ||
            digest_post(digest, &item->also[i]) != NULL)
            continue;
        if (n++ > 0)
            buf_adds(out, ", ");
        else
            buf_addf(out, " %s %s", (*n_facts)++ == 0 ? "—" : "·", label);
        markdown_link(out, title, shown_href(arena, item->also[i].href));
    }
}

static void write_bullet(struct buf *out, const struct digest *digest)
{
    buf_addf(out, "%c ", digest->bullet != '\0' ? digest->bullet : '-');
}

static void write_title(struct buf *out, struct arena *arena, const struct item *item)
{
    const char *title = shown_short_title(arena, item), *href = shown_href(arena, item->url);
    if (*href != '\0')
        markdown_link(out, title, href);
    else
        markdown_line(out, title);
}

/* What explains a paper stands under it. */
static void write_posts(struct buf *out, struct arena *arena, const struct digest *digest,
                        const struct item *paper)
{
    for (size_t i = 0; i < paper->n_also; i++) {
        const struct item *post = digest_post(digest, &paper->also[i]);
        size_t n_facts = 0;
        if (post == NULL)
            continue;
        buf_adds(out, "  ");
        write_bullet(out, digest);
        write_title(out, arena, post);
        write_fact(out, &n_facts, "", shown_source(arena, post));
        buf_addc(out, '\n');
    }
}

/* The beginning of a story's line: its title, who wrote it, where and when. */
static void write_entry(struct buf *out, struct arena *arena, const struct digest *digest,
                        const struct item *item, size_t *n_facts)
{
    write_bullet(out, digest);
    write_title(out, arena, item);
    write_fact(out, n_facts, "", shown_authors(arena, item));
    write_fact(out, n_facts, "", shown_source(arena, item));
    write_fact(out, n_facts, "", digest_day(arena, digest, shown_published_at(item)));
}

static void write_story(struct buf *out, const struct digest *digest, const struct digest_section *section,
                        size_t index)
{
    struct arena arena;
    arena_init(&arena);
    const struct item *item = section->items[index];
    const struct hit *hit = digest_hit(section, item);
    enum language language = digest->language;
    const char *colon = language == LANGUAGE_ZH ? "：" : ": ";
    const char *seen_at = language == LANGUAGE_ZH ? "亦见于 " : "seen at: ";
    const char *explained_by =
        arena_printf(&arena, "%s%s", say(&arena, language, SAY_EXPLAINED_BY, NULL), colon);
    size_t n_facts = 0;

    write_entry(out, &arena, digest, item, &n_facts);
    write_fact(out, &n_facts, say(&arena, language, SAY_WHY, NULL),
               hit != NULL ? shown_terms(&arena, hit) : "");
    write_fact(out, &n_facts, say(&arena, language, SAY_ALSO_TOPICS, NULL),
               digest_other_topics(&arena, digest, section, item));
    write_also(out, &n_facts, &arena, digest, item, "via", seen_at);
    write_also(out, &n_facts, &arena, digest, item, "related", explained_by);
    buf_addc(out, '\n');

    const char *abstract =
        index >= section->n_full ? "" : shown_abstract(&arena, item, DIGEST_ABSTRACT_COLUMNS);
    if (*abstract != '\0') {
        buf_adds(out, "  > ");
        markdown_line(out, abstract);
        buf_addc(out, '\n');
    }
    write_posts(out, &arena, digest, item);
    arena_release(&arena);
}

/* How many more there are, and where. */
static void write_remainder(struct buf *out, struct arena *arena, const struct digest *digest,
                            const struct digest_section *section)
{
    const char *path = place_topic(arena, section->topic, ".html");
    bool has_base = digest->base != NULL && *digest->base != '\0';
    if (section->n_shown == section->n_items)
        return;
    write_bullet(out, digest);
    buf_adds(out, say_count(arena, digest->language, SAY_AND_MORE, section->n_items - section->n_shown));
    markdown_link(out, shown_line(arena, section->title),
                  has_base ? place_address(arena, digest->base, path) : "");
    buf_addc(out, '\n');
}

static void write_heading(struct buf *out, struct arena *arena, int depth, const char *title)
{
    buf_addc(out, '\n');
    for (int i = 0; i < depth + 2 && i < DEEPEST_HEADING; i++)
        buf_addc(out, '#');
    buf_addc(out, ' ');
    markdown_text(out, shown_line(arena, title));
    buf_addc(out, '\n');
}

/* One block a week: ▁ for none of them, █ for the most. */
static void write_sparkline(struct buf *out, const struct digest_trend *trend)
{
    static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    const size_t top = sizeof blocks / sizeof *blocks - 1;
    size_t most = 1;
    for (size_t i = 0; i < DIGEST_TREND_WEEKS; i++)
        most = trend->counts[i] > most ? trend->counts[i] : most;
    for (size_t i = 0; i < DIGEST_TREND_WEEKS; i++)
        buf_adds(out, blocks[(trend->counts[i] * top + most / 2) / most]);
}

static void write_trends(struct buf *out, struct arena *arena, const struct digest *digest)
{
    if (digest->n_trends == 0)
        return;
    write_heading(out, arena, 0, say(arena, digest->language, SAY_RISING, NULL));
    buf_addc(out, '\n');
    for (size_t i = 0; i < digest->n_trends; i++) {
        write_bullet(out, digest);
        markdown_line(out, shown_line(arena, digest->trends[i].label));
        buf_addc(out, ' ');
        write_sparkline(out, &digest->trends[i]);
        buf_addf(out, " %s\n", digest_trend_words(arena, digest, &digest->trends[i]));
    }
}

static void write_renewed(struct buf *out, struct arena *arena, const struct digest *digest)
{
    if (digest->n_renewed == 0)
        return;
    write_heading(out, arena, 0, say(arena, digest->language, SAY_ALREADY_LISTED, NULL));
    buf_addc(out, '\n');
    for (size_t i = 0; i < digest->n_renewed; i++) {
        size_t n_facts = 0;
        write_bullet(out, digest);
        write_title(out, arena, digest->renewed[i]);
        write_fact(out, &n_facts, "", digest_version(arena, digest, digest->renewed[i]));
        buf_addc(out, '\n');
    }
}

static void write_troubles(struct buf *out, struct arena *arena, const struct digest *digest)
{
    if (digest->n_troubles == 0)
        return;
    write_heading(out, arena, 0, say(arena, digest->language, SAY_SOURCES, NULL));
    buf_addc(out, '\n');
    for (size_t i = 0; i < digest->n_troubles; i++) {
        const struct digest_trouble *trouble = &digest->troubles[i];
        write_bullet(out, digest);
        markdown_line(out, shown_line(arena, trouble->source));
        buf_addf(out, " — %s%s", digest_trouble_kind(arena, digest, trouble->kind),
                 digest->language == LANGUAGE_ZH ? "：" : ": ");
        markdown_text(out, shown_line(arena, trouble->text));
        buf_addc(out, '\n');
    }
}

void digest_write_markdown(const struct digest *digest, struct buf *out)
{
    struct arena arena;
    arena_init(&arena);
    buf_adds(out, "# ");
    markdown_text(out, shown_line(&arena, digest->title));
    buf_addf(out, " — %s\n\n%s\n", digest_date(&arena, digest), digest_funnel(&arena, digest));
    write_trends(out, &arena, digest);
    for (size_t i = 0; i < digest->n_sections; i++) {
        const struct digest_section *section = &digest->sections[i];
        write_heading(out, &arena, section->depth, section->title);
        if (section->n_items > 0)
            buf_addc(out, '\n');
        for (size_t k = 0; k < section->n_shown; k++)
            write_story(out, digest, section, k);
        write_remainder(out, &arena, digest, section);
    }
    if (digest->n_sections == 0)
        buf_addf(out, "\n%s\n", say(&arena, digest->language, SAY_NOTHING_IN_TOPICS, NULL));
    write_renewed(out, &arena, digest);
    write_troubles(out, &arena, digest);
    arena_release(&arena);
}

void digest_write_kept(const struct digest *digest, struct buf *out)
{
    struct arena arena;
    arena_init(&arena);
    buf_adds(out, "# ");
    markdown_text(out, say(&arena, digest->language, SAY_KEPT_OF, shown_line(&arena, digest->title), NULL));
    buf_addc(out, '\n');
    for (size_t i = 0; i < digest->n_sections; i++) {
        const struct digest_section *section = &digest->sections[i];
        write_heading(out, &arena, section->depth, section->title);
        if (section->n_items > 0)
            buf_addc(out, '\n');
        for (size_t k = 0; k < section->n_items; k++) {
            size_t n_facts = 0;
            write_entry(out, &arena, digest, section->items[k], &n_facts);
            buf_addc(out, '\n');
        }
    }
    arena_release(&arena);
}
