/*
 * jsonfeed — JSON Feed 1 and 1.1 (jsonfeed.org/version/1.1), read leniently: numbers for strings, `author`
 * for `authors`, control characters inside strings. What weir wrote under `_weir` is understood, so that its
 * own output read again gives the same feed.
 */
#include "gather.h"

#include <string.h>

#include "jsonload.h"
#include "weir/text/date.h"
#include "weir/text/url.h"
#include "weir/text/utf8.h"

/* ---- values -----------------------------------------------------------------------------------------------
 */

/* A string as it stands, while the document's tree does; numbers are read as strings, all else is "". */
static const char *get(struct reading *r, const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    if (json_is_string(value))
        return json_string_value(value);
    if (json_is_integer(value))
        return arena_printf(r->arena, "%lld", (long long)json_integer_value(value));
    if (json_is_real(value))
        return arena_printf(r->arena, "%.17g", json_real_value(value));
    return "";
}

static const char *get_copy(struct reading *r, const json_t *object, const char *name)
{
    return arena_strdup(r->arena, get(r, object, name));
}

static const char *get_line(struct reading *r, const json_t *object, const char *name)
{
    return construct_plain_of(r, CONSTRUCT_TEXT, get(r, object, name));
}

static const char *get_html(struct reading *r, const json_t *object, const char *name)
{
    return construct_html_of(r, CONSTRUCT_HTML, get(r, object, name),
                             r->page != NULL ? r->page : r->doc->url);
}

static const char *get_url(struct reading *r, const json_t *object, const char *name)
{
    return reading_resolve(r, r->doc->url, get(r, object, name));
}

static int64_t get_date(struct reading *r, const json_t *object, const char *name)
{
    return date_parse(get(r, object, name));
}

/* A count; also written as a string. -1 when there is none. */
static int64_t get_count(struct reading *r, const json_t *object, const char *name)
{
    const char *s = get(r, object, name);
    char *end;
    double value = strtod(s, &end);
    return end == s || !(value >= 0 && value < (double)FEED_LIMIT_LENGTH) ? -1 : (int64_t)value;
}

static const char *first_of(const char *a, const char *b)
{
    return *a != '\0' ? a : b;
}

/* How many of a list are read. */
static size_t list_size(struct reading *r, const json_t *list)
{
    size_t n = json_array_size(list);
    if (n <= FEED_LIMIT_LIST)
        return n;
    r->cut = "FEED_LIMIT_LIST: more than 1000 authors, categories or links of one item";
    return FEED_LIMIT_LIST;
}

/* ---- lists ------------------------------------------------------------------------------------------------
 */

static struct person read_person(struct reading *r, const json_t *object)
{
    struct person person = {.name = get_line(r, object, "name"),
                            .email = get_line(r, object, "_email"),
                            .url = get_url(r, object, "url")};
    if (json_is_string(object))
        person.name = construct_plain_of(r, CONSTRUCT_TEXT, json_string_value(object));
    if (strcmp(person.name, person.email) == 0) /* weir's own way to write who gave only mail */
        person.name = "";
    return person;
}

static void read_people(struct reading *r, const json_t *list, struct person **people, size_t *n)
{
    size_t n_list =
        json_is_object(list) ? 1 : list_size(r, list); /* some write the only one without brackets */
    for (size_t i = 0; i < n_list; i++) {
        struct person person = read_person(r, json_is_object(list) ? list : json_array_get(list, i));
        if (*first_of(person.name, first_of(person.email, person.url)) == '\0')
            continue;
        *people = arena_grow(r->arena, *people, *n, sizeof **people);
        (*people)[(*n)++] = person;
    }
}

/* `authors`, and the one `author` of version 1 when it is another. */
static void read_authors(struct reading *r, const json_t *object, struct person **people, size_t *n)
{
    read_people(r, json_object_get(object, "authors"), people, n);
    const json_t *author = json_object_get(object, "author");
    struct person person = read_person(r, author);
    if (*first_of(person.name, first_of(person.email, person.url)) == '\0')
        return;
    for (size_t i = 0; i < *n; i++)
        if (strcmp((*people)[i].name, person.name) == 0)
            return;
    *people = arena_grow(r->arena, *people, *n, sizeof **people);
    (*people)[(*n)++] = person;
}

static struct category *add_category(struct reading *r, struct category **list, size_t *n)
{
    *list = arena_grow(r->arena, *list, *n, sizeof **list);
    struct category *category = &(*list)[(*n)++];
    *category = (struct category){.term = "", .scheme = "", .label = ""};
    return category;
}

/* Our own `categories` say more than `tags`. */
static void read_categories(struct reading *r, const json_t *tags, const json_t *extension,
                            struct category **list, size_t *n)
{
    const json_t *categories = json_object_get(extension, "categories");
    for (size_t i = 0; i < list_size(r, categories); i++) {
        const json_t *object = json_array_get(categories, i);
        struct category *category = add_category(r, list, n);
        category->term = get_line(r, object, "term");
        category->scheme = get_copy(r, object, "scheme");
        category->label = get_line(r, object, "label");
    }
    for (size_t i = 0; *n < FEED_LIMIT_LIST && i < list_size(r, tags) && categories == NULL; i++) {
        const char *tag = json_string_value(json_array_get(tags, i));
        tag = tag == NULL ? "" : construct_plain_of(r, CONSTRUCT_TEXT, tag);
        if (*tag != '\0')
            add_category(r, list, n)->term = tag;
    }
}

static struct link *add_link(struct reading *r, struct link **list, size_t *n, const char *rel,
                             const char *href)
{
    if (*href == '\0' || *n >= FEED_LIMIT_LIST * 2)
        return NULL;
    *list = arena_grow(r->arena, *list, *n, sizeof **list);
    struct link *link = &(*list)[(*n)++];
    *link = (struct link){
        .rel = rel, .href = href, .type = "", .title = "", .language = "", .length = -1, .duration_s = -1};
    return link;
}

static void read_links(struct reading *r, const json_t *links, struct link **list, size_t *n)
{
    for (size_t i = 0; i < list_size(r, links); i++) {
        const json_t *object = json_array_get(links, i);
        struct link *link = add_link(r, list, n, first_of(get_line(r, object, "rel"), "alternate"),
                                     get_url(r, object, "href"));
        if (link == NULL)
            continue;
        link->type = get_line(r, object, "type");
        link->title = get_line(r, object, "title");
        link->language = get_line(r, object, "hreflang");
        link->length = get_count(r, object, "length");
    }
}

static void read_attachments(struct reading *r, const json_t *attachments, struct item *item)
{
    for (size_t i = 0; i < list_size(r, attachments); i++) {
        const json_t *object = json_array_get(attachments, i);
        struct link *link = add_link(r, &item->links, &item->n_links, "enclosure", get_url(r, object, "url"));
        if (link == NULL)
            continue;
        link->type = get_line(r, object, "mime_type");
        link->title = get_line(r, object, "title");
        link->length = get_count(r, object, "size_in_bytes");
        link->duration_s = get_count(r, object, "duration_in_seconds");
    }
}

/* ---- item -------------------------------------------------------------------------------------------------
 */

static void read_texts(struct reading *r, const json_t *object, const json_t *extension, struct item *item)
{
    item->title = get_line(r, object, "title");
    item->content_html = get_html(r, object, "content_html");
    if (*item->content_html == '\0')
        item->content_html =
            construct_html_of(r, CONSTRUCT_TEXT, get(r, object, "content_text"), r->doc->url);
    item->summary_html = get_html(r, extension, "summary_html");
    if (*item->summary_html == '\0')
        item->summary_html = construct_html_of(r, CONSTRUCT_TEXT, get(r, object, "summary"), r->doc->url);
    if (*item->content_html == '\0') {
        item->content_html = item->summary_html;
        item->summary_html = "";
    }
}

static void read_origin(struct reading *r, const json_t *object, struct origin *origin)
{
    *origin = (struct origin){.id = get_copy(r, object, "id"),
                              .title = get_line(r, object, "title"),
                              .url = get_url(r, object, "url"),
                              .updated_at = get_date(r, object, "updated")};
}

static void read_arxiv(struct reading *r, const json_t *object, struct arxiv *arxiv)
{
    int64_t version = get_count(r, object, "version");
    *arxiv = (struct arxiv){.id = get_line(r, object, "id"),
                            .version = version > 0 && version < 1000 ? (int)version : 0,
                            .announce_type = get_line(r, object, "announce_type"),
                            .primary_category = get_line(r, object, "primary_category"),
                            .doi = get_line(r, object, "doi"),
                            .journal_ref = get_line(r, object, "journal_ref"),
                            .comment = get_line(r, object, "comment")};
}

static void read_item(struct reading *r, const json_t *object)
{
    struct feed *feed = r->feed;
    const json_t *extension = json_object_get(object, "_weir");
    feed->items = arena_grow(r->arena, feed->items, feed->n_items, sizeof *feed->items);
    struct item *item = &feed->items[feed->n_items++];
    *item = item_blank;
    item->id = get_copy(r, object, "id");
    item->id_is_permalink = json_is_true(json_object_get(extension, "id_is_permalink"));
    const char *url = get_url(r, object, "url"), *external = get_url(r, object, "external_url");
    item->url = first_of(url, external);
    r->page = url_is_http(item->url) ? item->url : NULL;
    read_texts(r, object, extension, item);
    r->page = NULL;
    item->image = first_of(get_url(r, object, "image"), get_url(r, object, "banner_image"));
    item->published_at = get_date(r, object, "date_published");
    item->updated_at = get_date(r, object, "date_modified");
    item->language = get_line(r, object, "language");
    item->rights = get_line(r, extension, "rights");
    item->comments_url = get_url(r, extension, "comments");
    read_authors(r, object, &item->authors, &item->n_authors);
    read_people(r, json_object_get(extension, "contributors"), &item->contributors, &item->n_contributors);
    read_categories(r, json_object_get(object, "tags"), extension, &item->categories, &item->n_categories);
    read_links(r, json_object_get(extension, "links"), &item->links, &item->n_links);
    if (*url != '\0' && *external != '\0' && strcmp(url, external) != 0)
        add_link(r, &item->links, &item->n_links, "related", external);
    read_attachments(r, json_object_get(object, "attachments"), item);
    read_origin(r, json_object_get(extension, "source"), &item->origin);
    read_arxiv(r, json_object_get(extension, "arxiv"), &item->arxiv);
    arxiv_complete(r->arena, item);
}

/* ---- feed -------------------------------------------------------------------------------------------------
 */

static uint32_t read_bits(const json_t *list)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < json_array_size(list) && i < 32; i++) {
        json_int_t bit = json_integer_value(json_array_get(list, i));
        if (bit >= 0 && bit < 24)
            bits |= UINT32_C(1) << bit;
    }
    return bits;
}

static void read_hints(struct reading *r, const json_t *object, struct feed_hints *hints)
{
    int64_t ttl = get_count(r, object, "ttl_s"), period = get_count(r, object, "period_s");
    *hints =
        (struct feed_hints){.ttl_s = ttl > 0 ? ttl : 0,
                            .sy_period_s = period > 0 ? period : 0,
                            .skip_hours = read_bits(json_object_get(object, "skip_hours")),
                            .skip_days = (uint8_t)(read_bits(json_object_get(object, "skip_days")) & 0x7F)};
}

/* What others write without our extension: hubs and the next page are links of the feed. */
static void read_feed_links(struct reading *r, const json_t *object, const json_t *extension)
{
    struct feed *feed = r->feed;
    read_links(r, json_object_get(extension, "links"), &feed->links, &feed->n_links);
    if (json_object_get(extension, "links") != NULL)
        return;
    const json_t *hubs = json_object_get(object, "hubs");
    for (size_t i = 0; i < list_size(r, hubs); i++) {
        struct link *link =
            add_link(r, &feed->links, &feed->n_links, "hub", get_url(r, json_array_get(hubs, i), "url"));
        if (link != NULL)
            link->type = get_line(r, json_array_get(hubs, i), "type");
    }
    add_link(r, &feed->links, &feed->n_links, "next", get_url(r, object, "next_url"));
}

static const char *read_format(struct reading *r, const json_t *object, const json_t *extension)
{
    const char *ours = get_line(r, extension, "format"), *version = get(r, object, "version");
    if (*ours != '\0')
        return ours;
    return strstr(version, "/1.1") != NULL ? "JSON Feed 1.1" : "JSON Feed 1";
}

static void read_feed(struct reading *r, const json_t *object)
{
    struct feed *feed = r->feed;
    const json_t *extension = json_object_get(object, "_weir"), *bozo = json_object_get(extension, "bozo");
    feed->format = read_format(r, object, extension);
    feed->title = get_line(r, object, "title");
    feed->home_page_url = get_url(r, object, "home_page_url");
    feed->feed_url = get_url(r, object, "feed_url");
    feed->subtitle_html = get_html(r, object, "description");
    feed->logo = get_url(r, object, "icon");
    feed->icon = get_url(r, object, "favicon");
    feed->language = get_line(r, object, "language");
    feed->id = get_copy(r, extension, "id");
    feed->rights = get_line(r, extension, "rights");
    feed->generator = get_line(r, extension, "generator");
    feed->updated_at = get_date(r, extension, "updated");
    feed->published_at = get_date(r, extension, "published");
    if (bozo != NULL) {
        feed->bozo = get_line(r, bozo, "reason");
        feed->bozo_line = (int)json_integer_value(json_object_get(bozo, "line"));
    }
    int64_t replaced = get_count(r, extension, "replaced");
    feed->n_replaced += replaced > 0 ? (size_t)replaced : 0;
    read_authors(r, object, &feed->authors, &feed->n_authors);
    read_categories(r, json_object_get(extension, "tags"), extension, &feed->categories, &feed->n_categories);
    read_feed_links(r, object, extension);
    read_hints(r, json_object_get(extension, "hints"), &feed->hints);
}

/* ---- a document ------------------------------------------------------------------------------------------
 */

/* Reads the item unless it is none, or there is no room for it; false when there is none for any other. */
static bool take_item(struct reading *r, const json_t *object)
{
    if (r->feed->n_items == FEED_LIMIT_ITEMS)
        r->cut = "FEED_LIMIT_ITEMS: more than 10000 items";
    if (r->feed->n_items == FEED_LIMIT_ITEMS || reading_is_spent(r))
        return false;
    if (json_is_object(object))
        read_item(r, object);
    return true;
}

/* Reads the items one by one, so that the tree of one stands at a time. False when one is no JSON. */
static bool read_slices(struct reading *r, struct json_slice list)
{
    struct json_slice one;
    bool room = true;
    while (room && json_next(&list, &one)) {
        json_error_t ignored;
        if (json_cost(one) > JSON_LIMIT_TREE) {
            r->cut = "JSON_LIMIT_TREE: an item of more than 16 MiB";
            continue;
        }
        json_t *object = json_loadb(one.s, one.n, JSON_ALLOW_NUL | JSON_DECODE_ANY, &ignored);
        if (object == NULL)
            return false;
        room = take_item(r, object);
        json_decref(object);
    }
    return !room || list.n == 0;
}

static bool read_root(struct reading *r, const json_t *root)
{
    const json_t *items = json_object_get(root, "items");
    const char *version = json_string_value(json_object_get(root, "version"));
    if (!json_is_object(root) ||
        !(json_is_array(items) || (version != NULL && strstr(version, "jsonfeed") != NULL)))
        return false;
    read_feed(r, root);
    for (size_t i = 0; i < json_array_size(items) && take_item(r, json_array_get(items, i)); i++)
        ;
    assemble_inheritance(r);
    return true;
}

/* The document as it should be: its items by themselves, and the rest without them. */
static bool read_whole(struct reading *r, struct json_slice document, struct json_slice items)
{
    struct json_slice before = {document.s, (size_t)(items.s - document.s)};
    struct json_slice behind = {items.s + items.n, document.n - before.n - items.n};
    if (json_cost(before) + json_cost(behind) > JSON_LIMIT_TREE || !read_slices(r, items))
        return false;
    json_error_t ignored;
    struct buf rest = BUF_INIT(FEED_LIMIT_BYTES);
    buf_add(&rest, before.s, before.n);
    buf_add(&rest, behind.s, behind.n);
    json_t *root = json_loadb(rest.data, rest.n, JSON_ALLOW_NUL, &ignored);
    bool done = root != NULL && read_root(r, root);
    json_decref(root);
    buf_release(&rest);
    return done;
}

int jsonfeed_read(struct reading *r, const char *json, size_t n, struct error *err)
{
    json_error_t error;
    struct json_slice document = {json, n}, items;
    if (json_find_items(document, &items) && read_whole(r, document, items))
        return 0;
    *r->feed = feed_blank;
    r->cut = NULL;
    if (json_cost(document) > JSON_LIMIT_TREE)
        return error_set(err, STATUS_LIMIT, "JSON_LIMIT_TREE: JSON that takes more than 16 MiB in memory");
    json_t *root = jsonload(json, n, r->arena, &error);
    if (root == NULL)
        return error_set(err, STATUS_NOT_A_FEED, "line %d: broken JSON: %s", error.line, error.text);
    bool is_feed = read_root(r, root);
    json_decref(root);
    if (!is_feed)
        return error_set(err, STATUS_NOT_A_FEED, "JSON, but no JSON Feed: it has no items");
    if (error.text[0] != '\0') {
        r->feed->bozo = line_message(r->arena, error.text);
        r->feed->bozo_line = error.line;
    }
    return 0;
}
