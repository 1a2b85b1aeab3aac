/*
 * dialect — Org-mode and reStructuredText, and which of them a file is in.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "dialect.h"

#define ENOUGH_LINKS 3
#define LIMIT_LINK   4000 /* bytes */

static bool has_extension(const char *name, const char *extension)
{
    size_t n = strcspn(name, "?#"), length = strlen(extension);
    return n > length && strncasecmp(name + n - length, extension, length) == 0;
}

bool dialect_is_bibtex(const char *name)
{
    return has_extension(name, ".bib");
}

/* Some people name every text README.md. */
static bool looks_like(const struct dialect *d, const char *link)
{
    size_t n_own = 0, n_markdown = 0;
    for (const char *s = d->text; (s = strstr(s, link)) != NULL; s++)
        n_own++;
    for (const char *s = d->text; (s = strstr(s, "](http")) != NULL; s++)
        n_markdown++;
    return n_own >= ENOUGH_LINKS && n_own > 4 * n_markdown;
}

void dialect_write(const char *name, struct dialect *d)
{
    static const struct {
        const char *extension;
        void (*write)(struct dialect *d);
        const char *link; /* what its links have in them, and those of Markdown have not */
    } dialects[] = {{".org", dialect_org, "[[http"}, {".rst", dialect_rst, ">`_"}};
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++) {
        if (!has_extension(name, dialects[i].extension) && !looks_like(d, dialects[i].link))
            continue;
        struct buf markdown = BUF_INIT(4 * READING_LIMIT_BYTES);
        struct dialect first = *d, second = *d;
        first.out = &markdown;
        dialects[i].write(&first);
        second.text = markdown.data;
        second.n = markdown.n;
        dialect_markdown(&second);
        buf_release(&markdown);
        return;
    }
    dialect_markdown(d);
}

bool dialect_line(const struct dialect *d, size_t *at, const char **line, size_t *n)
{
    if (*at >= d->n)
        return false;
    *line = d->text + *at;
    const char *end = memchr(*line, '\n', d->n - *at);
    *n = end != NULL ? (size_t)(end - *line) : d->n - *at;
    *at += *n + (end != NULL);
    return true;
}

static bool begins(const char *s, size_t n, const char *with)
{
    return n >= strlen(with) && strncasecmp(s, with, strlen(with)) == 0;
}

/* [[address][title]] and [[address]]; what points into the file itself is a wikilink already. */
static size_t org_link(const char *s, size_t n, struct buf *out)
{
    n = n < LIMIT_LINK ? n : LIMIT_LINK;
    const char *close = n > 4 && memcmp(s, "[[", 2) == 0 ? memmem(s, n, "]]", 2) : NULL;
    if (close == NULL)
        return 0;
    const char *part = memmem(s, (size_t)(close - s), "][", 2);
    const char *end = part != NULL ? part : close;
    if (begins(s + 2, (size_t)(end - s) - 2, "http")) {
        if (part != NULL)
            buf_addf(out, "[%.*s](%.*s)", (int)(close - part - 2), part + 2, (int)(part - s - 2), s + 2);
        else
            buf_addf(out, "<%.*s>", (int)(close - s - 2), s + 2);
    } else {
        const char *words = part != NULL ? part + 2 : s + 2;
        buf_addf(out, "[[%.*s]]", (int)(close - words), words);
    }
    return (size_t)(close - s) + 2;
}

/* Links and *bold words*. */
static void org_text(const char *s, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n;) {
        size_t step = org_link(s + i, n - i, out);
        bool edge = i == 0 || i + 1 == n || isspace((unsigned char)s[i - 1]) ||
                    isspace((unsigned char)s[i + 1]) || ispunct((unsigned char)s[i + 1]);
        if (step == 0 && s[i] == '*' && edge)
            buf_adds(out, "**");
        else if (step == 0)
            buf_addc(out, s[i]);
        i += step > 0 ? step : 1;
    }
}

/* "** TODO [#A] Title :tag:paper:" without its state, priority and tags. */
static void org_heading(const char *s, size_t n, size_t level, struct buf *out)
{
    static const char *const states[] = {"TODO ",      "DONE ",    "NEXT ", "WAITING ",
                                         "CANCELLED ", "READING ", "READ "};
    s += level;
    n -= level;
    for (size_t i = 0; i <= sizeof states / sizeof *states; i++) {
        while (n > 0 && *s == ' ')
            s++, n--;
        if (i < sizeof states / sizeof *states && begins(s, n, states[i]))
            s += strlen(states[i]), n -= strlen(states[i]);
    }
    if (n > 5 && memcmp(s, "[#", 2) == 0 && s[3] == ']')
        s += 5, n -= 5;
    while (n > 0 && isspace((unsigned char)s[n - 1]))
        n--;
    size_t tags = n;
    while (n > 0 && s[n - 1] == ':' && tags > 0 && !isspace((unsigned char)s[tags - 1]))
        tags--;
    n = tags > 0 ? tags : n;
    for (size_t i = 0; i < (level < 6 ? level : 6); i++)
        buf_addc(out, '#');
    buf_addc(out, ' ');
    org_text(s, n, out);
}

void dialect_org(struct dialect *d)
{
    const char *s;
    size_t n, at = 0;
    bool in_drawer = false;
    while (dialect_line(d, &at, &s, &n)) {
        size_t level = 0, blanks = 0;
        while (level < n && s[level] == '*')
            level++;
        while (blanks < n && (s[blanks] == ' ' || s[blanks] == '\t'))
            blanks++;
        const char *body = s + blanks;
        size_t n_body = n - blanks;
        if (level > 0 && level < n && s[level] == ' ')
            org_heading(s, n, level, d->out);
        else if (begins(body, n_body, "#+begin_src") || begins(body, n_body, "#+end_src"))
            buf_adds(d->out, "```");
        else if (begins(body, n_body, ":properties:") || begins(body, n_body, ":logbook:"))
            in_drawer = true;
        else if (begins(body, n_body, ":end:"))
            in_drawer = false;
        else if (!in_drawer && !begins(body, n_body, "#+") && !begins(body, n_body, "# ")) {
            buf_add(d->out, s, blanks);
            org_text(body, n_body, d->out);
        }
        buf_addc(d->out, '\n');
    }
}

/* A line of one mark under words makes a heading; the marks rank by which comes first. */
static size_t rst_rank(char marks[6], char mark)
{
    size_t i = 0;
    while (i < 5 && marks[i] != '\0' && marks[i] != mark)
        i++;
    marks[i] = mark;
    return i + 1;
}

static bool is_rst_rule(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && s[i] == s[0])
        i++;
    return n >= 3 && i == n && ispunct((unsigned char)s[0]) && s[0] != '|';
}

/* `title <address>`_ and ``code``; `name`_ stays the name. */
static void rst_text(const char *s, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        bool is_code = i + 1 < n && s[i] == '`' && s[i + 1] == '`';
        const char *close = s[i] == '`' && !is_code ? memchr(s + i + 1, '`', n - i - 1) : NULL;
        if (close == NULL || close + 1 >= s + n || close[1] != '_') {
            if (is_code)
                i++;
            buf_addc(out, s[i]);
            continue;
        }
        const char *words = s + i + 1, *open = memchr(words, '<', (size_t)(close - words));
        const char *end = open != NULL ? open : close;
        while (end > words && end[-1] == ' ')
            end--;
        buf_addf(out, "[%.*s]", (int)(end - words), words);
        if (open != NULL && close[-1] == '>')
            buf_addf(out, "(%.*s)", (int)(close - open - 2), open + 1);
        i = (size_t)(close - s) + 1;
        i += i + 1 < n && s[i + 1] == '_';
    }
}

void dialect_rst(struct dialect *d)
{
    const char *s, *below;
    size_t n, n_below, at = 0;
    char marks[6] = "";
    while (dialect_line(d, &at, &s, &n)) {
        size_t behind = at;
        bool has_below = dialect_line(d, &behind, &below, &n_below);
        bool is_rule = is_rst_rule(s, n);
        if (!is_rule && n > 0 && *s != ' ' && has_below && is_rst_rule(below, n_below)) {
            for (size_t i = rst_rank(marks, *below); i > 0; i--)
                buf_addc(d->out, '#');
            buf_addc(d->out, ' ');
            rst_text(s, n, d->out);
            buf_addc(d->out, '\n');
            at = behind; /* the line of marks */
        } else if (n > 4 && memcmp(s, ".. _", 4) == 0) {
            /* ".. _name: address" */
            const char *colon = memchr(s + 4, ':', n - 4);
            if (colon != NULL && colon + 2 < s + n)
                buf_addf(d->out, "[%.*s]:%.*s", (int)(colon - s - 4), s + 4, (int)(s + n - colon - 1),
                         colon + 1);
        } else if (!is_rule && !begins(s, n, "..")) {
            rst_text(s, n, d->out);
        }
        buf_addc(d->out, '\n');
    }
}
