/*
 * tree — text, markup, attributes and what is inherited.
 */
#include "tree.h"

#include <string.h>
#include <strings.h>

#include "line.h"
#include "weir/text/url.h"
#include "weir/text/utf8.h"
#include "weir/text/xml.h"
#include "windows1252.h"

/* An attribute's value is one text node, since no document type, and so no entity, reaches libxml2. */
static const char *value_of(const xmlAttr *attr)
{
    const xmlNode *text = attr->children;
    return text == NULL || text->content == NULL ? "" : (const char *)text->content;
}

const char *tree_attribute(const xmlNode *node, const char *name)
{
    for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
        if (attr->ns == NULL && strcasecmp((const char *)attr->name, name) == 0)
            return value_of(attr);
    return NULL;
}

const char *tree_attribute_of(const xmlNode *node, enum vocabulary vocabulary, const char *name)
{
    for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next) {
        const xmlNode *as_node = (const xmlNode *)attr; /* the two share all fields that names looks at */
        if (names_vocabulary(as_node, VOC_OTHER) == vocabulary && strcasecmp(names_local(as_node), name) == 0)
            return value_of(attr);
    }
    return NULL;
}

const xmlNode *tree_child(const struct reading *r, const xmlNode *node, enum vocabulary vocabulary,
                          const char *name)
{
    for (const xmlNode *child = node->children; child != NULL; child = child->next)
        if (names_is(child, name) && names_vocabulary(child, r->core) == vocabulary)
            return child;
    return NULL;
}

bool tree_has_elements(const xmlNode *node)
{
    for (const xmlNode *child = node->children; child != NULL; child = child->next)
        if (child->type == XML_ELEMENT_NODE)
            return true;
    return false;
}

static bool is_text(const xmlNode *node)
{
    return (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content != NULL;
}

bool tree_is_blank(const xmlNode *node)
{
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE)
            return false;
        const char *s = is_text(child) ? (const char *)child->content : "";
        if (s[strspn(s, " \t\r\n")] != '\0')
            return false;
    }
    return true;
}

/* The node after `node` in document order within `top`; `*leaving` is called for each element that ends. */
static const xmlNode *next_within(const xmlNode *node, const xmlNode *top, struct buf *closing,
                                  void (*leaving)(const xmlNode *, struct buf *))
{
    if (node->type == XML_ELEMENT_NODE && node->children != NULL)
        return node->children;
    while (node != top) {
        if (leaving != NULL && node->type == XML_ELEMENT_NODE)
            leaving(node, closing);
        if (node->next != NULL)
            return node->next;
        node = node->parent;
    }
    return NULL;
}

/* Line breaks that came as &#13; are line breaks like others. */
static void add_text(struct buf *out, const char *s)
{
    for (const char *odd; (odd = strpbrk(s, "\xC2\r")) != NULL;) {
        unsigned char second = (unsigned char)odd[1];
        buf_add(out, s, (size_t)(odd - s));
        s = odd + 1;
        if (*odd == '\r') {
            if (second != '\n')
                buf_addc(out, '\n');
            continue;
        }
        utf8_add(out, windows1252_character(second)); /* C2 xx is U+00xx */
        s++;
    }
    buf_adds(out, s);
}

void tree_text(const xmlNode *node, struct buf *out)
{
    for (const xmlNode *at = node; at != NULL; at = next_within(at, node, NULL, NULL))
        if (is_text(at))
            add_text(out, (const char *)at->content);
}

/* Elements that HTML writes without an end tag (HTML §13.1.2). */
static bool is_void(const char *name)
{
    static const char *const names[] = {"area",  "br",   "col",    "embed", "hr", "img",
                                        "input", "link", "source", "track", "wbr"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(name, names[i]) == 0)
            return true;
    return false;
}

static void end_tag(const xmlNode *node, struct buf *out)
{
    if (!is_void(names_local(node)))
        xml_close(out, names_local(node));
}

static void start_tag(struct reading *r, const xmlNode *node, struct buf *out)
{
    buf_addf(out, "<%s", names_local(node));
    for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next) {
        if (attr->ns != NULL)
            continue;
        const char *name = (const char *)attr->name, *value = value_of(attr);
        bool is_url = strcasecmp(name, "href") == 0 || strcasecmp(name, "src") == 0;
        buf_addf(out, " %s=\"", name);
        xml_attr(out, is_url && r->has_base ? tree_resolve(r, node, value) : value);
        buf_addc(out, '"');
    }
    buf_addc(out, '>');
}

void tree_markup(struct reading *r, const xmlNode *node, struct buf *out)
{
    struct buf text = BUF_INIT(FEED_LIMIT_CONTENT);
    for (const xmlNode *at = node; at != NULL; at = next_within(at, node, out, end_tag)) {
        if (is_text(at)) {
            buf_clear(&text);
            add_text(&text, (const char *)at->content);
            xml_text(out, text.data);
        } else if (at->type == XML_ELEMENT_NODE && at != node) {
            start_tag(r, at, out);
            if (at->children == NULL && is_void(names_local(at)))
                continue;
        }
    }
    buf_release(&text);
}

char *tree_string(struct reading *r, const xmlNode *node)
{
    buf_clear(&r->text);
    if (tree_has_elements(node))
        tree_markup(r, node, &r->text);
    else
        tree_text(node, &r->text);
    return line_copy(r->arena, r->text.data, r->text.n, r->text.n);
}

char *tree_url(struct reading *r, const xmlNode *node)
{
    buf_clear(&r->text);
    tree_text(node, &r->text);
    return tree_resolve(r, node, r->text.data);
}

const char *tree_line(struct reading *r, const xmlNode *node, const char *name)
{
    const char *value = tree_attribute(node, name);
    return value == NULL ? "" : line_copy(r->arena, value, strlen(value), FEED_LIMIT_TITLE);
}

char *tree_resolve(struct reading *r, const xmlNode *node, const char *ref)
{
    if (ref == NULL || ref[strspn(ref, " \t\r\n")] == '\0')
        return arena_strdup(r->arena, "");
    return url_resolve(r->arena, tree_base(r, node), ref);
}

/* The element itself, or the nearest around it, that has an xml:base. */
static const xmlNode *with_base(const xmlNode *node)
{
    while (node != NULL &&
           (node->type != XML_ELEMENT_NODE || tree_attribute_of(node, VOC_XML, "base") == NULL))
        node = node->parent;
    return node;
}

const char *tree_base(struct reading *r, const xmlNode *node)
{
    const char *bases[FEED_LIMIT_DEPTH]; /* innermost first */
    size_t n = 0;
    const xmlNode *innermost = r->has_base ? with_base(node) : NULL;
    if (innermost == NULL)
        return r->doc->url;
    if (innermost == r->base_node)
        return r->base;
    for (const xmlNode *at = innermost; at != NULL && n < FEED_LIMIT_DEPTH; at = with_base(at->parent))
        bases[n++] = tree_attribute_of(at, VOC_XML, "base");
    r->base_node = innermost;
    r->base = r->doc->url;
    while (n > 0)
        r->base = url_resolve(r->arena, r->base, bases[--n]);
    return r->base;
}

const char *tree_language(struct reading *r, const xmlNode *node)
{
    for (const xmlNode *at = node; r->has_language && at != NULL; at = at->parent) {
        const char *language = at->type == XML_ELEMENT_NODE ? tree_attribute_of(at, VOC_XML, "lang") : NULL;
        if (language != NULL)
            return line_copy(r->arena, language, strlen(language), FEED_LIMIT_TITLE);
    }
    return "";
}
