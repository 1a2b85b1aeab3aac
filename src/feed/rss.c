/*
 * rss — RSS 0.9x to 2.0 as far as its elements do not compete, and the modules' elements of the same shape.
 */
#include <stdlib.h>
#include <string.h>

#include "construct.h"
#include "person.h"
#include "readers.h"
#include "tree.h"
#include "weir/text/date.h"

/* Some write <author><name>…</name></author> as Atom does. */
static struct person read_person(struct reading *r, const struct node *node)
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
    gather_author(r, g, read_person(r, node), rank);
}

void rss_contributor(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    (void)rank;
    gather_contributor(r, g, read_person(r, node));
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
