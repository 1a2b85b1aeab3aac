/*
 * construct — types and modes of text, the two forms in which the rest of weir wants it, and people.
 */
#include "reading.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "weir/feed/html.h"
#include "weir/text/utf8.h"

static int digit(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c == '\0' ? NULL : strchr(digits, c);
    return at == NULL ? -1 : (int)(at - digits);
}

static void base64_decode(struct buf *buf)
{
    uint32_t bits = 0;
    int n_bits = 0;
    size_t out = 0;
    for (size_t i = 0; i < buf->n; i++) {
        if (strchr(" \t\r\n=", buf->data[i]) != NULL)
            continue;
        int value = digit(buf->data[i]);
        if (value < 0) {
            buf_clear(buf);
            return;
        }
        bits = bits << 6 | (uint32_t)value;
        n_bits += 6;
        if (n_bits >= 8) {
            n_bits -= 8;
            buf->data[out++] = (char)(bits >> n_bits & 0xFF);
        }
    }
    buf_truncate(buf, out);
    if (memchr(buf->data, '\0', buf->n) != NULL || !utf8_valid(buf->data, buf->n))
        buf_clear(buf);
}

/* How the element says its text is packed. */
enum packing { PACKED_LITERAL, PACKED_HTML, PACKED_MARKUP, PACKED_BASE64, PACKED_UNSAID };

struct type {
    const char *name;
    enum packing packing;
};

/* RFC 4287 §3.1.1 and §4.1.3.1; Atom 0.3 wrote media types and a mode instead. */
static const struct type types[] = {
    {"text", PACKED_LITERAL},
    {"text/plain", PACKED_LITERAL},
    {"html", PACKED_HTML},
    {"text/html", PACKED_HTML},
    {"xhtml", PACKED_MARKUP},
    {"application/xhtml+xml", PACKED_MARKUP},
    {"application/xhtml", PACKED_MARKUP},
};

static const struct type modes[] = {
    {"base64", PACKED_BASE64},
    {"escaped", PACKED_HTML},
    {"xml", PACKED_LITERAL},
};

static enum packing packing_of(const struct type *table, size_t n, const char *name)
{
    size_t length = strcspn(name, "; \t\r\n");
    for (size_t i = 0; i < n; i++)
        if (strncasecmp(table[i].name, name, length) == 0 && table[i].name[length] == '\0')
            return table[i].packing;
    return PACKED_UNSAID;
}

/* A media type that is neither text nor XML comes as base64 (RFC 4287 §4.1.3.3). */
static bool is_binary(const char *type)
{
    size_t n = strcspn(type, "; \t\r\n");
    return strchr(type, '/') != NULL && strncasecmp(type, "text/", 5) != 0 &&
           !(n >= 4 &&
             (strncasecmp(type + n - 4, "+xml", 4) == 0 || strncasecmp(type + n - 4, "/xml", 4) == 0));
}

/* xhtml stands in a div that is no part of it (RFC 4287 §3.1.1.3). */
static const struct node *inside_div(const struct node *node)
{
    const struct node *only = NULL;
    for (const struct node *child = node->children; child != NULL; child = child->next) {
        if (child->kind == NULL)
            continue;
        if (only != NULL)
            return node;
        only = child;
    }
    return only != NULL && tree_is(only, "div") && only->kind->vocabulary == VOC_XHTML ? only : node;
}

static struct construct read_atom(struct reading *r, const struct node *node)
{
    const char *type = tree_attribute(node, "type"), *mode = tree_attribute(node, "mode");
    type = type == NULL ? "" : type + strspn(type, " \t\r\n");
    enum packing by_type = packing_of(types, sizeof types / sizeof *types, type);
    enum packing by_mode =
        mode == NULL ? PACKED_UNSAID : packing_of(modes, sizeof modes / sizeof *modes, mode);
    struct construct c = {.kind = CONSTRUCT_TEXT, .node = node};

    if (tree_has_elements(node)) { /* whatever it claims */
        c.kind = CONSTRUCT_HTML;
        c.node = inside_div(node);
        if (by_type == PACKED_HTML && mode == NULL && !tree_has_elements(c.node))
            tree_text(c.node, &r->text); /* escaped markup, and a div around it all the same */
        else
            tree_markup(r, c.node, &r->text);
        return c;
    }
    tree_text(node, &r->text);
    bool binary = by_mode == PACKED_UNSAID && by_type == PACKED_UNSAID && is_binary(type);
    if (by_mode == PACKED_BASE64 || binary)
        base64_decode(&r->text);
    if (by_mode != PACKED_LITERAL && (by_type == PACKED_HTML || by_type == PACKED_MARKUP || binary))
        c.kind = CONSTRUCT_HTML;
    if (by_mode == PACKED_HTML && by_type == PACKED_UNSAID) /* escaped what, if not HTML? */
        c.kind = CONSTRUCT_HTML;
    return c;
}

static struct construct read_any(struct reading *r, const struct node *node)
{
    if (node->kind->vocabulary == VOC_ATOM)
        return read_atom(r, node);
    struct construct c = {.kind = CONSTRUCT_MAYBE, .node = node};
    const char *type = tree_attribute(node, "type");
    if (node->kind->vocabulary == VOC_MEDIA && (type == NULL || strcasecmp(type, "plain") == 0))
        c.kind = CONSTRUCT_TEXT; /* Media RSS: type="plain" is the default */
    if (tree_has_elements(node)) {
        c.kind = CONSTRUCT_HTML;
        tree_markup(r, node, &r->text);
    } else {
        tree_text(node, &r->text);
    }
    return c;
}

struct construct construct_read(struct reading *r, const struct node *node)
{
    buf_clear(&r->text);
    struct construct c = read_any(r, node);
    if (r->text.n > FEED_LIMIT_CONTENT) {
        buf_truncate(&r->text, utf8_prefix(r->text.data, FEED_LIMIT_CONTENT));
        r->cut = "FEED_LIMIT_CONTENT: a text of more than 4 MiB is cut";
    }
    return c;
}

/* Does it hold a tag that HTML knows, or a character reference? "a < b" and "vector<int>" do not. */
static bool looks_like_html(const char *s)
{
    static const char *const tags[] = {
        "a",    "abbr",  "acronym", "b",     "big",  "blockquote", "br",     "cite",  "code",
        "del",  "div",   "em",      "font",  "h1",   "h2",         "h3",     "h4",    "hr",
        "math", "i",     "img",     "ins",   "li",   "nobr",       "ol",     "p",     "pre",
        "q",    "s",     "script",  "small", "span", "strike",     "strong", "style", "sub",
        "sup",  "table", "td",      "tr",    "tt",   "u",          "ul",     "var",   "wbr"};
    const char *last_end = strrchr(s, '>');
    for (; (s = strpbrk(s, "<&")) != NULL; s++) {
        if (*s == '&') {
            size_t n = s[1] == '#' ? 2 : 1;
            n += strspn(s + n, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
            if (s[n] == ';' && n > 2)
                return true;
            continue;
        }
        const char *name = s + 1 + (s[1] == '/');
        size_t n = strcspn(name, " \t\r\n/>");
        for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
            if (strncasecmp(name, tags[i], n) == 0 && tags[i][n] == '\0' && last_end != NULL &&
                name < last_end)
                return true;
    }
    return false;
}

/* Elements that are markup even when no end tag stands behind them. */
static bool stands_alone(const char *name, size_t n)
{
    static const char *const names[] = {"br", "hr", "img", "wbr", "p", "li", "td", "tr"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == n && strncasecmp(names[i], name, n) == 0)
            return true;
    return false;
}

/* Is the start tag at `s` markup within a line: does its element end, stand alone, or carry an attribute? A
 * title about "<script>", "<i>" or "List<A>" means these words. */
static bool is_markup(const char *s)
{
    size_t n = strspn(s + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    const char *end = strchr(s, '>');
    if (n == 0 || end == NULL)
        return s[1] == '/' || s[1] == '!';
    if (stands_alone(s + 1, n) || memchr(s, '=', (size_t)(end - s)) != NULL || end[-1] == '/')
        return true;
    for (const char *p = end; (p = strstr(p, "</")) != NULL; p++)
        if (strncasecmp(p + 2, s + 1, n) == 0 && strchr("> \t", p[2 + n]) != NULL)
            return true;
    return false;
}

/* The text of a line of HTML, with what is no markup in it as words. */
static void line_text(const char *s, size_t n, struct buf *out)
{
    struct buf marked = BUF_INIT(FEED_LIMIT_BYTES);
    if (n > 2 * FEED_LIMIT_TITLE) /* each tag looks for its end: that takes quadratic time */
        n = utf8_prefix(s, 2 * FEED_LIMIT_TITLE);
    for (const char *end = s + n, *next; s < end; s = next) {
        next = memchr(s + 1, '<', (size_t)(end - s - 1));
        next = next == NULL ? end : next;
        bool is_text = *s == '<' && !is_markup(s);
        if (is_text)
            buf_adds(&marked, "&lt;");
        buf_add(&marked, s + is_text, (size_t)(next - s) - is_text);
    }
    html_to_text(marked.data, marked.n, out);
    buf_release(&marked);
}

/* Plain text as HTML: its lines and paragraphs stay. */
static void text_html(const char *s, size_t n, struct buf *out)
{
    const char *end = s + n;
    while (s < end && strchr(" \t\r\n", *s) != NULL)
        s++;
    while (end > s && strchr(" \t\r\n", end[-1]) != NULL)
        end--;
    if (memchr(s, '\n', (size_t)(end - s)) == NULL) {
        html_escape(s, (size_t)(end - s), out);
        return;
    }
    buf_adds(out, "<p>");
    while (s < end) {
        const char *line = memchr(s, '\n', (size_t)(end - s));
        const char *stop = line == NULL ? end : line;
        html_escape(s, (size_t)(stop - s - (stop > s && stop[-1] == '\r')), out);
        size_t n_lines = 0;
        for (s = stop; s < end && strchr(" \t\r\n", *s) != NULL; s++)
            n_lines += *s == '\n';
        while (n_lines == 1 && (s[-1] == ' ' || s[-1] == '\t')) /* an indented line */
            s--;
        if (s < end)
            buf_adds(out, n_lines > 1 ? "</p>\n<p>" : "<br>\n");
    }
    buf_adds(out, "</p>");
}

static char *plain(struct reading *r, enum construct_kind kind, const char *s, size_t n)
{
    if (kind == CONSTRUCT_TEXT || (kind == CONSTRUCT_MAYBE && !looks_like_html(s)))
        return line_copy(r->arena, s, n, FEED_LIMIT_TITLE);
    buf_clear(&r->made);
    if (strchr(s, '>') == NULL)
        html_decode(s, n, &r->made); /* no tag ends, so none begins: "a < b" */
    else
        line_text(s, n, &r->made);
    return line_copy(r->arena, r->made.data, r->made.n, FEED_LIMIT_TITLE);
}

static char *safe_html(struct reading *r, enum construct_kind kind, const char *s, size_t n, const char *base)
{
    buf_clear(&r->made);
    bool is_text = kind == CONSTRUCT_TEXT ||
                   (kind == CONSTRUCT_MAYBE && strstr(s, "\n\n") != NULL && !looks_like_html(s));
    if (is_text)
        text_html(s, n, &r->made);
    else
        html_sanitise(s, n, base, &r->made);

    const char *made = r->made.data + strspn(r->made.data, " \t\r\n");
    size_t length = r->made.n - (size_t)(made - r->made.data);
    while (length > 0 && strchr(" \t\r\n", made[length - 1]) != NULL)
        length--;
    return arena_copy(r->arena, made, length);
}

char *construct_plain(struct reading *r, const struct construct *c)
{
    return plain(r, c->kind, r->text.data, r->text.n);
}

char *construct_html(struct reading *r, const struct construct *c)
{
    return safe_html(r, c->kind, r->text.data, r->text.n, tree_base(r, c->node));
}

char *construct_name(struct reading *r, const struct node *node)
{
    const char *s = tree_string(r, node);
    buf_clear(&r->text);
    if (strcasestr(s, "<a ") != NULL)
        html_to_text(s, strlen(s), &r->text);
    else
        html_decode(s, strlen(s), &r->text);
    if (strchr(r->text.data, '<') != NULL && strchr(s, '<') == NULL)
        return arena_copy(r->arena, s, utf8_prefix(s, FEED_LIMIT_TITLE));
    return plain(r, CONSTRUCT_TEXT, r->text.data, r->text.n);
}

char *construct_plain_of(struct reading *r, enum construct_kind kind, const char *s)
{
    return plain(r, kind, s, strlen(s));
}

char *construct_html_of(struct reading *r, enum construct_kind kind, const char *s, const char *base)
{
    return safe_html(r, kind, s, strlen(s), base);
}

/* ---- name and mail address out of one string -------------------------------------------------------------
 */

static bool is_outer(char c)
{
    return c != '\0' && strchr(" \t\r\n<>()\"", c) != NULL;
}

static const char *trimmed(struct arena *arena, const char *s, size_t n)
{
    while (n > 0 && is_outer(*s)) {
        s++;
        n--;
    }
    while (n > 0 && is_outer(s[n - 1]))
        n--;
    return arena_copy(arena, s, n);
}

/* An address as far as feeds are concerned: word@word.word, among the separators that feeds put around it. */
static bool find_email(const char *s, size_t *start, size_t *n)
{
    static const char separators[] = " \t\r\n<>()\"',;:[]&";
    for (const char *at = strchr(s, '@'); at != NULL; at = strchr(at + 1, '@')) {
        const char *from = at, *to = at + 1 + strcspn(at + 1, separators);
        while (from > s && strchr(separators, from[-1]) == NULL)
            from--;
        if (from < at && memchr(at, '.', (size_t)(to - at)) != NULL &&
            memchr(at + 1, '@', (size_t)(to - at - 1)) == NULL) {
            *start = (size_t)(from - s);
            *n = (size_t)(to - from);
            return true;
        }
    }
    return false;
}

struct person person_parse(struct arena *arena, const char *s)
{
    struct person person = {.name = "", .email = "", .url = ""};
    size_t start, n;
    if (!find_email(s, &start, &n)) {
        person.name = arena_strdup(arena, s);
        return person;
    }
    person.email = arena_copy(arena, s + start, n);
    const char *before = trimmed(arena, s, start),
               *after = trimmed(arena, s + start + n, strlen(s + start + n));
    size_t mailto = strlen(before) >= 7 ? strlen(before) - 7 : 0;
    if (strcmp(before + mailto, "mailto:") == 0)
        before = trimmed(arena, before, mailto);
    person.name = *before != '\0' ? before : after;
    return person;
}
