#include "weir/conf/ini.h"

#include <string.h>

#include "weir/text/buf.h"
#include "weir/text/utf8.h"

/* The text that is not read yet, and what was found in it. */
struct scan {
    const char *p, *end;
    int line; /* number of the line before p */
    struct arena *arena;
    struct ini_line *lines;
    size_t n;
    struct buf value; /* of the pair under way, still growing */
    bool has_pair;    /* lines[n - 1] is a pair that may go on */
};

struct slice {
    const char *p, *end;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static struct slice trim(struct slice s)
{
    while (s.p < s.end && is_blank(*s.p))
        s.p++;
    while (s.end > s.p && is_blank(s.end[-1]))
        s.end--;
    return s;
}

static char *copy(struct scan *scan, struct slice s)
{
    return arena_copy(scan->arena, s.p, (size_t)(s.end - s.p));
}

/* Cuts the comment off: it begins at the start of the line or after white space. */
static struct slice without_comment(struct slice s)
{
    const char *p = s.p;
    while (p < s.end && !((*p == '#' || *p == ';') && (p == s.p || is_blank(p[-1]))))
        p++;
    return (struct slice){s.p, p};
}

/* A value grows in the buffer, since gluing a thousand lines one by one in the arena would be quadratic. */
static void finish_pair(struct scan *scan)
{
    if (scan->has_pair)
        scan->lines[scan->n - 1].value = arena_copy(scan->arena, scan->value.data, scan->value.n);
    scan->has_pair = false;
    buf_clear(&scan->value);
}

static struct ini_line *add_line(struct scan *scan, enum ini_kind kind)
{
    finish_pair(scan);
    scan->lines = arena_grow(scan->arena, scan->lines, scan->n, sizeof *scan->lines);
    struct ini_line *line = &scan->lines[scan->n++];
    *line = (struct ini_line){.kind = kind, .line = scan->line, .key = "", .value = ""};
    return line;
}

static void add_wrong(struct scan *scan, const char *what)
{
    add_line(scan, INI_WRONG)->key = what;
}

/* "[source arxiv-cs.CL]" */
static void read_section(struct scan *scan, struct slice s)
{
    const char *bracket = memchr(s.p, ']', (size_t)(s.end - s.p));
    if (!bracket) {
        add_wrong(scan, "the section's head has no \"]\"");
        return;
    }
    if (bracket + 1 < s.end) {
        add_wrong(scan, "after the \"]\" of a section's head nothing but a comment may stand");
        return;
    }
    struct slice inner = trim((struct slice){s.p + 1, bracket});
    struct slice word = {inner.p, inner.p};
    while (word.end < inner.end && !is_blank(*word.end))
        word.end++;
    struct ini_line *line = add_line(scan, INI_SECTION);
    line->key = copy(scan, word);
    line->value = copy(scan, trim((struct slice){word.end, inner.end}));
}

/* "key = value", "key += value" */
static void read_pair(struct scan *scan, struct slice s)
{
    const char *equals = memchr(s.p, '=', (size_t)(s.end - s.p));
    if (!equals) {
        add_wrong(scan,
                  "neither a [section] nor \"key = value\"; a line that goes on with a value is indented");
        return;
    }
    bool adds = equals > s.p && equals[-1] == '+';
    struct slice key = trim((struct slice){s.p, equals - adds});
    struct slice value = trim((struct slice){equals + 1, s.end});
    if (key.p == key.end) {
        add_wrong(scan, "there is no key before the \"=\"");
        return;
    }
    struct ini_line *line = add_line(scan, INI_PAIR);
    line->key = copy(scan, key);
    line->adds = adds;
    buf_add(&scan->value, value.p, (size_t)(value.end - value.p));
    scan->has_pair = true;
}

static void go_on(struct scan *scan, struct slice s)
{
    if (!scan->has_pair) {
        add_wrong(scan,
                  "indented, but no value stands above that it could go on; begin the line at its left edge");
        return;
    }
    if (scan->value.n > 0)
        buf_addc(&scan->value, ' ');
    buf_add(&scan->value, s.p, (size_t)(s.end - s.p));
}

static void read_line(struct scan *scan, struct slice s)
{
    size_t size = (size_t)(s.end - s.p);
    if (!utf8_valid(s.p, size) || memchr(s.p, '\0', size)) {
        add_wrong(scan, "not UTF-8; save the file in that encoding");
        return;
    }
    bool is_indented = size > 0 && is_blank(*s.p);
    struct slice content = trim(without_comment(s));
    if (content.p == content.end) {
        /* A comment may stand between the lines of a value; an empty line ends it. */
        struct slice raw = trim(s);
        if (raw.p == raw.end)
            finish_pair(scan);
    } else if (is_indented) {
        go_on(scan, content);
    } else if (*content.p == '[') {
        read_section(scan, content);
    } else {
        read_pair(scan, content);
    }
}

struct ini_line *ini_read(const char *text, size_t size, struct arena *arena, size_t *n)
{
    static const char bom[] = "\xEF\xBB\xBF";
    struct scan scan = {.p = text, .end = text + size, .arena = arena, .value = BUF_INIT(BUF_LIMIT_OUTPUT)};
    if (size >= 3 && memcmp(text, bom, 3) == 0)
        scan.p += 3;
    while (scan.p < scan.end) {
        const char *newline = memchr(scan.p, '\n', (size_t)(scan.end - scan.p));
        struct slice line = {scan.p, newline ? newline : scan.end};
        scan.p = newline ? newline + 1 : scan.end;
        scan.line++;
        read_line(&scan, line);
    }
    finish_pair(&scan);
    buf_release(&scan.value);
    *n = scan.n;
    return scan.lines;
}
