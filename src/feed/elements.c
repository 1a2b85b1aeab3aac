/*
 * elements — the elements that do not compete: Atom's, RSS's, and those of the modules.
 */
#include "gather.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "weir/text/date.h"

/* ---- Atom 1.0 (RFC 4287), 0.3 and the drafts before ------------------------------------------------------
 */

/* RFC 4287 §3.2; Atom 0.3 wrote <url>, drafts <homepage>. People who write only text there mean what RSS
 * means. */
static struct person read_person(struct reading *r, const struct node *node)
{
    if (!tree_has_elements(node))
        return person_parse(r->arena, construct_name(r, node));
    struct person person = {.name = "", .email = "", .url = ""};
    for (const struct node *child = node->children; child != NULL; child = child->next) {
        if (tree_is(child, "name")) {
            person.name = construct_name(r, child);
        } else if (tree_is(child, "email")) {
            person.email = tree_string(r, child);
        } else if (tree_is(child, "uri") || tree_is(child, "url") || tree_is(child, "homepage")) {
            person.url = tree_url(r, child);
        }
    }
    return person;
}

void atom_author(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    gather_author(r, g, read_person(r, node), rank);
}

void atom_contributor(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    (void)rank;
    gather_contributor(r, g, read_person(r, node));
}

void atom_category(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    (void)rank;
    struct category category = {.term = tree_line(r, node, "term"),
                                .scheme = tree_line(r, node, "scheme"),
                                .label = tree_line(r, node, "label")};
    if (*category.term == '\0' && *category.label == '\0')
        category.term = construct_name(r, node);
    gather_category(r, g, category);
}

/* "http://www.iana.org/assignments/relation/self" is "self" (RFC 4287 §4.2.7.2). */
static const char *read_rel(struct reading *r, const struct node *node)
{
    static const char iana[] = "http://www.iana.org/assignments/relation/";
    const char *rel = tree_line(r, node, "rel");
    if (strncasecmp(rel, iana, sizeof iana - 1) == 0)
        rel += sizeof iana - 1;
    return *rel == '\0' ? "alternate" : rel;
}

/* href="" means the base itself (RFC 3986 §4.4), if the document names one. */
static const char *read_href(struct reading *r, const struct node *node)
{
    const char *href = tree_attribute(node, "href");
    if (href == NULL)
        return tree_url(r, node);
    return *href == '\0' && r->names.has_base ? tree_base(r, node) : tree_resolve(r, node, href);
}

void atom_link(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    (void)rank;
    struct link *link = gather_link(r, g, read_rel(r, node), read_href(r, node));
    if (link == NULL)
        return;
    link->type = tree_line(r, node, "type");
    link->title = tree_line(r, node, "title");
    link->language = tree_line(r, node, "hreflang");
    link->length = gather_number(tree_attribute(node, "length"));
}

/* <content src>: the text is elsewhere (RFC 4287 §4.1.3.2). */
void atom_out_of_line(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    (void)rank;
    struct link *link = gather_link(r, g, "content", tree_resolve(r, node, tree_attribute(node, "src")));
    if (link != NULL)
        link->type = tree_line(r, node, "type");
}

static const struct rule source_rows[] = {
    {VOC_ATOM, "title", FIELD_TITLE, NULL},        {VOC_ATOM, "id", FIELD_ID, NULL},
    {VOC_ATOM, "link", FIELD_EACH, atom_link},     {VOC_ATOM, "updated", FIELD_UPDATED, NULL},
    {VOC_ATOM, "author", FIELD_EACH, atom_author},
};

static const char *link_of(const struct gathered *g, const char *rel)
{
    for (size_t i = 0; i < g->n_links; i++)
        if (strcasecmp(g->links[i].rel, rel) == 0)
            return g->links[i].href;
    return "";
}

/* Whence the entry was copied; its authors are the entry's when that names none (RFC 4287 §4.2.1). */
void atom_source(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    const struct rules rules = {RULES_OF_SOURCE, source_rows, sizeof source_rows / sizeof *source_rows};
    struct gathered source;
    gather_init(&source);
    gather_children(r, node, &rules, &source);
    g->origin = (struct origin){.id = gathered_string(r, &source, FIELD_ID),
                                .title = gathered_plain(r, &source, FIELD_TITLE),
                                .url = link_of(&source, "self"),
                                .updated_at = source.updated_at};
    if (*g->origin.url == '\0')
        g->origin.url = link_of(&source, "alternate");
    for (size_t i = 0; i < source.n_authors; i++)
        gather_author(r, g, source.authors[i], rank);
}

/* ---- RSS 0.9x to 2.0, and the modules' elements of the same shape ----------------------------------------
 */

/* Some write <author><name>…</name></author> as Atom does. */
static struct person read_rss_person(struct reading *r, const struct node *node)
{
    const struct node *name = tree_child(node, VOC_RSS, "name"), *email = tree_child(node, VOC_RSS, "email");
    if (name == NULL && email == NULL)
        return person_parse(r->arena, construct_name(r, node));
    return (struct person){.name = name == NULL ? "" : construct_name(r, name),
                           .email = email == NULL ? "" : tree_string(r, email),
                           .url = ""};
}

void rss_author(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    gather_author(r, g, read_rss_person(r, node), rank);
}

void rss_contributor(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    (void)rank;
    gather_contributor(r, g, read_rss_person(r, node));
}

void rss_category(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    (void)rank;
    const char *domain = tree_line(r, node, "domain");
    if (*domain == '\0')
        domain = tree_line(r, node, "scheme");
    gather_category(r, g,
                    (struct category){.term = construct_name(r, node),
                                      .scheme = domain,
                                      .label = tree_line(r, node, "label")}); /* media: */
}

void rss_enclosure(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    (void)rank;
    const char *url = tree_attribute(node, "url");
    if (url == NULL)
        url = tree_attribute(node, "href");
    struct link *link = gather_link(r, g, "enclosure", tree_resolve(r, node, url));
    if (link == NULL)
        return;
    link->type = tree_line(r, node, "type");
    link->length = gather_number(tree_attribute(node, "length"));
}

void rss_source(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    (void)rank;
    struct construct c = construct_read(r, node);
    g->origin = (struct origin){.id = "",
                                .title = construct_plain(r, &c),
                                .url = tree_resolve(r, node, tree_attribute(node, "url")),
                                .updated_at = DATE_NONE};
}

/* ---- Media RSS, iTunes and the like ----------------------------------------------------------------------
 */

/* An enclosure by another name; what it holds (its title, text, thumbnail) may serve the item. */
void media_content(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    (void)rank;
    const char *url = tree_attribute(node, "url"), *medium = tree_attribute(node, "medium");
    struct link *link = gather_link(r, g, "enclosure", tree_resolve(r, node, url));
    if (link != NULL && *link->type == '\0')
        link->type = tree_line(r, node, "type");
    if (link != NULL && *link->type == '\0' && medium != NULL && strcasecmp(medium, "image") == 0)
        link->type = "image/*";
    if (link != NULL && link->length < 0)
        link->length = gather_number(tree_attribute(node, "fileSize"));
    if (link != NULL && link->duration_s < 0)
        link->duration_s = gather_number(tree_attribute(node, "duration"));
    media_group(r, node, g, rank);
}

/* <media:group>, and media elements inside <media:content>: they speak for the item, after its own elements.
 */
void media_group(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    (void)rank;
    gather_children(r, node, &item_rules, g);
}

void media_credit(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    const char *role = tree_attribute(node, "role");
    if (role != NULL && strcasecmp(role, "author") == 0)
        gather_author(r, g, person_parse(r->arena, tree_string(r, node)), rank);
}

/* Comma-separated, as iTunes says; a list without commas is one keyword. */
void keywords(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    (void)rank;
    struct construct c = construct_read(r, node);
    const char *s = construct_plain(r, &c);
    while (*s != '\0') {
        size_t n = strcspn(s, ","), from = strspn(s, " "), to = n;
        while (to > from && s[to - 1] == ' ')
            to--;
        if (from < to)
            gather_category(r, g,
                            (struct category){.term = arena_copy(r->arena, s + from, to - from),
                                              .scheme = "",
                                              .label = ""});
        s += n + (s[n] == ',');
    }
}

/* <itunes:category text="Technology"><itunes:category text="Gadgets"/></itunes:category>: both. */
void itunes_category(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    struct category category = {.term = tree_line(r, node, "text"), .scheme = "", .label = ""};
    if (*category.term == '\0' && !tree_has_elements(node))
        category.term = tree_string(r, node);
    gather_category(r, g, category);
    for (const struct node *child = node->children; child != NULL; child = child->next)
        if (tree_is(child, "category"))
            itunes_category(r, child, g, rank);
}

void itunes_owner(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    const struct node *name = tree_child(node, VOC_ITUNES, "name"),
                      *email = tree_child(node, VOC_ITUNES, "email");
    gather_author(r, g,
                  (struct person){.name = name == NULL ? "" : tree_string(r, name),
                                  .email = email == NULL ? "" : tree_string(r, email),
                                  .url = ""},
                  rank);
}

/* Seconds, or [[hours:]minutes:]seconds. */
void itunes_duration(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    (void)rank;
    int64_t total = 0;
    const char *s = tree_string(r, node);
    for (int parts = 0; parts < 3; parts++) {
        size_t n = strspn(s, "0123456789");
        if (n == 0 || n > 6)
            return;
        total = total * 60 + strtoll(s, NULL, 10);
        s += n;
        if (*s != ':')
            break;
        s++;
    }
    if (*s == '\0' || *s == '.')
        g->duration_s = total;
}

/* wfw:commentRss is what Atom calls "replies" (RFC 4685 §4): where the comments can be followed. */
void comments_feed(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    (void)rank;
    gather_link(r, g, "replies", tree_url(r, node));
}

/* Creative Commons: an address as text (RSS) or as rdf:resource (RDF). */
void license_link(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    (void)rank;
    const char *resource = tree_attribute_of(node, VOC_RDF, "resource");
    gather_link(r, g, "license", resource == NULL ? tree_url(r, node) : tree_resolve(r, node, resource));
}
