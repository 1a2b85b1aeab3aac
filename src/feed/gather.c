/*
 * gather — candidates compete, lists grow.
 */
#include "gather.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

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

/* Addresses may stand in an attribute instead of the text, or in <image><url>. As written; in r->text or the
 * tree. */
static const char *written_address(struct reading *r, const struct node *node)
{
    static const char *const attributes[] = {"href", "url", "src"};
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        const char *value = tree_attribute(node, attributes[i]);
        if (value != NULL && *value != '\0')
            return value;
    }
    const char *resource = tree_attribute_of(node, VOC_RDF, "resource");
    if (resource != NULL)
        return resource;
    const struct node *url = tree_child(node, VOC_RSS, "url");
    buf_clear(&r->text);
    tree_text(url == NULL ? node : url, &r->text);
    return r->text.data;
}

static bool is_address(enum field field)
{
    return field == FIELD_LINK || field == FIELD_COMMENTS || field == FIELD_IMAGE || field == FIELD_ICON;
}

static bool has_value(struct reading *r, const struct node *node, enum field field)
{
    if (is_address(field) && (node->n_attributes > 0 || tree_has_elements(node))) {
        const char *written = written_address(r, node);
        return written[strspn(written, " \t\r\n")] != '\0';
    }
    return !tree_is_blank(node) || (node->n_attributes > 0 && field == FIELD_GENERATOR);
}

static void compete(struct reading *r, const struct node *node, enum field field, size_t rank,
                    struct gathered *g)
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

/* The rows that name this kind of element, in their order. */
static const struct kind_rows *find_rows(struct kind *kind, const struct rules *rules)
{
    struct kind_rows *found = &kind->rows[rules->place];
    for (size_t i = 0; i < rules->n && !found->known; i++)
        if (rules->rows[i].vocabulary == kind->vocabulary && strcmp(rules->rows[i].name, kind->name) == 0 &&
            found->n < KIND_N_ROWS)
            found->row[found->n++] = (unsigned char)i;
    found->known = true;
    return found;
}

void gather_children(struct reading *r, const struct node *node, const struct rules *rules,
                     struct gathered *g)
{
    for (const struct node *child = node->children; child != NULL; child = child->next) {
        if (child->kind == NULL || child->kind->vocabulary == VOC_OTHER)
            continue;
        const struct kind_rows *found = find_rows(child->kind, rules);
        for (size_t i = 0; i < found->n; i++) {
            size_t rank = found->row[i];
            if (rules->rows[rank].field == FIELD_EACH)
                rules->rows[rank].read(r, child, g, rank);
            else
                compete(r, child, rules->rows[rank].field, rank, g);
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
    return g->winner[field] == NULL ? ""
                                    : tree_resolve(r, g->winner[field], written_address(r, g->winner[field]));
}

int64_t gather_number(const char *s)
{
    long long n = s == NULL ? -1 : strtoll(s, NULL, 10);
    return n > 0 && n < FEED_LIMIT_LENGTH ? n : -1;
}
