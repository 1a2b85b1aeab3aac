/*
 * jsonfeed — JSON Feed 1.1 (jsonfeed.org/version/1.1), its extensions under `_weir`.
 */
#include "weir/render/jsonfeed.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "json.h"
#include "weir/feed/html.h"
#include "weir/render/shown.h"
#include "weir/text/date.h"
#include "weir/text/hash.h"
#include "weir/text/utf8.h"

static const char *first_of(const char *a, const char *b)
{
    return *a != '\0' ? a : b;
}

/* An author needs a name or an address of the web; one who gave only mail is called by it. */
static void write_people(struct json *json, const char *name, const struct person *people, size_t n)
{
    if (n == 0)
        return;
    json_open(json, name, '[');
    for (size_t i = 0; i < n; i++) {
        json_open(json, NULL, '{');
        json_put_string(json, "name",
                        *people[i].url != '\0' ? people[i].name : first_of(people[i].name, people[i].email));
        json_put_string(json, "url", people[i].url);
        json_put_string(json, "_email", people[i].email);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_tags(struct json *json, const struct category *categories, size_t n)
{
    if (n == 0)
        return;
    json_open(json, "tags", '[');
    for (size_t i = 0; i < n; i++)
        json_put_string(json, NULL, first_of(categories[i].label, categories[i].term));
    json_close(json, ']');
}

/* What a tag cannot say: written when one of them has a scheme, or a label beside its term. */
static void write_categories(struct json *json, const struct category *categories, size_t n)
{
    bool plain = true;
    for (size_t i = 0; i < n; i++)
        plain = plain && *categories[i].scheme == '\0' && *categories[i].label == '\0';
    if (plain)
        return;
    json_open(json, "categories", '[');
    for (size_t i = 0; i < n; i++) {
        json_open(json, NULL, '{');
        json_put_string(json, "term", categories[i].term);
        json_put_string(json, "scheme", categories[i].scheme);
        json_put_string(json, "label", categories[i].label);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static bool is_enclosure(const struct link *link)
{
    return strcasecmp(link->rel, "enclosure") == 0;
}

static size_t count_enclosures(const struct link *links, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += is_enclosure(&links[i]);
    return count;
}

static void write_link(struct json *json, const struct link *link)
{
    json_open(json, NULL, '{');
    json_put_string(json, "rel", link->rel);
    json_put_string(json, "href", link->href);
    json_put_string(json, "type", link->type);
    json_put_string(json, "title", link->title);
    json_put_string(json, "hreflang", link->language);
    if (link->length >= 0)
        json_put_number(json, "length", link->length);
    json_close(json, '}');
}

static void write_links(struct json *json, const struct link *links, size_t n, bool with_enclosures)
{
    if (n == (with_enclosures ? 0 : count_enclosures(links, n)))
        return;
    json_open(json, "links", '[');
    for (size_t i = 0; i < n; i++)
        if (with_enclosures || !is_enclosure(&links[i]))
            write_link(json, &links[i]);
    json_close(json, ']');
}

static void write_attachments(struct json *json, const struct link *links, size_t n)
{
    if (count_enclosures(links, n) == 0)
        return;
    json_open(json, "attachments", '[');
    for (size_t i = 0; i < n; i++) {
        const struct link *link = &links[i];
        if (!is_enclosure(link))
            continue;
        json_open(json, NULL, '{');
        json_put_string(json, "url", link->href);
        json_put_string(json, "mime_type", first_of(link->type, "application/octet-stream"));
        json_put_string(json, "title", link->title);
        if (link->length >= 0)
            json_put_number(json, "size_in_bytes", link->length);
        if (link->duration_s >= 0)
            json_put_number(json, "duration_in_seconds", link->duration_s);
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* An id is required: what has none gets its address, or a name made of what it says. */
static const char *id_of(const struct item *item, char made[40])
{
    const char *id = first_of(item->uid, first_of(item->id, item->url));
    if (*id != '\0')
        return id;
    uint64_t hash = hash_more(HASH_START, item->title, strlen(item->title));
    hash = hash_more(hash, item->content_html, strlen(item->content_html));
    snprintf(made, 40, "urn:weir:%016" PRIx64, hash);
    return made;
}

static void write_summary(struct json *json, const char *html)
{
    struct buf text, line;
    buf_init(&text, BUF_LIMIT_OUTPUT);
    buf_init(&line, BUF_LIMIT_OUTPUT);
    html_to_text(html, strlen(html), &text);
    utf8_squash(text.data, text.n, &line);
    json_put_string(json, "summary", line.data);
    buf_release(&text);
    buf_release(&line);
}

static void write_origin(struct json *json, const struct origin *origin)
{
    if (*first_of(origin->id, first_of(origin->title, origin->url)) == '\0')
        return;
    json_open(json, "source", '{');
    json_put_string(json, "id", origin->id);
    json_put_string(json, "title", origin->title);
    json_put_string(json, "url", origin->url);
    json_put_date(json, "updated", origin->updated_at);
    json_close(json, '}');
}

static void write_arxiv(struct json *json, const struct arxiv *arxiv)
{
    if (*arxiv->id == '\0')
        return;
    json_open(json, "arxiv", '{');
    json_put_string(json, "id", arxiv->id);
    if (arxiv->version > 0)
        json_put_number(json, "version", arxiv->version);
    json_put_string(json, "announce_type", arxiv->announce_type);
    json_put_string(json, "primary_category", arxiv->primary_category);
    json_put_string(json, "doi", arxiv->doi);
    json_put_string(json, "journal_ref", arxiv->journal_ref);
    json_put_string(json, "comment", arxiv->comment);
    json_put_true(json, "withdrawn", arxiv->withdrawn);
    json_close(json, '}');
}

static void write_hits(struct json *json, const struct item *item)
{
    if (item->n_hits == 0)
        return;
    json_open(json, "topics", '[');
    for (size_t i = 0; i < item->n_hits; i++) {
        const struct hit *hit = &item->hits[i];
        json_open(json, NULL, '{');
        json_put_string(json, "topic", hit->topic);
        json_put_real(json, "score", hit->score);
        json_open(json, "terms", '[');
        for (size_t t = 0; t < hit->n_terms; t++)
            json_put_string(json, NULL, hit->terms[t].term);
        json_close(json, ']');
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_also(struct json *json, const struct item *item)
{
    if (item->n_also == 0)
        return;
    json_open(json, "also", '[');
    for (size_t i = 0; i < item->n_also; i++)
        write_link(json, &item->also[i]);
    json_close(json, ']');
}

/* Opens the extension, and takes it back when nothing was written into it. */
static size_t open_extension(struct json *json)
{
    size_t before = json->out->n;
    json_open(json, "_weir", '{');
    return before;
}

static void close_extension(struct json *json, size_t before)
{
    bool empty = !json->not_first;
    json_close(json, '}');
    if (empty)
        buf_truncate(json->out, before);
}

static void write_item_extension(struct json *json, const struct item *item)
{
    size_t before = open_extension(json);
    json_put_string(json, "summary_html", item->summary_html);
    json_put_string(json, "rights", item->rights);
    json_put_string(json, "comments", item->comments_url);
    json_put_true(json, "id_is_permalink", item->id_is_permalink);
    write_people(json, "contributors", item->contributors, item->n_contributors);
    write_categories(json, item->categories, item->n_categories);
    write_links(json, item->links, item->n_links, false);
    write_origin(json, &item->origin);
    write_arxiv(json, &item->arxiv);
    write_hits(json, item);
    write_also(json, item);
    close_extension(json, before);
}

static void write_item(struct json *json, const struct feed *feed, const struct item *item)
{
    char made[40];
    struct arena arena;
    json_open(json, NULL, '{');
    json_put_always(json, "id", id_of(item, made));
    arena_init(&arena);
    /* What `weir parse` prints is what the document said; what is published has addresses that may be
     * followed. */
    bool is_published = *item->uid != '\0';
    json_put_string(json, "url", is_published ? shown_href(&arena, item->url) : item->url);
    json_put_string(json, "title", item->arxiv.withdrawn ? shown_title(&arena, item) : item->title);
    arena_release(&arena);
    json_put_always(json, "content_html", item->content_html);
    write_summary(json, item->summary_html);
    json_put_string(json, "image", item->image);
    json_put_date(json, "date_published", item->published_at);
    json_put_date(json, "date_modified", item->updated_at);
    write_people(json, "authors", item->authors, item->n_authors);
    write_tags(json, item->categories, item->n_categories);
    if (strcmp(item->language, feed->language) != 0)
        json_put_string(json, "language", item->language);
    write_attachments(json, item->links, item->n_links);
    write_item_extension(json, item);
    json_close(json, '}');
}

static void write_bits(struct json *json, const char *name, uint32_t bits)
{
    if (bits == 0)
        return;
    json_open(json, name, '[');
    for (int i = 0; i < 32; i++)
        if (bits >> i & 1)
            json_put_number(json, NULL, i);
    json_close(json, ']');
}

static void write_hints(struct json *json, const struct feed_hints *hints)
{
    if (hints->ttl_s == 0 && hints->sy_period_s == 0 && hints->skip_hours == 0 && hints->skip_days == 0)
        return;
    json_open(json, "hints", '{');
    if (hints->ttl_s != 0)
        json_put_number(json, "ttl_s", hints->ttl_s);
    if (hints->sy_period_s != 0)
        json_put_number(json, "period_s", hints->sy_period_s);
    write_bits(json, "skip_hours", hints->skip_hours);
    write_bits(json, "skip_days", hints->skip_days);
    json_close(json, '}');
}

static void write_feed_extension(struct json *json, const struct feed *feed)
{
    size_t before = open_extension(json);
    json_put_string(json, "format", feed->format);
    json_put_string(json, "id", feed->id);
    json_put_date(json, "updated", feed->updated_at);
    json_put_date(json, "published", feed->published_at);
    json_put_string(json, "rights", feed->rights);
    json_put_string(json, "generator", feed->generator);
    write_tags(json, feed->categories, feed->n_categories);
    write_categories(json, feed->categories, feed->n_categories);
    write_links(json, feed->links, feed->n_links, true);
    write_hints(json, &feed->hints);
    if (*feed->bozo != '\0') {
        json_open(json, "bozo", '{');
        json_put_number(json, "line", feed->bozo_line);
        json_put_string(json, "reason", feed->bozo);
        json_close(json, '}');
    }
    if (feed->n_replaced > 0)
        json_put_number(json, "replaced", (int64_t)feed->n_replaced);
    close_extension(json, before);
}

static const struct link *find_link(const struct feed *feed, const char *rel)
{
    for (size_t i = 0; i < feed->n_links; i++)
        if (strcasecmp(feed->links[i].rel, rel) == 0)
            return &feed->links[i];
    return NULL;
}

static void write_hubs(struct json *json, const struct feed *feed)
{
    if (find_link(feed, "hub") == NULL)
        return;
    json_open(json, "hubs", '[');
    for (size_t i = 0; i < feed->n_links; i++) {
        if (strcasecmp(feed->links[i].rel, "hub") != 0)
            continue;
        json_open(json, NULL, '{');
        json_put_string(json, "type", first_of(feed->links[i].type, "WebSub"));
        json_put_string(json, "url", feed->links[i].href);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void open_feed(struct json *json, const struct feed *feed)
{
    const struct link *next = find_link(feed, "next");
    json_open(json, NULL, '{');
    json_put_string(json, "version", "https://jsonfeed.org/version/1.1");
    json_put_always(json, "title", feed->title);
    json_put_string(json, "home_page_url", feed->home_page_url);
    json_put_string(json, "feed_url", feed->feed_url);
    json_put_string(json, "description", feed->subtitle_html);
    if (next != NULL)
        json_put_string(json, "next_url", next->href);
    json_put_string(json, "icon", feed->logo);
    json_put_string(json, "favicon", feed->icon);
    write_people(json, "authors", feed->authors, feed->n_authors);
    json_put_string(json, "language", feed->language);
    write_hubs(json, feed);
    write_feed_extension(json, feed);
    json_open(json, "items", '[');
}

void jsonfeed_write(const struct feed *feed, struct buf *out)
{
    struct json json = {.out = out};
    open_feed(&json, feed);
    for (size_t i = 0; i < feed->n_items; i++)
        write_item(&json, feed, &feed->items[i]);
    json_close(&json, ']');
    json_close(&json, '}');
    buf_addc(out, '\n');
}
