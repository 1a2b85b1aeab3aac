/*
 * mend — one pass over the document, writing it anew.
 */
#include "mend.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "weir/feed/parse.h"

/* Deeper elements lose their tags; libxml2 itself stops at 256. */
#define MEND_DEPTH (FEED_LIMIT_DEPTH - 6)

struct open_element {
    const char *name; /* a slice of the document */
    size_t n;
};

struct mend {
    const char *start, *s, *end;
    struct buf *out;
    struct open_element open[MEND_DEPTH];
    size_t depth;
    bool ended;    /* the root element is closed */
    bool endless;  /* a comment or instruction had no end: do not look for one to the document's end again */
    size_t text_n; /* bytes of text since the last tag */
    struct doctype doctype;
    struct mended *result;
};

static void complain(struct mend *m, const char *reason)
{
    if (m->result->line != 0)
        return;
    m->result->line = 1;
    for (const char *p = m->start; p < m->s; p++)
        m->result->line += *p == '\n';
    m->result->reason = reason;
}

static bool at(const struct mend *m, const char *what)
{
    size_t n = strlen(what);
    return (size_t)(m->end - m->s) >= n && strncasecmp(m->s, what, n) == 0;
}

static const char *find(const struct mend *m, const char *what)
{
    return memmem(m->s, (size_t)(m->end - m->s), what, strlen(what));
}

/* ---- text -------------------------------------------------------------------------------------------------
 */

/* Room left for the text of one element; what is longer is cut. */
static size_t text_room(struct mend *m, size_t n)
{
    size_t room = FEED_LIMIT_CONTENT - m->text_n;
    if (n > room)
        complain(m, "FEED_LIMIT_CONTENT: a text of more than 4 MiB is cut");
    n = n < room ? n : room;
    m->text_n += n;
    return m->depth == 0 ? 0 : n; /* nothing stands outside the root */
}

static void text(struct mend *m)
{
    const char *from = m->s;
    while (m->s < m->end && *m->s != '<' && *m->s != '&')
        m->s++;
    size_t n = text_room(m, (size_t)(m->s - from));
    for (const char *p = memchr(from, ']', n); p != NULL && (p = memmem(from, n, "]]>", 3)) != NULL;) {
        complain(m, "]]> in text");
        buf_add(m->out, from, (size_t)(p - from));
        buf_adds(m->out, "]]&gt;");
        n -= (size_t)(p - from) + 3;
        from = p + 3;
    }
    buf_add(m->out, from, n);
}

static void less_than(struct mend *m)
{
    complain(m, "a bare < in text");
    if (text_room(m, 1) > 0)
        buf_adds(m->out, "&lt;");
    m->s++;
}

static void reference(struct mend *m)
{
    const char *reason = NULL;
    size_t before = m->out->n;
    size_t n = reference_mend(&m->doctype, m->s, (size_t)(m->end - m->s), m->out, &reason);
    if (reason != NULL)
        complain(m, reason);
    if (text_room(m, n) < n)
        buf_truncate(m->out, before);
    m->s += n;
}

static void cdata(struct mend *m)
{
    m->s += strlen("<![CDATA[");
    const char *end = find(m, "]]>");
    if (end == NULL)
        complain(m, "a CDATA section without an end");
    const char *stop = end == NULL ? m->end : end;
    size_t n = text_room(m, (size_t)(stop - m->s));
    if (n > 0) {
        buf_adds(m->out, "<![CDATA[");
        buf_add(m->out, m->s, n);
        buf_adds(m->out, "]]>");
    }
    m->s = end == NULL ? m->end : end + 3;
}

/* ---- elements ---------------------------------------------------------------------------------------------
 */

static void close_one(struct mend *m)
{
    struct open_element *element = &m->open[--m->depth];
    buf_adds(m->out, "</");
    buf_add(m->out, element->name, element->n);
    buf_addc(m->out, '>');
    m->text_n = 0;
    m->ended = m->depth == 0;
}

/* How many of the open elements an end tag of that name closes; 0 when none is open. */
static size_t distance(const struct mend *m, const char *name, size_t n)
{
    for (size_t i = m->depth; i-- > 0;)
        if (m->open[i].n == n && strncasecmp(m->open[i].name, name, n) == 0)
            return m->depth - i;
    return 0;
}

static void end_tag(struct mend *m)
{
    const char *name = m->s + 2, *stop = name;
    while (stop < m->end && strchr(" \t\r\n>/<", *stop) == NULL)
        stop++;
    size_t n_close = distance(m, name, (size_t)(stop - name));
    if (n_close != 1)
        complain(m, n_close == 0 ? "an end tag of what is not open" : "an element without an end tag");
    for (; n_close > 0; n_close--)
        close_one(m);
    while (stop < m->end && *stop != '>' && *stop != '<')
        stop++;
    m->s = stop < m->end && *stop == '>' ? stop + 1 : stop;
}

static bool is_one_of(const struct open_element *element, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(names[i]) == element->n && strncasecmp(names[i], element->name, element->n) == 0)
            return true;
    return false;
}

static bool is_item(const struct open_element *element)
{
    static const char *const names[] = {"item", "entry"};
    return is_one_of(element, names, sizeof names / sizeof *names);
}

/* Items do not nest, and what holds a word or a date holds no element of the item: close what was forgotten.
 */
static void close_forgotten(struct mend *m, const struct open_element *next)
{
    static const char *const leaves[] = {"title", "link", "guid", "pubDate", "id", "updated", "published"};
    static const char *const members[] = {"title",       "link",      "guid",    "pubDate",  "id",
                                          "updated",     "published", "summary", "category", "content",
                                          "description", "item",      "entry"};
    if (is_item(next))
        for (size_t n = distance(m, next->name, next->n); n > 0; n--) {
            complain(m, "an item without an end tag");
            close_one(m);
        }
    else if (m->depth > 0 && is_one_of(&m->open[m->depth - 1], leaves, sizeof leaves / sizeof *leaves) &&
             is_one_of(next, members, sizeof members / sizeof *members)) {
        complain(m, "an element without an end tag");
        close_one(m);
    }
}

/* HTML's that stand alone, when a feed writes HTML as if it were XML. */
static bool is_void(const struct open_element *element)
{
    static const char *const names[] = {"br", "hr", "img", "wbr"};
    return is_one_of(element, names, sizeof names / sizeof *names);
}

static void start_tag(struct mend *m)
{
    struct start_tag tag;
    if (!starttag_read(&tag, m->s, (size_t)(m->end - m->s))) {
        less_than(m);
        return;
    }
    struct open_element element = {.name = tag.name, .n = tag.name_n};
    if (!tag.closed)
        close_forgotten(m, &element);
    if (m->ended) { /* a second document: the first has been read */
        complain(m, "more after the end of the feed");
        m->s = m->end;
        return;
    }
    m->text_n = 0;
    if (m->depth == MEND_DEPTH) {
        complain(m, "FEED_LIMIT_DEPTH: more than 256 nested elements");
        m->s += tag.n;
        return;
    }
    bool closed = tag.closed || is_void(&element);
    const char *reason = starttag_write(&tag, &m->doctype, closed, m->out);
    if (reason != NULL)
        complain(m, reason);
    if (!tag.closed && closed)
        complain(m, "an element without an end tag");
    m->s += tag.n;
    if (!closed)
        m->open[m->depth++] = element;
    else
        m->ended = m->depth == 0;
}

/* ---- the rest ---------------------------------------------------------------------------------------------
 */

static void skip(struct mend *m, const char *end)
{
    const char *p = m->endless ? NULL : find(m, end);
    if (p == NULL) {
        complain(m, "a comment or instruction without an end");
        m->endless = true;
    }
    m->s = p == NULL ? m->s + 1 : p + strlen(end);
}

static void markup(struct mend *m)
{
    if (at(m, "<![CDATA["))
        cdata(m);
    else if (at(m, "<!--"))
        skip(m, "-->");
    else if (at(m, "<?"))
        skip(m, "?>");
    else if (at(m, "<!DOCTYPE"))
        m->s += doctype_read(&m->doctype, m->s, (size_t)(m->end - m->s));
    else if (at(m, "</"))
        end_tag(m);
    else
        start_tag(m);
}

/* The feed's root wherever it stands; else the first tag, whose name then says what the document is instead.
 */
static bool is_root(const struct mend *m)
{
    static const char *const names[] = {"rss", "feed", "RDF", "channel"};
    const char *name = m->s + 1, *colon;
    size_t n = 0;
    while (name + n < m->end && strchr(" \t\r\n>/", name[n]) == NULL)
        n++;
    if ((colon = memchr(name, ':', n)) != NULL) {
        n -= (size_t)(colon + 1 - name);
        name = colon + 1;
    }
    const struct open_element element = {.name = name, .n = n};
    return is_one_of(&element, names, sizeof names / sizeof *names);
}

static void find_root(struct mend *m)
{
    const char *first = NULL, *start = m->s;
    while ((m->s = memchr(m->s, '<', (size_t)(m->end - m->s))) != NULL) {
        struct start_tag tag;
        if (at(m, "<!--")) {
            skip(m, "-->");
        } else if (at(m, "<!DOCTYPE")) {
            m->s += doctype_read(&m->doctype, m->s, (size_t)(m->end - m->s));
        } else if (is_root(m)) {
            break;
        } else {
            if (first == NULL && starttag_read(&tag, m->s, (size_t)(m->end - m->s)))
                first = m->s;
            m->s++;
        }
    }
    if (m->s != NULL && first != NULL && first < m->s)
        complain(m, "markup before the feed");
    if (m->s == NULL)
        m->s = first == NULL ? m->end : first;
    const char *junk = start;
    while (junk < m->end && (*junk == ' ' || *junk == '\t' || *junk == '\r' || *junk == '\n'))
        junk++;
    const char *found = m->s;
    m->s = start;
    if (junk != start && m->end - junk >= 5 && memcmp(junk, "<?xml", 5) == 0)
        complain(m, "white space before the XML declaration");
    else if (junk < found && *junk != '<')
        complain(m, "text before the feed");
    m->s = found;
}

void mend(const char *s, size_t n, struct mended *out)
{
    *out = (struct mended){.xml = BUF_INIT(FEED_LIMIT_BYTES), .reason = ""};
    struct mend *m = calloc(1, sizeof *m);
    if (m == NULL)
        abort();
    *m = (struct mend){.start = s, .s = s, .end = s + n, .out = &out->xml, .result = out};
    find_root(m);
    while (m->s < m->end && !out->xml.full) {
        if (*m->s == '<')
            markup(m);
        else if (*m->s == '&')
            reference(m);
        else
            text(m);
    }
    if (m->depth > 0)
        complain(m, "the document ends in the middle");
    for (size_t i = 0; i < m->depth; i++)
        out->last_is_cut = out->last_is_cut || is_item(&m->open[i]);
    while (m->depth > 0)
        close_one(m);
    free(m);
}

bool mend_is_due(const char *s, size_t n)
{
    const size_t least = 5 * FEED_LIMIT_ATTRIBUTES; /* ` a=""` */
    if (doctype_present(s, n))
        return true;
    const char *end = s + n, *tag = memchr(s, '<', n), *next;
    for (; tag != NULL; tag = next) {
        next = memchr(tag + 1, '<', (size_t)(end - tag - 1));
        size_t length = (size_t)((next == NULL ? end : next) - tag);
        if (length > least && starttag_is_crowded(tag, length))
            return true;
    }
    return false;
}
