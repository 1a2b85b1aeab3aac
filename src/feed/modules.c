/*
 * modules — Media RSS, iTunes and the like, as far as their elements do not compete.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "construct.h"
#include "person.h"
#include "readers.h"
#include "tree.h"

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
