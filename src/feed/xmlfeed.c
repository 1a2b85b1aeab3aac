/*
 * xmlfeed — libxml2's SAX handlers build the tree as always; two of them are watched.
 */
#include "xmlfeed.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "assemble.h"
#include "tree.h"

/* One run of the parser; reached from the callbacks through ctxt->_private. */
struct run {
    struct reading *r;
    xmlParserCtxt *ctxt;
    const char *rest; /* what libxml2 has not taken yet */
    size_t n_rest;
    bool recover;
    struct xml_problem *problem;
    const xmlNode *item; /* the item that is open; NULL between items */
    bool refused;        /* the root is no feed's */
};

static const struct root {
    const char *name;
    enum vocabulary core;
    const char *format;
} roots[] = {
    {"rss", VOC_RSS, "RSS"},         {"rdf", VOC_RSS, "RSS 1.0"}, {"feed", VOC_ATOM, "Atom 1.0"},
    {"entry", VOC_ATOM, "Atom 1.0"}, {"channel", VOC_RSS, "RSS"}, {"item", VOC_RSS, "RSS"},
};

static const struct root *find_root(const xmlNode *node)
{
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (names_is(node, roots[i].name))
            return &roots[i];
    return NULL;
}

static const char *uri_of(const xmlNode *node)
{
    return node->ns == NULL || node->ns->href == NULL ? "" : (const char *)node->ns->href;
}

/* The root, or for RDF its namespace declarations, say which version it is. */
static const char *name_format(struct reading *r, const xmlNode *node, const struct root *root)
{
    const char *version = tree_attribute(node, "version");
    if (root->core == VOC_ATOM)
        return strstr(uri_of(node), "purl.org/atom/ns") != NULL ||
                       (version != NULL && strcmp(version, "0.3") == 0)
                   ? "Atom 0.3"
                   : root->format;
    if (strcasecmp(root->name, "rdf") == 0) {
        for (const xmlNs *ns = node->nsDef; ns != NULL; ns = ns->next)
            if (ns->href != NULL && strstr((const char *)ns->href, "netscape.com/rdf/simple/0.9") != NULL)
                return "RSS 0.90";
        return root->format;
    }
    bool is_version = version != NULL && *version != '\0' && version[strspn(version, "0123456789.")] == '\0';
    return is_version && strlen(version) <= 8 ? arena_printf(r->arena, "%s %s", root->format, version)
                                              : root->format;
}

static void begin_document(struct run *run, xmlParserCtxt *ctxt)
{
    const struct root *root = find_root(ctxt->node);
    if (root == NULL) {
        run->refused = true;
        xmlStopParser(ctxt);
        return;
    }
    run->r->core = root->core;
    run->r->feed->format = name_format(run->r, ctxt->node, root);
}

static bool is_item(const struct run *run, const xmlNode *node)
{
    char first = (char)(*names_local(node) | 0x20);
    if (first != 'i' && first != 'e')
        return false;
    enum vocabulary vocabulary = names_vocabulary(node, run->r->core);
    return (vocabulary == VOC_RSS && names_is(node, "item")) ||
           (vocabulary == VOC_ATOM && names_is(node, "entry"));
}

/* Does xml:base or xml:lang occur at all? Attributes come as local name, prefix, URI, value, end. */
static void note_inherited(struct reading *r, const xmlParserCtxt *ctxt, int n, const xmlChar **attributes)
{
    for (int i = 0; i < n; i++, attributes += 5) {
        if (attributes[1] != ctxt->str_xml)
            continue;
        r->has_base = r->has_base || xmlStrEqual(attributes[0], BAD_CAST "base");
        r->has_language = r->has_language || xmlStrEqual(attributes[0], BAD_CAST "lang");
    }
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
                     const xmlChar **attributes)
{
    xmlParserCtxt *ctxt = context;
    struct run *run = ctxt->_private;
    xmlSAX2StartElementNs(context, name, prefix, uri, n_namespaces, namespaces, n_attributes, n_defaulted,
                          attributes);
    note_inherited(run->r, ctxt, n_attributes, attributes);
    if (ctxt->node == NULL)
        return;
    if (ctxt->nameNr == 0 || ctxt->node->parent == (xmlNode *)ctxt->myDoc)
        begin_document(run, ctxt);
    if (run->item != NULL || run->refused || !is_item(run, ctxt->node))
        return;
    if (run->r->feed->n_items < FEED_LIMIT_ITEMS) {
        run->item = ctxt->node;
    } else {
        run->r->cut = "FEED_LIMIT_ITEMS: more than 100000 items";
        xmlStopParser(ctxt);
    }
}

/* The element itself stays: libxml2 appends text to the last child by a length that it remembers. */
static void give_back(xmlNode *item)
{
    xmlNode *children = item->children;
    xmlAttr *attributes = item->properties;
    item->children = item->last = NULL;
    item->properties = NULL;
    xmlFreeNodeList(children);
    xmlFreePropList(attributes);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    xmlParserCtxt *ctxt = context;
    struct run *run = ctxt->_private;
    xmlNode *node = ctxt->node;
    xmlSAX2EndElementNs(context, name, prefix, uri);
    if (node == NULL || node != run->item)
        return;
    assemble_item(run->r, node);
    give_back(node);
    run->item = NULL;
    run->r->base_node = NULL;
}

static bool speaks_rss(const xmlNode *rdf)
{
    for (const xmlNs *ns = rdf->nsDef; ns != NULL; ns = ns->next)
        if (ns->href != NULL && names_of_uri((const char *)ns->href) == VOC_RSS)
            return true;
    return false;
}

/* Hands out the document piece by piece; no more once it is known to be broken, since libxml2 makes a message
 * of every further fault, and a document can hold millions. */
static int on_read(void *context, char *out, int n)
{
    struct run *run = context;
    size_t taken = run->n_rest < (size_t)n ? run->n_rest : (size_t)n;
    if (run->ctxt != NULL && !run->ctxt->wellFormed && !run->recover)
        return 0;
    memcpy(out, run->rest, taken);
    run->rest += taken;
    run->n_rest -= taken;
    return (int)taken;
}

/* Keeps the first complaint. */
static void on_error(void *context, xmlError *error)
{
    const xmlParserCtxt *ctxt = context;
    struct xml_problem *problem = ((struct run *)ctxt->_private)->problem;
    if (*problem->reason != '\0' || error->message == NULL)
        return;
    problem->line = error->line;
    snprintf(problem->reason, sizeof problem->reason, "%s", error->message);
    problem->reason[strcspn(problem->reason, "\r\n")] = '\0';
}

static xmlParserCtxt *new_parser(struct run *run)
{
    const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA |
                        XML_PARSE_COMPACT | XML_PARSE_IGNORE_ENC;
    xmlParserCtxt *ctxt = xmlCreateIOParserCtxt(NULL, NULL, on_read, NULL, run, XML_CHAR_ENCODING_UTF8);
    if (ctxt == NULL)
        return NULL;
    xmlCtxtUseOptions(ctxt, options | (run->recover ? XML_PARSE_RECOVER : 0));
    ctxt->sax->serror = on_error;
    ctxt->sax->startElementNs = on_start;
    ctxt->sax->endElementNs = on_end;
    ctxt->_private = run;
    run->ctxt = ctxt;
    return ctxt;
}

enum xml_result xmlfeed_read(struct reading *r, const char *xml, size_t n, bool recover,
                             struct xml_problem *problem)
{
    struct run run = {.r = r, .rest = xml, .n_rest = n, .recover = recover, .problem = problem};
    *problem = (struct xml_problem){.line = 0, .reason = ""};
    xmlParserCtxt *ctxt = n == 0 ? NULL : new_parser(&run);
    if (ctxt == NULL)
        return XML_BROKEN;

    xmlParseDocument(ctxt);
    enum xml_result result = XML_READ;

    const xmlNode *root = ctxt->myDoc == NULL ? NULL : xmlDocGetRootElement(ctxt->myDoc);
    if (run.refused) {
        result = XML_NOT_A_FEED;
        snprintf(problem->reason, sizeof problem->reason, "%s", (const char *)root->name);
    } else if (root == NULL || (!recover && !ctxt->wellFormed)) {
        result = XML_BROKEN;
    } else if (names_is(root, "rdf") && !speaks_rss(root) && r->feed->n_items == 0) {
        result = XML_NOT_A_FEED; /* RDF says many things */
        snprintf(problem->reason, sizeof problem->reason, "rdf:RDF");
    } else {
        if (run.item != NULL) /* cut off inside the last item */
            assemble_item(r, run.item);
        assemble_feed(r, root);
    }
    xmlFreeDoc(ctxt->myDoc);
    xmlFreeParserCtxt(ctxt);
    return result;
}
