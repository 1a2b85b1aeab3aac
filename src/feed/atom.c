/*
 * atom — Atom 1.0 (RFC 4287), 0.3 and the drafts before, as far as their elements do not compete.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "construct.h"
#include "line.h"
#include "person.h"
#include "readers.h"
#include "tree.h"
#include "weir/text/date.h"

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
