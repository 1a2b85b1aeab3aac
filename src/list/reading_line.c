#include "reading_line.h"

#include <ctype.h>
#include <string.h>

#include "numbering.h"
#include "weir/text/buf.h"
#include "weir/text/utf8.h"

#define LIMIT_LINE  ((size_t)64 << 10)
#define LIMIT_LABEL 60 /* bytes before an address in running text that are its title, not a sentence */

/* A line while it is flattened. */
struct flattener {
    struct arena *arena;
    struct buf text;
    struct line line;
    size_t *breaks; /* where source lines end */
    size_t n_breaks;
    size_t link_from, strong_from;
    int n_images; /* open ones: their text is not the list's */
};

static void add_span(struct flattener *f, struct span **spans, size_t *n, size_t from, const char *url)
{
    if (f->text.n <= from)
        return;
    *spans = arena_grow(f->arena, *spans, *n, sizeof **spans);
    (*spans)[(*n)++] = (struct span){.from = from, .to = f->text.n, .url = arena_strdup(f->arena, url)};
}

static void flatten_node(struct flattener *f, cmark_node *node, bool enter)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
        if (f->n_images == 0)
            buf_adds(&f->text, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        f->breaks = arena_grow(f->arena, f->breaks, f->n_breaks, sizeof *f->breaks);
        f->breaks[f->n_breaks++] = f->text.n;
        buf_addc(&f->text, ' ');
        break;
    case CMARK_NODE_LINK:
        if (enter)
            f->link_from = f->text.n;
        else
            add_span(f, &f->line.links, &f->line.n_links, f->link_from, cmark_node_get_url(node));
        break;
    case CMARK_NODE_STRONG:
        if (enter)
            f->strong_from = f->text.n;
        else
            add_span(f, &f->line.strong, &f->line.n_strong, f->strong_from, "");
        break;
    case CMARK_NODE_IMAGE:
        f->n_images += enter ? 1 : -1;
        break;
    default:
        break;
    }
}

/* The part of a line between two bytes, as a line. */
static struct line cut_line(const struct line *whole, size_t from, size_t to, struct arena *arena)
{
    struct line part = {.text = arena_copy(arena, whole->text + from, to - from), .n = to - from};
    for (size_t i = 0; i < whole->n_links + whole->n_strong; i++) {
        bool is_link = i < whole->n_links;
        struct span span = is_link ? whole->links[i] : whole->strong[i - whole->n_links];
        if (span.from < from || span.to > to)
            continue;
        struct span **spans = is_link ? &part.links : &part.strong;
        size_t *n = is_link ? &part.n_links : &part.n_strong;
        *spans = arena_grow(arena, *spans, *n, sizeof **spans);
        (*spans)[(*n)++] = (struct span){.from = span.from - from, .to = span.to - from, .url = span.url};
    }
    return part;
}

struct line *line_read(cmark_node *block, struct arena *arena, size_t *n)
{
    struct flattener f = {.arena = arena, .text = BUF_INIT(LIMIT_LINE)};
    cmark_iter *iter = cmark_iter_new(block);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
        flatten_node(&f, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
    cmark_iter_free(iter);
    f.line.text = arena_copy(arena, f.text.data, f.text.n);
    f.line.n = f.text.n;
    buf_release(&f.text);

    struct line *lines = NULL;
    size_t from = 0;
    *n = 0;
    for (size_t i = 0; i <= f.n_breaks; i++) {
        size_t to = i < f.n_breaks ? f.breaks[i] : f.line.n;
        lines = arena_grow(arena, lines, *n, sizeof *lines);
        lines[*n] = cut_line(&f.line, from, to, arena);
        if (lines[(*n)++].n_links == 0 && f.n_breaks > 0) {
            *n = 1;
            lines[0] = f.line;
            break;
        }
        from = to < f.line.n ? to + 1 : to;
    }
    return lines;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* ASCII marks that may stand around a title but are none of it. */
static bool is_fringe(char c)
{
    return is_blank(c) || (c != '\0' && strchr("-|:.,;*[]\"", c) != NULL);
}

static struct span trim(const char *text, struct span s)
{
    while (s.from < s.to && is_fringe(text[s.from]))
        s.from++;
    while (s.to > s.from && is_fringe(text[s.to - 1]))
        s.to--;
    static const char *const wide[] = {"：", "，", "。", "、", "“", "”"};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        size_t n = strlen(wide[i]);
        if (s.to - s.from >= n && memcmp(text + s.to - n, wide[i], n) == 0)
            return trim(text, (struct span){s.from, s.to - n, s.url});
        if (s.to - s.from >= n && memcmp(text + s.from, wide[i], n) == 0)
            return trim(text, (struct span){s.from + n, s.to, s.url});
    }
    return s;
}

static bool is_label_word(const char *text, size_t n)
{
    static const char *const labels[] = {
        "pdf",      "code",       "link",       "paper",  "arxiv",    "github",   "website",   "web",
        "project",  "page",       "slides",     "slide",  "video",    "blog",     "poster",    "demo",
        "data",     "dataset",    "bib",        "bibtex", "here",     "doc",      "docs",      "home",
        "homepage", "codebase",   "openreview", "ppt",    "supp",     "abs",      "html",      "url",
        "source",   "site",       "notes",      "talk",   "review",   "model",    "models",    "official",
        "pytorch",  "tensorflow", "keras",      "jax",    "download", "论文",     "代码",      "链接",
        "原文",     "解读",       "笔记",       "地址",   "项目",     "博客",     "源码",      "数据",
        "视频",     "中文",       "英文",       "知乎",   "阅读笔记", "citation", "citations", "and",
    };
    char word[32];
    if (n == 0 || n >= sizeof word)
        return n == 0;
    for (size_t i = 0; i < n; i++)
        word[i] = (char)tolower((unsigned char)text[i]);
    word[n] = '\0';
    /* "阅读笔记2", "code 1" */
    while (n > 0 && (isdigit((unsigned char)word[n - 1]) || is_blank(word[n - 1])))
        word[--n] = '\0';
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strcmp(word, labels[i]) == 0)
            return true;
    return n == 0;
}

bool line_is_label(const char *text, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && strchr(" &/+,", text[end]) == NULL)
            end++;
        if (!is_label_word(text + i, end - i))
            return false;
        i = end + 1;
    }
    return true;
}

static bool is_address(const char *text, size_t n)
{
    return (n > 7 && (memcmp(text, "http://", 7) == 0 || memcmp(text, "https://", 8) == 0)) ||
           (n > 4 && memcmp(text, "www.", 4) == 0);
}

/* "Clark and Curran (2007)", "Kummerfeld et al., 2010": who said it, not what. */
static bool is_citation(const char *text, size_t n)
{
    size_t end = n;
    while (end > 0 &&
           (text[end - 1] == ')' || text[end - 1] == ']' || islower((unsigned char)text[end - 1])) &&
           n - end < 3)
        end--;
    if (end < 5 || n > 60)
        return false;
    const char *year = text + end - 4;
    return (memcmp(year, "19", 2) == 0 || memcmp(year, "20", 2) == 0) && isdigit((unsigned char)year[2]) &&
           isdigit((unsigned char)year[3]) && !isdigit((unsigned char)year[-1]) &&
           (strchr("(, '", year[-1]) != NULL) && isupper((unsigned char)text[0]);
}

/* Could these words be a title? */
static bool is_title(const char *text, size_t n)
{
    if (n < 2 || text[0] == '@' || line_is_label(text, n) || is_address(text, n) || is_citation(text, n))
        return false;
    size_t letters = 0;
    for (size_t i = 0; i < n; i++)
        letters += isalpha((unsigned char)text[i]) || (unsigned char)text[i] >= 0x80;
    return letters >= 2;
}

static bool is_external(const char *url)
{
    return url[0] != '\0' && url[0] != '#' && strncmp(url, "mailto:", 7) != 0;
}

/* The best title among spans: the first that is one, or in lists the longest, since labels and names are
 * short. */
static bool best_title(const char *text, const struct span *spans, size_t n, struct span *out)
{
    bool found = false;
    for (size_t i = 0; i < n; i++) {
        struct span span = trim(text, spans[i]);
        if (!is_title(text + span.from, span.to - span.from))
            continue;
        if (!found || span.to - span.from > 2 * (out->to - out->from))
            *out = span;
        found = true;
    }
    return found;
}

/* Words in “…”, "…" or 《…》. */
static bool quoted_title(const struct line *line, struct span *out)
{
    static const struct {
        const char *open, *close;
    } quotes[] = {{"“", "”"}, {"《", "》"}, {"「", "」"}, {"\"", "\""}};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        const char *open = strstr(line->text, quotes[i].open);
        const char *close = open ? strstr(open + strlen(quotes[i].open), quotes[i].close) : NULL;
        if (!close)
            continue;
        *out = (struct span){(size_t)(open - line->text) + strlen(quotes[i].open),
                             (size_t)(close - line->text), ""};
        if (out->to - out->from >= 12)
            return true;
    }
    return false;
}

/* "ACL 2019": what tells a reference from a remark when there is no address. */
static bool has_year(const struct line *line)
{
    for (size_t i = 0; i + 4 <= line->n; i++) {
        const char *p = line->text + i;
        bool is_century = memcmp(p, "19", 2) == 0 || memcmp(p, "20", 2) == 0;
        if (is_century && isdigit((unsigned char)p[2]) && isdigit((unsigned char)p[3]) &&
            (i == 0 || !isdigit((unsigned char)p[-1])) && !isdigit((unsigned char)p[4]))
            return true;
    }
    return false;
}

/* Is the first link no more than where to go: an address, or "pdf"? */
static bool points(const struct line *line)
{
    if (line->n_links == 0)
        return false;
    struct span link = trim(line->text, line->links[0]);
    const char *text = line->text + link.from;
    return line_is_label(text, link.to - link.from) || is_address(text, link.to - link.from);
}

/* Is there nothing but an address? */
static bool points_alone(const struct line *line)
{
    struct span all = trim(line->text, (struct span){0, line->n, ""});
    return points(line) && all.from == line->links[0].from && all.to == line->links[0].to;
}

/* What stands before the first link, up to the end of its first sentence. */
static bool plain_title(const struct line *line, struct span *out)
{
    size_t end = line->n_links > 0 ? line->links[0].from : line->n;
    for (size_t i = 1; i + 1 < end; i++)
        if ((line->text[i] == '.' && line->text[i + 1] == ' ' && islower((unsigned char)line->text[i - 1])) ||
            memcmp(line->text + i, " |", 2) == 0)
            end = i;
    *out = trim(line->text, (struct span){0, end, ""});
    return out->to - out->from < 300 && is_title(line->text + out->from, out->to - out->from);
}

/* The rest of the line without the title. */
static char *note_without(const struct line *line, struct span title, struct arena *arena)
{
    struct buf note = BUF_INIT(LIMIT_LINE);
    buf_add(&note, line->text, title.from);
    buf_addc(&note, ' ');
    buf_add(&note, line->text + title.to, line->n - title.to);
    struct span rest = trim(note.data, (struct span){0, note.n, ""});
    struct buf squashed = BUF_INIT(LIMIT_LINE);
    utf8_squash(note.data + rest.from, rest.to - rest.from, &squashed);
    char *copy = arena_copy(arena, squashed.data, squashed.n);
    buf_release(&squashed);
    buf_release(&note);
    return copy;
}

static const char *first_address(const struct line *line)
{
    for (size_t i = 0; i < line->n_links; i++)
        if (is_external(line->links[i].url))
            return line->links[i].url;
    return "";
}

bool line_entry(const struct line *line, enum line_place place, struct arena *arena, struct line_entry *out)
{
    struct span title = {0};
    const char *address = first_address(line);
    if (line->n_links > 0 && *address == '\0')
        return false; /* a table of contents */
    bool found = line->n_links > 0 && best_title(line->text, line->links, line->n_links, &title);
    if (found && !is_external(title.url))
        return false;
    /* In running text a link is an aside, unless the line begins with it. */
    if (found && place == LINE_OF_TEXT && title.from > 8 && line->n > 3 * (title.to - title.from))
        return false;
    if (found)
        address = title.url;
    else
        found = best_title(line->text, line->strong, line->n_strong, &title);
    /* Before a quoted title, what is short is the name of the thing: MemoChat: "Tuning LLMs to Use Memos". */
    struct span quoted;
    if (quoted_title(line, &quoted) && (!found || quoted.to - quoted.from > 2 * (title.to - title.from))) {
        title = quoted;
        found = true;
    }
    bool may_be_plain = place == LINE_OF_TABLE || points(line) ||
                        (place == LINE_OF_LIST && (line->n_links > 0 || has_year(line)));
    if (!found && may_be_plain)
        found = plain_title(line, &title) && (place != LINE_OF_TEXT || title.to - title.from <= LIMIT_LABEL);
    if (place == LINE_OF_TEXT && (*address == '\0' || (!found && !points_alone(line))))
        return false;
    if (!found && *address == '\0')
        return false;
    out->title = found ? arena_copy(arena, line->text + title.from, title.to - title.from) : "";
    out->url = address;
    out->note = found ? note_without(line, title, arena) : "";
    return true;
}

bool line_is_heading(const struct line *line)
{
    if (line->n_strong != 1 || line->n_links > 0 || line->n > 90)
        return false;
    struct span all = trim(line->text, (struct span){0, line->n, ""});
    struct span strong = trim(line->text, line->strong[0]);
    return strong.to > strong.from && strong.from <= all.from && strong.to >= all.to;
}

char *line_heading_title(const char *text, struct arena *arena)
{
    const char *p = numbering_skip(text);
    struct span title = trim(p, (struct span){0, strlen(p), ""});
    struct buf squashed = BUF_INIT(1000);
    utf8_squash(p + title.from,
                title.to - title.from < 999 ? title.to - title.from : utf8_prefix(p + title.from, 999),
                &squashed);
    char *copy = arena_copy(arena, squashed.data, squashed.n);
    buf_release(&squashed);
    return copy;
}
