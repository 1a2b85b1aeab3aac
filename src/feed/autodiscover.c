#include "weir/feed/autodiscover.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "html_parts.h"
#include "weir/text/url.h"

/* Media types of feeds, the ones to be preferred first. */
static const char *const types[] = {"application/atom+xml",
                                    "application/rss+xml",
                                    "application/feed+json",
                                    "application/json",
                                    "application/rdf+xml",
                                    "application/xml",
                                    "text/xml"};
#define N_TYPES (sizeof types / sizeof *types)

struct found {
    const char *url;
    size_t rank; /* of its type */
};

struct page {
    const char *base;
    struct arena *arena;
    struct found found[AUTODISCOVER_LIMIT];
    size_t n;
};

/* The attributes of a <link> or <base>, decoded; "" when absent. */
struct attributes {
    const char *href, *rel, *title, *type;
};

static struct attributes read_attributes(struct html_scan *scan, struct arena *arena)
{
    struct attributes out = {"", "", "", ""};
    const struct {
        const char *name;
        const char **value;
    } wanted[] = {{"href", &out.href}, {"rel", &out.rel}, {"title", &out.title}, {"type", &out.type}};
    struct html_attribute a;
    while (html_attribute(scan, &a))
        for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
            if (a.n_name == strlen(wanted[i].name) && strncasecmp(a.name, wanted[i].name, a.n_name) == 0 &&
                wanted[i].value[0][0] == '\0' && a.n_value <= HTML_LIMIT_URL)
                *wanted[i].value = html_value_decode(a.value, a.n_value, arena);
    return out;
}

/* `rel` is a list of words parted by white space. */
static bool has_word(const char *list, const char *word)
{
    static const char space[] = " \t\r\n\f";
    for (const char *p = list + strspn(list, space); *p != '\0';) {
        size_t n = strcspn(p, space);
        if (n == strlen(word) && strncasecmp(p, word, n) == 0)
            return true;
        p += n;
        p += strspn(p, space);
    }
    return false;
}

static size_t rank_of(const char *type)
{
    size_t n = strcspn(type, "; \t");
    for (size_t i = 0; i < N_TYPES; i++)
        if (strlen(types[i]) == n && strncasecmp(types[i], type, n) == 0)
            return i;
    return N_TYPES;
}

/* WordPress offers the comments of every page beside its posts. */
static bool is_of_comments(const char *url, const char *title)
{
    return strstr(url, "/comments/feed") != NULL || strcasestr(title, "comments feed") != NULL ||
           strstr(title, "评论") != NULL;
}

static void take_link(struct page *page, const struct attributes *link)
{
    size_t rank = rank_of(link->type);
    if (!has_word(link->rel, "alternate") || rank == N_TYPES || link->href[0] == '\0' ||
        page->n == AUTODISCOVER_LIMIT)
        return;
    const char *url = url_resolve(page->arena, page->base, link->href);
    if (!url_is_http(url) || is_of_comments(url, link->title))
        return;
    for (size_t i = 0; i < page->n; i++)
        if (strcmp(page->found[i].url, url) == 0)
            return;
    page->found[page->n++] = (struct found){url, rank};
}

static bool is_tag(const struct html_token *token, const char *name)
{
    return token->n == strlen(name) && strncasecmp(token->p, name, token->n) == 0;
}

static void read_page(struct page *page, const char *html, size_t size)
{
    struct html_scan scan = {.p = html, .end = html + size};
    struct html_token token;
    bool has_base = false;
    while (html_next(&scan, &token)) {
        if (token.kind == HTML_TEXT)
            continue;
        struct attributes attributes = read_attributes(&scan, page->arena);
        if (scan.cut || token.kind == HTML_END)
            continue;
        if (is_tag(&token, "script") || is_tag(&token, "style"))
            html_skip_raw(&scan, token.p, token.n);
        else if (is_tag(&token, "link"))
            take_link(page, &attributes);
        else if (is_tag(&token, "base") && !has_base && attributes.href[0] != '\0') {
            page->base = url_resolve(page->arena, page->base, attributes.href);
            has_base = true;
        }
    }
}

const char **autodiscover(const char *html, size_t size, const char *url, struct arena *arena, size_t *n)
{
    struct page page = {.base = url, .arena = arena};
    read_page(&page, html, size);
    const char **urls = arena_alloc(arena, (page.n + 1) * sizeof *urls);
    *n = 0;
    for (size_t rank = 0; rank < N_TYPES; rank++)
        for (size_t i = 0; i < page.n; i++)
            if (page.found[i].rank == rank)
                urls[(*n)++] = page.found[i].url;
    return urls;
}
