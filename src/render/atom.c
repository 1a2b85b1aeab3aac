/*
 * atom — the elements of RFC 4287 in the order in which people read them.
 */
#include "weir/render/atom.h"

#include <inttypes.h>
#include <string.h>

#include "weir/render/shown.h"
#include "weir/text/date.h"
#include "weir/text/xml.h"

#define MICROSECONDS 1000000

#define HISTORY_NAMESPACE "http://purl.org/syndication/history/1.0"

/* What an entry or feed may link to besides itself; the names are IANA's link relations. */
static const char *const entry_relations[] = {"enclosure", "related", "via", "replies"};
static const char *const feed_relations[] = {"hub",  "next",    "previous",     "first",       "last",
                                             "self", "current", "prev-archive", "next-archive"};

static bool is_one_of(const char *word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(word, words[i]) == 0)
            return true;
    }
    return false;
}

/* NULL leaves the attribute out. */
static const char *or_null(const char *s)
{
    return *s != '\0' ? s : NULL;
}

static void write_date(struct buf *out, const char *element, int64_t at)
{
    char date[DATE_SIZE];
    xml_element(out, element, date_rfc3339(at, date));
    buf_addc(out, '\n');
}

static void write_text(struct buf *out, const char *element, const char *text)
{
    if (*text == '\0')
        return;
    xml_element(out, element, text);
    buf_addc(out, '\n');
}

static void write_html(struct buf *out, const char *element, const char *html)
{
    if (*html == '\0')
        return;
    xml_open(out, element, "type", "html", NULL);
    xml_text(out, html);
    xml_close(out, element);
    buf_addc(out, '\n');
}

static void write_person(struct buf *out, struct arena *arena, const char *element,
                         const struct person *person)
{
    const char *name = shown_line(arena, *person->name != '\0' ? person->name : person->email);
    if (*name == '\0')
        return;
    const char *at = strchr(person->email, '@');
    xml_open(out, element, NULL);
    xml_element(out, "name", name);
    xml_element(out, "uri", shown_href(arena, person->url));
    if (at != NULL && at > person->email && at[1] != '\0' && strpbrk(person->email, " <>") == NULL)
        xml_element(out, "email", person->email);
    xml_close(out, element);
    buf_addc(out, '\n');
}

static void write_link(struct buf *out, struct arena *arena, const struct link *link)
{
    const char *href = shown_href(arena, link->href);
    if (*href == '\0')
        return;
    bool is_media_type = strchr(link->type, '/') != NULL && strpbrk(link->type, " ;*") == NULL;
    const char *length = link->length >= 0 ? arena_printf(arena, "%" PRId64, link->length) : NULL;
    xml_empty(out, "link", "rel", link->rel, "href", href, "type", is_media_type ? link->type : NULL, "title",
              or_null(shown_line(arena, link->title)), "length", length, NULL);
    buf_addc(out, '\n');
}

static void write_relation(struct buf *out, struct arena *arena, const char *rel, const char *href,
                           const char *type)
{
    struct link link = {.rel = rel, .href = href, .type = type, .title = "", .length = -1};
    write_link(out, arena, &link);
}

/* Many sources give a day's items one moment, but a feed whose entries share one is hard to sort (and to
 * validate): behind the second stands which of them weir met first. */
static void write_entry_updated(struct buf *out, struct arena *arena, const struct item *item)
{
    char date[DATE_SIZE];
    date_rfc3339(shown_updated_at(item), date);
    size_t n = strlen(date);
    bool is_utc = n > 0 && date[n - 1] == 'Z';
    xml_element(out, "updated",
                item->order > 0 && is_utc
                    ? arena_printf(arena, "%.*s.%06dZ", (int)n - 1, date, (int)(item->order % MICROSECONDS))
                    : date);
    buf_addc(out, '\n');
}

/* The topics of weir, then what the source itself filed the story under. */
static void write_categories(struct buf *out, struct arena *arena, const struct feed *feed,
                             const struct item *item)
{
    for (size_t i = 0; i < item->n_hits; i++) {
        const struct hit *hit = &item->hits[i];
        const char *scheme = "";
        for (size_t k = 0; k < feed->n_categories; k++) {
            if (strcmp(feed->categories[k].term, hit->topic) == 0)
                scheme = feed->categories[k].scheme;
        }
        xml_empty(out, "category", "term", hit->topic, "scheme", or_null(scheme), "label",
                  shown_topic(feed->categories, feed->n_categories, hit->topic), "weir:score",
                  arena_printf(arena, "%.2f", hit->score), "weir:terms", or_null(shown_terms(arena, hit)),
                  NULL);
        buf_addc(out, '\n');
    }
    for (size_t i = 0; i < item->n_categories; i++) {
        const struct category *category = &item->categories[i];
        const char *term = shown_line(arena, *category->term != '\0' ? category->term : category->label);
        if (*term == '\0')
            continue;
        xml_empty(out, "category", "term", term, "scheme", or_null(shown_href(arena, category->scheme)),
                  "label", or_null(shown_line(arena, category->label)), NULL);
        buf_addc(out, '\n');
    }
}

/* RFC 4287 §4.2.11. Its date is the entry's own, so that old entries keep their bytes while the source goes
 * on. */
static void write_source(struct buf *out, struct arena *arena, const struct item *item)
{
    const struct origin *origin = &item->origin;
    const char *url = shown_href(arena, origin->url);
    const char *id = *origin->id != '\0' ? origin->id : url;
    const char *title = shown_source(arena, item);
    if (*id == '\0' || *title == '\0')
        return;
    xml_open(out, "source", NULL);
    xml_element(out, "id", id);
    xml_element(out, "title", title);
    if (*url != '\0')
        xml_empty(out, "link", "rel", "self", "href", url, NULL);
    char date[DATE_SIZE];
    xml_element(out, "updated", date_rfc3339(shown_updated_at(item), date));
    xml_close(out, "source");
    buf_addc(out, '\n');
}

static void write_authors(struct buf *out, struct arena *arena, const struct feed *feed,
                          const struct item *item)
{
    size_t before = out->n;
    for (size_t i = 0; i < item->n_authors; i++)
        write_person(out, arena, "author", &item->authors[i]);
    if (out->n == before) {
        const char *source = shown_source(arena, item);
        struct person publisher = {.name = *source != '\0' ? source : feed->title, .email = "", .url = ""};
        write_person(out, arena, "author", &publisher);
    }
    for (size_t i = 0; i < item->n_contributors; i++)
        write_person(out, arena, "contributor", &item->contributors[i]);
}

static void write_entry_links(struct buf *out, struct arena *arena, const struct item *item)
{
    write_relation(out, arena, "alternate", item->url, "");
    for (size_t i = 0; i < item->n_links; i++) {
        if (is_one_of(item->links[i].rel, entry_relations, sizeof entry_relations / sizeof *entry_relations))
            write_link(out, arena, &item->links[i]);
    }
    write_relation(out, arena, "replies", item->comments_url, "");
    for (size_t i = 0; i < item->n_also; i++) {
        struct link seen = {.rel = item->also[i].rel,
                            .href = item->also[i].href,
                            .type = "",
                            .title = item->also[i].title,
                            .length = -1};
        write_link(out, arena, &seen);
    }
}

static void write_entry(struct buf *out, const struct feed *feed, const struct item *item)
{
    struct arena arena;
    arena_init(&arena);
    bool has_alternate = *shown_href(&arena, item->url) != '\0';

    xml_open(out, "entry", "xml:lang", or_null(item->language), NULL);
    buf_addc(out, '\n');
    write_text(out, "id", item->uid);
    write_text(out, "title", shown_title(&arena, item));
    write_entry_updated(out, &arena, item);
    write_date(out, "published", shown_published_at(item));
    write_authors(out, &arena, feed, item);
    write_entry_links(out, &arena, item);
    write_categories(out, &arena, feed, item);
    write_text(out, "rights", item->rights);
    write_html(out, "summary", item->summary_html);
    write_html(out, "content", item->content_html);
    /* §4.1.2: an entry without an alternate link must have content. */
    if (!has_alternate && *item->content_html == '\0')
        write_text(out, "content", shown_title(&arena, item));
    write_source(out, &arena, item);
    xml_close(out, "entry");
    buf_addc(out, '\n');
    arena_release(&arena);
}

static int64_t feed_updated_at(const struct feed *feed)
{
    if (feed->updated_at != DATE_NONE)
        return feed->updated_at;
    int64_t newest_at = 0;
    for (size_t i = 0; i < feed->n_items; i++) {
        int64_t at = shown_updated_at(&feed->items[i]);
        newest_at = at > newest_at ? at : newest_at;
    }
    return newest_at;
}

static const char *find_link(const struct feed *feed, const char *rel)
{
    for (size_t i = 0; i < feed->n_links; i++) {
        if (strcmp(feed->links[i].rel, rel) == 0)
            return feed->links[i].href;
    }
    return NULL;
}

/* RFC 5005 §4: what leads to a `current` document is an archive of it. */
static bool is_archive(const struct feed *feed)
{
    return find_link(feed, "current") != NULL;
}

/* Associating Style Sheets with XML documents §3: the pseudo-attributes are escaped as attributes are. */
static void write_stylesheet(struct buf *out, const char *href)
{
    if (href == NULL)
        return;
    buf_adds(out, "<?xml-stylesheet type=\"text/css\" href=\"");
    xml_attr(out, href);
    buf_adds(out, "\"?>\n");
}

static void write_head(struct buf *out, struct arena *arena, const struct feed *feed)
{
    write_text(out, "id", feed->id);
    write_text(out, "title", feed->title);
    write_html(out, "subtitle", feed->subtitle_html);
    write_date(out, "updated", feed_updated_at(feed));
    struct person publisher = {.name = feed->title, .email = "", .url = feed->home_page_url};
    const struct person *authors = feed->n_authors > 0 ? feed->authors : &publisher;
    for (size_t i = 0; i < feed->n_authors || i == 0; i++)
        write_person(out, arena, "author", &authors[i]);
    write_relation(out, arena, "self", feed->feed_url, "application/atom+xml");
    write_relation(out, arena, "alternate", feed->home_page_url, "text/html");
    for (size_t i = 0; i < feed->n_links; i++) {
        if (is_one_of(feed->links[i].rel, feed_relations, sizeof feed_relations / sizeof *feed_relations))
            write_link(out, arena, &feed->links[i]);
    }
    write_text(out, "icon", shown_href(arena, feed->icon));
    write_text(out, "logo", shown_href(arena, feed->logo));
    write_text(out, "rights", feed->rights);
    write_text(out, "generator", feed->generator);
    if (is_archive(feed))
        buf_adds(out, "<fh:archive/>\n");
}

static void open_feed(struct buf *out, const struct feed *feed)
{
    struct arena arena;
    arena_init(&arena);
    buf_adds(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    write_stylesheet(out, find_link(feed, "stylesheet"));
    xml_open(out, "feed", "xmlns", "http://www.w3.org/2005/Atom", "xmlns:weir", ATOM_WEIR_NAMESPACE,
             "xml:lang", or_null(feed->language), "xmlns:fh", is_archive(feed) ? HISTORY_NAMESPACE : NULL,
             NULL);
    buf_addc(out, '\n');
    write_head(out, &arena, feed);
    arena_release(&arena);
}

void atom_write(const struct feed *feed, struct buf *out)
{
    open_feed(out, feed);
    for (size_t i = 0; i < feed->n_items; i++)
        write_entry(out, feed, &feed->items[i]);
    xml_close(out, "feed");
    buf_addc(out, '\n');
}
