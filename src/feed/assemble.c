/*
 * assemble — items and feeds out of fields, and what is said of polling.
 */
#include "gather.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "weir/feed/feed.h"
#include "weir/text/date.h"
#include "weir/text/url.h"

const struct feed feed_blank = {.format = "",
                                .id = "",
                                .title = "",
                                .subtitle_html = "",
                                .language = "",
                                .rights = "",
                                .generator = "",
                                .home_page_url = "",
                                .feed_url = "",
                                .icon = "",
                                .logo = "",
                                .updated_at = DATE_NONE,
                                .published_at = DATE_NONE,
                                .bozo = ""};

const struct item item_blank = {
    .id = "",
    .url = "",
    .title = "",
    .summary_html = "",
    .content_html = "",
    .language = "",
    .rights = "",
    .comments_url = "",
    .image = "",
    .published_at = DATE_NONE,
    .updated_at = DATE_NONE,
    .origin = {.id = "", .title = "", .url = "", .updated_at = DATE_NONE},
    .arxiv =
        {.id = "", .announce_type = "", .primary_category = "", .doi = "", .journal_ref = "", .comment = ""},
    .key = "",
    .uid = "",
    .source = "",
    .first_seen_at = DATE_NONE};

/* ---- how often the publisher wishes to be asked: RSS 2.0 <ttl>, <skipHours>, <skipDays>, mod_syndication -
 */

static long number(struct reading *r, const struct node *node)
{
    return node == NULL ? 0 : strtol(tree_string(r, node), NULL, 10);
}

/* mod_syndication: a period, daily when unsaid, and how many times in it. */
static int64_t read_period(struct reading *r, const struct node *channel)
{
    static const struct {
        const char *name;
        int64_t seconds;
    } periods[] = {
        {"hourly", 3600},        {"daily", 86400},        {"weekly", 604800},
        {"monthly", 30 * 86400}, {"yearly", 365 * 86400},
    };
    const struct node *period = tree_child(channel, VOC_SY, "updatePeriod");
    const struct node *frequency = tree_child(channel, VOC_SY, "updateFrequency");
    if (period == NULL && frequency == NULL)
        return 0;
    const char *name = period == NULL ? "daily" : tree_string(r, period);
    long times = frequency == NULL ? 1 : number(r, frequency);
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
        if (strcasecmp(periods[i].name, name) == 0 && times > 0)
            return periods[i].seconds / times;
    return 0;
}

static uint32_t read_hours(struct reading *r, const struct node *list)
{
    uint32_t hours = 0;
    for (const struct node *child = list == NULL ? NULL : list->children; child != NULL;
         child = child->next) {
        if (!tree_is(child, "hour") || tree_is_blank(child))
            continue;
        long hour = number(r, child);
        if (hour >= 0 && hour <= 24) /* some count from 1 to 24 */
            hours |= UINT32_C(1) << (hour % 24);
    }
    return hours;
}

static uint8_t read_days(struct reading *r, const struct node *list)
{
    static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    unsigned days = 0;
    for (const struct node *child = list == NULL ? NULL : list->children; child != NULL;
         child = child->next) {
        if (!tree_is(child, "day"))
            continue;
        const char *name = tree_string(r, child);
        for (size_t d = 0; d < sizeof names / sizeof *names; d++)
            if (strncasecmp(name, names[d], 3) == 0)
                days |= 1U << d;
    }
    return (uint8_t)days;
}

static struct feed_hints hints_read(struct reading *r, const struct node *channel)
{
    long minutes = number(r, tree_child(channel, VOC_RSS, "ttl"));
    return (struct feed_hints){
        .ttl_s = minutes > 0 && minutes < 1000000 ? minutes * 60 : 0,
        .sy_period_s = read_period(r, channel),
        .skip_hours = read_hours(r, tree_child(channel, VOC_RSS, "skipHours")),
        .skip_days = read_days(r, tree_child(channel, VOC_RSS, "skipDays")),
    };
}

/* ---- items and feeds -------------------------------------------------------------------------------------
 */

static const char *first_of(const char *a, const char *b)
{
    return *a != '\0' ? a : b;
}

/* The first link of that relation, a page rather than a document of another type. */
static const char *find_link(const struct gathered *g, const char *rel)
{
    const char *found = "";
    for (size_t i = 0; i < g->n_links; i++) {
        const struct link *link = &g->links[i];
        if (strcasecmp(link->rel, rel) != 0)
            continue;
        if (*link->type == '\0' || strncasecmp(link->type, "text/html", 9) == 0 ||
            strncasecmp(link->type, "application/xhtml", 17) == 0)
            return link->href;
        found = first_of(found, link->href);
    }
    return found;
}

/* Is the id an RSS guid, and what does it say of itself? NULL when it is none, "" when it says nothing. */
static const char *said_permalink(const struct gathered *g)
{
    const struct node *guid = g->winner[FIELD_ID];
    if (guid == NULL || guid->kind->vocabulary != VOC_RSS)
        return NULL;
    const char *said = tree_attribute(guid, "isPermaLink");
    return said == NULL ? "" : said;
}

/* RSS 2.0: a guid is an address unless it says isPermaLink="false"; many forget to say so. */
static bool is_permalink(const struct gathered *g, const char *id)
{
    const char *said = said_permalink(g);
    return said != NULL && strcasecmp(said, "false") != 0 && url_is_http(id);
}

/* Against the rules of RSS 2.0, but said to be an address and plainly a path: what a site generator writes
 * that does not know where it is published. */
static bool is_path_to_item(const struct gathered *g, const char *id)
{
    const char *said = said_permalink(g);
    return said != NULL && strcasecmp(said, "true") == 0 && id[0] == '/';
}

/* Atom's id is an IRI (RFC 4287 §4.2.6): what is plainly a relative one resolves. A bare word stays as it is,
 * and an RSS guid is any string at all. */
static const char *read_id(struct reading *r, const struct node *node, const struct gathered *g)
{
    const struct node *winner = g->winner[FIELD_ID];
    if (winner == NULL) {
        const char *about = tree_attribute_of(node, VOC_RDF, "about");
        return about == NULL ? "" : tree_resolve(r, node, about);
    }
    const char *id = tree_string(r, winner);
    bool relative = *id == '/' || *id == '.';
    return relative && winner->kind->vocabulary == VOC_ATOM ? tree_resolve(r, winner, id) : id;
}

/* Links that are not the item's own address; moved together in place. */
static void keep_other_links(struct item *item)
{
    size_t kept = 0;
    for (size_t i = 0; i < item->n_links; i++)
        if (strcasecmp(item->links[i].rel, "alternate") != 0 || strcmp(item->links[i].href, item->url) != 0)
            item->links[kept++] = item->links[i];
    item->n_links = kept;
}

static void read_texts(struct reading *r, const struct gathered *g, struct item *item)
{
    item->title = gathered_plain(r, g, FIELD_TITLE);
    item->content_html = gathered_html(r, g, FIELD_CONTENT);
    item->summary_html = gathered_html(r, g, FIELD_SUMMARY);
    if (*item->content_html == '\0') { /* the summary is all there is: then it is the content */
        item->content_html = item->summary_html;
        item->summary_html = "";
    }
    item->rights = gathered_plain(r, g, FIELD_RIGHTS);
}

void assemble_item(struct reading *r, const struct node *node)
{
    struct gathered g;
    gather_init(&g);
    gather_children(r, node, &item_rules, &g);

    struct feed *feed = r->feed;
    feed->items = arena_grow(r->arena, feed->items, feed->n_items, sizeof *feed->items);
    struct item *item = &feed->items[feed->n_items++];
    *item = item_blank;
    item->id = read_id(r, node, &g);
    item->id_is_permalink = is_permalink(&g, item->id);
    item->url = first_of(gathered_url(r, &g, FIELD_LINK), find_link(&g, "alternate"));
    if (*item->url == '\0' && item->id_is_permalink)
        item->url = url_resolve(r->arena, "", item->id);
    if (*item->url == '\0' && is_path_to_item(&g, item->id))
        item->url = tree_resolve(r, g.winner[FIELD_ID], item->id);
    if (*item->url == '\0')
        item->url = tree_resolve(r, node, tree_attribute(node, "href")); /* CDF */
    r->page = url_is_http(item->url) ? item->url : NULL; /* as readers resolve: "#fn:1" is a place there */
    read_texts(r, &g, item);
    r->page = NULL;
    item->language = first_of(gathered_string(r, &g, FIELD_LANGUAGE), tree_language(r, node));
    item->comments_url = first_of(gathered_url(r, &g, FIELD_COMMENTS), find_link(&g, "replies"));
    item->image = gathered_url(r, &g, FIELD_IMAGE);
    item->published_at = g.published_at;
    item->updated_at = g.updated_at;
    item->authors = g.authors;
    item->n_authors = g.n_authors;
    item->contributors = g.contributors;
    item->n_contributors = g.n_contributors;
    item->categories = g.categories;
    item->n_categories = g.n_categories;
    item->links = g.links;
    item->n_links = g.n_links;
    item->origin = g.origin;
    item->arxiv = g.arxiv;
    keep_other_links(item);
    for (size_t i = 0; i < item->n_links; i++)
        if (item->links[i].duration_s < 0 && strcasecmp(item->links[i].rel, "enclosure") == 0)
            item->links[i].duration_s = g.duration_s;
    arxiv_complete(r->arena, item);
}

static const char *read_generator(struct reading *r, const struct gathered *g)
{
    const struct node *node = g->winner[FIELD_GENERATOR];
    if (node == NULL)
        return "";
    const char *resource = tree_attribute_of(node, VOC_RDF, "resource");
    const char *name = resource == NULL ? construct_name(r, node) : resource;
    const char *version = tree_attribute(node, "version"), *uri = tree_attribute(node, "uri");
    if (uri == NULL)
        uri = tree_attribute(node, "url"); /* Atom 0.3 */
    struct buf *line = &r->made;
    buf_clear(line);
    buf_addf(line, "%s%s%s", name, version == NULL ? "" : " v", version == NULL ? "" : version);
    if (uri != NULL)
        buf_addf(line, " %s", uri);
    return construct_plain_of(r, CONSTRUCT_TEXT, arena_copy(r->arena, line->data, line->n));
}

static void fill_feed(struct reading *r, const struct node *node, const struct gathered *g)
{
    struct feed *feed = r->feed;
    feed->title = gathered_plain(r, g, FIELD_TITLE);
    feed->subtitle_html = gathered_html(r, g, FIELD_SUMMARY);
    feed->id = read_id(r, node, g);
    feed->home_page_url = first_of(gathered_url(r, g, FIELD_LINK), find_link(g, "alternate"));
    if (*feed->home_page_url == '\0')
        feed->home_page_url = tree_resolve(r, node, tree_attribute(node, "href")); /* CDF */
    feed->feed_url = find_link(g, "self");
    feed->language = first_of(gathered_string(r, g, FIELD_LANGUAGE), tree_language(r, node));
    feed->rights = gathered_plain(r, g, FIELD_RIGHTS);
    feed->generator = read_generator(r, g);
    feed->icon = gathered_url(r, g, FIELD_ICON);
    feed->logo = gathered_url(r, g, FIELD_IMAGE);
    feed->published_at = g->published_at;
    feed->updated_at = g->updated_at;
    feed->authors = g->authors;
    feed->n_authors = g->n_authors;
    feed->categories = g->categories;
    feed->n_categories = g->n_categories;
    feed->links = g->links;
    feed->n_links = g->n_links;
}

static const struct node *find_channel(const struct node *root)
{
    for (const struct node *child = root->children; child != NULL; child = child->next)
        if (tree_is(child, "channel"))
            return child;
    return root;
}

void assemble_feed(struct reading *r, const struct node *root)
{
    const struct node *channel = r->names.core == VOC_RSS ? find_channel(root) : root;
    struct gathered g;
    gather_init(&g);
    gather_children(r, channel, &feed_rules, &g);
    if (channel != root) /* RSS 0.90 and 1.0 put the image beside the channel */
        gather_children(r, root, &feed_rules, &g);
    fill_feed(r, channel, &g);
    r->feed->hints = hints_read(r, channel);
}

/* Atom (RFC 4287 §4.2.1) and JSON Feed let the feed's authors stand for those of an item that names none;
 * RSS's editor and web master are not who wrote. */
static bool inherits_authors(const struct feed *feed)
{
    return strncmp(feed->format, "Atom", 4) == 0 || strncmp(feed->format, "JSON", 4) == 0;
}

void assemble_inheritance(struct reading *r)
{
    struct feed *feed = r->feed;
    for (size_t i = 0; i < feed->n_items && !reading_is_spent(r); i++) {
        struct item *item = &feed->items[i];
        if (*item->language == '\0')
            item->language = feed->language;
        if (item->n_authors == 0 && inherits_authors(feed)) {
            item->authors = feed->authors;
            item->n_authors = feed->n_authors;
        }
        arxiv_split_authors(r->arena, item);
    }
}
