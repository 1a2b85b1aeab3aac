/*
 * shown — a story's facts as plain text.
 */
#include "weir/render/shown.h"

#include <string.h>
#include <strings.h>

#include "weir/feed/html.h"
#include "weir/text/buf.h"
#include "weir/text/date.h"
#include "weir/text/utf8.h"

/* How much of a body is read for its abstract at first, and how much when it begins with nothing but markup.
 */
#define ABSTRACT_BYTES       ((size_t)1 << 10)
#define ABSTRACT_LIMIT_BYTES ((size_t)64 << 10)

int64_t shown_published_at(const struct item *item)
{
    int64_t seen = item->first_seen_at;
    int64_t published = item->published_at;
    if (published == DATE_NONE)
        return seen;
    return seen > 0 && published > seen ? seen : published;
}

int64_t shown_updated_at(const struct item *item)
{
    int64_t published = shown_published_at(item);
    return item->updated_at != DATE_NONE && item->updated_at > published ? item->updated_at : published;
}

char *shown_href(struct arena *arena, const char *url)
{
    static const char *const schemes[] = {"http://", "https://", "ftp://", "mailto:"};
    size_t i = 0;
    while (i < sizeof schemes / sizeof *schemes && strncasecmp(url, schemes[i], strlen(schemes[i])) != 0)
        i++;
    if (i == sizeof schemes / sizeof *schemes || url[strlen(schemes[i])] == '\0')
        return arena_strdup(arena, "");
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    for (const char *p = url; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        bool is_bare_percent = c == '%' && strspn(p + 1, "0123456789abcdefABCDEF") < 2;
        if (c <= 0x20 || c == 0x7f || strchr("\"<>\\^`{|}", c) != NULL || is_bare_percent)
            buf_addf(&out, "%%%02X", c);
        else
            buf_addc(&out, (char)c);
    }
    char *href = arena_copy(arena, out.data, out.n);
    buf_release(&out);
    return href;
}

/* Embeddings, overrides, isolates and marks of direction; soft hyphen, zero-width space, word joiner, BOM. */
static bool is_hidden(uint32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f ||
           c == 0xad || c == 0x200b || c == 0x2060 || c == 0xfeff;
}

char *shown_line(struct arena *arena, const char *text)
{
    struct buf kept = BUF_INIT(BUF_LIMIT_OUTPUT), line = BUF_INIT(BUF_LIMIT_OUTPUT);
    size_t n = strlen(text), step;
    for (size_t i = 0; i < n; i += step) {
        uint32_t c;
        step = utf8_next(text + i, n - i, &c);
        if (step == 0)
            break;
        if (c < 0x20 || (c >= 0x7f && c < 0xa0))
            buf_addc(&kept, ' ');
        else if (!is_hidden(c))
            buf_add(&kept, text + i, step);
    }
    utf8_squash(kept.data, kept.n, &line);
    char *shown = arena_copy(arena, line.data, line.n);
    buf_release(&kept);
    buf_release(&line);
    return shown;
}

char *shown_authors(struct arena *arena, const struct item *item)
{
    const char *source = shown_source(arena, item);
    char *all = arena_strdup(arena, "");
    size_t n_shown = 0;
    for (size_t i = 0; i < item->n_authors; i++) {
        char *name = shown_line(arena, item->authors[i].name);
        if (*name == '\0' || strcmp(name, source) == 0)
            continue;
        if (n_shown == SHOWN_AUTHORS)
            return arena_printf(arena, "%s et al.", all);
        all = arena_printf(arena, "%s%s%s", all, n_shown > 0 ? ", " : "", name);
        n_shown++;
    }
    return all;
}

/* The first picture of a safe text: <img src="…">. */
static const char *first_image(struct arena *arena, const char *html)
{
    const char *tag = strstr(html, "<img ");
    const char *end = tag != NULL ? strchr(tag, '>') : NULL;
    const char *src = end != NULL ? memmem(tag, (size_t)(end - tag), " src=\"", 6) : NULL;
    const char *close = src != NULL ? strchr(src + 6, '"') : NULL;
    if (close == NULL || close > end)
        return "";
    struct buf address = BUF_INIT(BUF_LIMIT_OUTPUT);
    html_to_text(src + 6, (size_t)(close - src - 6), &address);
    char *kept = arena_copy(arena, address.data, address.n);
    buf_release(&address);
    return kept;
}

char *shown_image(struct arena *arena, const struct item *item)
{
    const char *image = item->image;
    for (size_t i = 0; *image == '\0' && i < item->n_links; i++) {
        if (strcmp(item->links[i].rel, "enclosure") == 0 && strncmp(item->links[i].type, "image/", 6) == 0)
            image = item->links[i].href;
    }
    if (*image == '\0')
        image = first_image(arena, item->content_html);
    if (*image == '\0')
        image = first_image(arena, item->summary_html);
    char *href = shown_href(arena, image);
    return strncasecmp(href, "http", 4) == 0 ? href : arena_strdup(arena, "");
}

char *shown_source(struct arena *arena, const struct item *item)
{
    char *title = shown_line(arena, item->origin.title);
    return *title != '\0' ? title : shown_line(arena, item->source);
}

char *shown_terms(struct arena *arena, const struct hit *hit)
{
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    for (size_t i = 0; i < hit->n_terms; i++)
        buf_addf(&out, "%s%s", i > 0 ? ", " : "", hit->terms[i].term + (*hit->terms[i].term == '='));
    char *terms = shown_line(arena, out.data);
    buf_release(&out);
    return terms;
}

const char *shown_topic(const struct category *topics, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(topics[i].term, name) == 0 && *topics[i].label != '\0')
            return topics[i].label;
    }
    return name;
}

static size_t character_width(const char *s, size_t n)
{
    char one[8] = "";
    memcpy(one, s, n < sizeof one ? n : sizeof one - 1);
    return utf8_width(one);
}

/* Ends a sentence: a full stop and a space (or the end) behind it, or an ideographic full stop. */
static bool ends_sentence(uint32_t c, const char *rest)
{
    if (c == 0x3002 || c == 0xff01 || c == 0xff1f)
        return true;
    return (c == '.' || c == '!' || c == '?') && (*rest == ' ' || *rest == '\0');
}

/* Cuts one line of text; see shown_abstract. */
static char *cut_line(struct arena *arena, const char *text, size_t columns)
{
    size_t n = strlen(text), width = 0, i = 0, word_end = 0, sentence_end = 0, step;
    bool after_cjk = false;
    for (; i < n; i += step) {
        uint32_t c;
        step = utf8_next(text + i, n - i, &c);
        if (step == 0)
            break;
        bool is_cjk = utf8_is_cjk(c);
        if (c == ' ' || (utf8_is_word(c) && (is_cjk || after_cjk)))
            word_end = i;
        width += character_width(text + i, step);
        if (width > columns)
            break;
        after_cjk = is_cjk;
        if (ends_sentence(c, text + i + step) && width * 3 >= columns * 2)
            sentence_end = i + step;
    }
    if (i >= n)
        return arena_strdup(arena, text);
    if (sentence_end > 0)
        return arena_copy(arena, text, sentence_end);
    while (word_end > 0 && strchr(" ,;:", text[word_end - 1]) != NULL)
        word_end--;
    return arena_printf(arena, "%s…", arena_copy(arena, text, word_end > 0 ? word_end : i));
}

static char *with_mark(struct arena *arena, const struct item *item, char *title)
{
    return item->arxiv.withdrawn ? arena_printf(arena, "[withdrawn] %s", title) : title;
}

static char *bare_title(struct arena *arena, const struct item *item)
{
    char *title = shown_line(arena, item->title);
    if (*title == '\0')
        title = shown_line(arena, item->url);
    if (*title == '\0')
        return arena_strdup(arena, "(untitled)");
    return title;
}

char *shown_title(struct arena *arena, const struct item *item)
{
    return with_mark(arena, item, bare_title(arena, item));
}

char *shown_short_title(struct arena *arena, const struct item *item)
{
    return with_mark(arena, item, cut_line(arena, bare_title(arena, item), SHOWN_TITLE_COLUMNS));
}

const char *shown_language(const char *text)
{
    size_t n = strlen(text), n_han = 0, n_latin = 0, step;
    for (size_t i = 0; i < n; i += step) {
        uint32_t c;
        step = utf8_next(text + i, n - i, &c);
        if (step == 0)
            break;
        if (c >= 0x3041 && c <= 0x30fa)
            return "ja";
        if (c >= 0xac00 && c <= 0xd7a3)
            return "ko";
        n_han += utf8_is_cjk(c);
        n_latin += c >= 'A' && c < 0x250 && utf8_is_word(c);
    }
    if (n_han > 0 && n_han * 4 >= n_latin) /* 用 BERT 做阅读理解 is Chinese: a character is a word */
        return "zh";
    return n_latin > 0 ? "en" : "";
}

/* Without bare addresses, which say nothing to a reader and take a line each. */
static char *drop_addresses(struct arena *arena, const char *line)
{
    struct buf kept = BUF_INIT(BUF_LIMIT_OUTPUT), squashed = BUF_INIT(BUF_LIMIT_OUTPUT);
    while (*line != '\0') {
        const char *address = strstr(line, "http");
        if (address == NULL) {
            buf_adds(&kept, line);
            break;
        }
        buf_add(&kept, line, (size_t)(address - line));
        line = address;
        if (strncmp(address, "http://", 7) == 0 || strncmp(address, "https://", 8) == 0) {
            while ((unsigned char)*line > 0x20 && (unsigned char)*line < 0x80)
                line++;
        } else {
            buf_add(&kept, line, 4);
            line += 4;
        }
    }
    utf8_squash(kept.data, kept.n, &squashed);
    char *text = arena_copy(arena, squashed.data, squashed.n);
    buf_release(&kept);
    buf_release(&squashed);
    return text;
}

/* Punctuation of full width brings its space along: 。，、；：！？）〉》」』】 */
static bool brings_space(uint32_t c)
{
    static const uint32_t marks[] = {0x3002, 0xFF0C, 0x3001, 0xFF1B, 0xFF1A, 0xFF01, 0xFF1F,
                                     0xFF09, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (c == marks[i])
            return true;
    }
    return false;
}

/* Without the spaces that paragraphs leave where they end with such a mark. */
static char *close_up(struct arena *arena, const char *line)
{
    size_t n = strlen(line), to = 0, step;
    char *closed = arena_alloc(arena, n + 1);
    uint32_t last = 0, c;
    for (size_t i = 0; i < n && (step = utf8_next(line + i, n - i, &c)) > 0; i += step) {
        if (c == ' ' && brings_space(last))
            continue;
        memcpy(closed + to, line + i, step);
        to += step;
        last = c;
    }
    closed[to] = '\0';
    return closed;
}

static char *text_line(struct arena *arena, const char *html, size_t n)
{
    struct buf text = BUF_INIT(BUF_LIMIT_OUTPUT);
    html_to_text(html, n, &text);
    char *line = close_up(arena, drop_addresses(arena, shown_line(arena, text.data)));
    buf_release(&text);
    return line;
}

/* Behind the title, where the text begins with it; all of it where the next word belongs to both. */
static const char *skip_title(const char *line, const char *title)
{
    size_t n = strlen(title);
    uint32_t c;
    if (n == 0 || strncmp(line, title, n) != 0)
        return line;
    const char *rest = line + n;
    if (utf8_next(rest, strlen(rest), &c) > 0 && utf8_is_word(c) && !utf8_is_cjk(c))
        return line;
    for (size_t step; (step = utf8_next(rest, strlen(rest), &c)) > 0 && !utf8_is_word(c) &&
                      strchr("([{\"'", *rest) == NULL;)
        rest += step;
    return rest;
}

char *shown_abstract(struct arena *arena, const struct item *item, size_t columns)
{
    const char *html = *item->summary_html != '\0' ? item->summary_html : item->content_html;
    size_t n, most = ABSTRACT_BYTES + 4 * strlen(item->title); /* a text may begin by repeating it */
    char *line;
    do {
        n = utf8_prefix(html, most);
        line = text_line(arena, html, n);
        most *= 4;
        /* what is cut at `n`, a tag or a word, has to stand well behind what is shown */
    } while (html[n] != '\0' && most <= ABSTRACT_LIMIT_BYTES && utf8_width(line) < 2 * columns);
    return cut_line(arena, skip_title(line, shown_line(arena, item->title)), columns);
}
