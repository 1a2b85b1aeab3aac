#include "weir/discover/candidates.h"

#include <stdbool.h>
#include <string.h>

#include "weir/text/buf.h"
#include "weir/text/url.h"

/*
 * A host (with a dot before it: any host under it; "": any), the beginning of the path (`*` is one segment,
 * `@*` one that begins so), a query parameter that must be there; and the feed's address, in which $h is the
 * host, $1 and $2 the segments, $q the parameter.
 */
static const struct rule {
    const char *host, *path, *query, *feed;
} rules[] = {
    {"github.com", "/*/*", "", "https://github.com/$1/$2/releases.atom"},
    {"github.com", "/*/*", "", "https://github.com/$1/$2/tags.atom"},
    {"github.com", "/*/*", "", "https://github.com/$1/$2/commits.atom"},
    {"github.com", "/*", "", "https://github.com/$1.atom"},
    {"gitlab.com", "/*/*", "", "https://gitlab.com/$1/$2/-/tags?format=atom"},
    {"medium.com", "/*", "", "https://medium.com/feed/$1"},
    {".medium.com", "", "", "https://$h/feed"},
    {"towardsdatascience.com", "", "", "https://towardsdatascience.com/feed/"},
    {".substack.com", "", "", "https://$h/feed"},
    {".wordpress.com", "", "", "https://$h/feed/"},
    {".blogspot.com", "", "", "https://$h/feeds/posts/default"},
    {".tumblr.com", "", "", "https://$h/rss"},
    {".github.io", "", "", "https://$h/feed.xml"},
    {".github.io", "", "", "https://$h/index.xml"},
    {".github.io", "", "", "https://$h/atom.xml"},
    {"youtube.com", "/channel/*", "", "https://www.youtube.com/feeds/videos.xml?channel_id=$1"},
    {"youtube.com", "", "list", "https://www.youtube.com/feeds/videos.xml?playlist_id=$q"},
    {"reddit.com", "/r/*", "", "https://www.reddit.com/r/$1/.rss"},
    {"reddit.com", "/user/*", "", "https://www.reddit.com/user/$1/.rss"},
    {"news.ycombinator.com", "", "", "https://news.ycombinator.com/rss"},
    {"bsky.app", "/profile/*", "", "https://bsky.app/profile/$1/rss"},
    {"arxiv.org", "/list/*", "", "https://rss.arxiv.org/atom/$1"},
    {"aclanthology.org", "", "", "https://aclanthology.org/papers/index.xml"},
    {"cnblogs.com", "/*", "", "https://www.cnblogs.com/$1/rss"},
    {"blog.csdn.net", "/*", "", "https://blog.csdn.net/$1/rss/list"},
    {"zhuanlan.zhihu.com", "/*", "", "https://rsshub.app/zhihu/zhuanlan/$1"},
    {"zhihu.com", "/people/*", "", "https://rsshub.app/zhihu/people/activities/$1"},
    {"huggingface.co", "/blog", "", "https://huggingface.co/blog/feed.xml"},
    {"openai.com", "", "", "https://openai.com/news/rss.xml"},
    {"deepmind.com", "", "", "https://deepmind.google/blog/rss.xml"},
    {"deepmind.google", "", "", "https://deepmind.google/blog/rss.xml"},
    {"microsoft.com", "/*/research", "", "https://www.microsoft.com/en-us/research/feed/"},
    {"", "/@*", "", "https://$h/$1.rss"},
};

/* Relative to the link's host; the most common first. */
static const char *const customs[] = {"/feed",      "/feed/", "/feed.xml",  "/rss.xml",      "/atom.xml",
                                      "/index.xml", "/rss",   "/feed.json", "/blog/feed.xml"};

#define N_SEGMENTS 2

struct match {
    const char *host; /* without www. */
    struct url_part segments[N_SEGMENTS];
    const char *query;
};

static bool host_fits(const char *rule, const char *host)
{
    size_t rule_n = strlen(rule), n = strlen(host);
    if (rule[0] == '.')
        return n > rule_n && strcmp(host + n - rule_n, rule) == 0;
    return rule_n == 0 || strcmp(host, rule) == 0;
}

/* Does the path begin as the rule says? Segments that stars stand for go into the match. */
static bool path_fits(const char *rule, struct url_part path, struct match *match)
{
    const char *p = path.p, *end = path.p != NULL ? path.p + path.n : NULL;
    size_t n_stars = 0;
    for (; *rule == '/'; rule += strcspn(rule + 1, "/") + 1) {
        size_t want_n = strcspn(rule + 1, "/");
        if (p == NULL || p >= end || *p != '/')
            return false;
        struct url_part segment = {p + 1, 0};
        while (segment.p + segment.n < end && segment.p[segment.n] != '/')
            segment.n++;
        bool star = want_n > 0 && rule[want_n] == '*';
        size_t fixed = star ? want_n - 1 : want_n;
        if (segment.n == 0 || segment.n < fixed || memcmp(segment.p, rule + 1, fixed) != 0 ||
            (!star && segment.n != fixed))
            return false;
        if (star)
            match->segments[n_stars++] = segment;
        p = segment.p + segment.n;
    }
    return true;
}

static const char *fill_in(const char *feed, const struct match *match, struct arena *arena)
{
    struct buf out = BUF_INIT(4096);
    for (const char *p = feed; *p != '\0'; p++) {
        if (*p != '$') {
            buf_addc(&out, *p);
            continue;
        }
        p++;
        if (*p == 'h')
            buf_adds(&out, match->host);
        else if (*p == 'q')
            buf_adds(&out, url_escape(arena, match->query));
        else
            buf_add(&out, match->segments[*p - '1'].p, match->segments[*p - '1'].n);
    }
    const char *url = arena_copy(arena, out.data, out.n);
    buf_release(&out);
    return url;
}

const char **candidates_by_rule(const char *url, struct arena *arena, size_t *n)
{
    const char **urls = arena_alloc(arena, sizeof rules / sizeof *rules * sizeof *urls);
    const char *host = url_host(arena, url);
    struct url_part path = url_split(url).path;
    *n = 0;
    host += strncmp(host, "www.", 4) == 0 ? 4 : 0;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct rule *rule = &rules[i];
        struct match match = {.host = host};
        if (!host_fits(rule->host, host) || !path_fits(rule->path, path, &match))
            continue;
        if (rule->query[0] != '\0' && (match.query = url_query(arena, url, rule->query)) == NULL)
            continue;
        urls[(*n)++] = fill_in(rule->feed, &match, arena);
    }
    return urls;
}

const char **candidates_by_custom(const char *url, struct arena *arena, size_t *n)
{
    *n = sizeof customs / sizeof *customs;
    const char **urls = arena_alloc(arena, *n * sizeof *urls);
    for (size_t i = 0; i < *n; i++)
        urls[i] = url_resolve(arena, url, customs[i]);
    return urls;
}
