/*
 * xmltree — nodes are linked as tags come, and libxml2 hands them on.
 */
#include "xmltree.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <string.h>

#include "entities.h"
#include "weir/feed/parse.h"
#include "weir/text/utf8.h"

/* ---- nodes are linked as tags come; text waits until a tag ends it ---------------------------------------
 */

static void treebuild_init(struct treebuild *tree)
{
    *tree = (struct treebuild){.text = BUF_INIT(FEED_LIMIT_CONTENT)};
    arena_init(&tree->lasting);
    arena_init(&tree->passing);
}

void treebuild_release(struct treebuild *tree)
{
    arena_release(&tree->lasting);
    arena_release(&tree->passing);
    buf_release(&tree->text);
}

static struct arena *memory(struct treebuild *tree)
{
    return tree->item != NULL ? &tree->passing : &tree->lasting;
}

/* A string in the memory of the element that has begun last. */
static char *treebuild_copy(struct treebuild *tree, const char *s, size_t n)
{
    return arena_copy(memory(tree), s, n);
}

static struct node *append(struct treebuild *tree)
{
    struct node *node = arena_alloc(memory(tree), sizeof *node), *parent = tree->open;
    node->parent = parent;
    if (parent == NULL)
        return node;
    if (parent->last == NULL)
        parent->children = node;
    else
        parent->last->next = node;
    parent->last = node;
    return node;
}

/* Line breaks that came as &#13; are line breaks like others; C1 controls are read as Windows-1252, which is
 * what &#146; meant. */
static void clean_text(struct treebuild *tree)
{
    struct buf clean = BUF_INIT(2 * FEED_LIMIT_CONTENT);
    const char *s = tree->text.data, *end = s + tree->text.n;
    for (const char *odd; (odd = strpbrk(s, "\xC2\r")) != NULL;) {
        unsigned char second = (unsigned char)odd[1];
        buf_add(&clean, s, (size_t)(odd - s));
        s = odd + 1;
        if (*odd == '\r') {
            if (second != '\n')
                buf_addc(&clean, '\n');
            continue;
        }
        utf8_add(&clean, windows1252_character(second)); /* C2 xx is U+00xx */
        s++;
    }
    buf_add(&clean, s, (size_t)(end - s));
    buf_release(&tree->text);
    tree->text = clean;
    tree->text.limit = FEED_LIMIT_CONTENT;
}

/* What was collected becomes a node; between the fields of an item stands nothing but white space. */
static void end_text(struct treebuild *tree)
{
    struct buf *text = &tree->text;
    if (text->n == 0)
        return;
    if (tree->open != tree->item || text->data[strspn(text->data, " \t\r\n")] != '\0') {
        if (text->data[strcspn(text->data, "\xC2\r")] != '\0')
            clean_text(tree);
        struct node *node = append(tree);
        node->text = treebuild_copy(tree, text->data, text->n);
        node->n_text = text->n;
    }
    buf_clear(text);
}

static struct node *start(struct treebuild *tree, struct node *node, struct kind *kind, size_t n_attributes)
{
    node->kind = kind;
    if (n_attributes > 0)
        node->attributes = arena_alloc(memory(tree), n_attributes * sizeof *node->attributes);
    node->n_attributes = n_attributes;
    tree->root = tree->root == NULL ? node : tree->root;
    return tree->open = node;
}

/* An element begins, inside what is open. The caller fills its attributes, with strings of treebuild_copy. */
static struct node *treebuild_start(struct treebuild *tree, struct kind *kind, size_t n_attributes)
{
    end_text(tree);
    return start(tree, append(tree), kind, n_attributes);
}

/* The same for an item; none may be open. */
static struct node *treebuild_start_item(struct treebuild *tree, struct kind *kind, size_t n_attributes)
{
    end_text(tree);
    struct node *node = arena_alloc(tree->open == NULL ? &tree->lasting : &tree->passing, sizeof *node);
    node->parent = tree->open;
    tree->item = node;
    return start(tree, node, kind, n_attributes);
}

/* Text, in any number of pieces that do not cut characters. */
static void treebuild_text(struct treebuild *tree, const char *s, size_t n)
{
    size_t room = FEED_LIMIT_CONTENT - tree->text.n;
    if (n > room) {
        n = utf8_prefix(s, room);
        tree->cut = true;
    }
    buf_add(&tree->text, s, n);
}

static void treebuild_end(struct treebuild *tree)
{
    end_text(tree);
    tree->open = tree->open->parent;
}

/* The item has been read: its memory is free for the next one. */
static void treebuild_drop_item(struct treebuild *tree)
{
    tree->item->children = tree->item->last = NULL; /* of the root, should it be the item */
    tree->item->n_attributes = 0;
    tree->item = NULL;
    arena_clear(&tree->passing);
}

/* ---- libxml2's events ------------------------------------------------------------------------------------
 */

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
