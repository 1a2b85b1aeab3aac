/*
 * tree — text, markup, attributes, what is inherited, and text as one line.
 */
#include "reading.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "weir/text/buf.h"
#include "weir/text/url.h"
#include "weir/text/utf8.h"
#include "weir/text/xml.h"

/* ---- most strings of most feeds are lines already --------------------------------------------------------
 */

/* May a character that begins so be white space? U+0085, U+00A0, U+1680, U+2000…, U+3000 and their
 * neighbours. */
static bool may_be_space(unsigned char first, unsigned char second)
{
    return (first == 0xC2 && (second == 0x85 || second == 0xA0)) || (first == 0xE1 && second == 0x9A) ||
           (first == 0xE2 && (second == 0x80 || second == 0x81)) || (first == 0xE3 && second == 0x80);
}

/* Is nothing to be squashed: single spaces only? */
static bool is_line(const char *s, size_t n)
{
    bool after_space = false;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c < ' ' || (c == ' ' && after_space) ||
            (c >= 0x80 && i + 1 < n && may_be_space(c, (unsigned char)s[i + 1])))
            return false;
        after_space = c == ' ';
    }
    return true;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

char *line_copy(struct arena *arena, const char *s, size_t n, size_t limit)
{
    while (n > 0 && is_space(*s)) {
        s++;
        n--;
    }
    while (n > 0 && is_space(s[n - 1]))
        n--;
    if (n <= limit && is_line(s, n))
        return arena_copy(arena, s, n);
    struct buf line = BUF_INIT(n);
    utf8_squash(s, n, &line);
    n = utf8_prefix(line.data, limit);
    while (n > 0 && line.data[n - 1] == ' ') /* where it was cut */
        n--;
    char *copy = arena_copy(arena, line.data, n);
    buf_release(&line);
    return copy;
}

char *line_message(struct arena *arena, const char *message)
{
    size_t n = strlen(message);
    struct buf valid = BUF_INIT(3 * n + 3);
    utf8_repair(message, n, &valid);
    char *line = line_copy(arena, valid.data, valid.n, valid.n);
    buf_release(&valid);
    return line;
}

bool reading_is_spent(struct reading *r)
{
    if (r->arena->n_bytes - r->n_before < FEED_LIMIT_MADE)
        return false;
    r->cut = "FEED_LIMIT_MADE: more than 24 MiB would be made of the document";
    return true;
}

/* ---- questions to a tree ---------------------------------------------------------------------------------
 */

bool tree_is(const struct node *node, const char *name)
{
    return node->kind != NULL && strcasecmp(node->kind->name, name) == 0;
}

const char *tree_attribute(const struct node *node, const char *name)
{
    for (size_t i = 0; i < node->n_attributes; i++) {
        const struct kind *kind = node->attributes[i].kind;
        if (!kind->has_prefix && strcasecmp(kind->name, name) == 0)
            return node->attributes[i].value;
    }
    return NULL;
}

const char *tree_attribute_of(const struct node *node, enum vocabulary vocabulary, const char *name)
{
    for (size_t i = 0; i < node->n_attributes; i++) {
        const struct kind *kind = node->attributes[i].kind;
        if (kind->has_prefix && kind->vocabulary == vocabulary && strcasecmp(kind->name, name) == 0)
            return node->attributes[i].value;
    }
    return NULL;
}

const struct node *tree_child(const struct node *node, enum vocabulary vocabulary, const char *name)
{
    for (const struct node *child = node->children; child != NULL; child = child->next)
        if (tree_is(child, name) && child->kind->vocabulary == vocabulary)
            return child;
    return NULL;
}

bool tree_has_elements(const struct node *node)
{
    for (const struct node *child = node->children; child != NULL; child = child->next)
        if (child->kind != NULL)
            return true;
    return false;
}

bool tree_is_blank(const struct node *node)
{
    for (const struct node *child = node->children; child != NULL; child = child->next)
        if (child->kind != NULL || child->text[strspn(child->text, " \t\r\n")] != '\0')
            return false;
    return true;
}

/* The node after `node` in document order within `top`; `*leaving` is called for each element that ends. */
static const struct node *next_within(const struct node *node, const struct node *top, struct buf *closing,
                                      void (*leaving)(const struct node *, struct buf *))
{
    if (node->kind != NULL && node->children != NULL)
        return node->children;
    while (node != top) {
        if (leaving != NULL && node->kind != NULL)
            leaving(node, closing);
        if (node->next != NULL)
            return node->next;
        node = node->parent;
    }
    return NULL;
}

void tree_text(const struct node *node, struct buf *out)
{
    for (const struct node *at = node; at != NULL; at = next_within(at, node, NULL, NULL))
        if (at->kind == NULL)
            buf_add(out, at->text, at->n_text);
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

static void end_tag(const struct node *node, struct buf *out)
{
    if (!is_void(node->kind->local))
        xml_close(out, node->kind->local);
}

static void start_tag(struct reading *r, const struct node *node, struct buf *out)
{
    buf_addf(out, "<%s", node->kind->local);
    for (size_t i = 0; i < node->n_attributes; i++) {
        const struct kind *kind = node->attributes[i].kind;
        const char *value = node->attributes[i].value;
        if (kind->has_prefix)
            continue;
        bool is_url = strcmp(kind->name, "href") == 0 || strcmp(kind->name, "src") == 0;
        buf_addf(out, " %s=\"", kind->local);
        xml_attr(out, is_url && r->names.has_base ? tree_resolve(r, node, value) : value);
        buf_addc(out, '"');
    }
    buf_addc(out, '>');
}

void tree_markup(struct reading *r, const struct node *node, struct buf *out)
{
    for (const struct node *at = node; at != NULL; at = next_within(at, node, out, end_tag)) {
        if (at->kind == NULL) {
            xml_text(out, at->text);
        } else if (at != node) {
            start_tag(r, at, out);
            if (at->children == NULL && is_void(at->kind->local))
                continue;
        }
    }
}

char *tree_string(struct reading *r, const struct node *node)
{
    buf_clear(&r->text);
    if (tree_has_elements(node))
        tree_markup(r, node, &r->text);
    else
        tree_text(node, &r->text);
    return line_copy(r->arena, r->text.data, r->text.n, FEED_LIMIT_TITLE);
}

char *tree_url(struct reading *r, const struct node *node)
{
    buf_clear(&r->text);
    tree_text(node, &r->text);
    return tree_resolve(r, node, r->text.data);
}

const char *tree_line(struct reading *r, const struct node *node, const char *name)
{
    const char *value = tree_attribute(node, name);
    return value == NULL ? "" : line_copy(r->arena, value, strlen(value), FEED_LIMIT_TITLE);
}

char *reading_resolve(struct reading *r, const char *base, const char *ref)
{
    if (ref == NULL || ref[strspn(ref, " \t\r\n")] == '\0' || strlen(ref) > FEED_LIMIT_URL)
        return arena_strdup(r->arena, "");
    char *url = url_resolve(r->arena, strlen(base) > FEED_LIMIT_URL ? "" : base, ref);
    return strlen(url) > FEED_LIMIT_URL ? arena_strdup(r->arena, "") : url;
}

char *tree_resolve(struct reading *r, const struct node *node, const char *ref)
{
    return reading_resolve(r, tree_base(r, node), ref);
}

/* The element itself, or the nearest around it, that has an xml:base. */
static const struct node *with_base(const struct node *node)
{
    while (node != NULL && (node->kind == NULL || tree_attribute_of(node, VOC_XML, "base") == NULL))
        node = node->parent;
    return node;
}

const char *tree_base(struct reading *r, const struct node *node)
{
    const char *bases[FEED_LIMIT_DEPTH]; /* innermost first */
    size_t n = 0;
    const struct node *innermost = r->names.has_base ? with_base(node) : NULL;
    if (innermost == NULL)
        return r->page != NULL ? r->page : r->doc->url;
    if (innermost == r->base_node)
        return r->base;
    for (const struct node *at = innermost; at != NULL && n < FEED_LIMIT_DEPTH; at = with_base(at->parent))
        bases[n++] = tree_attribute_of(at, VOC_XML, "base");
    r->base_node = innermost;
    r->base = r->doc->url;
    while (n > 0) {
        const char *base = reading_resolve(r, r->base, bases[--n]);
        if (*base == '\0')
            continue;
        struct url parts = url_split(base);
        if (parts.scheme.p == NULL || parts.host.p != NULL) /* "mailto:…" is no base */
            r->base = base;
    }
    return r->base;
}

const char *tree_language(struct reading *r, const struct node *node)
{
    for (const struct node *at = node; r->names.has_language && at != NULL; at = at->parent) {
        const char *language = at->kind != NULL ? tree_attribute_of(at, VOC_XML, "lang") : NULL;
        if (language != NULL)
            return line_copy(r->arena, language, strlen(language), FEED_LIMIT_TITLE);
    }
    return "";
}
