/*
 * xmlfeed — which roots are feeds, what of them is an item, and when each is read.
 */
#include "xmlfeed.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "assemble.h"

/* What the watcher needs to know. */
struct run {
    struct reading *r;
    char refused[64]; /* the name of a root that is no feed's */
    bool speaks_rss;  /* the root declares a namespace of RSS */
};

static const struct root {
    const char *name;
    enum vocabulary core;
    const char *format;
} roots[] = {
    {"rss", VOC_RSS, "RSS"},         {"rdf", VOC_RSS, "RSS 1.0"}, {"feed", VOC_ATOM, "Atom 1.0"},
    {"entry", VOC_ATOM, "Atom 1.0"}, {"channel", VOC_RSS, "RSS"}, {"item", VOC_RSS, "RSS"},
};

static const struct root *find_root(const char *name)
{
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (strcasecmp(name, roots[i].name) == 0)
            return &roots[i];
    return NULL;
}

static bool declares(const struct xml_tag *tag, const char *part)
{
    for (size_t i = 0; i < tag->n_namespaces; i++) {
        const char *uri = (const char *)tag->namespaces[2 * i + 1];
        if (uri != NULL && strstr(uri, part) != NULL)
            return true;
    }
    return false;
}

/* The value of the root's version="…", in `out`. */
static void find_version(const struct xml_tag *tag, char out[16])
{
    *out = '\0';
    for (size_t i = 0; i < tag->n_attributes; i++) {
        const unsigned char **a = &tag->attributes[5 * i];
        if (a[1] == NULL && strcasecmp((const char *)a[0], "version") == 0)
            snprintf(out, 16, "%.*s", (int)(a[4] - a[3] < 16 ? a[4] - a[3] : 15), (const char *)a[3]);
    }
}

/* The root, or for RDF its namespace declarations, say which version it is. */
static const char *name_format(struct arena *arena, const struct xml_tag *tag, const struct root *root)
{
    char version[16];
    find_version(tag, version);
    if (root->core == VOC_ATOM) {
        bool is_old = tag->uri != NULL && strstr(tag->uri, "purl.org/atom/ns") != NULL;
        return is_old || strcmp(version, "0.3") == 0 ? "Atom 0.3" : root->format;
    }
    if (strcasecmp(root->name, "rdf") == 0)
        return declares(tag, "netscape.com/rdf/simple/0.9") ? "RSS 0.90" : root->format;
    bool is_version = *version != '\0' && version[strspn(version, "0123456789.")] == '\0';
    return is_version && strlen(version) <= 8 ? arena_printf(arena, "%s %s", root->format, version)
                                              : root->format;
}

/* Does the first tag begin a feed? */
static bool begin_document(void *context, const struct xml_tag *tag)
{
    struct run *run = context;
    const struct root *root = find_root(tag->name);
    if (root == NULL) {
        snprintf(run->refused, sizeof run->refused, "%s", tag->name);
        return false;
    }
    run->r->names.core = root->core;
    run->r->feed->format = name_format(run->r->arena, tag, root);
    for (size_t i = 0; i < tag->n_namespaces; i++)
        if (names_of_uri((const char *)tag->namespaces[2 * i + 1]) == VOC_RSS)
            run->speaks_rss = true;
    return true;
}

static enum xml_item begin_item(void *context, const struct kind *kind)
{
    struct run *run = context;
    bool is_item = (kind->vocabulary == VOC_RSS && strcmp(kind->name, "item") == 0) ||
                   (kind->vocabulary == VOC_ATOM && strcmp(kind->name, "entry") == 0);
    if (!is_item || run->r->feed->n_items < FEED_LIMIT_ITEMS)
        return is_item ? XML_ITEM : XML_NO_ITEM;
    run->r->cut = "FEED_LIMIT_ITEMS: more than 100000 items";
    return XML_ENOUGH;
}

static void end_item(void *context, const struct node *item)
{
    struct run *run = context;
    assemble_item(run->r, item);
    run->r->base_node = NULL;
}

static enum xml_result finish(struct run *run, const struct treebuild *tree, struct xml_problem *problem)
{
    struct reading *r = run->r;
    if (strcmp(tree->root->kind->name, "rdf") == 0 && !run->speaks_rss && r->feed->n_items == 0) {
        snprintf(problem->reason, sizeof problem->reason, "rdf:RDF"); /* RDF says many things */
        return XML_NOT_A_FEED;
    }
    assemble_feed(r, tree->root);
    if (tree->cut)
        r->cut = "FEED_LIMIT_CONTENT: a text of more than 4 MiB is cut";
    return XML_READ;
}

enum xml_result xmlfeed_read(struct reading *r, const char *xml, size_t n, bool recover,
                             struct xml_problem *problem)
{
    struct run run = {.r = r};
    struct treebuild tree;
    const struct xml_watch watch = {
        .root = begin_document, .begin = begin_item, .end = end_item, .context = &run};
    enum xml_result result = XML_BROKEN;
    if (xmltree_read(xml, n, recover, &watch, &r->names, &tree, problem))
        result = finish(&run, &tree, problem);
    if (*run.refused != '\0') {
        snprintf(problem->reason, sizeof problem->reason, "%s", run.refused);
        result = XML_NOT_A_FEED;
    }
    treebuild_release(&tree);
    return result;
}
