/*
 * html — HTML rebuilt: what is open, what a tag may carry, what is written.
 */
#include "weir/feed/html.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "html_parts.h"
#include "weir/feed/html.h"
#include "weir/feed/parse.h"

/* ---- a start tag as far as the allow-lists know its attributes -------------------------------------------
 */

/* The tag at hand: the value of each attribute that a rule knows, by the rule's place. */
struct html_tag {
    const struct html_element *element;
    struct html_attribute values[HTML_N_RULES_MAX];
    uint64_t present;
    const char *image; /* the resolved src of an image; NULL when it has none */
};

static bool html_tag_has(const struct html_tag *tag, const struct html_rule *rule)
{
    return (tag->present >> (rule - html_rules) & 1) != 0;
}

static struct html_attribute *html_tag_value(struct html_tag *tag, const struct html_rule *rule)
{
    return &tag->values[rule - html_rules];
}

/* Reads the attributes that the element, which is set, may carry; the first of equal names counts (HTML
 * standard §13.2.5.33). */
static void html_tag_read(struct html_scan *scan, struct html_tag *tag)
{
    struct html_attribute attribute;
    tag->present = 0;
    tag->image = NULL;
    while (html_attribute(scan, &attribute)) {
        const struct html_rule *rule = html_rule_find(attribute.name, attribute.n_name);
        if (rule == NULL || (rule->families & tag->element->families) == 0 || html_tag_has(tag, rule))
            continue;
        tag->present |= UINT64_C(1) << (rule - html_rules);
        *html_tag_value(tag, rule) = attribute;
    }
}

static bool begins(const struct html_attribute *value, const char *prefix)
{
    size_t n = strlen(prefix);
    return value->n_value >= n && strncasecmp(value->value, prefix, n) == 0;
}

/* Pages that load images by script keep the true address elsewhere (WeChat: data-src) and a blank picture, if
 * anything, in src. True when it was moved there. */
static bool prefer_lazy(struct html_tag *tag, enum html_value lazy, const char *target_name)
{
    const struct html_rule *target = html_rule_find(target_name, strlen(target_name));
    for (uint64_t left = tag->present; left != 0; left &= left - 1) {
        const struct html_rule *rule = &html_rules[__builtin_ctzll(left)];
        if (rule->value != lazy || html_tag_value(tag, rule)->n_value == 0)
            continue;
        bool is_blank = !html_tag_has(tag, target) || html_tag_value(tag, target)->n_value == 0 ||
                        begins(html_tag_value(tag, target), "data:");
        if (!is_blank && !begins(html_tag_value(tag, rule), "http") &&
            !begins(html_tag_value(tag, rule), "//"))
            continue;
        *html_tag_value(tag, target) = *html_tag_value(tag, rule);
        tag->present |= UINT64_C(1) << (target - html_rules);
        return true;
    }
    return false;
}

/* 0 or 1, perhaps with px */
static bool is_tiny(struct html_tag *tag, const char *name)
{
    const struct html_rule *rule = html_rule_find(name, strlen(name));
    if (!html_tag_has(tag, rule))
        return false;
    const struct html_attribute *value = html_tag_value(tag, rule);
    return value->n_value > 0 && (value->value[0] == '0' || value->value[0] == '1') &&
           (value->n_value == 1 || (value->n_value == 3 && memcmp(value->value + 1, "px", 2) == 0));
}

static void drop(struct html_tag *tag, const struct html_rule *rule)
{
    tag->present &= ~(UINT64_C(1) << (rule - html_rules));
}

static bool hides(const struct html_attribute *style, struct arena *scratch)
{
    return html_style_hides(style->value, style->n_value, scratch);
}

/* Finds where an image really is; false when the image is better left out: it shows nothing, or counts
 * readers. */
static bool html_tag_prepare_image(struct html_tag *tag, const char *base, struct arena *scratch)
{
    const struct html_rule *src = html_rule_find("src", 3), *style = html_rule_find("style", 5);
    bool is_lazy = prefer_lazy(tag, VALUE_LAZY_IMAGE, "src");
    is_lazy |= prefer_lazy(tag, VALUE_LAZY_SRCSET, "srcset");
    bool is_hidden = html_tag_has(tag, style) && hides(html_tag_value(tag, style), scratch);
    if (is_hidden && is_lazy) { /* the script that would have loaded it would have shown it, too */
        drop(tag, style);
        is_hidden = false;
    }
    if (!html_tag_has(tag, src))
        return true;
    const struct html_attribute *value = html_tag_value(tag, src);
    tag->image = html_url(value->value, value->n_value, base, HTML_URL_IMAGE, scratch);
    if (tag->image == NULL)
        drop(tag, src);
    return tag->image == NULL ||
           !(is_hidden || (is_tiny(tag, "width") && is_tiny(tag, "height")) || html_is_tracker(tag->image));
}

/* ---- the document, rebuilt -------------------------------------------------------------------------------
 */

/* Scratch memory of addresses and styles is given back when it passes this. */
#define SCRATCH_BYTES ((size_t)64 << 10)

struct rebuild {
    struct html_scan scan;
    const char *base;
    struct buf *out;
    struct arena scratch;
    const struct html_element *open[HTML_LIMIT_DEPTH]; /* what is written and not yet closed */
    size_t n_open;
    size_t n_beyond;                     /* start tags left out because the depth was reached */
    size_t n_closing;                    /* bytes that closing all of `open` will take */
    const struct html_element *dropping; /* within an element that goes with its content, */
    size_t n_dropping;                   /* which stands so many times in itself */
    bool full;                           /* the output's limit was reached */
};

static size_t closing_size(const struct html_element *element)
{
    return strlen(element->name) + 3;
}

/* A name with what stands before and after it, at once. */
static void write_name(struct rebuild *r, const char *before, const char *name, const char *after)
{
    char piece[HTML_NAME_SIZE + 8];
    char *end = stpcpy(stpcpy(stpcpy(piece, before), name), after);
    buf_add(r->out, piece, (size_t)(end - piece));
}

static void close_top(struct rebuild *r)
{
    const struct html_element *element = r->open[--r->n_open];
    r->n_closing -= closing_size(element);
    write_name(r, "</", element->name, ">");
}

/* Keeps what was written since `n` only if everything open can still be closed within the output's limit. */
static bool commit(struct rebuild *r, size_t n)
{
    if (!r->out->full && r->out->limit - r->out->n >= r->n_closing)
        return true;
    buf_truncate(r->out, n);
    r->full = true;
    return false;
}

/* The nearest open element of these kinds that `seeker` may see past the fences; n_open when there is none.
 */
static size_t find_open(const struct rebuild *r, unsigned kinds, const struct html_element *same,
                        unsigned seeker)
{
    for (size_t i = r->n_open; i-- > 0;) {
        const struct html_element *element = r->open[i];
        if (same != NULL ? element == same : (element->nest & kinds) != 0)
            return i;
        if ((element->fences & seeker) != 0)
            break;
    }
    return r->n_open;
}

static void close_down_to(struct rebuild *r, size_t n_open)
{
    while (r->n_open > n_open)
        close_top(r);
}

/* Ends what the start tag of `element` ends without saying so: a paragraph or heading only when nothing
 * stands in between, for browsers carry open formatting over; list items, cells and links wherever they are
 * open. */
static void close_implied(struct rebuild *r, const struct html_element *element)
{
    const unsigned on_top = element->ends & (NEST_P | NEST_HEADING), anywhere = element->ends & ~on_top;
    while (r->n_open > 0) {
        size_t found = r->n_open - 1;
        if ((r->open[found]->nest & on_top) == 0)
            found = find_open(r, anywhere, NULL, anywhere);
        if (found == r->n_open)
            break;
        close_down_to(r, found);
    }
}

static bool write_address(struct rebuild *r, const struct html_tag *tag, const struct html_rule *rule,
                          const struct html_attribute *value)
{
    enum html_url_use use = rule->value == VALUE_LINK ? HTML_URL_LINK : HTML_URL_MEDIA;
    const char *url =
        tag->image != NULL ? tag->image : html_url(value->value, value->n_value, r->base, use, &r->scratch);
    if (url == NULL)
        return false;
    html_write_decoded(url, strlen(url), r->out);
    return true;
}

static bool write_value(struct rebuild *r, const struct html_tag *tag, const struct html_rule *rule,
                        const struct html_attribute *value)
{
    size_t start = r->out->n;
    switch (rule->value) {
    case VALUE_TEXT:
        if (value->n_value > HTML_LIMIT_ATTRIBUTE)
            return false;
        html_write_attribute(value->value, value->n_value, r->out);
        return r->out->n - start <= HTML_LIMIT_ATTRIBUTE; /* else it would go when it is read again */
    case VALUE_FLAG:
        return true;
    case VALUE_NUMBER:
        return html_write_number(value->value, value->n_value, r->out);
    case VALUE_WORD:
        return html_write_word(value->value, value->n_value, r->out);
    case VALUE_LINK:
    case VALUE_MEDIA:
        return write_address(r, tag, rule, value);
    case VALUE_SRCSET:
        return html_write_srcset(value->value, value->n_value, r->base, &r->scratch, r->out);
    case VALUE_STYLE:
        return html_write_style(value->value, value->n_value, &r->scratch, r->out) &&
               r->out->n - start <= HTML_LIMIT_STYLE;
    case VALUE_LAZY_IMAGE:
    case VALUE_LAZY_SRCSET:
        return false; /* prefer_lazy has moved it */
    }
    return false;
}

/* Writes ` name="value"`, or nothing, and false, when nothing of the value may stay. */
static bool write_attribute(struct rebuild *r, struct html_tag *tag, const struct html_rule *rule)
{
    size_t start = r->out->n;
    write_name(r, " ", rule->name, "=\"");
    bool written = write_value(r, tag, rule, html_tag_value(tag, rule));
    if (written)
        buf_addc(r->out, '"');
    else
        buf_truncate(r->out, start);
    return written;
}

/* Writes the start tag. An image that has lost its address stays for its words; a source of nothing goes. */
static bool write_start(struct rebuild *r, struct html_tag *tag)
{
    size_t before = r->out->n;
    bool needs_address = (tag->element->families & FAMILY_SOURCE) != 0;
    write_name(r, "<", tag->element->name, "");
    for (uint64_t left = tag->present; left != 0; left &= left - 1) {
        const struct html_rule *rule = &html_rules[__builtin_ctzll(left)];
        if (write_attribute(r, tag, rule) && (rule->value == VALUE_MEDIA || rule->value == VALUE_SRCSET))
            needs_address = false;
    }
    if (needs_address) {
        buf_truncate(r->out, before);
        return false;
    }
    if ((tag->element->families & FAMILY_LINK) != 0)
        buf_adds(r->out, " rel=\"noopener noreferrer\"");
    if (tag->image != NULL && html_refuses_referrers(tag->image))
        buf_adds(r->out, " referrerpolicy=\"no-referrer\"");
    buf_addc(r->out, '>');
    return true;
}

/* Table parts mean nothing outside a table, and could end one of the page that shows the item. */
static bool is_stray(const struct rebuild *r, const struct html_element *element)
{
    return (element->nest & (NEST_CELL | NEST_ROW | NEST_GROUP)) != 0 &&
           find_open(r, NEST_TABLE, NULL, NEST_TABLE) == r->n_open;
}

static void start_kept(struct rebuild *r, struct html_tag *tag)
{
    const struct html_element *element = tag->element;
    if (is_stray(r, element))
        return;
    bool leaves_open = (element->flags & HTML_VOID) == 0 && !r->scan.self_closing;
    close_implied(r, element);
    if (r->n_open == HTML_LIMIT_DEPTH) {
        r->n_beyond += leaves_open;
        return;
    }
    size_t before = r->out->n;
    if (!write_start(r, tag))
        return;
    if ((element->flags & HTML_VOID) == 0) {
        r->open[r->n_open++] = element;
        r->n_closing += closing_size(element);
    }
    if (!commit(r, before)) {
        r->n_open -= (element->flags & HTML_VOID) == 0;
        return;
    }
    if ((element->flags & HTML_VOID) == 0 && !leaves_open)
        close_top(r);
}

static void start_tag(struct rebuild *r, const struct html_token *token)
{
    static const struct html_element unknown = {.name = ""};
    struct html_tag tag;
    tag.element = html_element_find(token->p, token->n);
    tag.element = tag.element == NULL ? &unknown : tag.element;
    html_tag_read(&r->scan, &tag);
    if (r->scan.cut)
        return;
    unsigned flags = tag.element->flags;
    if (r->dropping != NULL) {
        r->n_dropping += tag.element == r->dropping && !r->scan.self_closing;
    } else if ((flags & HTML_RAW) != 0 && !r->scan.self_closing) {
        html_skip_raw(&r->scan, token->p, token->n);
    } else if ((flags & HTML_DROP) != 0 && !r->scan.self_closing) {
        r->dropping = tag.element;
        r->n_dropping = 1;
    } else if ((flags & HTML_KEEP) != 0) {
        if ((tag.element->families & FAMILY_IMAGE) == 0 || html_tag_prepare_image(&tag, r->base, &r->scratch))
            start_kept(r, &tag);
    }
}

static void end_tag(struct rebuild *r, const struct html_token *token)
{
    struct html_attribute ignored;
    const struct html_element *element = html_element_find(token->p, token->n);
    while (html_attribute(&r->scan, &ignored))
        ;
    if (r->scan.cut || element == NULL)
        return;
    if (r->dropping != NULL) {
        if (element == r->dropping && --r->n_dropping == 0)
            r->dropping = NULL;
        return;
    }
    if ((element->flags & (HTML_KEEP | HTML_VOID)) != HTML_KEEP)
        return;
    if (r->n_beyond > 0) {
        r->n_beyond--;
        return;
    }
    size_t found = find_open(r, 0, element, element->nest);
    if (found < r->n_open)
        close_down_to(r, found);
}

static void text(struct rebuild *r, const struct html_token *token)
{
    size_t before = r->out->n;
    if (r->dropping != NULL)
        return;
    html_write_text(token->p, token->n, r->out);
    commit(r, before);
}

void html_sanitise(const char *html, size_t n, const char *base, struct buf *out)
{
    struct buf without_math = BUF_INIT(2 * FEED_LIMIT_CONTENT);
    if (html_math(html, n, &without_math)) {
        html = without_math.data;
        n = without_math.n;
    }
    struct rebuild r = {.scan = {.p = html, .end = html + n}, .base = base, .out = out, .full = out->full};
    struct html_token token;
    arena_init(&r.scratch);
    while (!r.full && html_next(&r.scan, &token)) {
        if (token.kind == HTML_TEXT)
            text(&r, &token);
        else if (token.kind == HTML_START)
            start_tag(&r, &token);
        else
            end_tag(&r, &token);
        if (r.scratch.n_bytes > SCRATCH_BYTES)
            arena_release(&r.scratch);
    }
    close_down_to(&r, 0);
    arena_release(&r.scratch);
    buf_release(&without_math);
}
