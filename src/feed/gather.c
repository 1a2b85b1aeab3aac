/*
 * gather — candidates compete, lists grow.
 */
#include "gather.h"

#include <string.h>
#include <strings.h>

#include "construct.h"
#include "tree.h"
#include "weir/text/date.h"

/* Doubles are looked for among the first of a list: all of them would take quadratic time. */
#define LOOKED_AT_FOR_DOUBLES 64

void gather_init(struct gathered *g)
{
    *g = (struct gathered){
        .published_at = DATE_NONE,
        .updated_at = DATE_NONE,
        .author_rank = SIZE_MAX,
        .duration_s = -1,
        .origin = item_blank.origin,
        .arxiv = item_blank.arxiv,
    };
    for (size_t i = 0; i < N_FIELDS; i++)
        g->rank[i] = SIZE_MAX;
}

/* Addresses may stand in an attribute instead of the text, or in <image><url>. */
static const char *address_of(struct reading *r, const xmlNode *node)
{
    static const char *const attributes[] = {"href", "url", "src"};
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        const char *value = tree_attribute(node, attributes[i]);
        if (value != NULL && *value != '\0')
            return tree_resolve(r, node, value);
    }
    const char *resource = tree_attribute_of(node, VOC_RDF, "resource");
    if (resource != NULL)
        return tree_resolve(r, node, resource);
    const xmlNode *url = tree_child(r, node, VOC_RSS, "url");
    return tree_url(r, url == NULL ? node : url);
}

static bool is_address(enum field field)
{
    return field == FIELD_LINK || field == FIELD_COMMENTS || field == FIELD_IMAGE || field == FIELD_ICON;
}

static bool has_value(struct reading *r, const xmlNode *node, enum field field)
{
    if (is_address(field) && (node->properties != NULL || tree_has_elements(node)))
        return *address_of(r, node) != '\0';
    return !tree_is_blank(node) || (node->properties != NULL && field == FIELD_GENERATOR);
}

static void compete(struct reading *r, const xmlNode *node, enum field field, size_t rank, struct gathered *g)
{
    if (rank > g->rank[field] || (rank == g->rank[field] && field < FIELD_PUBLISHED))
        return;
    if (field >= FIELD_PUBLISHED) { /* of equal ones the last: it was appended as a correction */
        int64_t at = date_parse(tree_string(r, node));
        if (at == DATE_NONE)
            return;
        *(field == FIELD_PUBLISHED ? &g->published_at : &g->updated_at) = at;
    } else if (!has_value(r, node, field)) {
        return;
    }
    g->winner[field] = node;
    g->rank[field] = rank;
}

void gather_children(struct reading *r, const xmlNode *node, const struct rules *rules, struct gathered *g)
{
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type != XML_ELEMENT_NODE)
            continue;
        enum vocabulary vocabulary = names_vocabulary(child, r->core);
        const char *name = names_local(child);
        for (size_t i = 0; i < rules->n && vocabulary != VOC_OTHER; i++) {
            const struct rule *rule = &rules->rows[i];
            if (rule->vocabulary != vocabulary || rule->name[0] != (*name | 0x20) ||
                strcasecmp(rule->name, name) != 0)
                continue;
            if (rule->field == FIELD_EACH)
                rule->read(r, child, g, i);
            else
                compete(r, child, rule->field, i, g);
        }
    }
}

static bool has_room(struct reading *r, size_t n)
{
    if (n < FEED_LIMIT_LIST)
        return true;
    r->cut = "FEED_LIMIT_LIST: more than 1000 authors, categories or links of one item";
    return false;
}

static void add_person(struct reading *r, struct person **list, size_t *n, struct person person)
{
    if (*person.name == '\0' && *person.email == '\0' && *person.url == '\0')
        return;
    if (!has_room(r, *n))
        return;
    *list = arena_grow(r->arena, *list, *n, sizeof **list);
    (*list)[(*n)++] = person;
}

void gather_author(struct reading *r, struct gathered *g, struct person person, size_t rank)
{
    if (rank > g->author_rank || (*person.name == '\0' && *person.email == '\0' && *person.url == '\0'))
        return;
    if (rank < g->author_rank) {
        g->author_rank = rank;
        g->authors = NULL;
        g->n_authors = 0;
    }
    add_person(r, &g->authors, &g->n_authors, person);
}

void gather_contributor(struct reading *r, struct gathered *g, struct person person)
{
    add_person(r, &g->contributors, &g->n_contributors, person);
}

void gather_category(struct reading *r, struct gathered *g, struct category category)
{
    if (*category.term == '\0' && *category.label == '\0')
        return;
    for (size_t i = 0; i < g->n_categories && i < LOOKED_AT_FOR_DOUBLES; i++)
        if (strcmp(g->categories[i].term, category.term) == 0 &&
            strcmp(g->categories[i].label, category.label) == 0)
            return;
    if (!has_room(r, g->n_categories))
        return;
    g->categories = arena_grow(r->arena, g->categories, g->n_categories, sizeof *g->categories);
    g->categories[g->n_categories++] = category;
}

struct link *gather_link(struct reading *r, struct gathered *g, const char *rel, const char *href)
{
    for (size_t i = 0; i < g->n_links && i < LOOKED_AT_FOR_DOUBLES; i++)
        if (strcmp(g->links[i].rel, rel) == 0 && strcmp(g->links[i].href, href) == 0)
            return &g->links[i];
    if (*href == '\0' || !has_room(r, g->n_links))
        return NULL;
    g->links = arena_grow(r->arena, g->links, g->n_links, sizeof *g->links);
    struct link *link = &g->links[g->n_links++];
    *link = (struct link){
        .rel = rel, .href = href, .type = "", .title = "", .language = "", .length = -1, .duration_s = -1};
    return link;
}

const char *gathered_plain(struct reading *r, const struct gathered *g, enum field field)
{
    if (g->winner[field] == NULL)
        return "";
    struct construct c = construct_read(r, g->winner[field]);
    return construct_plain(r, &c);
}

const char *gathered_html(struct reading *r, const struct gathered *g, enum field field)
{
    if (g->winner[field] == NULL)
        return "";
    struct construct c = construct_read(r, g->winner[field]);
    return construct_html(r, &c);
}

const char *gathered_string(struct reading *r, const struct gathered *g, enum field field)
{
    return g->winner[field] == NULL ? "" : tree_string(r, g->winner[field]);
}

const char *gathered_url(struct reading *r, const struct gathered *g, enum field field)
{
    return g->winner[field] == NULL ? "" : address_of(r, g->winner[field]);
}
