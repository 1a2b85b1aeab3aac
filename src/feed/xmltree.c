/*
 * xmltree — libxml2's events, handed on.
 */
#include "xmltree.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <string.h>

/* One run of the parser, which hands it to the callbacks. */
struct run {
    xmlParserCtxt *ctxt;
    const char *rest; /* what libxml2 has not taken yet */
    size_t n_rest;
    bool recover;
    const struct xml_watch *watch;
    struct names *names;
    struct treebuild *tree;
    struct xml_problem *problem;
};

/* libxml2 leaves &amp; in an attribute as &#38;, for a tree that it would decode once more. */
static char *copy_value(struct treebuild *tree, const xmlChar *start, const xmlChar *end)
{
    static const char again[] = "&#38;";
    const size_t n_again = sizeof again - 1;
    size_t n = (size_t)(end - start);
    char *value = treebuild_copy(tree, (const char *)start, n), *to = strstr(value, again);
    if (to == NULL)
        return value;
    for (const char *from = to; *from != '\0';) {
        bool is_again = strncmp(from, again, n_again) == 0;
        *to++ = *from;
        from += is_again ? n_again : 1;
    }
    *to = '\0';
    return value;
}

static void read_attributes(struct run *run, struct node *node, const struct xml_tag *tag)
{
    for (size_t i = 0; i < node->n_attributes; i++) {
        const xmlChar **a = &tag->attributes[5 * i];
        node->attributes[i].kind =
            names_kind(run->names, (const char *)a[0], (const char *)a[1], (const char *)a[2]);
        node->attributes[i].value = copy_value(run->tree, a[3], a[4]);
    }
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
                     const xmlChar **attributes)
{
    struct run *run = context;
    const struct xml_watch *watch = run->watch;
    const struct xml_tag tag = {.name = (const char *)name,
                                .prefix = (const char *)prefix,
                                .uri = (const char *)uri,
                                .n_namespaces = (size_t)n_namespaces,
                                .n_attributes = (size_t)n_attributes,
                                .namespaces = namespaces,
                                .attributes = attributes};
    (void)n_defaulted;
    if (watch != NULL && run->tree->root == NULL && !watch->root(watch->context, &tag)) {
        xmlStopParser(run->ctxt);
        return;
    }
    struct kind *kind = names_kind(run->names, tag.name, tag.prefix, tag.uri);
    enum xml_item item =
        watch == NULL || run->tree->item != NULL ? XML_NO_ITEM : watch->begin(watch->context, kind);
    if (item == XML_ENOUGH) {
        xmlStopParser(run->ctxt);
        return;
    }
    struct node *node = item == XML_ITEM ? treebuild_start_item(run->tree, kind, tag.n_attributes)
                                         : treebuild_start(run->tree, kind, tag.n_attributes);
    read_attributes(run, node, &tag);
}

static void on_text(void *context, const xmlChar *s, int n)
{
    struct run *run = context;
    if (run->tree->open != NULL)
        treebuild_text(run->tree, (const char *)s, (size_t)n);
}

static void end_element(struct run *run)
{
    const struct node *node = run->tree->open;
    treebuild_end(run->tree);
    if (node != run->tree->item)
        return;
    run->watch->end(run->watch->context, node);
    treebuild_drop_item(run->tree);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct run *run = context;
    (void)name;
    (void)prefix;
    (void)uri;
    if (run->tree->open != NULL)
        end_element(run);
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
    struct xml_problem *problem = ((struct run *)context)->problem;
    if (*problem->reason != '\0' || error->message == NULL)
        return;
    problem->line = error->line;
    snprintf(problem->reason, sizeof problem->reason, "%s", error->message);
    problem->reason[strcspn(problem->reason, "\r\n")] = '\0';
}

static xmlParserCtxt *new_parser(struct run *run)
{
    const int options =
        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA | XML_PARSE_IGNORE_ENC;
    xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                         .startElementNs = on_start,
                         .endElementNs = on_end,
                         .characters = on_text,
                         .ignorableWhitespace = on_text,
                         .serror = on_error};
    xmlParserCtxt *ctxt = xmlCreateIOParserCtxt(&sax, run, on_read, NULL, run, XML_CHAR_ENCODING_UTF8);
    if (ctxt != NULL)
        xmlCtxtUseOptions(ctxt, options | (run->recover ? XML_PARSE_RECOVER : 0));
    return run->ctxt = ctxt;
}

bool xmltree_read(const char *xml, size_t n, bool recover, const struct xml_watch *watch, struct names *names,
                  struct treebuild *tree, struct xml_problem *problem)
{
    struct run run = {.rest = xml,
                      .n_rest = n,
                      .recover = recover,
                      .watch = watch,
                      .names = names,
                      .tree = tree,
                      .problem = problem};
    *problem = (struct xml_problem){.line = 0, .reason = ""};
    treebuild_init(tree);
    names->arena = &tree->lasting;
    if (n == 0 || new_parser(&run) == NULL)
        return false;
    xmlParseDocument(run.ctxt);
    bool complete = tree->root != NULL && (recover || run.ctxt->wellFormed);
    while (complete && tree->open != NULL) /* the document was cut off, or enough of it read */
        end_element(&run);
    xmlFreeParserCtxt(run.ctxt);
    return complete;
}
