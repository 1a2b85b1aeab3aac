/*
 * parse — from bytes to a struct feed: decode, look what it is, read.
 */
#include "weir/feed/parse.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "encoding.h"
#include "gather.h"
#include "mend.h"
#include "reading.h"
#include "weir/feed/parse.h"
#include "weir/text/date.h"

/* ---- what is sent in the place of feeds ------------------------------------------------------------------
 */

#define AN_HTML_PAGE "an HTML page; `weir discover` finds the feeds behind it"

static const struct refused {
    const char *root, *is;
} refused[] = {
    {"html", AN_HTML_PAGE},
    {"head", AN_HTML_PAGE},
    {"title", AN_HTML_PAGE},
    {"meta", AN_HTML_PAGE},
    {"body", AN_HTML_PAGE},
    {"div", AN_HTML_PAGE},
    {"p", AN_HTML_PAGE},
    {"opml", "an OPML list of subscriptions, not one of them"},
    {"OAI-PMH", "an OAI-PMH answer, which is a harvest of records"},
    {"urlset", "a sitemap"},
    {"sitemapindex", "a sitemap"},
    {"rdf:RDF", "RDF without a channel"},
    {"svg", "an SVG picture"},
    {"service", "an Atom service document (RFC 5023)"},
    {"categories", "an Atom category document (RFC 5023)"},
    {"Error", "the error message of a file store"},
};

/* What a document is that is no feed, in one line: `root` is the name of the root element, "" when there is
 * none. Sets STATUS_NOT_A_FEED; returns -1. */
static int refusal(const char *root, const char *s, size_t n, struct error *err)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (strcasecmp(refused[i].root, root) == 0)
            return error_set(err, STATUS_NOT_A_FEED, "no feed but %s", refused[i].is);
    if (*root != '\0')
        return error_set(err, STATUS_NOT_A_FEED, "no feed but XML with the root element <%.60s>", root);
    size_t space = 0;
    while (space < n && strchr(" \t\r\n", s[space]) != NULL)
        space++;
    if (space == n)
        return error_set(err, STATUS_NOT_A_FEED, "empty");
    return error_set(err, STATUS_NOT_A_FEED, "no feed but text that begins \"%.*s\"",
                     n - space < 40 ? (int)(n - space) : 40, s + space);
}

/* ---- XML: which roots are feeds, what of them is an item, when each is read ------------------------------
 */

enum xml_result {
    XML_READ,       /* complete */
    XML_BROKEN,     /* not well-formed; what was read before that stands in the feed */
    XML_NOT_A_FEED, /* the root element belongs to no format; its name is in `reason` */
};

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
    if (!is_item)
        return XML_NO_ITEM;
    if (run->r->feed->n_items == FEED_LIMIT_ITEMS)
        run->r->cut = "FEED_LIMIT_ITEMS: more than 10000 items";
    else if (!reading_is_spent(run->r))
        return XML_ITEM;
    return XML_ENOUGH;
}

static void end_item(void *context, const struct node *item)
{
    struct run *run = context;
    const struct node *around = item->parent;
    assemble_item(run->r, item);
    while (around != NULL && around != run->r->base_node)
        around = around->parent;
    if (around == NULL) /* that element goes with the item */
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

/* Fills r->feed. Each item is read when its end tag has been seen and its part of the tree is given back at
 * once, so memory holds one item's tree at a time. `recover` and `problem` as xmltree_read has them. */
static enum xml_result xmlfeed_read(struct reading *r, const char *xml, size_t n, bool recover,
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

/* ---- any document ----------------------------------------------------------------------------------------
 */

static void begin(struct reading *r)
{
    r->feed = arena_alloc(r->arena, sizeof *r->feed);
    *r->feed = feed_blank;
    r->names = (struct names){.core = VOC_OTHER};
    r->base_node = NULL;
}

static void note(struct reading *r, int line, const char *reason)
{
    if (*r->feed->bozo != '\0' || *reason == '\0')
        return;
    r->feed->bozo = line_message(r->arena, reason);
    r->feed->bozo_line = line > 0 ? line : 1;
}

static int read_mended(struct reading *r, const struct decoded *d, struct error *err)
{
    struct mended mended;
    struct xml_problem problem;
    int status = 0;
    mend(d->text, d->n, &mended);
    begin(r);
    enum xml_result result = xmlfeed_read(r, mended.xml.data, mended.xml.n, true, &problem);
    if (mended.xml.full)
        status = error_set(err, STATUS_LIMIT, "the document has more than %zu MiB when mended",
                           FEED_LIMIT_BYTES >> 20);
    else if (result != XML_READ)
        status = refusal(result == XML_NOT_A_FEED ? problem.reason : "", d->text, d->n, err);
    else
        note(r, mended.line, mended.reason);
    r->feed->last_is_cut = mended.last_is_cut;
    buf_release(&mended.xml);
    return status;
}

static int read_xml(struct reading *r, const struct decoded *d, struct error *err)
{
    struct xml_problem problem = {.line = 0, .reason = ""};
    enum xml_result result = XML_BROKEN;
    if (!mend_is_due(d->text, d->n)) {
        begin(r);
        result = xmlfeed_read(r, d->text, d->n, false, &problem);
    }
    if (result != XML_READ && read_mended(r, d, err) < 0)
        return -1;
    note(r, problem.line, problem.reason);
    assemble_inheritance(r);
    return 0;
}

int feed_parse(const struct document *doc, struct arena *arena, struct feed **out, struct error *err)
{
    struct decoded decoded;
    if (encoding_decode(doc, &decoded, err) < 0)
        return -1;
    struct reading r = {.doc = doc,
                        .arena = arena,
                        .text = BUF_INIT(2 * FEED_LIMIT_CONTENT),
                        .made = BUF_INIT(FEED_LIMIT_CONTENT),
                        .n_before = arena->n_bytes};
    const char *s = decoded.text;
    size_t space = 0;
    while (space < decoded.n && strchr(" \t\r\n", s[space]) != NULL)
        space++;
    int status;
    if (space < decoded.n && (s[space] == '{' || s[space] == '[')) {
        begin(&r);
        status = jsonfeed_read(&r, s, decoded.n, err);
    } else {
        status = read_xml(&r, &decoded, err);
    }
    if (status == 0) {
        if (r.cut != NULL)
            note(&r, 1, r.cut);
        if (decoded.n_replaced > 0)
            note(&r, 1, "bytes or characters that had to be replaced or dropped");
        r.feed->n_replaced += decoded.n_replaced;
        *out = r.feed;
    }
    buf_release(&r.text);
    buf_release(&r.made);
    encoding_release(&decoded);
    return status;
}

int feed_parser_version(void)
{
    return WEIR_FEED_VERSION;
}
